import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn } from '../../events/timeline.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** What a list of sites counts. Emissions are those of ETS1 installations, which are public. */
export interface Figures {
  /** ETS installations with a figure for the year. */
  readonly sites: number;
  readonly cluster6Sites: number;
  /** t CO2-eq in the year. */
  readonly emissionsT: number;
  readonly cluster6EmissionsT: number;
  readonly year: number | null;
}

/** Figures of a region, and how many of its plans this viewer may see. */
export function regionFigures(
  readModels: RunningReadModels,
  region: SubjectId,
  grants: GrantSet,
  on: CalendarDay,
): Figures & { plans: number } {
  const streams = readModels.streamsIn(`region:${region}`);
  const sites = streams.filter((stream) => stream.startsWith('site-') && readModels.liesIn(subjectOf(stream), region));
  const plans = streams.filter((stream) => stream.startsWith('plan-') && readModels.sees(grants, stream)('P2'));
  return { ...count(readModels, sites, on), plans: plans.length };
}

/** Figures of the country: every installation once, also at sea; without examples. */
export function nationalFigures(readModels: RunningReadModels, on: CalendarDay): Figures & { offshore: number } {
  const sites = readModels.streams('site').filter((stream) => !(readModels.state(stream) as SiteState).example);
  const offshore = sites.filter((stream) => (readModels.state(stream) as SiteState).location === 'OFFSHORE');
  return { ...count(readModels, sites, on), offshore: offshore.length };
}

function count(readModels: RunningReadModels, streams: readonly string[], on: CalendarDay): Figures {
  const sites = streams.map((stream) => readModels.state(stream) as SiteState);
  const open = sites.filter((site) => etsOf(site) === 'ETS1');
  const year = Math.max(-1, ...open.flatMap((site) => Object.keys(site.emissions).map(Number)));
  const counted = open.filter((site) => site.emissions[year] !== undefined);
  const cluster6 = counted.filter((site) => clusterOn(site, on) === 'CLUSTER_6');
  const tonnes = (some: readonly SiteState[]): number =>
    some.reduce(
      (sum, site) => sum + (typeof site.emissions[year]?.value === 'number' ? site.emissions[year].value : 0),
      0,
    );
  return {
    sites: counted.length,
    cluster6Sites: cluster6.length,
    emissionsT: tonnes(counted),
    cluster6EmissionsT: tonnes(cluster6),
    year: year < 0 ? null : year,
  };
}

function clusterOn(site: SiteState, on: CalendarDay): string | undefined {
  const value = (entryOn(site.cluster, on) ?? site.cluster[0])?.value;
  return value !== undefined && 'cluster' in value ? value.cluster : undefined;
}

function etsOf(site: SiteState): string {
  const value = site.ets.at(-1)?.value;
  return value !== undefined && 'ets' in value ? value.ets : 'NONE';
}
