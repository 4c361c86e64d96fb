/**
 * Canonical JSON by RFC 8785: members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 * A member that is `undefined` is left out.
 * @throws TypeError for what JSON cannot hold exactly: NaN, infinities, half a character, a bigint, a function
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON.`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value)
        ? `[${value.map(canonicalJson).join(',')}]`
        : object(value as Record<string, unknown>);
    default:
      throw new TypeError(`A value of type ${typeof value} has no form in JSON.`);
  }
}

function object(value: Record<string, unknown>): string {
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const part = value[name];
    if (part !== undefined) members.push(`${text(name)}:${canonicalJson(part)}`);
  }
  return `{${members.join(',')}}`;
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('Half a character has no form in UTF-8.');
  return JSON.stringify(value);
}
