/** An element of XML: its name, and text or elements in it. */
export type Element = readonly [name: string, inside: string | readonly (Element | undefined)[]];

/** A document with one root; text is escaped, signs that XML cannot hold become U+FFFD. */
export function xmlOf(root: Element, namespace: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '', ` xmlns="${namespace}"`)}`;
}

function written([name, inside]: Element, indent: string, attributes = ''): string {
  const open = `${indent}<${name}${attributes}>`;
  if (typeof inside === 'string') return `${open}${escaped(inside)}</${name}>\n`;
  const parts = inside.filter((part) => part !== undefined).map((part) => written(part, `${indent}  `));
  return `${open}\n${parts.join('')}${indent}</${name}>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
