import type { BottleneckCode } from '../../events/bottlenecks.ts';
import { isHidden, type CalendarDay, type StreamName, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import { projectPhases, type ProjectPhase } from '../../events/project/phases.ts';
import { fullEffectT } from '../../events/project/reduction.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn } from '../../events/timeline.ts';
import { parentsOf, type Moment as Organisations } from '../aggregates/figures.ts';
import type { Site, SuggestionsInput } from '../analysis/suggestions/input.ts';
import { openBottlenecks } from '../region-places/place-rows.ts';
import { heldOn, shownOf } from '../region-models/table.ts';
import { isClosed, sinkOf, sourceOf } from './heat-of-site.ts';

/** Everything that suggestions are made of, at one moment, unredacted: what is told of them is told by class (domain C7). */
export interface Everything extends Pick<Organisations, 'organisation'> {
  readonly site: readonly (readonly [StreamName, SiteState])[];
  readonly project: readonly (readonly [StreamName, ProjectState])[];
  readonly infrastructure: readonly (readonly [StreamName, InfrastructureState])[];
  /** Load profiles that may be used, MW by the hour from the first of January on; all of one length. */
  readonly profiles?: ReadonlyMap<SubjectId, readonly number[]>;
}

/**
 * The sites among which suggestions are looked for, with what a suggestion needs to know of each; those of the example
 * and the real ones apart. What has no place, or is closed, is in none.
 */
export function suggestionSites(all: Everything, on: CalendarDay, example: boolean): SuggestionsInput {
  const parents = parentsOf(all);
  const projects = Map.groupBy(all.project, ([, project]) => project.siteId);
  return {
    sites: all.site.flatMap(([stream, site]): Site[] => {
      const point = heldOn(site.point, on);
      if (site.example !== example || !point || isClosed(site, on)) return [];
      const id = subjectOf(stream);
      const own = (projects.get(id) ?? []).map(([, project]) => project);
      return [
        {
          ...{ id, parent: parents(site.orgId), longitude: point[0], latitude: point[1] },
          ...gridOf(site, on),
          ...given('source', sourceOf(site, on)),
          ...given('sink', sinkOf(site, on)),
          ...given('gasGWh', isPowerStation(site, on) ? undefined : gasOf(site)),
          ...given('co2Tonnes', emissionsOf(site)),
          ...given('flexMW', flexOf(site)),
          ...given('profileMW', all.profiles?.get(id) as number[] | undefined),
          ...projectsOf(own, on),
        },
      ];
    }),
    co2Links: all.infrastructure.flatMap(([stream, one]) => {
      if (one.kind !== 'CO2_LINK' || one.example !== example) return [];
      return cornersOf(one).map(([longitude, latitude], at) => ({
        ...{ id: `${subjectOf(stream)} ${at}`, longitude, latitude },
      }));
    }),
  };
}

/** What burns gas to make power is in no hub that replaces it; its residual heat counts (cluster NONE, domain A.3). */
const isPowerStation = ({ cluster }: SiteState, on: CalendarDay): boolean => heldOn(cluster, on)?.cluster === 'NONE';

/** Corners of a pipe at which it may be joined: at most so many, evenly taken. */
const MOST_CORNERS = 20;

function cornersOf({ geometry }: InfrastructureState): readonly (readonly [number, number])[] {
  if (geometry === null || geometry.type === 'MultiPolygon') return [];
  if (geometry.type === 'Point') return [geometry.coordinates];
  const step = Math.ceil(geometry.coordinates.length / MOST_CORNERS);
  return geometry.coordinates.filter((_, at) => at % step === 0);
}

function gridOf({ contracts }: SiteState, on: CalendarDay): Pick<Site, 'dso' | 'areaId'> {
  const all = Object.values(contracts).flatMap((timeline) => shownOf(entryOn(timeline, on)) ?? []);
  const contract = all.find(({ offtakeAreaId }) => offtakeAreaId !== undefined) ?? all[0];
  return { ...given('dso', contract?.dsoOrgId), ...given('areaId', contract?.offtakeAreaId) };
}

function gasOf({ energyUse }: SiteState): number | undefined {
  const [latest] = Object.keys(energyUse)
    .filter((use) => use.startsWith('NATURAL_GAS '))
    .sort()
    .reverse();
  const use = shownOf(latest === undefined ? undefined : energyUse[latest]);
  return use && use.MWh / 1_000;
}

function emissionsOf({ emissions }: SiteState): number | undefined {
  return shownOf(emissions[Math.max(...Object.keys(emissions).map(Number))]);
}

function flexOf({ flexibility }: SiteState): number {
  return Object.entries(flexibility).reduce(
    (sum, [type, entry]) => (type === 'NONE' ? sum : sum + (shownOf(entry)?.MW ?? 0)),
    0,
  );
}

/** Start and phase are those of the project that has come furthest; what blocks each project is its gravest bottleneck. */
function projectsOf(projects: readonly ProjectState[], on: CalendarDay): Partial<Site> {
  const active = projects.filter(
    ({ phase, alternative }) => phase !== 'CANCELLED' && shownOf(alternative)?.preferred !== false,
  );
  const phaseOf = ({ phase, phaseBefore }: ProjectState): ProjectPhase =>
    phase === 'ON_HOLD' || phase === 'CANCELLED' ? phaseBefore : phase;
  const [first] = [...active].sort((a, b) => projectPhases.indexOf(phaseOf(b)) - projectPhases.indexOf(phaseOf(a)));
  const electric = active.filter(({ routes }) => heldOn(routes, on)?.primary === 'ELECTRIFICATION');
  const blockedBy = active.flatMap((project) => (openBottlenecks(project)[0]?.code ?? []) as BottleneckCode | []);
  return {
    ...(first ? { phase: phaseOf(first), ...given('startYear', heldOn(first.startYear, on)) } : {}),
    ...(blockedBy.length > 0 ? { blockedBy } : {}),
    gridProjectTonnes: electric.reduce((sum, { reduction }) => {
      const value = heldOn(reduction, on);
      return sum + (value && !isHidden(value) ? fullEffectT(value) : 0);
    }, 0),
  };
}

function given<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, T>);
}
