import { isHidden, type CalendarDay, type Hidden, type SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { DetailField, DetailValue } from '../../events/details.ts';
import { detailFields, type PlanKind } from '../../events/plan/details.ts';
import { standingContributions, type Comment, type Milestone, type PlanState } from '../../events/plan/state.ts';
import type { PlanStatus } from '../../events/plan/gates.ts';
import { entryOn, lastRecorded, type Entry } from '../../events/timeline.ts';
import type { Projection } from '../projection.ts';
import { organisationNames } from '../region-overview/region-overview.ts';
import { topic } from '../topic/projection.ts';
import { streamState, type TopicState } from '../topic/topic.ts';
import { planWork, type PlanWork } from './plan-work.ts';

/** A plan with the names around it: folded like its topic, shown by {@link planView}. */
export const planViewProjection: Projection<TopicState> = { ...topic, name: 'plan-view', version: 1 };

/** One field: the value that holds on the day, and the one recorded last (what an edit is based on). */
export interface FieldView {
  name: string;
  spec: DetailField;
  value?: DetailValue;
  entry?: Entry<DetailValue | null>;
  last?: Entry<DetailValue | null>;
}

export interface ContributionView {
  id: string;
  siteId: SubjectId;
  site: string;
  orgId: SubjectId;
  organisation: string;
  kind: string;
  amount: number | Hidden;
  unit: string;
  firmness: string;
  from: CalendarDay;
  to?: CalendarDay;
  entry: Entry<number>;
}

export interface PlanView extends PlanWork {
  id: SubjectId;
  regionId: SubjectId;
  kind: PlanKind;
  status: PlanStatus;
  parked?: { reason: string; reviewDate?: string };
  title: string;
  startedAt: string;
  initiator: { id: SubjectId; name: string };
  fields: FieldView[];
  capacityTargets: {
    direction: string;
    /** Null: there is none any more. */
    MW: number | null;
    fromYear: number;
    entry: Entry<{ MW: number | null; fromYear: number }>;
  }[];
  participants: {
    id: SubjectId;
    name: string;
    role: string;
    state: 'invited' | 'joined' | 'left';
    siteIds: SubjectId[];
  }[];
  contributions: ContributionView[];
  /** Sum of what stands, per kind in MW; absent for a kind of which an amount is hidden. */
  totalsMW: Record<string, number>;
  milestones: Milestone[];
  comments: Comment[];
}

/** What a plan's page shows, as it holds on a day; undefined when the viewer may not see the plan. */
export function planView(state: TopicState, planId: SubjectId, on: CalendarDay): PlanView | undefined {
  const stream = streamOf(planId)?.stream;
  const plan = stream === undefined ? undefined : streamState(state, 'plan', stream);
  if (!plan?.exists) return undefined;
  const nameOf = organisationNames(state);
  const fields = fieldsOf(plan, on);
  const parked = plan.parked?.value;
  return {
    id: planId,
    regionId: plan.regionId,
    kind: plan.kind,
    status: plan.status,
    ...(parked === undefined || isHidden(parked) ? {} : { parked }),
    title: String(fields.find((field) => field.name === 'title')?.value ?? ''),
    startedAt: plan.started?.at ?? '',
    initiator: { id: plan.initiatorOrg, name: nameOf(plan.initiatorOrg) },
    fields,
    capacityTargets: targetsOf(plan, on),
    participants: Object.values(plan.participants).map((p) => ({
      id: p.org,
      name: nameOf(p.org),
      role: p.role,
      state: p.left ? 'left' : p.joined ? 'joined' : 'invited',
      siteIds: p.siteIds,
    })),
    ...contributionsOf(state, plan, on, nameOf),
    milestones: Object.values(plan.milestones).sort((a, b) => forecastDay(a).localeCompare(forecastDay(b))),
    comments: Object.values(plan.comments).sort((a, b) => a.text.index - b.text.index),
    ...planWork(plan),
  };
}

function fieldsOf(plan: PlanState, on: CalendarDay): FieldView[] {
  return Object.entries(detailFields[plan.kind]).map(([name, spec]) => {
    const timeline = plan.details[name] ?? [];
    const entry = entryOn(timeline, on) ?? (name === 'title' ? timeline[0] : undefined);
    const last = lastRecorded(timeline);
    return {
      name,
      spec,
      ...(entry === undefined || entry.value === null || isHidden(entry.value) ? {} : { value: entry.value, entry }),
      ...(last === undefined ? {} : { last }),
    };
  });
}

function targetsOf(plan: PlanState, on: CalendarDay): PlanView['capacityTargets'] {
  return Object.entries(plan.capacityTargets).flatMap(([direction, timeline]) => {
    const entry = entryOn(timeline, on);
    return entry === undefined || isHidden(entry.value) ? [] : [{ direction, ...entry.value, entry }];
  });
}

function contributionsOf(
  state: TopicState,
  plan: PlanState,
  on: CalendarDay,
  nameOf: (id: SubjectId) => string,
): Pick<PlanView, 'contributions' | 'totalsMW'> {
  const contributions = standingContributions(plan).map((c): ContributionView => {
    const site = streamState(state, 'site', streamOf(c.siteId)?.stream ?? '');
    const name = site && entryOn(site.details['name'] ?? [], on)?.value;
    const { id, siteId, kind, unit, firmness, from } = c;
    const to = c.to === undefined ? {} : { to: c.to };
    const amount = c.amount.value;
    return {
      ...{ id, siteId, kind, unit, firmness, from, ...to, amount, entry: c.amount },
      site: typeof name === 'string' ? name : siteId,
      orgId: c.org,
      organisation: nameOf(c.org),
    };
  });
  const totalsMW: Record<string, number> = {};
  for (const kind of new Set(contributions.map((c) => c.kind))) {
    const amounts = contributions.filter((c) => c.kind === kind).map((c) => c.amount);
    if (!amounts.some(isHidden)) totalsMW[kind] = (amounts as number[]).reduce((sum, mw) => sum + mw, 0);
  }
  return { contributions, totalsMW };
}

function forecastDay({ forecast }: Milestone): CalendarDay {
  return isHidden(forecast.value) ? '' : forecast.value;
}
