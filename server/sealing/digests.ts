import { hash } from 'node:crypto';
import { canonicalJson } from '../hashing/canonical.ts';
import { hmacSha256 } from '../hashing/hmac.ts';
import { pointerOf } from '../../events/sealed-fields.ts';

/**
 * Digest of one field: base64url of SHA-256(0x02 ‖ JCS([salt, pointer, value])). Who is given salt and value can
 * check it against the log's proof; who is not cannot guess the value.
 */
export function digestOf(salt: string, pointer: string, value: unknown): string {
  return hash('sha256', `\u0002["${salt}",${JSON.stringify(pointer)},${canonicalJson(value)}]`, 'base64url');
}

/** Salt of an open field: base64url of HMAC-SHA-256 of its pointer under the event's salt. */
export function openSalt(eventSalt: Uint8Array, pointer: string): string {
  return hmacSha256(eventSalt, pointer).toString('base64url');
}

/** The open fields of an event as it is recorded: members of data and meta, and its revision. */
export function* openFields(event: {
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: object;
  readonly revision: number;
}): Generator<readonly [pointer: string, value: unknown]> {
  for (const [member, value] of Object.entries(event.data)) yield [pointerOf('data', member), value];
  for (const [member, value] of Object.entries(event.meta))
    if (value !== undefined) yield [pointerOf('meta', member), value];
  yield ['/revision', event.revision];
}

/** SHA-256 over the ciphertexts of an event, base64url; null when it has none. */
export function sealedHash(ciphertexts: Readonly<Record<string, string>>): string | null {
  return Object.keys(ciphertexts).length === 0 ? null : hash('sha256', canonicalJson(ciphertexts), 'base64url');
}
