import type { SubjectId, VisibleEvent } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { Projection } from '../projection.ts';

/** Who changed what, how often, by month: of the events that a viewer may see, and no others. */
export interface ChangeCounts {
  /** By `organisation actor month kind`. */
  counts: Record<string, number>;
}

export interface ChangeRow {
  readonly organisation: SubjectId;
  readonly actor: string;
  /** `2027-03`, in Amsterdam. */
  readonly month: string;
  /** Kind of stream: plan, site, project … */
  readonly kind: string;
  readonly count: number;
}

/**
 * Counts changes as they come. It is folded from events that are redacted for their reader already, so that nothing
 * of what he may not see is counted (domain B.6); what was folded so needs no view of its own.
 */
export const whoChangedWhat: Projection<ChangeCounts> = {
  name: 'who-changed-what',
  version: 1,
  initial: () => ({ counts: {} }),
  apply(state, event: VisibleEvent) {
    const { organisation, actor, recordedAt } = event.meta;
    const key = [organisation, actor, amsterdamDay(recordedAt).slice(0, 7), kindOf(event.stream)].join(' ');
    state.counts[key] = (state.counts[key] ?? 0) + 1;
    return state;
  },
  view: (state) => state,
};

/** The newest month first; within it who changed most. */
export function changeRows({ counts }: ChangeCounts): ChangeRow[] {
  return Object.entries(counts)
    .map(([key, count]): ChangeRow => {
      const [organisation = '', actor = '', month = '', kind = ''] = key.split(' ');
      return { organisation, actor, month, kind, count };
    })
    .sort(
      (a, b) =>
        b.month.localeCompare(a.month) ||
        b.count - a.count ||
        (a.organisation + a.actor + a.kind < b.organisation + b.actor + b.kind ? -1 : 1),
    );
}
