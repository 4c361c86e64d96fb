import type { LogIndex } from '../../events/envelope.ts';

/** A list of log indexes, from the greatest down: gives the greatest that is at most this one. */
export type Descending = (atMost: LogIndex) => LogIndex | undefined;

/**
 * A list that is read from somewhere, twice as much each time, up to so many.
 * @param read the greatest that are at most this one, from the greatest down
 */
export function readInSteps(read: (atMost: LogIndex, limit: number) => readonly LogIndex[], most: number): Descending {
  let held: readonly LogIndex[] = [];
  let [next, together, ended] = [0, 1, false];
  return (atMost) => {
    while (next < held.length && (held[next] ?? atMost) > atMost) next++;
    if (next === held.length && !ended) {
      held = read(atMost, together);
      next = 0;
      ended = held.length < together;
      together = Math.min(2 * together, most);
    }
    return held[next];
  };
}

/** What is in all of some lists: each in turn leaps to where the others are. */
export function allOf(lists: readonly Descending[]): Descending {
  return (atMost) => {
    let at = atMost;
    for (let agreed = 0, turn = 0; agreed < lists.length; turn = (turn + 1) % lists.length) {
      const next = lists[turn]?.(at);
      if (next === undefined) return undefined;
      agreed = next === at ? agreed + 1 : 1;
      at = next;
    }
    return at;
  };
}

/**
 * What is in any of some lists. Each is asked again only when it is passed; a heap keeps the greatest on top.
 * @param tops gives what each list would, asked together
 */
export function anyOf(
  lists: readonly Descending[],
  tops: (atMost: LogIndex) => readonly (LogIndex | undefined)[] = (atMost) => lists.map((list) => list(atMost)),
): Descending {
  const [only] = lists;
  if (only && lists.length === 1) return only;
  let heap: { list: Descending; at: LogIndex }[] | undefined;
  return (atMost) => {
    if (!heap) {
      const first = tops(atMost);
      heap = heaped(lists.flatMap((list, n) => entryOf(list, first[n])));
    }
    for (let top = heap[0]; top !== undefined && top.at > atMost; top = heap[0]) {
      const next = top.list(atMost);
      if (next === undefined) removeTop(heap);
      else {
        top.at = next;
        sink(heap, 0);
      }
    }
    return heap[0]?.at;
  };
}

interface Entry {
  list: Descending;
  at: LogIndex;
}

function entryOf(list: Descending, at: LogIndex | undefined): Entry[] {
  return at === undefined ? [] : [{ list, at }];
}

function heaped(entries: Entry[]): Entry[] {
  for (let at = (entries.length >> 1) - 1; at >= 0; at--) sink(entries, at);
  return entries;
}

function removeTop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  sink(heap, 0);
}

function sink(heap: Entry[], from: number): void {
  let at = from;
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    let greatest = at;
    for (const child of [left, right]) if ((heap[child]?.at ?? -1) > (heap[greatest]?.at ?? -1)) greatest = child;
    const [here, there] = [heap[at], heap[greatest]];
    if (greatest === at || !here || !there) return;
    heap[at] = there;
    heap[greatest] = here;
    at = greatest;
  }
}
