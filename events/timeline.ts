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
  return best(timeline, on, (entry, before) => {
    if (entry.from > on || (entry.to !== undefined && entry.to < on)) return false;
    return (
      before === undefined || entry.from > before.from || (entry.from === before.from && entry.index > before.index)
    );
  });
}

/** The entry that was recorded last, whatever its date: what concurrent edits are compared with. */
export function lastRecorded<T>(timeline: Timeline<T> | undefined): Entry<T> | undefined {
  if (timeline === undefined) return undefined;
  return best(timeline, '', (entry, before) => before === undefined || recordedIndex(entry) >= recordedIndex(before));
}

interface Found {
  question: string;
  corrections: number;
  length: number;
  entry: Entry<unknown> | undefined;
}

/** Answers found before: a timeline only grows at its end, so that only what is new has to be looked at. */
const found = new WeakMap<Timeline<never>, Found[]>();
/** Rises with every correction, which may change any entry: then answers are looked for anew. */
let corrections = 0;

function best<T>(
  timeline: Timeline<T>,
  question: string,
  isBetter: (entry: Entry<T>, before: Entry<T> | undefined) => boolean,
): Entry<T> | undefined {
  if (timeline.length < 16) return timeline.reduce<Entry<T> | undefined>((b, e) => (isBetter(e, b) ? e : b), undefined);
  const key = timeline as Timeline<never>;
  const answers = found.get(key) ?? [];
  let answer = answers.find((one) => one.question === question);
  if (answer?.corrections !== corrections || answer.length > timeline.length) {
    answer = { question, corrections, length: 0, entry: undefined };
    found.set(key, [answer, ...answers.filter((one) => one.question !== question)].slice(0, 3));
  }
  for (const entry of timeline.slice(answer.length))
    if (isBetter(entry, answer.entry as Entry<T> | undefined)) answer.entry = entry;
  answer.length = timeline.length;
  return answer.entry as Entry<T> | undefined;
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
  corrections++;
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
