import { diffWordsWithSpace } from 'diff';

/** A stretch of text that stands in both, only in the later or only in the earlier. */
export interface WordPart {
  readonly text: string;
  readonly kind: 'kept' | 'added' | 'removed';
}

/** Texts that have less in common than this are told as one for the other: looking on would take long. */
const MOST_EDITS = 1_200;

/**
 * Two texts by words: without what was removed it reads as the later, without what was added as the earlier. Words that
 * change side by side are told together, and not sign by sign around the spaces that stayed.
 */
export function wordsOf(before: string, after: string): WordPart[] {
  const found = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (!found) return stretch(before, after);
  const parts: WordPart[] = [];
  let [removed, added, between] = ['', '', ''];
  const close = (): void => {
    parts.push(...stretch(removed, added));
    if (between !== '') parts.push({ text: between, kind: 'kept' });
    [removed, added, between] = ['', '', ''];
  };
  for (const part of found) {
    if (part.added || part.removed) {
      removed += between + (part.removed ? part.value : '');
      added += between + (part.added ? part.value : '');
      between = '';
    } else if (removed + added !== '' && between === '' && !HOLDS_WORD.test(part.value)) {
      between = part.value;
    } else {
      close();
      parts.push({ text: part.value, kind: 'kept' });
    }
  }
  close();
  return parts;
}

const HOLDS_WORD = /[\p{L}\p{N}\n]/u;

function stretch(removed: string, added: string): WordPart[] {
  const parts: WordPart[] = [
    { text: removed, kind: 'removed' },
    { text: added, kind: 'added' },
  ];
  return parts.filter(({ text }) => text !== '');
}
