import type { VisibleEvent } from '../../events/envelope.ts';

/** Entries of one person within a minute and of one kind stand as one line. */
export interface Group {
  readonly first: VisibleEvent;
  readonly events: readonly VisibleEvent[];
}

const TOGETHER_MS = 60_000;

/** Groups events, newest first. */
export function grouped(events: readonly VisibleEvent[]): Group[] {
  const groups: VisibleEvent[][] = [];
  for (const event of [...events].sort((a, b) => b.index - a.index)) {
    const group = groups.at(-1);
    const newest = group?.[0];
    const same =
      newest?.meta.actor === event.meta.actor &&
      newest.meta.organisation === event.meta.organisation &&
      newest.type === event.type &&
      newest.stream === event.stream &&
      newest.data['field'] === event.data['field'] &&
      event.type !== 'CommentPlaced' &&
      Date.parse(newest.meta.recordedAt) - Date.parse(event.meta.recordedAt) < TOGETHER_MS;
    if (same && group) group.push(event);
    else groups.push([event]);
  }
  return groups.map((group) => ({ first: group[0] as VisibleEvent, events: group }));
}
