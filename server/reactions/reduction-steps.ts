import type { Command } from '../../events/decision.ts';
import {
  isHidden,
  type CommandId,
  type EventId,
  type RecordedEvent,
  type StreamName,
  type SubjectId,
} from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { ProjectEventData } from '../../events/project/events.ts';
import { fullEffectT, MOST_OF_BASELINE } from '../../events/project/reduction.ts';
import type { Reduction } from '../../events/project/state.ts';
import type { SiteEventData } from '../../events/site/events.ts';
import { BASELINE_YEAR } from '../commands/around.ts';
import { causedCommandId } from '../commands/event-id.ts';
import type { Cause, OpenStepsState } from './open-steps.ts';

/**
 * I7 over the projects of a site, each with a stream of its own: what the log holds later, and what exceeds the
 * site's baseline with what it held before, is taken back. The log's order decides a race that no stream can.
 */
export type ReductionStep = Cause & {
  rule: 'take-back-reduction';
  project: SubjectId;
  /** The command that set what is taken back: what has been changed since is left alone. */
  basis: CommandId;
  back: { reduction: Reduction } | { groupId: string };
};

interface Saving {
  site: SubjectId;
  t: number;
  /** The event that set it, for corrections. */
  event: EventId;
  group?: string;
  counts: boolean;
  /** What it was when it fitted last; absent: it never did. */
  fitted?: Reduction;
}

export interface ReductionSteps {
  baselines: Record<SubjectId, { t: number; event: EventId }>;
  savings: Record<SubjectId, Saving>;
}

export const initialReductionSteps = (): ReductionSteps => ({ baselines: {}, savings: {} });

/** Takes in what a site emits and its projects save, and closes what fits by now. Before steps are opened. */
export function closeReductionSteps(state: OpenStepsState, event: RecordedEvent): void {
  const site = takeIn(state.reductions, event);
  if (site === undefined) return;
  const subject = subjectOf(event.stream);
  for (const [key, step] of Object.entries(state.steps))
    if (step.rule === 'take-back-reduction' && (step.project === subject || fits(state, step.project)))
      Reflect.deleteProperty(state.steps, key);
}

export function openReductionSteps(state: OpenStepsState, event: RecordedEvent, cause: Cause): void {
  const project = subjectOf(event.stream);
  const saving = state.reductions.savings[project];
  const reduction = reductionSet(event);
  if (!saving || (!reduction && event.type !== 'ProjectAlternativeLinked')) return;
  if (fits(state, project)) {
    if (reduction) saving.fitted = reduction;
    return;
  }
  const back = reduction ? { reduction: wayBack(state, project, saving) } : { groupId: saving.group ?? '' };
  state.steps[event.id] = { ...cause, rule: 'take-back-reduction', project, basis: event.meta.command, back };
}

/** What was erased counts no more, as it does for who decides. */
export function forgetReductions({ reductions, steps }: OpenStepsState, streams: ReadonlySet<StreamName>): void {
  for (const stream of streams) {
    const subject = subjectOf(stream);
    Reflect.deleteProperty(reductions.baselines, subject);
    Reflect.deleteProperty(reductions.savings, subject);
    for (const [key, step] of Object.entries(steps))
      if (step.rule === 'take-back-reduction' && step.project === subject) Reflect.deleteProperty(steps, key);
  }
}

export function reductionCommand({ cause, rule, project, basis, back }: ReductionStep): Command {
  const common = { id: causedCommandId(cause, rule), subject: project };
  if ('groupId' in back)
    return {
      ...common,
      type: 'LinkAlternative',
      data: { groupId: back.groupId, preferred: false },
      basis: { alternative: basis },
    };
  const data = { reduction: back.reduction, reason: 'REDUCTION_EXCEEDS_BASELINE' };
  return { ...common, type: 'RescopeProject', data, basis: { reduction: basis } };
}

const NOTHING: Reduction = { t2030: 0, t2035: 0, t2040: 0 };

/** To what it was when it fitted, if that still fits beside what has come since; else to nothing. */
function wayBack(state: OpenStepsState, project: SubjectId, { fitted = NOTHING }: Saving): Reduction {
  return fits(state, project, fullEffectT(fitted)) ? fitted : NOTHING;
}

/** What a project saves from an event on; undefined: the event does not say. */
function reductionSet({ type, data }: RecordedEvent): Reduction | undefined {
  if (type === 'ProjectProposed') return seen((data as ProjectEventData['ProjectProposed']).reduction);
  if (type !== 'ProjectRescoped') return undefined;
  const scope = (data as ProjectEventData['ProjectRescoped']).new;
  return isHidden(scope) ? undefined : seen(scope.reduction);
}

const seen = (reduction: Reduction): Reduction | undefined => (isHidden(reduction) ? undefined : reduction);

/** @returns the site whose baseline or savings an event changed */
function takeIn({ baselines, savings }: ReductionSteps, event: RecordedEvent): SubjectId | undefined {
  const subject = subjectOf(event.stream);
  const saving = savings[subject];
  switch (event.type) {
    case 'VerifiedEmissionsReported': {
      const { year, t } = event.data as SiteEventData['VerifiedEmissionsReported'];
      if (year !== BASELINE_YEAR || isHidden(t)) return undefined;
      baselines[subject] = { t, event: event.id };
      return subject;
    }
    case 'ProjectProposed': {
      const { siteId, reduction } = event.data as ProjectEventData['ProjectProposed'];
      savings[subject] = { site: siteId, t: tonnesOf(reduction), event: event.id, counts: true };
      return siteId;
    }
    case 'ProjectRescoped': {
      const { new: scope } = event.data as ProjectEventData['ProjectRescoped'];
      if (!saving) return undefined;
      savings[subject] = { ...saving, t: isHidden(scope) ? 0 : tonnesOf(scope.reduction), event: event.id };
      return saving.site;
    }
    case 'ProjectAlternativeLinked': {
      const { groupId, preferred } = event.data as ProjectEventData['ProjectAlternativeLinked'];
      if (saving) savings[subject] = { ...saving, group: groupId, counts: preferred };
      return saving?.site;
    }
    case 'ProjectCancelled':
      Reflect.deleteProperty(savings, subject);
      return saving?.site;
    case 'FactCorrected': {
      const { targetEventId, field, new: value } = event.data as SiteEventData['FactCorrected'];
      const baseline = baselines[subject];
      if (field === 't' && baseline?.event === targetEventId) baselines[subject] = { ...baseline, t: Number(value) };
      if (field === 'reduction' && saving?.event === targetEventId) saving.t = tonnesOf(value);
      return saving?.site ?? (baseline ? subject : undefined);
    }
    default:
      return undefined;
  }
}

/** Does a project fit under its site's baseline beside those that are not about to be taken back? */
function fits(
  { reductions: { baselines, savings }, steps }: OpenStepsState,
  project: SubjectId,
  t = savings[project]?.t ?? 0,
): boolean {
  const own = savings[project];
  const baseline = own && baselines[own.site]?.t;
  if (!own?.counts || !baseline || t === 0) return true;
  const leaving = new Set(
    Object.values(steps).flatMap((step) => (step.rule === 'take-back-reduction' ? [step.project] : [])),
  );
  const others = Object.entries(savings).filter(
    ([id, { site, counts, group }]) =>
      id !== project && site === own.site && counts && !leaving.has(id) && (group === undefined || group !== own.group),
  );
  return others.reduce((sum, [, other]) => sum + other.t, t) <= baseline * MOST_OF_BASELINE;
}

const tonnesOf = (reduction: unknown): number => (isHidden(reduction) ? 0 : fullEffectT(reduction as Reduction));
