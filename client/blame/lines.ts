import { isHidden, type VisibleEvent } from '../../events/envelope.ts';
import { valueIn as valueSet } from '../../projections/history-sentences/change.ts';

/** Of which value one wants to know where it comes from. */
export interface Figure {
  readonly subject: string;
  /** What of the subject it is, as its events call it: a field, a part's id, or a type with what it is about. */
  readonly slot: string;
  /** Types of events of another slot that set it too: the first value of a name, a length that came with a route. */
  readonly alsoBy?: readonly string[];
}

/** One value that stood there, and the event that put it there. */
export interface BlameLine {
  readonly event: VisibleEvent;
  /** Undefined: hidden or erased. Null: it was made empty. */
  readonly value: unknown;
}

export const LINES_SHOWN = 5;

/** Addresses of the pages of history that hold a figure's values. */
export function questionsFor({ subject, slot, alsoBy = [] }: Figure): string[] {
  const of = `/api/history?subject=${subject}&limit=${LINES_SHOWN + 1}`;
  return [
    `${of}&field=${encodeURIComponent(slot)}`,
    ...[...alsoBy, 'FactCorrected'].map((type) => `${of}&type=${type}`),
  ];
}

/** The last values of a figure, newest first, of what the history answered. */
export function linesOf(events: readonly VisibleEvent[]): BlameLine[] {
  const known = new Set(events.map(({ id }) => id));
  const once = [...new Map(events.map((event) => [event.id, event])).values()];
  return once
    .filter(({ type, data }) => type !== 'FactCorrected' || known.has(String(data['targetEventId'])))
    .sort((a, b) => b.index - a.index)
    .map((event) => ({ event, value: valueIn(event) }));
}

/** What an event puts in its place, as far as it can be read. */
export function valueIn(event: VisibleEvent): unknown {
  const value = valueSet(event);
  return isHidden(value) ? undefined : value;
}
