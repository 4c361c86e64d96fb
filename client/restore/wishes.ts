import type { SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { detailFields } from '../../events/plan/details.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { lastRecorded, type Entry, type Timeline } from '../../events/timeline.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';

/** What stood at a place of a plan: a field's value, a target, a milestone's forecast or a contribution. */
export interface Place {
  readonly group: string;
  readonly id: string;
}

/** The command that puts something back, and the facet on which it is based. */
export interface Wish {
  readonly type: string;
  readonly subject: SubjectId;
  readonly data: Record<string, unknown>;
  readonly facet: string;
  /** The command that has set what stands there now. */
  readonly standing: string | undefined;
  /** What stands there now. */
  readonly now: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * What puts back what stood at a place, as an ordinary edit of what stands there now; nothing is unmade. `then`: the
 * values by their names in a sheet (projections/difference); none: there was nothing. Undefined: it is so already, or
 * this is not put back.
 */
export function wishOf(
  state: TopicState,
  planId: SubjectId,
  place: Place,
  then: Values,
  reason: string,
): Wish | undefined {
  const plan = streamState(state, 'plan', streamOf(planId)?.stream ?? '');
  if (!plan) return undefined;
  const { group, id } = place;
  switch (group) {
    case 'fields':
      return fieldWish(plan, planId, id, then['value']);
    case 'targets':
      return targetWish(plan, planId, id, then);
    case 'milestones':
      return forecastWish(plan, planId, id, then['forecast'], reason);
    case 'contributions':
      return pledgeWish(state, plan, planId, id, then);
    default:
      return undefined;
  }
}

function fieldWish(plan: PlanState, subject: SubjectId, field: string, value: unknown): Wish | undefined {
  const { [field]: spec } = detailFields[plan.kind];
  const timeline = plan.details[field];
  const last = lastRecorded(timeline);
  if (!spec || !last || same(last.value, value ?? null)) return undefined;
  const based = { subject, facet: field, standing: last.command, now: last.value };
  if (value === undefined || value === null) return field === 'title' ? undefined : clearing(timeline, based);
  return { ...based, type: 'SetPlanDetail', data: { field, value } };
}

function targetWish(plan: PlanState, subject: SubjectId, direction: string, then: Values): Wish | undefined {
  const timeline = plan.capacityTargets[direction];
  const last = lastRecorded(timeline);
  if (!last || (last.value as Values)['MW'] === (then['MW'] ?? null)) return undefined;
  const now = (last.value as Values)['MW'];
  const based = { subject, facet: `capacityTarget.${direction}`, standing: last.command, now };
  if (typeof then['MW'] !== 'number') return clearing(timeline, based);
  const fromYear = then['fromYear'] ?? (last.value as Values)['fromYear'];
  return { ...based, type: 'SetCapacityTarget', data: { direction, MW: then['MW'], fromYear } };
}

/** There was nothing before the first value: that is undone, by name of what stands there now. */
function clearing(timeline: Timeline<unknown> | undefined, based: Omit<Wish, 'type' | 'data'>): Wish | undefined {
  const [first] = timeline ?? [];
  return first && { ...based, type: 'RevertChange', data: { event: first.event } };
}

function forecastWish(
  plan: PlanState,
  subject: SubjectId,
  milestoneId: string,
  day: unknown,
  reason: string,
): Wish | undefined {
  const forecast: Entry<string> | undefined = plan.milestones[milestoneId]?.forecast;
  if (!forecast || typeof day !== 'string' || forecast.value === day) return undefined;
  return {
    ...{ subject, facet: `milestone.${milestoneId}.forecast`, standing: forecast.command, now: forecast.value },
    ...{ type: 'MoveMilestoneForecast', data: { milestoneId, new: day, reason } },
  };
}

/** Megawatts are reserved at the site: it is its owner who pledges again. */
function pledgeWish(
  state: TopicState,
  plan: PlanState,
  planId: SubjectId,
  contributionId: string,
  then: Values,
): Wish | undefined {
  const standing = plan.contributions[contributionId];
  const { amount, kind, from, to, firmness } = then;
  if (!standing || typeof amount !== 'number') return undefined;
  const unchanged = {
    amount: standing.amount.value,
    from: standing.from,
    to: standing.to,
    firmness: standing.firmness,
  };
  if (!standing.withdrawn && same(unchanged, { amount, from, to, firmness })) return undefined;
  const reservation = streamState(state, 'site', streamOf(standing.siteId)?.stream ?? '')?.reservations[contributionId];
  return {
    ...{ type: 'PledgeContribution', subject: standing.siteId, facet: `contribution.${contributionId}` },
    standing: reservation?.entry.command,
    now: standing.withdrawn ? undefined : standing.amount.value,
    data: { contributionId, planId, kind, amount, from, firmness, ...(to === undefined ? {} : { to }) },
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
