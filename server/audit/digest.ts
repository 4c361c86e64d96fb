import { hash } from 'node:crypto';
import { canonicalJson } from './jcs.ts';

/**
 * The salts of an event's open fields: HMAC-SHA-256 of the field's pointer under the event's salt, base64url.
 * By hand out of two hashes: a key object per field would cost more than all the hashing.
 * @throws Error when the salt is not 16 bytes of base64url
 */
export function saltsOf(eventSalt: string): (pointer: string) => string {
  const key = Buffer.from(eventSalt, 'base64url');
  if (key.length !== 16 || key.toString('base64url') !== eventSalt)
    throw new Error(`"${eventSalt}" is no salt of 16 bytes.`);
  const inner = Buffer.alloc(BLOCK + SHORT, 0x36);
  const outer = Buffer.alloc(BLOCK + 32, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = 0x36 ^ byte;
    outer[at] = 0x5c ^ byte;
  }
  return (pointer) => {
    const isShort = pointer.length * 3 <= SHORT;
    const end = isShort ? BLOCK + inner.write(pointer, BLOCK) : BLOCK;
    const message = isShort ? inner.subarray(0, end) : Buffer.concat([inner.subarray(0, end), Buffer.from(pointer)]);
    hash('sha256', message, 'buffer').copy(outer, BLOCK);
    return hash('sha256', outer, 'base64url');
  };
}

const BLOCK = 64;
/** Bytes of a pointer that are hashed where they are written. */
const SHORT = 600;

/** SHA-256(0x02 ‖ JCS([salt, pointer, value])), base64url: says nothing of the value to who has not its salt. */
export function digestOf(salt: string, pointer: string, value: unknown): string {
  return hash('sha256', `\u0002${canonicalJson([salt, pointer, value])}`, 'base64url');
}

/** What `sealed` says: base64url SHA-256 over all ciphertexts of an event; null when there are none. */
export function sealedOf(ciphertexts: Readonly<Record<string, string>> | undefined): string | null {
  if (ciphertexts === undefined || Object.keys(ciphertexts).length === 0) return null;
  return hash('sha256', canonicalJson(ciphertexts), 'base64url');
}
