import { hash } from 'node:crypto';

/** Room for what is hashed, used over and over. */
let inner = Buffer.alloc(4_096);
const outer = Buffer.alloc(64 + 32);

/** HMAC-SHA-256 (RFC 2104) for keys of at most 64 bytes, by one-shot hashes: no key object is made for each event. */
export function hmacSha256(key: Uint8Array, text: string): Buffer {
  const length = 64 + Buffer.byteLength(text);
  if (length > inner.length) inner = Buffer.alloc(2 * length);
  inner.fill(0x36, 0, 64);
  outer.fill(0x5c, 0, 64);
  for (let at = 0; at < key.length; at++) {
    inner[at] = 0x36 ^ (key[at] ?? 0);
    outer[at] = 0x5c ^ (key[at] ?? 0);
  }
  inner.write(text, 64);
  outer.set(hash('sha256', inner.subarray(0, length), 'buffer'), 64);
  return hash('sha256', outer, 'buffer');
}
