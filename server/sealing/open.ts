import type { KeyObject } from 'node:crypto';
import { eventSpec } from '../../events/catalogue.ts';
import { ERASED, type EventProof } from '../../events/envelope.ts';
import { placed } from '../../events/sealed-fields.ts';
import type { EventInStream } from '../store/port.ts';
import { openField, type Sealed } from './cipher.ts';
import { placeOf } from './seal.ts';

/** The secret of a data key; undefined when it was destroyed or is missing. */
export type SecretOf = (key: string) => KeyObject | undefined;

/**
 * The event with its sealed fields in their places. One whose key is gone reads as {@link ERASED}; where only a part
 * was sealed, the rest stands and the part reads as signs that say so.
 * @throws Error when a ciphertext does not fit its key and its place
 */
export function open<E extends EventInStream>(event: E, secretOf: SecretOf): E {
  const { proof } = event;
  if (proof?.ciphertexts === undefined) return event;
  const values = Object.keys(proof.ciphertexts).map(
    (pointer) => [pointer, disclosed(event, proof, pointer, secretOf)?.value] as const,
  );
  return placed(event, eventSpec(event.stream, event.type)?.parts ?? {}, values, ERASED);
}

/** Value and salt of a sealed field; undefined when its key is gone. */
export function disclosed(
  event: { readonly id: string },
  proof: EventProof,
  pointer: string,
  secretOf: SecretOf,
): Sealed | undefined {
  const secret = secretOf(proof.keys[pointer] ?? '');
  const ciphertext = proof.ciphertexts?.[pointer];
  if (secret === undefined || ciphertext === undefined) return undefined;
  return openField(secret, placeOf(event.id, pointer), ciphertext);
}
