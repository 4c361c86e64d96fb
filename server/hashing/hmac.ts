import { hash } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104) for keys of at most 64 bytes, by one-shot hashes: no key object is made for each event. */
export function hmacSha256(key: Uint8Array, text: string): Buffer {
  const inner = Buffer.alloc(64 + Buffer.byteLength(text), 0x36);
  const outer = Buffer.alloc(64 + 32, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = 0x36 ^ byte;
    outer[at] = 0x5c ^ byte;
  }
  inner.write(text, 64);
  outer.set(hash('sha256', inner, 'buffer'), 64);
  return hash('sha256', outer, 'buffer');
}
