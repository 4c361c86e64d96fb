import { digestOf, saltsOf, sealedOf } from './digest.ts';
import type { OpenFields, StoredEvent } from './stored.ts';

/**
 * Holds an event against the proof stored with it: every open field against its digest, the ciphertexts against
 * `sealed`. Returns what is wrong, in sentences; empty: nothing. One without a stored proof can only be wrong as a
 * whole, which its leaf tells.
 */
export function wrongIn(event: StoredEvent, open: OpenFields): string[] {
  const { proof } = event;
  if (!proof) return [];
  const wrong: string[] = [];
  const fields = open(event);
  const salt = saltsOf(event.salt);
  for (const [pointer, value] of fields) {
    if (Object.hasOwn(proof.keys, pointer))
      wrong.push(`field ${pointer}: something stands in the place of a sealed value`);
    else if (proof.digests[pointer] === undefined) wrong.push(`field ${pointer}: it has no digest`);
    else if (digestOf(salt(pointer), pointer, value) !== proof.digests[pointer])
      wrong.push(`field ${pointer}: its digest does not fit`);
  }
  for (const pointer of Object.keys(proof.digests)) {
    if (!fields.has(pointer) && !Object.hasOwn(proof.keys, pointer)) wrong.push(`field ${pointer}: it is gone`);
  }
  if (sealedOf(proof.ciphertexts) !== proof.sealed) wrong.push('a ciphertext was overwritten');
  return wrong;
}
