import type { CalendarDay, StreamName, SubjectId } from '../../events/envelope.ts';
import { kindOf, streamOf, type KindName } from '../../events/ids.ts';
import { PARAMETERS_SUBJECT } from '../../events/parameter/decide.ts';
import type { ParameterState } from '../../events/parameter/state.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { parametersOn } from '../../projections/analysis/parameters.ts';
import type { PlanFacts } from '../../projections/plan-analysis/facts.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** Everything about a plan but the profiles. */
export type FactsOfPlan = Omit<PlanFacts, 'profile'>;

/** Kinds of stream that go into a plan's calculation. */
const KINDS: readonly KindName[] = ['plan', 'site', 'organisation', 'infrastructure', 'project', 'parameter'];

/** Where a calculation is made of the log: up to an index (undefined: now), for a day. */
export interface Moment {
  readonly at: number | undefined;
  readonly on: CalendarDay;
}

/**
 * A plan with all that goes into its calculation, as it was at a moment; not redacted. The streams are found by the
 * plan itself and not by its table: who has left it since is in it for that moment. Undefined: there was no such plan.
 */
export async function planFacts(
  readModels: RunningReadModels,
  planId: SubjectId,
  { at, on }: Moment,
  typed: PlanFacts['typed'] = {},
): Promise<FactsOfPlan | undefined> {
  const head = readModels.head();
  const past = at !== undefined && at < head ? await readModels.kindsAt(KINDS, at) : undefined;
  const state = (stream: StreamName) => (past ? past[stream] : readModels.state(stream));
  const plan = state(streamOf(planId)?.stream ?? '') as PlanState | undefined;
  if (plan?.exists !== true) return undefined;
  const streams: TopicState['streams'] = {};
  for (const stream of past ? Object.keys(past) : KINDS.flatMap((kind) => readModels.streams(kind))) {
    const one = state(stream);
    if (one !== undefined && belongs(kindOf(stream), stream, planId)) streams[stream] = one;
  }
  const parameters = state(streamOf(PARAMETERS_SUBJECT)?.stream ?? '') as ParameterState | undefined;
  const index = at ?? head;
  return { plan, planId, table: { streams }, parameters: parametersOn(parameters, on, index), on, index, typed };
}

/** Of the plans only this one: what others are about is nobody's business here. */
function belongs(kind: KindName, stream: StreamName, planId: SubjectId): boolean {
  return kind !== 'plan' || stream === streamOf(planId)?.stream;
}
