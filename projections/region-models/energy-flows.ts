import type { SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { fullEffectT } from '../../events/project/reduction.ts';
import type { Route } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { tonnesPerMWh } from '../analysis/emission-factors.ts';
import { valuesOf } from '../analysis/parameters.ts';
import { siteName } from '../region-places/case-rows.ts';
import { streamsOf } from '../topic/topic.ts';
import { heldOn, shownOf, type Table } from './table.ts';

const factorOf = {
  NATURAL_GAS: 'gas.emissionFactor',
  OIL: 'fuelOil.emissionFactor',
  COAL_COKES: 'coal.emissionFactor',
  WASTE: 'waste.emissionFactor',
} as const;
type Fuel = keyof typeof factorOf;
const fuels = Object.keys(factorOf) as Fuel[];

/** Part of a site's emissions of which one sees no fuel, and of what no project takes away. */
export type FlowCarrier = Fuel | 'UNKNOWN';
export type FlowRoute = Route | 'NONE';

/** What a site emits, by what it burns, and by which routes its projects would take it away; t CO2-eq a year, scope 1. */
export interface SiteFlow {
  /** Undefined: the smaller ones together. */
  readonly id?: SubjectId;
  readonly name: string;
  readonly sites: number;
  readonly carriers: Readonly<Partial<Record<FlowCarrier, number>>>;
  readonly routes: Readonly<Partial<Record<FlowRoute, number>>>;
  readonly tonnes: number;
}

/** So many sites have a line of their own. */
const MOST = 10;

/**
 * From carrier by site to route, in tonnes, so that both sides of a site are equal: a fuel by its factor, the rest of
 * what it reported is of a carrier that this viewer does not see. Of several routes that exclude each other the
 * preferred one counts; projects together take away no more than there is.
 */
export function energyFlows(table: Table): SiteFlow[] {
  const read = valuesOf(Object.values(factorOf), table.parameters);
  if ('refused' in read) return [];
  const perMWh = (fuel: Fuel): number => tonnesPerMWh(read.values[factorOf[fuel]]);
  const flows = streamsOf(table.state, 'site')
    .filter(([stream]) => table.here(subjectOf(stream)))
    .flatMap(([stream, site]): SiteFlow[] => {
      const id = subjectOf(stream);
      const carriers = carriersOf(site, perMWh);
      const tonnes = total(carriers);
      if (tonnes <= 0) return [];
      const name = siteName(table.state, id, table.on);
      return [{ id, name, sites: 1, carriers, routes: routesOf(id, tonnes, table), tonnes }];
    })
    .sort((a, b) => b.tonnes - a.tonnes || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  if (flows.length <= MOST + 1) return flows;
  return [...flows.slice(0, MOST), together(flows.slice(MOST))];
}

function carriersOf(site: SiteState, perMWh: (fuel: Fuel) => number): SiteFlow['carriers'] {
  const carriers: Partial<Record<FlowCarrier, number>> = {};
  for (const fuel of fuels) {
    const years = Object.keys(site.energyUse).filter((use) => use.startsWith(`${fuel} `));
    const MWh = shownOf(site.energyUse[years.sort().at(-1) ?? ''])?.MWh ?? 0;
    if (MWh > 0) carriers[fuel] = MWh * perMWh(fuel);
  }
  const latest = Math.max(...Object.keys(site.emissions).map(Number));
  const rest = (shownOf(site.emissions[latest]) ?? 0) - total(carriers);
  if (rest > 0) carriers.UNKNOWN = rest;
  return carriers;
}

function routesOf(siteId: SubjectId, tonnes: number, { state, on }: Table): SiteFlow['routes'] {
  const routes: Partial<Record<FlowRoute, number>> = {};
  for (const [, project] of streamsOf(state, 'project')) {
    const excluded = shownOf(project.alternative)?.preferred === false;
    if (project.siteId !== siteId || excluded || project.phase === 'CANCELLED' || project.phase === 'OPERATIONAL')
      continue;
    const [route, reduction] = [heldOn(project.routes, on)?.primary, heldOn(project.reduction, on)];
    if (route && reduction) routes[route] = (routes[route] ?? 0) + fullEffectT(reduction);
  }
  const planned = total(routes);
  const part = planned > tonnes ? tonnes / planned : 1;
  for (const route of Object.keys(routes) as Route[]) routes[route] = (routes[route] ?? 0) * part;
  const rest = tonnes - total(routes);
  return rest > 1e-6 * tonnes ? { ...routes, NONE: rest } : routes;
}

function together(flows: readonly SiteFlow[]): SiteFlow {
  const sum = <K extends string>(of: (flow: SiteFlow) => Readonly<Partial<Record<K, number>>>) => {
    const all: Partial<Record<K, number>> = {};
    for (const flow of flows)
      for (const key of Object.keys(of(flow)) as K[]) all[key] = (all[key] ?? 0) + (of(flow)[key] ?? 0);
    return all;
  };
  return {
    ...{ name: '', sites: flows.length, tonnes: flows.reduce((sum, { tonnes }) => sum + tonnes, 0) },
    ...{ carriers: sum((flow) => flow.carriers), routes: sum((flow) => flow.routes) },
  };
}

const total = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((sum, part) => sum + part, 0);
