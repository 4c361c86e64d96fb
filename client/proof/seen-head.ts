import { ask } from '../app/ask.ts';
import { fromBase64 } from './hashing.ts';
import { isSignedBy, readHead, type Head } from './note.ts';
import { isBeginning } from './tree.ts';

/** What was seen of this log the last time; kept in this browser, where the log's keeper cannot write. */
interface Seen {
  origin: string;
  keys: string[];
  checkpoint: string;
}

interface ToldKey {
  key: string;
  from: number;
  endorsement?: string;
}

export type HeadVerdict =
  | { readonly ok: true; readonly head: Head; readonly signature: 'good' | 'unknown'; readonly first: boolean }
  /** `signature`: by no key that is believed · `rollback`: shorter than seen before · `split`: another history. */
  | { readonly ok: false; readonly why: 'signature' | 'rollback' | 'split' };

const PLACE = 'regiotafel.checkpoint';

/** Checks a head's signature and that it continues the last one seen here; then remembers it as the last. */
export async function checkHead(note: string): Promise<HeadVerdict> {
  const head = readHead(note);
  const seen = remembered();
  const told = await ask<{ keys: ToldKey[] }>('/api/audit/keys');
  const keys = await believed(seen?.keys ?? told.keys.slice(0, 1).map(({ key }) => key), head.origin, told.keys);
  const signed = await Promise.all(keys.map((key) => isSignedBy(note, key)));
  const canTell = signed.some((one) => one !== undefined);
  if (canTell && !signed.includes(true)) return { ok: false, why: 'signature' };
  const before = seen && readHead(seen.checkpoint);
  if (before) {
    if (before.origin !== head.origin) return { ok: false, why: 'split' };
    const [older, newer] = before.size <= head.size ? [before, head] : [head, before];
    const answer = await consistency(older.size, newer.size);
    // a log that has not even the size seen before was set back
    if (!answer) return { ok: false, why: 'rollback' };
    if (!(await isBeginning(older, newer, answer))) return { ok: false, why: 'split' };
  }
  if (!before || head.size > before.size)
    localStorage.setItem(PLACE, JSON.stringify({ origin: head.origin, keys, checkpoint: note } satisfies Seen));
  return { ok: true, head, signature: canTell ? 'good' : 'unknown', first: !before };
}

function remembered(): Seen | undefined {
  try {
    const seen = JSON.parse(localStorage.getItem(PLACE) ?? '') as Seen;
    readHead(seen.checkpoint);
    return seen;
  } catch {
    return undefined;
  }
}

/** The keys that are believed, and each that one of them has named as its successor. */
async function believed(keys: string[], origin: string, told: readonly ToldKey[]): Promise<string[]> {
  const all = [...keys];
  for (const { key, from, endorsement } of told) {
    if (all.includes(key) || endorsement === undefined) continue;
    if (!endorsement.startsWith(`regiotafel key succession v1\n${origin}\n${key}\n${from}\n\n`)) continue;
    const named = await Promise.all(all.map((old) => isSignedBy(endorsement, old)));
    if (named.includes(true)) all.push(key);
  }
  return all;
}

async function consistency(from: number, to: number): Promise<Uint8Array[] | undefined> {
  if (from === to) return [];
  try {
    const { hashes } = await ask<{ hashes: string[] }>(`/api/audit/consistency?from=${from}&to=${to}`);
    return hashes.map(fromBase64);
  } catch {
    return undefined;
  }
}
