/** Text form of states that hold Maps and Sets; plain objects stay plain JSON. */

export function toText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Map) return { $map: [...part] };
    if (part instanceof Set) return { $set: [...part] };
    return part;
  });
}

export function fromText(text: string): unknown {
  // inside a string the quotation mark would be escaped
  if (!/\{"\$(?:map|set)":/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part;
    if ('$map' in part && Array.isArray(part.$map)) return new Map(part.$map as [unknown, unknown][]);
    if ('$set' in part && Array.isArray(part.$set)) return new Set(part.$set as unknown[]);
    return part;
  });
}
