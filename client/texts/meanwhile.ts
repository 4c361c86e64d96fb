import { ChangeSet, type Text } from '@codemirror/state';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * What others did to what somebody took out here and has not sent. The editor's undo puts in again all that was taken
 * out, in one piece: what another took out as well would come in anew, as of him who undoes, and where another wrote
 * between, what stood behind it would come before it.
 */
export class Meanwhile {
  #removed: { from: number; to: number; text: string }[] = [];
  #parted: { from: number; to: number }[] = [];

  /**
   * Another's change comes in.
   * @param before the confirmed text on which it was made
   * @param ahead what is not confirmed here, as a change of that text
   * @param place where a place of that text is on the screen afterwards, at the earliest (-1) or the latest (1)
   */
  note(before: Text, ahead: ChangeSet, theirs: ChangeSet, place: (at: number, side: -1 | 1) => number): void {
    const own = stretchesOf(ahead).filter(({ from, to }) => from < to);
    if (own.length === 0) return;
    for (const { from, to, inserts } of stretchesOf(theirs)) {
      for (const mine of own) {
        const [start, end] = [Math.max(from, mine.from), Math.min(to, mine.to)];
        if (start < end)
          this.#removed.push({ from: place(start, -1), to: place(end, 1), text: before.sliceString(start, end) });
        if (inserts && to >= mine.from && from <= mine.to)
          this.#parted.push({ from: place(mine.from, -1), to: place(mine.to, 1) });
      }
    }
  }

  /** Did another write between what is put in again? Call before {@link map}. */
  parted(undo: ChangeSet): boolean {
    let found = false;
    undo.iterChanges((fromA, toA) => {
      found ||= this.#parted.some(({ from, to }) => from <= toA && to >= fromA);
    });
    return found;
  }

  /** The text on the screen changes. */
  map(changes: ChangeSet): void {
    for (const one of [...this.#removed, ...this.#parted]) {
      one.from = changes.mapPos(one.from, -1);
      one.to = changes.mapPos(one.to, 1);
    }
  }

  /** What an undo puts in that must stay out, as a change of the text after it. Call before {@link map}. */
  takenFrom(undo: ChangeSet): ChangeSet | undefined {
    const out: { from: number; to: number }[] = [];
    undo.iterChanges((fromA, toA, fromB, _, inserted) => {
      const text = inserted.toString();
      for (const one of this.#removed.filter(({ from, to }) => from <= toA && to >= fromA)) {
        const found = placesOf(text, one.text).find((at) =>
          out.every((o) => fromB + at >= o.to || fromB + at < o.from),
        );
        if (found === undefined) continue;
        out.push({ from: fromB + found, to: fromB + found + one.text.length });
        this.#removed.splice(this.#removed.indexOf(one), 1);
      }
    });
    return out.length === 0 ? undefined : ChangeSet.of(out, undo.newLength);
  }

  clear(): void {
    this.#removed = [];
    this.#parted = [];
  }
}

function stretchesOf(changes: ChangeSet): (Stretch & { readonly inserts: boolean })[] {
  const stretches: (Stretch & { readonly inserts: boolean })[] = [];
  changes.iterChanges((from, to, _, __, { length }) => void stretches.push({ from, to, inserts: length > 0 }), true);
  return stretches;
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}
