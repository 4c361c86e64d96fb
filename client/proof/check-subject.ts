import { isHidden, type VisibleEvent } from '../../events/envelope.ts';
import { ask } from '../app/ask.ts';
import { canonical, fromBase64, sha256, toBase64Url } from './hashing.ts';
import { checkHead, type HeadVerdict } from './seen-head.ts';
import { isIncluded, leafOf } from './tree.ts';

interface Proof {
  index: number;
  hashes: string[];
  checkpoint: string;
  entry: string;
  disclosures: Record<string, { salt: string; value: unknown }>;
}

export type Verdict =
  | { readonly kind: 'proven'; readonly events: number; readonly size: number; readonly signature: 'good' | 'unknown'; readonly first: boolean } // prettier-ignore
  | { readonly kind: 'wrong'; readonly why: 'signature' | 'rollback' | 'split' | 'event'; readonly index?: number }
  /** Newest events are signed within a second or two; or the server cannot be reached. */
  | { readonly kind: 'unchecked' };

/**
 * Proves in this browser that every event of a subject that the person may see stands in the signed log as it is shown.
 * Nothing of it is taken on the server's word but which events there are.
 */
export async function checkSubject(subject: string): Promise<Verdict> {
  try {
    const events = await eventsOf(subject);
    const heads = new Map<string, HeadVerdict>();
    let last: Extract<HeadVerdict, { ok: true }> | undefined;
    let first = false;
    for (const event of events) {
      const proof = await ask<Proof>(`/api/audit/proof/${event.id}`);
      const verdict = heads.get(proof.checkpoint) ?? (await checkHead(proof.checkpoint));
      heads.set(proof.checkpoint, verdict);
      if (!verdict.ok) return { kind: 'wrong', why: verdict.why };
      last = verdict;
      first ||= verdict.first;
      const path = proof.hashes.map(fromBase64);
      const isThere = await isIncluded(proof.index, await leafOf(proof.entry), path, verdict.head);
      if (!isThere || !(await isAsShown(event, proof))) return { kind: 'wrong', why: 'event', index: event.index };
    }
    if (!last) return { kind: 'unchecked' };
    return { kind: 'proven', events: events.length, size: last.head.size, signature: last.signature, first };
  } catch {
    return { kind: 'unchecked' };
  }
}

async function eventsOf(subject: string): Promise<VisibleEvent[]> {
  const events: VisibleEvent[] = [];
  let cursor: string | undefined;
  do {
    const page: { entries: { event: VisibleEvent }[]; cursor?: string } = await ask(
      `/api/history?subject=${subject}&limit=200${cursor === undefined ? '' : `&cursor=${cursor}`}`,
    );
    events.push(...page.entries.map(({ event }) => event));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return events;
}

/** Every value that is shown is disclosed, and every disclosure fits its digest in the entry. */
async function isAsShown(event: VisibleEvent, { entry, disclosures }: Proof): Promise<boolean> {
  const { id, stream, type, digests } = JSON.parse(entry) as VisibleEvent & { digests: Record<string, string> };
  if (id !== event.id || stream !== event.stream || type !== event.type) return false;
  for (const [pointer, { salt, value }] of Object.entries(disclosures)) {
    const digest = toBase64Url(await sha256(`\u0002${canonical([salt, pointer, value])}`));
    if (digest !== digests[pointer]) return false;
  }
  const shown = [...Object.entries(event.data).map(under('data')), ...Object.entries(event.meta).map(under('meta'))];
  return shown.every(([pointer, value]) => {
    if (isHidden(value)) return true;
    // of a field with a sealed part, the part and the rest are disclosed apart
    if (Object.keys(disclosures).some((part) => part.startsWith(`${pointer}/`))) return true;
    const disclosed = disclosures[pointer];
    return disclosed !== undefined && canonical(disclosed.value) === canonical(value);
  });
}

const under =
  (root: string) =>
  ([name, value]: [string, unknown]): [string, unknown] => [
    `/${root}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    value,
  ];
