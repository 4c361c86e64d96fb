import type { SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { confront, shareOf } from '../analysis/confrontation/confront.ts';
import type { ConfrontationInput, Project } from '../analysis/confrontation/input.ts';
import type { Finding, Verdict } from '../analysis/confrontation/verdict.ts';
import { directions, type Direction } from '../region-places/infrastructure-rows.ts';
import { projectCell } from '../region-places/place-rows.ts';
import { siteName } from '../region-places/case-rows.ts';
import { streamsOf } from '../topic/topic.ts';
import { demandsOf, projectsWithHiddenFigures, requestsOf, type Demand, type Table } from './demands.ts';
import { Networks, UNKNOWN_AREA } from './networks.ts';

/** What a project needs of one network, and what becomes of it. */
export type NeedVerdict = Omit<Demand, 'projectId' | 'index' | 'flexMW'> & Finding;

export interface ProjectVerdict {
  readonly id: SubjectId;
  readonly title: string;
  readonly siteId: SubjectId;
  readonly site: string;
  /** The worst of its needs. */
  readonly verdict: Verdict;
  /** First year in which there is room for all of it; null: never as far as is known, or not known. */
  readonly earliestYear: number | null;
  readonly needs: readonly NeedVerdict[];
}

/** Demand against capacity of a grid area in one direction, MW by year. */
export interface AreaYears {
  readonly id: SubjectId;
  readonly direction: Direction;
  readonly years: readonly {
    readonly year: number;
    /** Undefined: nothing was published of this year. */
    readonly firmMW?: number;
    readonly plannedMW?: number;
    readonly queueMW: number;
    readonly projectsMW: number;
  }[];
}

export interface InfraConfrontation {
  /** By rank of the first of their needs. */
  readonly projects: readonly ProjectVerdict[];
  /** Of the projects with a need, those that cannot or possibly cannot proceed, 0–1; null when there is none. */
  readonly share: number | null;
  readonly areas: readonly AreaYears[];
  /** Projects whose figures this viewer may not see: they count where they stand in a published queue. */
  readonly hiddenProjects: number;
}

const YEARS = 15;

/**
 * What the projects of a region need confronted with what its networks offer (domain C1), from what a viewer may see
 * of the region's streams: whose figures are hidden from him is not told apart from others in the operator's queue.
 * @param graceYears so much later than wanted is late, and not too late
 */
export function infraConfrontation(table: Table, graceYears: number): InfraConfrontation {
  const found: { demand: Demand; finding: Finding }[] = [];
  const areas: AreaYears[] = [];
  for (const direction of directions) {
    const networks = new Networks(table.state, table.on, direction);
    const demands = demandsOf(table, networks).filter((one) => runOf(one) === direction);
    const given: ConfrontationInput = {
      areas: networks.areas(requestsOf(table, networks, direction)),
      sections: networks.sections(),
      graceYears,
      projects: demands.map((demand) => entryFor(demand)),
    };
    confront(given).projects.forEach(({ verdict, bottleneck, earliestYear }, at) => {
      const demand = demands[at];
      if (demand) found.push({ demand, finding: { verdict, bottleneck, earliestYear } });
    });
    areas.push(...areaYears(given, demands, networks, { direction, first: Number(table.on.slice(0, 4)) }));
  }
  return {
    projects: verdictsOf(table, found),
    share: shareOf(found.map(({ demand, finding }) => ({ id: demand.projectId, verdict: finding.verdict }))),
    areas,
    hiddenProjects: projectsWithHiddenFigures(table),
  };
}

/** Feed-in of electricity is a run of its own; a pipe carries what comes from either side. */
export const runOf = ({ carrier, direction }: Demand): Direction => (carrier === 'ELECTRICITY' ? direction : 'OFFTAKE');

/** A demand as the calculation takes it. */
export function entryFor({ projectId: id, carrier, startYear, amount, at, flexMW }: Demand): Project {
  const section = at ?? null;
  switch (carrier) {
    case 'ELECTRICITY':
      return { id, carrier, startYear, demandMW: amount, area: at ?? UNKNOWN_AREA, flexMW };
    case 'CO2':
      return { id, carrier, startYear, section, demandTonnesPerHour: amount };
    case 'GREEN_GAS':
      return { id, carrier, startYear, section, demandNm3PerHour: amount };
    default:
      return { id, carrier, startYear, section, demandMW: amount };
  }
}

function areaYears(
  { areas }: ConfrontationInput,
  demands: readonly Demand[],
  networks: Networks,
  { direction, first }: { direction: Direction; first: number },
): AreaYears[] {
  const byArea = Map.groupBy(
    demands.flatMap((one) =>
      one.carrier === 'ELECTRICITY' && one.at ? networks.chainOf(one.at).map((id) => ({ ...one, id })) : [],
    ),
    ({ id }) => id,
  );
  return Object.entries(areas).flatMap(([id, { firmMW, plannedNotFirmMW, externalQueueMW }]): AreaYears[] => {
    const own = byArea.get(id) ?? [];
    if (id === UNKNOWN_AREA || (own.length === 0 && Object.keys(firmMW).length === 0)) return [];
    const years = Array.from({ length: YEARS }, (_, n) => first + n).filter((year) => year <= 2050);
    return [
      {
        ...{ id, direction },
        years: years.map((year) => {
          const [firm, planned] = [firmMW[year], plannedNotFirmMW[year]];
          const started = own.filter(({ startYear }) => startYear <= year);
          return {
            year,
            ...(firm === undefined ? {} : { firmMW: firm, plannedMW: planned ?? 0 }),
            queueMW: externalQueueMW ?? 0,
            projectsMW: started.reduce((sum, { amount }) => sum + amount, 0),
          };
        }),
      },
    ];
  });
}

const order: readonly Verdict[] = ['FEASIBLE', 'POSSIBLY', 'NOT_FEASIBLE'];

function verdictsOf(table: Table, found: readonly { demand: Demand; finding: Finding }[]): ProjectVerdict[] {
  const projects = new Map(streamsOf(table.state, 'project').map(([stream, one]) => [subjectOf(stream), one]));
  return [...Map.groupBy(found, ({ demand }) => demand.projectId)].flatMap(([id, needs]): ProjectVerdict[] => {
    const project = projects.get(id);
    if (!project) return [];
    const years = needs.map(({ finding }) => finding.earliestYear);
    return [
      {
        ...{ id, siteId: project.siteId, site: siteName(table.state, project.siteId, table.on) },
        title: projectCell(id, project, table.on).title,
        verdict: order[Math.max(...needs.map(({ finding }) => order.indexOf(finding.verdict)))] ?? 'FEASIBLE',
        earliestYear: years.includes(null) ? null : Math.max(...years.map(Number)),
        needs: needs.map(({ demand, finding }) => {
          const { needId, carrier, direction, amount, startYear, at, requestedOn } = demand;
          return { needId, carrier, direction, amount, startYear, at, requestedOn, ...finding };
        }),
      },
    ];
  });
}
