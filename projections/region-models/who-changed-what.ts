import type { SubjectId, VisibleEvent } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import { amsterdamDay } from '../../events/timeline.ts';

/** How often, by `organisation actor month kind`. */
export type ChangeCounts = Record<string, number>;

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
 * Counts a change. It is given events that are redacted for their reader already, so that nothing of what he may not
 * see is counted (domain B.6).
 */
export function countChange(counts: ChangeCounts, { meta, stream }: VisibleEvent): void {
  const key = [meta.organisation, meta.actor, amsterdamDay(meta.recordedAt).slice(0, 7), kindOf(stream)].join(' ');
  counts[key] = (counts[key] ?? 0) + 1;
}

/** The newest month first; within it who changed most. */
export function changeRows(counts: ChangeCounts): ChangeRow[] {
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
