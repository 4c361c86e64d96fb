import type { KeyObject } from 'node:crypto';
import type { StreamName } from '../../events/envelope.ts';
import type { ClassFacts } from '../../events/visibility.ts';
import type { NewEvent } from '../store/port.ts';
import { NONCE_BYTES, sealField } from './cipher.ts';
import { digestOf, openDigests, sealedHash } from './digests.ts';
import { split, type SplitEvent } from './fields.ts';

/** The key under which a scope is sealed now. */
export type SealingKey = (scope: string) => { readonly id: string; readonly secret: KeyObject };

/** An event taken apart, before the keys that it needs are at hand. */
export type Apart = NewEvent & { readonly apart: SplitEvent };

/** Takes an event apart into what is open and what is sealed; the scopes that it needs keys for are in it. */
export function takeApart(stream: StreamName, event: NewEvent, facts: ClassFacts): Apart {
  return { ...event, apart: split(stream, event, facts) };
}

/**
 * The event as it stands in the log: open fields in the clear, sealed ones as ciphertexts, a digest of each.
 * @param random gives so many random bytes
 */
export function seal(
  { apart, ...event }: Apart,
  revision: number,
  keyOf: SealingKey,
  random: (bytes: number) => Uint8Array,
): NewEvent {
  const { data, meta, sealed } = apart;
  const digests = openDigests({ data, meta, revision }, event.salt);
  const keys: Record<string, string> = {};
  const ciphertexts: Record<string, string> = {};
  for (const { pointer, value, scope } of sealed) {
    const key = keyOf(scope);
    const salt = Buffer.from(random(16)).toString('base64url');
    digests[pointer] = digestOf(salt, pointer, value);
    keys[pointer] = key.id;
    ciphertexts[pointer] = sealField(key.secret, placeOf(event.id, pointer), { salt, value }, random(NONCE_BYTES));
  }
  const proof = { digests, sealed: sealedHash(ciphertexts), keys, ...(sealed.length > 0 ? { ciphertexts } : {}) };
  return { ...event, data, meta, proof };
}

/** What a ciphertext is bound to. */
export const placeOf = (event: string, pointer: string): string => `${event} ${pointer}`;
