import type { MeasuredScore } from '../../events/decision.ts';
import { isHidden, type CalendarDay, type StreamName, type SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { AnyState } from '../../events/kinds.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import { fullEffectT } from '../../events/project/reduction.ts';
import type { ProjectState, Reduction } from '../../events/project/state.ts';
import type { RegionState } from '../../events/region/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn, lastRecorded, type Timeline } from '../../events/timeline.ts';
import { firmYears } from '../infra-confrontation/firm-years.ts';
import { costScore, type CostFacts } from './costs.ts';
import { isGoing } from './counting.ts';

/** A region and what lies in it, not redacted: a score is hidden by how few sites it is of. */
export interface RegionFacts {
  readonly region: RegionState;
  /** Sites of Cluster 6 within its outline. */
  readonly sites: ReadonlyMap<SubjectId, SiteState>;
  /** Projects of those sites. */
  readonly projects: ReadonlyMap<SubjectId, ProjectState>;
  readonly infrastructure: readonly (readonly [StreamName, InfrastructureState])[];
  readonly on: CalendarDay;
  /** What an organisation is (COMPANY, DSO …). */
  readonly kindsOf: (org: SubjectId) => readonly string[];
  /** What costs need beside; absent: nobody asks for them. */
  readonly costs?: Omit<CostFacts, 'projects' | 'on'>;
}

/** Name of a region's indicator that says how many of its jobs are in industry, in %. */
export const JOBS_SHARE = 'industryJobsShare';
const FEED_OR_LATER = new Set(['FEED', 'FID', 'CONSTRUCTION', 'OPERATIONAL']);

/**
 * What the log holds of a region on a criterion of the programme (domain.md C8), as a score; null: nothing from which it
 * follows. Replicability and fit for a pilot are judged by people.
 */
export function measuredScore(facts: RegionFacts, criterion: string): MeasuredScore | null {
  switch (criterion) {
    case 'etsAnchors': {
      // counts what is public of each site, and so tells of none
      const anchors = [...facts.sites.values()].filter((site) => valueOn(site.ets, facts.on)?.ets === 'ETS1');
      return facts.sites.size === 0 ? null : exactly(anchors.length);
    }
    case 'reduction':
      return reductionIn2030(facts);
    case 'employment': {
      const indicator = lastRecorded(facts.region.indicators[JOBS_SHARE])?.value;
      return indicator === undefined || isHidden(indicator) ? null : exactly(indicator.value);
    }
    case 'infrastructureClarity':
      return clarity(facts);
    case 'readiness':
      return readiness(facts);
    case 'commitment':
      return commitment(facts);
    case 'costEffectiveness':
      return facts.costs ? costScore({ ...facts.costs, projects: facts.projects, on: facts.on }) : null;
    default:
      return null;
  }
}

/** kt a year in 2030, scope 1, not weighed by risk; bounds of the full effect in the same proportion. */
function reductionIn2030(facts: RegionFacts): MeasuredScore | null {
  const counted = counting(facts);
  if (counted.length === 0) return null;
  const score = { low: 0, mid: 0, high: 0 };
  for (const { reduction } of counted) {
    const full = fullEffectT(reduction);
    const part = full === 0 ? 0 : reduction.t2030 / full / 1000;
    score.low += (reduction.low ?? full) * part;
    score.mid += full * part;
    score.high += (reduction.high ?? full) * part;
  }
  return { score: tidied(score), sites: sitesOf(counted) };
}

/** Share of tonnes, at their full effect, in projects that are in FEED or later. */
function readiness(facts: RegionFacts): MeasuredScore | null {
  const counted = counting(facts);
  const tonnes = (some: typeof counted): number => some.reduce((sum, one) => sum + fullEffectT(one.reduction), 0);
  const all = tonnes(counted);
  if (all <= 0) return null;
  const ready = tonnes(counted.filter(({ project }) => FEED_OR_LATER.has(phaseOf(project))));
  return { ...exactly(ready / all), sites: sitesOf(counted) };
}

/** Share of needs, by count, that firm capacity serves from some year on, behind all who come before them. */
function clarity({ region, sites, projects, infrastructure, on }: RegionFacts): MeasuredScore | null {
  const named = <S>(all: Iterable<readonly [SubjectId, S]>): (readonly [StreamName, S])[] =>
    [...all].map(([id, one]) => [streamOf(id)?.stream ?? '', one] as const);
  const around = infrastructure.filter(([, { example }]) => example === region.example);
  const streams = Object.fromEntries<AnyState>([...named(sites), ...named(projects), ...around]);
  const needs = firmYears({ state: { streams }, on, here: (site) => sites.has(site) });
  if (needs.length === 0) return null;
  const firm = needs.filter(({ year }) => year !== null).length;
  const behind = new Set(needs.map(({ projectId }) => projects.get(projectId)?.siteId));
  return { ...exactly(firm / needs.length), sites: behind.size };
}

/** Of those that are needed (a province, a grid operator, a company with an ETS site, RVO) the share that has signed. */
function commitment({ region, sites, kindsOf, on }: RegionFacts): MeasuredScore | null {
  const partners = Object.values(region.partners).filter(({ left }) => left === undefined);
  if (partners.length === 0) return null;
  const withEts = new Set(
    [...sites.values()].filter(({ ets }) => valueOn(ets, on)?.ets === 'ETS1').map(({ orgId }) => orgId),
  );
  const signed = partners.filter(({ org }) => lastRecorded(region.commitments[org])?.value === 'SIGNED');
  const needed: readonly ((org: SubjectId) => boolean)[] = [
    (org) => kindsOf(org).includes('PROVINCE'),
    (org) => kindsOf(org).includes('DSO'),
    (org) => withEts.has(org),
    (org) => kindsOf(org).includes('RVO'),
  ];
  return exactly(needed.filter((is) => signed.some(({ org }) => is(org))).length / needed.length);
}

interface Counted {
  readonly project: ProjectState;
  readonly reduction: Reduction;
}

function counting({ projects }: RegionFacts): Counted[] {
  return [...projects.values()].filter(isGoing).flatMap((project) => {
    const reduction = lastRecorded(project.reduction)?.value;
    return reduction === undefined || isHidden(reduction) ? [] : [{ project, reduction }];
  });
}

const phaseOf = ({ phase, phaseBefore }: ProjectState): string => (phase === 'ON_HOLD' ? phaseBefore : phase);
const sitesOf = (counted: readonly Counted[]): number => new Set(counted.map(({ project }) => project.siteId)).size;

function valueOn<T>(timeline: Timeline<T>, on: CalendarDay): T | undefined {
  const value = entryOn(timeline, on)?.value;
  return value === undefined || isHidden(value) ? undefined : value;
}

const exactly = (value: number): MeasuredScore => ({ score: tidied({ low: value, mid: value, high: value }) });

/** Without the last digits that a sum leaves behind; low, mid and high stay in order. */
function tidied({ low, mid, high }: MeasuredScore['score']): MeasuredScore['score'] {
  const tidy = (value: number): number => Number(value.toPrecision(9));
  return { low: tidy(Math.min(low, mid)), mid: tidy(mid), high: tidy(Math.max(mid, high)) };
}

/** The site is in Cluster 6: others do not count in the programme's figures (domain.md A). */
export function isInCluster6(site: SiteState, on: CalendarDay): boolean {
  return valueOn(site.cluster, on)?.cluster === 'CLUSTER_6';
}
