import { ChangeSet, type Text } from '@codemirror/state';

interface Replaced {
  readonly from: number;
  readonly to: number;
  insert: string;
}

/**
 * The same change, but what it puts in and takes out next to it, on the other side of what another wrote, stays where it
 * was: for an undo that puts in again, in one piece, what others have parted.
 * @param under the text that is changed
 */
export function putBack(changes: ChangeSet, under: Text): ChangeSet {
  const pieces: (Replaced & { gone?: true })[] = [];
  changes.iterChanges((from, to, _, __, inserted) => void pieces.push({ from, to, insert: inserted.toString() }), true);
  let found = false;
  const isBack = (piece: Replaced | undefined): piece is Replaced & { gone?: true } =>
    piece !== undefined && piece.insert === '' && piece.from < piece.to;
  for (const [at, piece] of pieces.entries()) {
    for (let next = at + 1; isBack(pieces[next]); next++) {
      const text = under.sliceString(pieces[next]?.from ?? 0, pieces[next]?.to);
      if (piece.insert === '' || !piece.insert.startsWith(text)) break;
      piece.insert = piece.insert.slice(text.length);
      Object.assign(pieces[next] ?? {}, { gone: true });
      found = true;
    }
    for (let before = at - 1; isBack(pieces[before]); before--) {
      const text = under.sliceString(pieces[before]?.from ?? 0, pieces[before]?.to);
      if (piece.insert === '' || !piece.insert.endsWith(text)) break;
      piece.insert = piece.insert.slice(0, -text.length);
      Object.assign(pieces[before] ?? {}, { gone: true });
      found = true;
    }
  }
  if (!found) return changes;
  const left = pieces.filter((piece) => piece.gone !== true && (piece.from < piece.to || piece.insert !== ''));
  return ChangeSet.of(
    left.map(({ from, to, insert }) => ({ from, to, insert })),
    changes.length,
  );
}

/** The same change, without what it puts in again of what it takes out. */
export function withoutSame(changes: ChangeSet, under: Text): ChangeSet {
  const kept: { from: number; to: number; insert: string }[] = [];
  changes.iterChanges((from, to, _, __, inserted) => {
    const [before, after] = [under.sliceString(from, to), inserted.toString()];
    const most = Math.min(before.length, after.length);
    let head = 0;
    while (head < most && before[head] === after[head]) head++;
    if (isHigh(before[head - 1])) head--;
    let tail = 0;
    while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
    if (isLow(before.at(-tail)) && tail > 0) tail--;
    const insert = after.slice(head, after.length - tail);
    if (from + head < to - tail || insert !== '') kept.push({ from: from + head, to: to - tail, insert });
  });
  return ChangeSet.of(kept, changes.length);
}

/** The first or second half of a sign that takes two code units: these stay together. */
const isHigh = (unit: string | undefined): boolean => unit !== undefined && /[\uD800-\uDBFF]/.test(unit);
const isLow = (unit: string | undefined): boolean => unit !== undefined && /[\uDC00-\uDFFF]/.test(unit);
