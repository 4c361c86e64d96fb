import { ERASED_SIGN, splicesOf, typedText } from '../../events/narrative/changes.ts';
import type { NarrativeEventData } from '../../events/narrative/events.ts';
import { placedRuns } from '../../events/narrative/runs.ts';
import { evolve, initial, textOf, type NarrativeState } from '../../events/narrative/state.ts';
import type { RecordedEvent } from '../../events/envelope.ts';

type TextEvent = Pick<RecordedEvent, 'id' | 'stream' | 'type' | 'data' | 'meta' | 'version'>;
type Edited = NarrativeEventData['TextEdited'];

/** Characters of a text, by the change that put them in first and their offsets there: `[n, from, to]`. */
export type Characters = readonly (readonly [textRevision: number, from: number, to: number])[];

/** What of a text must be said again when some of its characters go. */
export interface Masked {
  /** What each change put in, by its count, with signs in the place of what goes; and whether anything of it goes. */
  readonly changes: ReadonlyMap<number, { readonly text: string[]; readonly touched: boolean }>;
  /** The text whole at each snapshot, by the event's id. */
  readonly snapshots: ReadonlyMap<string, { readonly text: string; readonly touched: boolean }>;
}

/**
 * The characters that stand between two places of the text as it is now, and those that were removed between them.
 * @param events all of the text's, in order
 */
export function charactersBetween(events: readonly TextEvent[], from: number, to: number): Characters {
  const whole = events.reduce<NarrativeState>(folded, { ...initial(), whole: true });
  const characters: (readonly [number, number, number])[] = [];
  for (const { run, from: at } of placedRuns(whole.chunks)) {
    if (run.d !== undefined) {
      if (at > from && at < to) characters.push([run.n, run.o, run.o + run.t.length]);
      continue;
    }
    const [start, end] = [Math.max(from, at), Math.min(to, at + run.t.length)];
    if (start < end) characters.push([run.n, run.o + start - at, run.o + end - at]);
  }
  return characters;
}

/** What each change and each snapshot holds once these characters are gone. New lines stay. */
export function masked(events: readonly TextEvent[], gone: Characters): Masked {
  const goes = new Map<number, (readonly [number, number])[]>();
  for (const [n, from, to] of gone) goes.set(n, [...(goes.get(n) ?? []), [from, to]]);
  const isGone = (n: number, offset: number): boolean =>
    goes.get(n)?.some(([from, to]) => offset >= from && offset < to) === true;
  const changes = new Map<number, { text: string[]; touched: boolean }>();
  const snapshots = new Map<string, { text: string; touched: boolean }>();
  let state: NarrativeState = { ...initial(), whole: true };
  for (const event of events) {
    if (event.type === 'TextSnapshotTaken') {
      const text = textOf(state);
      snapshots.set(event.id, { text, touched: text !== event.data['text'] });
    }
    if (event.type !== 'TextEdited') continue;
    const { text, touched } = maskedChange(event.data as Edited, isGone);
    changes.set((event.data as Edited).textRevision, { text, touched });
    const taken = typedText.split(event.data['changes']);
    const data = taken ? { ...event.data, changes: typedText.join(taken.open, text) } : event.data;
    state = folded(state, { ...event, data });
  }
  return { changes, snapshots };
}

const folded = (state: NarrativeState, event: TextEvent): NarrativeState => evolve(state, { ...event, index: 0 });

function maskedChange(
  { textRevision, changes, restores }: Edited,
  isGone: (n: number, offset: number) => boolean,
): { text: string[]; touched: boolean } {
  const places = restores?.flatMap(({ textRevision: n, range: [from, to] }) =>
    Array.from({ length: to - from }, (_, at) => [n, from + at] as const),
  );
  let offset = 0;
  let touched = false;
  const text = splicesOf(changes)
    .filter(({ ins }) => ins !== '')
    .map(({ ins }) =>
      Array.from({ length: ins.length }, (_, at) => {
        const [n, place] = places?.[offset] ?? [textRevision, offset];
        offset++;
        const sign = ins.charAt(at);
        if (sign === '\n' || !isGone(n, place)) return sign;
        touched = true;
        return ERASED_SIGN;
      }).join(''),
    );
  return { text, touched };
}
