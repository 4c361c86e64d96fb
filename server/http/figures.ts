import type { CalendarDay, LogIndex, StreamName, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { AnyState } from '../../events/kinds.ts';
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

/** What is known of each stream, at a moment or now; where things lie and who sees what is always today's. */
export interface Facts {
  readonly readModels: RunningReadModels;
  readonly state: (stream: StreamName) => AnyState | undefined;
}

/** The facts as of a log index; undefined: as they are now. */
export async function factsAt(readModels: RunningReadModels, at: LogIndex | undefined): Promise<Facts> {
  if (at === undefined || at >= readModels.head()) return { readModels, state: (stream) => readModels.state(stream) };
  const then = await readModels.kindsAt(['region', 'site', 'plan'], at);
  return { readModels, state: (stream) => then[stream] };
}

/** Figures of a region, and how many of its plans this viewer may see. */
export function regionFigures(
  { readModels, state }: Facts,
  region: SubjectId,
  grants: GrantSet,
  on: CalendarDay,
): Figures & { plans: number } {
  const streams = readModels.streamsIn(`region:${region}`);
  const sites = streams.filter((stream) => stream.startsWith('site-') && readModels.liesIn(subjectOf(stream), region));
  const plans = streams.filter(
    (stream) => stream.startsWith('plan-') && state(stream)?.exists && readModels.sees(grants, stream)('P2'),
  );
  return { ...count(state, sites, on), plans: plans.length };
}

/** Figures of the country: every installation once, also at sea; without examples. */
export function nationalFigures({ readModels, state }: Facts, on: CalendarDay): Figures & { offshore: number } {
  const site = (stream: StreamName) => state(stream) as SiteState | undefined;
  const sites = readModels.streams('site').filter((stream) => site(stream)?.example === false);
  const offshore = sites.filter((stream) => site(stream)?.location === 'OFFSHORE');
  return { ...count(state, sites, on), offshore: offshore.length };
}

function count(state: Facts['state'], streams: readonly StreamName[], on: CalendarDay): Figures {
  const sites = streams.flatMap((stream) => (state(stream) as SiteState | undefined) ?? []);
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
