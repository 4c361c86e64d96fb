import { ChangeSet, type Text } from '@codemirror/state';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * What somebody took out here, not confirmed yet, and another took out, too. The editor's undo puts in again all that was
 * taken out; but what another took out as well stays out: it would come in anew, as of him who undoes.
 */
export class RemovedByBoth {
  #removed: { from: number; to: number; text: string }[] = [];

  /**
   * Another's change comes in.
   * @param before the confirmed text on which it was made
   * @param ahead what is not confirmed here, as a change of that text
   * @param place where a place of that text is on the screen afterwards, at the earliest (-1) or the latest (1)
   */
  note(before: Text, ahead: ChangeSet, theirs: ChangeSet, place: (at: number, side: -1 | 1) => number): void {
    const own = removedBy(ahead);
    if (own.length === 0) return;
    for (const { from, to } of removedBy(theirs)) {
      for (const mine of own) {
        const [start, end] = [Math.max(from, mine.from), Math.min(to, mine.to)];
        if (start >= end) continue;
        this.#removed.push({ from: place(start, -1), to: place(end, 1), text: before.sliceString(start, end) });
      }
    }
  }

  /** The text on the screen changes. */
  map(changes: ChangeSet): void {
    for (const one of this.#removed) {
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
    }, true);
    return out.length === 0 ? undefined : ChangeSet.of(out, undo.newLength);
  }

  clear(): void {
    this.#removed = [];
  }
}

function removedBy(changes: ChangeSet): Stretch[] {
  const stretches: Stretch[] = [];
  changes.iterChanges((from, to) => void (to > from && stretches.push({ from, to })), true);
  return stretches;
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}
