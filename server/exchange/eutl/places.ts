const small = new Set(['aan', 'de', 'den', 'der', 'en', 'het', 'bij', 'op', 'van', 'ten', 'ter', 'a/d', 'in']);

/** Place names as they are written: the register has many in capitals. `'S-HERTOGENBOSCH` → `'s-Hertogenbosch`. */
export function properCity(text: string): string {
  const plain = text.trim().replaceAll(/\s+/g, ' ');
  if (plain === '' || plain === 'NA') return 'onbekend';
  if (plain !== plain.toUpperCase()) return plain;
  return plain
    .toLowerCase()
    .split(' ')
    .map((word, at) =>
      at > 0 && small.has(word)
        ? word
        : word
            .split('-')
            .map((part, n) => capital(part, at + n))
            .join('-'),
    )
    .join(' ');
}

function capital(part: string, at: number): string {
  if (part === "'s" || part === "'t") return part;
  if (at > 0 && small.has(part)) return part;
  if (part.startsWith('ij')) return `IJ${part.slice(2)}`;
  return part.charAt(0).toUpperCase() + part.slice(1);
}
