import type { CalendarDay, CommandId, EventId, Hidden, Instant, LogIndex, VisibleEvent } from './envelope.ts';

/** One dated value and everything anybody needs to ask about it: since when, by whom, through which command. */
export interface Entry<T> {
  value: T | Hidden;
  /** First day on which the value holds, Europe/Amsterdam. */
  from: CalendarDay;
  /** Last day on which it holds, inclusive; absent: until the next entry. */
  to?: CalendarDay;
  /** The event that set it; a correction keeps it, and its place in the order. */
  event: EventId;
  index: LogIndex;
  /** The command that set the present value: what an edit names as its basis. */
  command: CommandId;
  by: string;
  organisation: string;
  at: Instant;
  corrected?: { event: EventId; index: LogIndex; by: string; at: Instant };
}

/** Values of one field in log order. Sorted by (`from`, log index) the last that holds wins. */
export type Timeline<T> = Entry<T>[];

/** The entry that holds on a day, or undefined when none does. */
export function entryOn<T>(timeline: Timeline<T>, on: CalendarDay): Entry<T> | undefined {
  let best: Entry<T> | undefined;
  for (const entry of timeline) {
    if (entry.from > on || (entry.to !== undefined && entry.to < on)) continue;
    if (best === undefined || entry.from > best.from || (entry.from === best.from && entry.index > best.index))
      best = entry;
  }
  return best;
}

/** The entry that was recorded last, whatever its date: what concurrent edits are compared with. */
export function lastRecorded<T>(timeline: Timeline<T> | undefined): Entry<T> | undefined {
  let last: Entry<T> | undefined;
  for (const entry of timeline ?? []) {
    if (last === undefined || recordedIndex(entry) >= recordedIndex(last)) last = entry;
  }
  return last;
}

/** Makes an entry of an event; `from` unless said is the event's effective day. */
export function entryOf<T>(
  event: VisibleEvent,
  value: T | Hidden,
  dates: { from?: unknown; to?: unknown } = {},
): Entry<T> {
  const entry: Entry<T> = {
    value,
    from: typeof dates.from === 'string' ? dates.from : effectiveDay(event),
    event: event.id,
    index: event.index,
    command: event.meta.command,
    by: event.meta.actor,
    organisation: event.meta.organisation,
    at: event.meta.recordedAt,
  };
  if (typeof dates.to === 'string') entry.to = dates.to;
  return entry;
}

/** Puts a corrected value in the place of the entry that it corrects. */
export function correct<T>(entry: Entry<T>, event: VisibleEvent, value: T | Hidden): void {
  entry.value = value;
  markCorrected(entry, event);
}

/** Notes on an entry that a correction touched it (its value or its dates). */
export function markCorrected<T>(entry: Entry<T>, event: VisibleEvent): void {
  entry.command = event.meta.command;
  entry.corrected = { event: event.id, index: event.index, by: event.meta.actor, at: event.meta.recordedAt };
}

/** The day on which an event takes effect: `effectiveOn`, else the day of recording in Europe/Amsterdam. */
export function effectiveDay(event: VisibleEvent): CalendarDay {
  return event.meta.effectiveOn ?? amsterdamDay(event.meta.recordedAt);
}

const dayInAmsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });
let latest: { minute: string; day: CalendarDay } | undefined;

/** The calendar day in Europe/Amsterdam on which an instant falls. */
export function amsterdamDay(instant: Instant): CalendarDay {
  const minute = instant.slice(0, 16);
  if (latest?.minute === minute) return latest.day;
  const day = dayInAmsterdam.format(new Date(instant));
  latest = { minute, day };
  return day;
}

function recordedIndex<T>(entry: Entry<T>): LogIndex {
  return entry.corrected?.index ?? entry.index;
}
