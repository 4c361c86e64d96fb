import type { SealedPart } from '../spec.ts';

/**
 * A change of a text as CodeMirror writes it to JSON: a number keeps that many characters, a list removes its first
 * number and puts in the lines that follow. Characters are UTF-16 code units. Read here without CodeMirror, so that
 * whoever only folds does not carry it.
 */
export type ChangesJson = readonly (number | readonly [number, ...string[]])[];

/** One place of a change: in the text before it, `del` characters at `from` make way for `ins`. */
export interface Splice {
  readonly from: number;
  readonly del: number;
  readonly ins: string;
}

/** The places that a change touches, from left to right, in positions of the text before it. */
export function splicesOf(changes: ChangesJson): Splice[] {
  const splices: Splice[] = [];
  let at = 0;
  for (const part of changes) {
    if (typeof part === 'number') {
      at += part;
      continue;
    }
    const [del, ...lines] = part;
    splices.push({ from: at, del, ins: lines.join('\n') });
    at += del;
  }
  return splices;
}

/** What stands for a character that can no longer be read: text that was erased keeps its length. */
export const ERASED_SIGN = '\uFFFD';

/** A change of a text is recorded as places and lengths; what was typed is sealed beside it. */
export const typedText: SealedPart = {
  name: 'text',
  split(value) {
    const part: string[] = [];
    const open = (value as ChangesJson).map((one) => {
      if (typeof one === 'number' || one.length === 1) return one;
      const [del, ...lines] = one;
      const typed = lines.join('\n');
      part.push(typed);
      return [del, typed.length];
    });
    return part.length === 0 ? undefined : { open, part };
  },
  join(open, part) {
    const typed = part as readonly string[] | undefined;
    let at = 0;
    // what stands there may have its words still, or again: then they make way
    return (open as readonly (number | readonly [number, ...(string | number)[]])[]).map((one) => {
      if (typeof one === 'number' || one.length === 1) return one;
      const [del, first, ...lines] = one;
      const length = typeof first === 'number' ? first : [first, ...lines].join('\n').length;
      return [del, ...(typed?.[at++] ?? ERASED_SIGN.repeat(length)).split('\n')];
    });
  },
};

/** Are two changes written alike? */
export function sameChanges(a: ChangesJson, b: ChangesJson): boolean {
  return (
    a.length === b.length &&
    a.every((part, at) => {
      const other = b[at];
      if (typeof part === 'number' || typeof other !== 'object') return part === other;
      return part.length === other.length && part.every((one, place) => one === other[place]);
    })
  );
}

/** The text that a change makes of another. */
export function changed(text: string, changes: ChangesJson): string {
  let made = '';
  let at = 0;
  for (const { from, del, ins } of splicesOf(changes)) {
    made += text.slice(at, from) + ins;
    at = from + del;
  }
  return made + text.slice(at);
}

/** Length of the text that a change belongs to, and of the text that it makes. */
export function lengthsOf(changes: ChangesJson): { before: number; after: number } {
  let before = 0;
  let after = 0;
  for (const part of changes) {
    const [kept, ...lines] = typeof part === 'number' ? [part] : part;
    before += kept;
    after += typeof part === 'number' ? kept : lines.join('\n').length;
  }
  return { before, after };
}

/** A change from the places that it touches, which must stand from left to right and apart. */
export function changesOf(splices: readonly Splice[], length: number): ChangesJson {
  const parts: (number | [number, ...string[]])[] = [];
  let at = 0;
  for (const { from, del, ins } of splices) {
    if (from > at) parts.push(from - at);
    parts.push(ins === '' ? [del] : [del, ...ins.split('\n')]);
    at = from + del;
  }
  if (length > at) parts.push(length - at);
  return parts;
}
