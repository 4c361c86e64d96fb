import { ChangeSet, type Text } from '@codemirror/state';

interface Piece {
  readonly from: number;
  readonly to: number;
  insert: string;
  gone?: true;
}
type Search = (text: string, part: string) => number;

/**
 * The same change, but what it puts in and takes out next to it, on the other side of what another wrote, stays where it
 * was: for an undo that puts in again, in one piece, what others have parted.
 * @param under the text that is changed
 */
export function putBack(changes: ChangeSet, under: Text): ChangeSet {
  const pieces: Piece[] = [];
  changes.iterChanges((from, to, _, __, inserted) => void pieces.push({ from, to, insert: inserted.toString() }), true);
  let found = false;
  const isBack = (piece: Piece | undefined): piece is Piece =>
    piece !== undefined && piece.insert === '' && piece.from < piece.to && piece.gone !== true;
  /** What was taken out next to a piece stays, as far as the piece puts it in: `text` in the order of the text. */
  const stays = (piece: Piece, backs: readonly Piece[], text: (some: readonly Piece[]) => string, at: Search): void => {
    for (let count = backs.length; count > 0; count--) {
      const some = backs.slice(0, count);
      const part = text(some);
      const place = at(piece.insert, part);
      if (place < 0) continue;
      piece.insert = piece.insert.slice(0, place) + piece.insert.slice(place + part.length);
      for (const back of some) back.gone = true;
      found = true;
      return;
    }
  };
  const taken = ({ from, to }: Piece): string => under.sliceString(from, to);
  for (const [at, piece] of pieces.entries()) {
    if (piece.insert === '') continue;
    const after = runOf(pieces.slice(at + 1), isBack);
    stays(
      piece,
      after,
      (some) => some.map(taken).join(''),
      (text, part) => text.lastIndexOf(part),
    );
    const before = runOf(pieces.slice(0, at).reverse(), isBack);
    stays(
      piece,
      before,
      (some) => some.map(taken).reverse().join(''),
      (text, part) => text.indexOf(part),
    );
  }
  if (!found) return changes;
  const left = pieces.filter((piece) => piece.gone !== true && (piece.from < piece.to || piece.insert !== ''));
  return ChangeSet.of(
    left.map(({ from, to, insert }) => ({ from, to, insert })),
    changes.length,
  );
}

/** Those at the beginning that are of a kind. */
function runOf(pieces: readonly Piece[], is: (piece: Piece) => boolean): Piece[] {
  const end = pieces.findIndex((piece) => !is(piece));
  return pieces.slice(0, end < 0 ? pieces.length : end);
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
