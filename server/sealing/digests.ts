import { hash } from 'node:crypto';
import { canonicalJson } from '../hashing/canonical.ts';
import { hmacsSha256 } from '../hashing/hmac.ts';
import { pointerOf } from '../../events/sealed-fields.ts';

/**
 * Digest of one field: base64url of SHA-256(0x02 ‖ JCS([salt, pointer, value])). Who is given salt and value can
 * check it against the log's proof; who is not cannot guess the value.
 */
export function digestOf(salt: string, pointer: string, value: unknown): string {
  return digestUnder(salt, JSON.stringify(pointer), value);
}

const digestUnder = (salt: string, pointerJson: string, value: unknown): string =>
  hash('sha256', `\u0002["${salt}",${pointerJson},${canonicalJson(value)}]`, 'base64url');

/** Salts of open fields: base64url of HMAC-SHA-256 of each pointer under the event's salt. */
export function openSalts(eventSalt: string, pointers: readonly string[]): string[] {
  return hmacsSha256(Buffer.from(eventSalt, 'base64url'), pointers);
}

/** An event as it is recorded: its open fields are the members of data and meta, and its revision. */
export interface OpenPart {
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: object;
  readonly revision: number;
}

/** The digest of each open field by its pointer. */
export function openDigests({ data, meta, revision }: OpenPart, eventSalt: string): Record<string, string> {
  const pointers: Pointer[] = [];
  const values: unknown[] = [];
  for (const [part, members] of Object.entries({ data, meta })) {
    for (const [member, value] of Object.entries(members)) {
      if (part === 'meta' && value === undefined) continue;
      pointers.push(pointerTo(part as 'data' | 'meta', member));
      values.push(value);
    }
  }
  pointers.push(REVISION);
  values.push(revision);
  const salts = openSalts(
    eventSalt,
    pointers.map(({ text }) => text),
  );
  const digests: Record<string, string> = {};
  for (const [at, { text, json }] of pointers.entries()) digests[text] = digestUnder(salts[at] ?? '', json, values[at]);
  return digests;
}

/** A pointer, and how it stands in JSON. */
interface Pointer {
  readonly text: string;
  readonly json: string;
}

const REVISION: Pointer = { text: '/revision', json: '"/revision"' };
const known = { data: new Map<string, Pointer>(), meta: new Map<string, Pointer>() };
const KNOWN = 2_000;

/** Members are few, and come with every event. */
function pointerTo(part: 'data' | 'meta', member: string): Pointer {
  const found = known[part].get(member);
  if (found) return found;
  const text = pointerOf(part, member);
  const made = { text, json: JSON.stringify(text) };
  if (known[part].size < KNOWN) known[part].set(member, made);
  return made;
}

/** SHA-256 over the ciphertexts of an event, base64url; null when it has none. */
export function sealedHash(ciphertexts: Readonly<Record<string, string>>): string | null {
  return Object.keys(ciphertexts).length === 0 ? null : hash('sha256', canonicalJson(ciphertexts), 'base64url');
}
