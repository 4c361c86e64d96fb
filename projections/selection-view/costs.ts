import type { MeasuredScore } from '../../events/decision.ts';
import { isHidden, type CalendarDay, type Instant, type LogIndex, type SubjectId } from '../../events/envelope.ts';
import { fullEffectT } from '../../events/project/reduction.ts';
import type { ProjectState } from '../../events/project/state.ts';
import { COHORT, daysAfter, twoDigits } from '../../events/release/decide.ts';
import { lastRecorded, type Timeline } from '../../events/timeline.ts';
import { changeBetween, isEnough, isSafe, type Contribution } from '../aggregates/cohort.ts';
import { capitalRecoveryFactor } from '../analysis/capital-recovery.ts';
import { valuesOf, type Parameters } from '../analysis/parameters.ts';
import { isExcluded } from './counting.ts';

/** A cost per tonne that was told of a region before, in whichever selection. */
export interface ToldCosts {
  readonly score: MeasuredScore['score'];
  readonly sites: number;
  /** Log index of what it was worked out from. */
  readonly inputIndex: LogIndex;
  readonly at: Instant;
}

/** Whose money it is: projects by id, the head of the family that a site's owner belongs to. */
export interface CostFacts {
  readonly projects: ReadonlyMap<SubjectId, ProjectState>;
  readonly parentOf: (site: SubjectId) => string;
  readonly parameters: Parameters;
  readonly on: CalendarDay;
  /** Told of this region before, in log order. */
  readonly told: readonly ToldCosts[];
  /** Projects of other regions of which costs were told, where some are of this one, too. */
  readonly overlapping: readonly ReadonlyMap<SubjectId, ProjectState>[];
}

interface Costs {
  readonly project: SubjectId;
  readonly siteId: SubjectId;
  /** EUR once, and EUR a year. */
  readonly capex: number;
  readonly opexDelta: number;
  /** Tonnes a year at the full effect. */
  readonly tonnes: MeasuredScore['score'];
}

/**
 * EUR per tonne of scope 1, of the projects that say what they invest and by how much their yearly costs change:
 * (investment × capital recovery factor + change of yearly costs) / tonnes a year at the full effect. Investments are
 * for their owner alone (P4), so that it is told like a released total (domain.md B.6): of enough sites and families,
 * also for each of them who takes its own part out, in two digits, and anew once enough of them have changed. Until
 * then it is what was told before. Null: nothing that may be told.
 */
export function costScore(facts: CostFacts): MeasuredScore | null {
  const costs = costsAt(facts.projects, Infinity);
  const last = facts.told.at(-1);
  if (last && !facts.told.every((told) => isDue(facts, told, costs)))
    return { score: last.score, sites: last.sites, inputIndex: last.inputIndex };
  if (!mayBeTold(costs, facts)) return null;
  const set = valuesOf(['selection.interestRate', 'selection.lifetime'], facts.parameters);
  if ('refused' in set) return null;
  const crf = capitalRecoveryFactor(set.values['selection.interestRate'], set.values['selection.lifetime']);
  const [capex, opexDelta] = [sum(costs, (one) => one.capex), sum(costs, (one) => one.opexDelta)];
  const yearlyEUR = capex * crf + opexDelta;
  const perTonne = (end: 'low' | 'mid' | 'high'): number => yearlyEUR / sum(costs, ({ tonnes }) => tonnes[end]);
  const [one, mid, other] = [perTonne('high'), perTonne('mid'), perTonne('low')].map(twoDigits) as [
    number,
    number,
    number,
  ];
  if (![one, mid, other].every(Number.isFinite)) return null;
  return {
    score: { low: Math.min(one, other), mid, high: Math.max(one, other) },
    sites: new Set(costs.map(({ siteId }) => siteId)).size,
  };
}

/** What projects cost as it was recorded up to a log index; a correction since then counts as no change. */
function costsAt(projects: CostFacts['projects'], index: LogIndex): Costs[] {
  return [...projects].flatMap(([id, project]): Costs[] => {
    const reduction = upTo(project.reduction, index);
    const capex = upTo(project.capexEUR, index);
    const opexDelta = upTo(project.details['opexDeltaEUR'] ?? [], index);
    const cancelled = upTo(project.phases, index) === 'CANCELLED';
    if (!reduction || capex === undefined || typeof opexDelta !== 'number' || cancelled || isExcluded(project))
      return [];
    const mid = fullEffectT(reduction);
    const { low = mid, high = mid } = reduction;
    return mid > 0 ? [{ project: id, siteId: project.siteId, capex, opexDelta, tonnes: { low, mid, high } }] : [];
  });
}

/** Has a week passed since it was told, and have enough changed, so that the difference tells of nobody? */
function isDue(facts: CostFacts, told: ToldCosts, now: readonly Costs[]): boolean {
  if (facts.on < daysAfter(told.at.slice(0, 10), COHORT.days)) return false;
  const before = costsAt(facts.projects, told.inputIndex);
  const changes = parts.flatMap((part) => changeBetween(partsOf(before, part, facts), partsOf(now, part, facts)) ?? []);
  return changes.length > 0 && changes.every((change) => isEnough(change, COHORT));
}

/** Are investments and yearly costs each a safe total, and so is what is left when regions are taken off each other? */
function mayBeTold(costs: readonly Costs[], facts: CostFacts): boolean {
  const regions = [facts.projects, ...facts.overlapping];
  const all = costsAt(
    new Map(facts.overlapping.flatMap((projects) => [...projects]).concat([...facts.projects])),
    Infinity,
  );
  const cuts = Map.groupBy(all, ({ project }) => regions.map((projects) => projects.has(project)).join());
  return [costs, ...cuts.values()].every((some) =>
    parts.every((part) => {
      const sites = [...partsOf(some, part, facts).values()];
      const isNothing = part === 'opexDelta' && sites.every(({ value }) => value === 0);
      return isNothing || isSafe(sites, COHORT);
    }),
  );
}

const parts = ['capex', 'opexDelta'] as const;

function partsOf(
  costs: readonly Costs[],
  part: (typeof parts)[number],
  { parentOf }: CostFacts,
): Map<SubjectId, Contribution> {
  const sites = new Map<SubjectId, Contribution>();
  for (const one of costs) {
    const value = (sites.get(one.siteId)?.value ?? 0) + one[part];
    sites.set(one.siteId, { parent: parentOf(one.siteId), value, cells: [] });
  }
  return sites;
}

function upTo<T>(timeline: Timeline<T>, index: LogIndex): T | undefined {
  const value = lastRecorded(index === Infinity ? timeline : timeline.filter((entry) => entry.index <= index))?.value;
  return value === undefined || isHidden(value) ? undefined : value;
}

const sum = (costs: readonly Costs[], of: (one: Costs) => number): number =>
  costs.reduce((total, one) => total + of(one), 0);
