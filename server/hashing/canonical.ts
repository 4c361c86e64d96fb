/** JSON with sorted members (RFC 8785 for the values that we record): equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value === 0 ? 0 : value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const part of value as unknown[])
      text += `${text === '' ? '' : ','}${canonicalJson(part === undefined ? null : part)}`;
    return `[${text}]`;
  }
  // by code units, as sort() does of itself
  for (const name of Object.keys(value).sort()) {
    const part = (value as Record<string, unknown>)[name];
    if (part !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(part)}`;
  }
  return `{${text}}`;
}
