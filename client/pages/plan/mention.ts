/** A person or an organisation that can be named in a comment. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

const BEING_TYPED = /(?:^|\s)@([\p{L}\p{M}’' .-]{0,40})$/u;

/** What is typed after the `@` before the caret; undefined: nobody is being named there. */
export function namingAt(text: string, caret: number): string | undefined {
  return BEING_TYPED.exec(text.slice(0, caret))?.[1];
}

/** Who is meant by what is typed: any of the words of a name may begin with it; first those whose name begins so. */
export function meant<N extends Named>(known: readonly N[], typed: string | undefined, most = 6): N[] {
  if (typed === undefined) return [];
  const wanted = typed.toLowerCase();
  const begins = (name: string): boolean => name.toLowerCase().startsWith(wanted);
  const within = (name: string): boolean => name.toLowerCase().includes(` ${wanted}`);
  const first = known.filter(({ name }) => begins(name));
  return [...first, ...known.filter(({ name }) => !begins(name) && within(name))].slice(0, most);
}

/** Puts a name in the place of what is typed of it, and the caret behind it. */
export function withName(text: string, caret: number, name: string): { text: string; caret: number } {
  const from = caret - (namingAt(text, caret)?.length ?? 0);
  const before = `${text.slice(0, from)}${name} `;
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}

/** Who is named in a text, each once; of two names of which one begins the other, the longer one. */
export function namedIn(text: string, known: readonly Named[]): string[] {
  const byLength = [...known].sort((a, b) => b.name.length - a.name.length);
  const ids = new Set<string>();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const found = byLength.find(({ name }) => text.startsWith(name, at + 1));
    if (found) ids.add(found.id);
  }
  return [...ids];
}
