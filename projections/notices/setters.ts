import type { VisibleEvent } from '../../events/envelope.ts';
import type { Entry, Timeline } from '../../events/timeline.ts';
import { lastRecorded } from '../../events/timeline.ts';
import type { Told } from './notice.ts';

/** Whose value is changed is told: he who had set it last. */
export function setterOf(entry: Entry<unknown> | undefined): readonly Told[] {
  return entry === undefined ? [] : [{ kind: 'overridden', to: [entry.corrected?.by ?? entry.by] }];
}

export function setterOfLast<T>(timeline: Timeline<T> | undefined): readonly Told[] {
  return setterOf(lastRecorded(timeline));
}

/** A correction points at the event whose value it corrects, wherever in the state that value stands. */
export function setterOfCorrected(before: object, event: VisibleEvent): readonly Told[] {
  return setterOf(entryIn(before, event.data['targetEventId']));
}

function entryIn(state: unknown, event: unknown): Entry<unknown> | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  if ('event' in state && state.event === event && 'by' in state) return state as Entry<unknown>;
  for (const part of Object.values(state)) {
    const found = entryIn(part, event);
    if (found) return found;
  }
  return undefined;
}
