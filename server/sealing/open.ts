import { eventSpec } from '../../events/catalogue.ts';
import { ERASED, type EventMeta, type EventProof } from '../../events/envelope.ts';
import type { EventInStream } from '../store/port.ts';
import { openField, type Sealed } from './cipher.ts';
import { pointerOf } from './fields.ts';
import { placeOf } from './seal.ts';

/** The secret of a data key; undefined when it was destroyed or is missing. */
export type SecretOf = (key: string) => Uint8Array | undefined;

/**
 * The event with its sealed fields in their places. One whose key is gone reads as {@link ERASED}; where only a part
 * was sealed, the rest stands and the part reads as signs that say so.
 * @throws Error when a ciphertext does not fit its key and its place
 */
export function open<E extends EventInStream>(event: E, secretOf: SecretOf): E {
  const { proof } = event;
  if (proof?.ciphertexts === undefined) return event;
  const data: Record<string, unknown> = { ...event.data };
  let reason: unknown;
  for (const [pointer] of Object.entries(proof.ciphertexts)) {
    const value = disclosed(event, proof, pointer, secretOf)?.value;
    if (pointer === '/meta/reason') reason = value ?? ERASED_REASON;
    else place(event, data, pointer, value);
  }
  const meta = reason === undefined ? event.meta : ({ ...event.meta, reason } as EventMeta);
  return { ...event, data, meta };
}

/** Stands for a reason that can no longer be read. */
export const ERASED_REASON = '\uFFFD';

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

function place(event: EventInStream, data: Record<string, unknown>, pointer: string, value: unknown): void {
  for (const [field, part] of Object.entries(eventSpec(event.stream, event.type)?.parts ?? {})) {
    if (pointer !== `${pointerOf('data', field)}/${part.name}`) continue;
    data[field] = part.join(data[field], value);
    return;
  }
  const field = pointer.slice('/data/'.length).replaceAll('~1', '/').replaceAll('~0', '~');
  data[field] = value === undefined ? ERASED : value;
}
