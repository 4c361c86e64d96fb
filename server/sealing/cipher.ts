import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a ciphertext holds: the value and the random salt of its digest, so that an erased value cannot be guessed. */
export interface Sealed {
  readonly salt: string;
  readonly value: unknown;
}

/**
 * Seals a field: base64url of nonce, AES-256-GCM ciphertext of `[salt, value]` as JSON, and tag. The place (event and
 * field) is authenticated with it, so that a ciphertext cannot be moved to another.
 * @param key a key object: of plain bytes one would be made anew for each field, at four times the cost
 * @param nonce 12 random bytes
 */
export function sealField(key: KeyObject, place: string, { salt, value }: Sealed, nonce: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = cipher.update(JSON.stringify([salt, value]), 'utf8');
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Opens a sealed field. @throws Error when key, place or ciphertext do not belong together */
export function openField(key: KeyObject, place: string, ciphertext: string): Sealed {
  const bytes = Buffer.from(ciphertext, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  const [salt, value] = JSON.parse(text) as [string, unknown];
  return { salt, value };
}

export const NONCE_BYTES = IV_BYTES;
