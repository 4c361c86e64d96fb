/** A piece of a dossier's text, the same for every form in which it is printed. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'text' | 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Names and what belongs to them. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] };

export const title = (text: string): Block => ({ kind: 'title', text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const subheading = (text: string): Block => ({ kind: 'subheading', text });
export const text = (said: string): Block => ({ kind: 'text', text: said });
export const note = (said: string): Block => ({ kind: 'note', text: said });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
/** Rows without a value are left out. */
export const facts = (rows: readonly (readonly [string, string | undefined])[]): Block => ({
  kind: 'facts',
  rows: rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const])),
});
