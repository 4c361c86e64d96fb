import type { Carrier } from '../../events/carriers.ts';
import { isHidden, type CalendarDay, type Hidden, type LogIndex, type SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { ConnectionRequest, InfraNeed, ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn, lastRecorded, type Timeline } from '../../events/timeline.ts';
import type { Direction } from '../region-places/infrastructure-rows.ts';
import { streamState, streamsOf, type TopicState } from '../topic/topic.ts';
import type { Networks, OwnRequest } from './networks.ts';

/** What one project needs of one network. */
export interface Demand {
  readonly projectId: SubjectId;
  readonly needId: string;
  readonly carrier: Carrier;
  readonly direction: Direction;
  /** In the carrier's unit. */
  readonly amount: number;
  readonly startYear: number;
  /** The grid area or pipe that is to carry it; undefined: none is named, and none is known. */
  readonly at: SubjectId | undefined;
  /** With how much the site can give way. */
  readonly flexMW: number;
  /** When it was asked for; undefined: not yet, it then comes after all that was. */
  readonly requestedOn: CalendarDay | undefined;
  readonly index: LogIndex;
}

/** A table on a day, with the sites that lie in its region. */
export interface Table {
  readonly state: TopicState;
  readonly on: CalendarDay;
  readonly here: (site: SubjectId) => boolean;
}

/** What the projects of Cluster 6 in a region need, by rank: when it was asked for, then as it was recorded. */
export function demandsOf(table: Table, networks: Networks): Demand[] {
  return projectsThatCount(table)
    .flatMap(([id, project, site]) => demandsOfProject(id, project, { ...table, site, networks }))
    .sort(
      (a, b) =>
        (a.requestedOn ?? '9').localeCompare(b.requestedOn ?? '9') ||
        a.index - b.index ||
        (a.needId < b.needId ? -1 : 1),
    );
}

/** What stands in the operator's queue and can be seen, of every project of the table: also of a route that was not chosen. */
export function requestsOf({ state, on }: Table, networks: Networks, direction: Direction): OwnRequest[] {
  return streamsOf(state, 'project').flatMap(([, project]) => {
    const site = streamState(state, 'site', streamOf(project.siteId)?.stream ?? '');
    return standingRequests(project).flatMap(({ value }): OwnRequest[] => {
      if (value.carrier !== 'ELECTRICITY' || value.direction !== direction) return [];
      const at = placeOf(value, site, networks, on);
      return [{ at, MW: value.amount, requestedOn: value.requestedOn }];
    });
  });
}

/** Projects of Cluster 6 of which one sees that they are there, and not what they need. */
export function projectsWithHiddenFigures(table: Table): number {
  return projectsThatCount(table).filter(([, { reduction }]) => reduction.some(({ value }) => isHidden(value))).length;
}

/** Not those that run (the published capacity is net of their contracts) or were given up, nor what another route excludes. */
function projectsThatCount({ state, on, here }: Table): [SubjectId, ProjectState, SiteState][] {
  return streamsOf(state, 'project').flatMap(([stream, project]): [SubjectId, ProjectState, SiteState][] => {
    const site = streamState(state, 'site', streamOf(project.siteId)?.stream ?? '');
    if (!site || !here(project.siteId) || !isOfCluster6(site, on)) return [];
    return project.phase === 'CANCELLED' || project.phase === 'OPERATIONAL' ? [] : [[subjectOf(stream), project, site]];
  });
}

function isOfCluster6({ cluster }: SiteState, on: CalendarDay): boolean {
  const value = (entryOn(cluster, on) ?? cluster[0])?.value;
  return value !== undefined && !isHidden(value) && value.cluster === 'CLUSTER_6';
}

interface Around extends Table {
  readonly site: SiteState;
  readonly networks: Networks;
}

function demandsOfProject(projectId: SubjectId, project: ProjectState, around: Around): Demand[] {
  const { on, site, networks } = around;
  const start = seen(entryOn(project.startYear, on) ?? lastRecorded(project.startYear)) ?? 0;
  const requests = standingRequests(project);
  return Object.entries(project.needs).flatMap(([needId, { need, withdrawn }]): Demand[] => {
    const value = seen(need);
    if (withdrawn || !value || isHidden(value.amount) || value.amount <= 0) return [];
    const { carrier, direction, amount } = value;
    const startYear = Math.max(start, value.fromYear);
    if (!counts(project, startYear)) return [];
    const [first] = requests
      .filter((one) => one.value.carrier === carrier && one.value.direction === direction)
      .sort((a, b) => a.value.requestedOn.localeCompare(b.value.requestedOn) || a.index - b.index);
    return [
      {
        ...{ projectId, needId, carrier, direction, amount, startYear },
        at: placeOf(value, site, networks, on),
        flexMW: flexOf(site),
        requestedOn: first?.value.requestedOn,
        index: first?.index ?? need.index,
      },
    ];
  });
}

/** Of routes that exclude each other the preferred one; a temporary one while it lasts. */
function counts({ alternative }: ProjectState, startYear: number): boolean {
  const link = seen(alternative);
  return link === undefined || link.preferred || (link.temporaryUntil ?? 0) >= startYear;
}

/** Where it is asked for: as named, else as the site is connected, else the grid around the site. */
function placeOf(
  asked: Pick<InfraNeed, 'carrier' | 'direction' | 'areaId' | 'sectionId'>,
  site: SiteState | undefined,
  networks: Networks,
  on: CalendarDay,
): SubjectId | undefined {
  const named = asked.carrier === 'ELECTRICITY' ? asked.areaId : asked.sectionId;
  if (networks.carrying(asked.carrier, named)) return named;
  if (asked.carrier !== 'ELECTRICITY' || !site) return undefined;
  for (const contract of Object.values(site.contracts)) {
    const value = seen(entryOn(contract, on));
    const area = asked.direction === 'OFFTAKE' ? value?.offtakeAreaId : value?.feedInAreaId;
    if (networks.carrying('ELECTRICITY', area)) return area;
  }
  const point = seen(lastRecorded(site.point as Timeline<[number, number]>));
  return point ? networks.areaAround(point) : undefined;
}

function standingRequests({ requests }: ProjectState): { value: ConnectionRequest; index: LogIndex }[] {
  return Object.values(requests).flatMap(({ request, withdrawn }) => {
    const value = seen(request);
    return withdrawn || !value || isHidden(value.amount) ? [] : [{ value, index: request.index }];
  });
}

function flexOf({ flexibility }: SiteState): number {
  return Object.entries(flexibility).reduce((sum, [type, entry]) => {
    const value = seen(entry);
    return type === 'NONE' || !value ? sum : sum + value.MW;
  }, 0);
}

const seen = <T>(entry: { value: T | Hidden } | undefined): T | undefined =>
  entry === undefined || isHidden(entry.value) ? undefined : entry.value;
