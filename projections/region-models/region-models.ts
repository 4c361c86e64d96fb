import { decisionRegister } from '../decision-register/decision-register.ts';
import { infraConfrontation } from '../infra-confrontation/infra-confrontation.ts';
import { regionOverview } from '../region-overview/region-overview.ts';
import { bottleneckMap } from './bottleneck-map.ts';
import { energyFlows } from './energy-flows.ts';
import { gateCalendar } from './gate-calendar.ts';
import { graceYearsOf } from './grace-years.ts';
import { groupConnections } from './group-connections.ts';
import { heatMatches } from './heat-matches.ts';
import { planBoard } from './plan-board.ts';
import { suggestionRows } from './suggestion-rows.ts';
import type { Table } from './table.ts';

/**
 * What is known of one region (domain D.1), each model a pure function of the region's table as a viewer may see it.
 * There is one fold, that of the table: its law holds for all of them, and a rebuilt table gives the same models.
 */
export const regionModels = {
  'region-overview': ({ state, regionId, on, here }: Table) => regionOverview(state, regionId, on, here) ?? null,
  'plan-board': ({ state, regionId, on, here }: Table) =>
    planBoard(regionOverview(state, regionId, on, here)?.plans ?? []),
  'gate-calendar': gateCalendar,
  'infra-confrontation': (table: Table) => infraConfrontation(table, graceYearsOf(table)),
  'heat-matches': heatMatches,
  'group-connections': groupConnections,
  'bottleneck-map': bottleneckMap,
  decisions: ({ state, on }: Table) => decisionRegister(state, on).map(({ words, ...row }) => (void words, row)),
  suggestions: suggestionRows,
  'energy-flows': energyFlows,
} as const satisfies Record<string, (table: Table) => unknown>;

export type RegionModelName = keyof typeof regionModels;
