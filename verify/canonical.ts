/**
 * Canonical JSON (RFC 8785), written for the verifier alone: members by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. @throws Error for what has no such form
 */
export function canonical(value: unknown): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'number') {
    if (!isFinite(value)) throw new Error('a number that JSON cannot hold');
    return String(Object.is(value, -0) ? 0 : value);
  }
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map((part) => canonical(part)).join()}]`;
  if (typeof value !== 'object') throw new Error(`a ${typeof value} that JSON cannot hold`);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, part]) => `${quoted(name)}:${canonical(part)}`).join()}}`;
}

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new Error('half a character');
  return JSON.stringify(text);
}
