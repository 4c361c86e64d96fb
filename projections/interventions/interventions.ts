import { isHidden, type CalendarDay, type EventId, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { InterventionState } from '../../events/intervention/state.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** In the order in which a list shows them; NONE: nobody has judged yet. */
export const verdicts = ['WORKS', 'PARTLY', 'NO', 'UNKNOWN', 'NONE'] as const;
export type Verdict = (typeof verdicts)[number];

export interface InterventionRow {
  readonly id: SubjectId;
  readonly type: string;
  readonly targetIds: readonly SubjectId[];
  readonly hypothesis: string | undefined;
  readonly indicator: string;
  readonly unit: string | undefined;
  readonly baseline: number;
  readonly targetValue: number;
  /** In order of their days. */
  readonly measurements: readonly { readonly event: EventId; readonly on: CalendarDay; readonly value: number }[];
  /** How far from baseline to target the last measurement is, 0–1 and beyond; undefined: not measured, or no way to go. */
  readonly progress: number | undefined;
  readonly verdict: Verdict;
  readonly evidence: string | undefined;
  readonly lessonId: SubjectId | undefined;
  readonly stopped: boolean;
}

/** All interventions that the viewer may see, those that run first. */
export function interventionRows(state: TopicState): InterventionRow[] {
  return streamsOf(state, 'intervention')
    .flatMap(([stream, intervention]) => rowOf(subjectOf(stream), intervention) ?? [])
    .sort((a, b) => Number(a.stopped) - Number(b.stopped) || a.id.localeCompare(b.id));
}

/** How many have each verdict. */
export function countByVerdict(rows: readonly InterventionRow[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number => rows.filter((row) => row.verdict === verdict).length;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>;
}

function rowOf(
  id: SubjectId,
  { started, measurements, verdicts, stopped }: InterventionState,
): InterventionRow | undefined {
  if (!started || isHidden(started.value)) return undefined;
  const { type, targetIds, hypothesis, indicator, unit, baseline, targetValue } = started.value;
  const measured = measurements
    .flatMap(({ event, from: on, value }) => (isHidden(value) ? [] : [{ event, on, value }]))
    .sort((a, b) => a.on.localeCompare(b.on));
  const last = measured.at(-1);
  const judged = verdicts.at(-1)?.value;
  const said = judged === undefined || isHidden(judged) ? undefined : judged;
  return {
    ...{ id, type, targetIds, hypothesis, indicator, unit, baseline, targetValue, measurements: measured },
    progress: last && targetValue !== baseline ? (last.value - baseline) / (targetValue - baseline) : undefined,
    ...{ verdict: said?.verdict ?? 'NONE', evidence: said?.evidence, lessonId: said?.lessonId },
    stopped: stopped !== undefined,
  };
}
