/** SHA-256 in hexadecimal; undefined where the browser has no cryptography (a page that did not come over https). */
export async function sha256Hex(bytes: BufferSource): Promise<string | undefined> {
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined) return undefined;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
