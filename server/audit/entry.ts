import { hash } from 'node:crypto';
import { digestOf, saltsOf } from './digest.ts';
import { openFields } from './fields.ts';
import { canonicalJson } from './jcs.ts';
import type { OpenFields, StoredEvent, StoredProof } from './stored.ts';

/** Version of the entry's own form. */
const VERSION = 1;

/**
 * The entry of an event in the Merkle tree: canonical JSON of `{v, id, stream, type, version, recordedAt, digests,
 * sealed, keys}`. It holds nothing secret, and no position of a store.
 */
export function entryOf(event: StoredEvent): string {
  const { digests, sealed, keys } = event.proof ?? proofOf(event, openFields);
  const { id, stream, type, version } = event;
  const { recordedAt } = event.meta;
  return canonicalJson({ v: VERSION, id, stream, type, version, recordedAt, digests, sealed, keys });
}

/** SHA-256(0x00 ‖ entry): the leaf of an event. */
export function leafOf(event: StoredEvent): Buffer {
  return hash('sha256', `\u0000${entryOf(event)}`, 'buffer');
}

/** The proof of an event that was stored without one, or in which nothing is sealed: every field is open. */
export function proofOf(event: StoredEvent, open: OpenFields): StoredProof {
  const salt = saltsOf(event.salt);
  const digests: Record<string, string> = {};
  for (const [pointer, value] of open(event)) digests[pointer] = digestOf(salt(pointer), pointer, value);
  return { digests, sealed: null, keys: {} };
}
