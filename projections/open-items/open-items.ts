import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import type { PlanState } from '../../events/plan/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { Actions } from '../../events/any-stream/actions.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** What waits for an organisation, by kind. */
export const openKinds = ['INVITATION', 'ACTION', 'MILESTONE', 'CONDITION', 'COST_SPLIT', 'BOTTLENECK'] as const;

/** One thing that waits for an organisation, at a plan, decision, case or project. */
export interface OpenItem {
  readonly kind: (typeof openKinds)[number];
  /** Of which it is: an id that leads to its page. */
  readonly subject: SubjectId;
  /** Region under which a subject without a page of its own is shown. */
  readonly regionId?: SubjectId;
  /** What its page is called; empty where nobody gave it a name. */
  readonly place: string;
  /** What is to be done, in the words of who asked; a bottleneck's code. Empty where the kind says it all. */
  readonly text: string;
  readonly due?: CalendarDay;
}

/** A milestone is told of when it is due within this many days, or late. */
export const MILESTONE_WITHIN_DAYS = 60;

/**
 * What waits for an organisation on the tables of its regions: what it was asked, what it owns, what it will be held to.
 * Pure, of a state that was redacted already: what a viewer may not see is not in it. Sorted by the day it is due; what has none comes last.
 * @param state streams of the regions and of the organisation
 * @param org whose items
 * @param on today
 * @param regionOf the region under whose tabs a case or a project is shown
 */
export function openItems(
  state: TopicState,
  org: SubjectId,
  on: CalendarDay,
  regionOf: (subject: SubjectId) => SubjectId | undefined,
): OpenItem[] {
  const items = [
    ...streamsOf(state, 'plan').flatMap(([stream, plan]) => ofPlan(subjectOf(stream), plan, org, on)),
    ...streamsOf(state, 'decision').flatMap(([stream, one]) => ofDecision(subjectOf(stream), one, org)),
    ...streamsOf(state, 'case').flatMap(([stream, { question, actions }]) =>
      under(ofActions(subjectOf(stream), textOf(question?.value), actions, org), regionOf(subjectOf(stream))),
    ),
    ...streamsOf(state, 'project').flatMap(([stream, one]) =>
      under(ofProject(subjectOf(stream), one, org), regionOf(subjectOf(stream))),
    ),
    ...streamsOf(state, 'region').flatMap(([stream, one]) => ofActions(subjectOf(stream), one.name, one.actions, org)),
  ];
  return items.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.place.localeCompare(b.place));
}

/** Something is late when its day has gone by. */
export const isLate = ({ due }: OpenItem, on: CalendarDay): boolean => due !== undefined && due < on;

function ofPlan(subject: SubjectId, plan: PlanState, org: SubjectId, on: CalendarDay): OpenItem[] {
  if (plan.status === 'STOPPED') return [];
  const place = textOf(lastRecorded(plan.details['title'] ?? [])?.value);
  const here = plan.participants[org];
  const base = { subject, place };
  if (!here || here.left) return ofActions(subject, place, plan.actions, org);
  if (!here.joined) return [{ ...base, kind: 'INVITATION', text: '' }];
  const soon = dayAfter(on, MILESTONE_WITHIN_DAYS);
  const milestones = Object.values(plan.milestones).flatMap(({ name, forecast, reached, ownerOrg }): OpenItem[] => {
    const due = forecast.value;
    if (reached || isHidden(due) || due > soon || (ownerOrg !== undefined && ownerOrg !== org)) return [];
    return [{ ...base, kind: 'MILESTONE', text: name, due }];
  });
  const splits = Object.values(plan.costSplits)
    .filter(({ split, accepted }) => !isHidden(split.value) && org in split.value.shares && !accepted[org])
    .slice(-1)
    .map((): OpenItem => ({ ...base, kind: 'COST_SPLIT', text: '' }));
  return [...ofActions(subject, place, plan.actions, org), ...milestones, ...splits];
}

function ofDecision(subject: SubjectId, decision: DecisionState, org: SubjectId): OpenItem[] {
  const { status, participants, taken, endorsements } = decision;
  const involved = participants.includes(org) || taken?.entry.organisation === org || org in endorsements;
  if (status !== 'TAKEN' || !involved) return [];
  return Object.values(decision.conditions)
    .filter(({ fulfilled, breached }) => !fulfilled && !breached)
    .map(({ text, due }) => ({ kind: 'CONDITION', subject, place: decision.question, text: textOf(text), due }));
}

function ofProject(subject: SubjectId, project: ProjectState, org: SubjectId): OpenItem[] {
  const place = textOf(lastRecorded(project.details['title'] ?? [])?.value);
  const owned = Object.values(project.bottlenecks).flatMap(({ code, owner, resolved }): OpenItem[] => {
    const assigned = owner?.value;
    if (resolved || assigned === undefined || isHidden(assigned) || assigned.ownerOrgId !== org) return [];
    return [{ kind: 'BOTTLENECK', subject, place, text: code, due: assigned.due }];
  });
  return [...ofActions(subject, place, project.actions, org), ...owned];
}

function ofActions(subject: SubjectId, place: string, actions: Actions, org: SubjectId): OpenItem[] {
  return Object.values(actions)
    .filter(({ ownerOrg, done }) => ownerOrg === org && !done)
    .map(({ text, due }) => ({ kind: 'ACTION', subject, place, text: textOf(text.value), due }));
}

function under(items: OpenItem[], regionId: SubjectId | undefined): OpenItem[] {
  return regionId === undefined ? items : items.map((item) => ({ ...item, regionId }));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function dayAfter(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
