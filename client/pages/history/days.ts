import type { VisibleEvent } from '../../../events/envelope.ts';
import { amsterdamDay } from '../../../events/timeline.ts';

/** An entry as `/api/history` gives it. */
export interface Entry {
  readonly index: number;
  readonly event: VisibleEvent;
  readonly slot: string;
  readonly sentence: { readonly nl: string; readonly en: string };
  readonly change?: { readonly before?: unknown; readonly after: unknown; readonly unit?: string; readonly of: string };
}

/** What stands as one line: an entry and, of writing, those right before it by the same person. */
export interface Line {
  readonly entry: Entry;
  readonly count: number;
}

const TOGETHER_MS = 60_000;

/** Entries, newest first, by the day in Amsterdam on which they were recorded. */
export function daysOf(entries: readonly Entry[]): { day: string; lines: Line[] }[] {
  const days: { day: string; lines: Line[] }[] = [];
  let last: Entry | undefined;
  for (const entry of entries) {
    const day = amsterdamDay(entry.event.meta.recordedAt);
    let today = days.at(-1);
    if (today?.day !== day) days.push((today = { day, lines: [] }));
    const line = today.lines.at(-1);
    if (line && last && sameWriting(last, entry))
      today.lines[today.lines.length - 1] = { ...line, count: line.count + 1 };
    else today.lines.push({ entry, count: 1 });
    last = entry;
  }
  return days;
}

/** Changes of a text by one person with less than a minute between them are one line. */
function sameWriting({ event: later }: Entry, { event: earlier }: Entry): boolean {
  return (
    later.type === 'TextEdited' &&
    earlier.type === 'TextEdited' &&
    later.stream === earlier.stream &&
    later.meta.actor === earlier.meta.actor &&
    Date.parse(later.meta.recordedAt) - Date.parse(earlier.meta.recordedAt) < TOGETHER_MS
  );
}
