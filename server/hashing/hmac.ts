import { hash } from 'node:crypto';

/** Room for what is hashed, used over and over. */
let inner = Buffer.alloc(4_096);
const outer = Buffer.alloc(64 + 32);

/**
 * HMAC-SHA-256 (RFC 2104) of each text under a key of at most 64 bytes, base64url, by one-shot hashes: no key object is
 * made for each event, and the key is spread over the pads once. Text, not bytes, comes out of the hash: a buffer of
 * its own would cost more than the hash.
 */
export function hmacsSha256(key: Uint8Array, texts: readonly string[]): string[] {
  inner.fill(0x36, 0, 64);
  outer.fill(0x5c, 0, 64);
  for (let at = 0; at < key.length; at++) {
    inner[at] = 0x36 ^ (key[at] ?? 0);
    outer[at] = 0x5c ^ (key[at] ?? 0);
  }
  return texts.map((text) => {
    // three bytes for each code unit is the most that UTF-8 takes
    if (64 + 3 * text.length > inner.length) inner = Buffer.concat([inner.subarray(0, 64)], 64 + 6 * text.length);
    const written = inner.write(text, 64);
    outer.write(hash('sha256', inner.subarray(0, 64 + written), 'binary'), 64, 'latin1');
    return hash('sha256', outer, 'base64url');
  });
}

/** HMAC-SHA-256 of one text; see {@link hmacsSha256}. */
export function hmacSha256(key: Uint8Array, text: string): Buffer {
  return Buffer.from(hmacsSha256(key, [text])[0] ?? '', 'base64url');
}
