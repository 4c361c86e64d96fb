import type { SubjectId } from '../../events/envelope.ts';
import { confront } from '../analysis/confrontation/confront.ts';
import { directions } from '../region-places/infrastructure-rows.ts';
import { demandsOf, requestsOf, type Table } from './demands.ts';
import { entryFor, runOf } from './infra-confrontation.ts';
import { Networks } from './networks.ts';

export interface FirmYear {
  readonly projectId: SubjectId;
  readonly needId: string;
  /** First year with room for it that is firm, behind all who come before it; null: none is known. */
  readonly year: number | null;
}

/**
 * Every need of a region's projects with the year from which firm capacity serves it: the confrontation of domain C1
 * with what is firm alone. A published queue and the projects that asked before come first, as they do there.
 */
export function firmYears(table: Table): FirmYear[] {
  return directions.flatMap((direction) => {
    const networks = new Networks(table.state, table.on, direction);
    const demands = demandsOf(table, networks).filter((one) => runOf(one) === direction);
    const areas = Object.entries(networks.areas(requestsOf(table, networks, direction)));
    const sections = Object.entries(networks.sections());
    const { projects } = confront({
      areas: Object.fromEntries(
        areas.map(([id, area]) => [id, { ...area, plannedNotFirmMW: {}, alleviationYear: null }]),
      ),
      sections: Object.fromEntries(sections.filter(([, { firmness }]) => firmness === 'FIRM')),
      graceYears: 0,
      projects: demands.map((demand) => entryFor(demand)),
    });
    return demands.map(({ projectId, needId }, at) => ({
      ...{ projectId, needId, year: projects[at]?.earliestYear ?? null },
    }));
  });
}
