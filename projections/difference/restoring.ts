import { changesOf, type ChangesJson, type Splice } from '../../events/narrative/changes.ts';
import { wordsOf } from './words.ts';

/** A place where a text now reads otherwise than it did at an earlier moment. */
export interface Passage extends Splice {
  /** What stands there now: it makes way for `ins`, what stood there then. */
  readonly now: string;
  /** The words around it. */
  readonly before: string;
  readonly after: string;
}

const AROUND = 40;

/** Where a text differs from what it was, from its beginning to its end. */
export function passagesOf(now: string, then: string): Passage[] {
  const passages: { from: number; now: string; ins: string }[] = [];
  let at = 0;
  let open = false;
  for (const { text, kind } of wordsOf(now, then)) {
    if (kind === 'kept') {
      at += text.length;
      open = false;
      continue;
    }
    if (!open) passages.push({ from: at, now: '', ins: '' });
    open = true;
    const passage = passages.at(-1);
    if (!passage) continue;
    if (kind === 'removed') {
      passage.now += text;
      at += text.length;
    } else {
      passage.ins += text;
    }
  }
  return passages.map(({ from, now: stands, ins }) => ({
    ...{ from, del: stands.length, ins, now: stands },
    before: now.slice(Math.max(0, from - AROUND), from).replace(from > AROUND ? /^\S*\s/ : /^/, ''),
    after: now
      .slice(from + stands.length, from + stands.length + AROUND)
      .replace(from + stands.length + AROUND < now.length ? /\s\S*$/ : /$/, ''),
  }));
}

/** The edit of the text as it is now that puts some passages back; all of them: the text as it was. */
export function restoringChanges(now: string, passages: readonly Passage[]): ChangesJson {
  return changesOf(passages, now.length);
}
