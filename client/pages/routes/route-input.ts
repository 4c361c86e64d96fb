import { gasTonnesPerMWh, gridTonnesPerMWh } from '../../../projections/analysis/emission-factors.ts';
import { defaultParameters, type ParameterKey } from '../../../projections/analysis/default-parameters.ts';

/** A parameter as `GET /api/analysis` tells it. */
export interface ToldParameter {
  readonly value: unknown;
  readonly unit: string;
  readonly source?: string | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}
export type ToldParameters = Readonly<Partial<Record<string, ToldParameter>>>;

/** The demand and the money of a site, the same for all its routes. */
export interface SiteCase {
  readonly usefulHeatMWh: number;
  readonly fullLoadHours: number;
  readonly interestRate: number;
  readonly lifetimeYears: number;
  readonly carbonEURPerTonne: number;
  readonly paysCarbonPrice: boolean;
  /** Year of which the grid's emissions count. */
  readonly year: number;
}

export const routeIds = ['GAS', 'E_BOILER', 'HEAT_PUMP', 'HYDROGEN', 'GREEN_GAS', 'GAS_CCS'] as const;
export type RouteId = (typeof routeIds)[number];

/** What is assumed of a route; of what has no member it has none. */
export interface RouteAssumption {
  readonly efficiency: number;
  readonly energyEURPerMWh: number;
  readonly capexEURPerMW: number;
  readonly opexShare: number;
  readonly fuelTonnesPerMWh: number;
  readonly chainTonnesPerMWh?: number;
  readonly connectionEUR?: number;
  readonly networkEURPerKWYear?: number;
  readonly subsidyEURPerMWh: number;
  readonly captureRate?: number;
  readonly captureEURPerTonne?: number;
  readonly transportEURPerTonneKm?: number;
  readonly distanceKm?: number;
  readonly storageEURPerTonne?: number;
}
export type AssumptionName = keyof RouteAssumption;
export type Assumptions = Readonly<Partial<Record<RouteId, RouteAssumption>>>;

/** How uncertain prices of energy, and what is built, are: parts of the value, up and down. */
export interface Spread {
  readonly price: number;
  readonly cost: number;
}
export type Bound = 'low' | 'mid' | 'high';

/** Where an assumption of a route is read from; none: nobody has said anything of it but here. */
export const parameterOf: Readonly<Record<RouteId, Readonly<Partial<Record<AssumptionName, ParameterKey>>>>> = {
  GAS: keys('gas', 'gas.price', 'boiler.efficiency', { fuelTonnesPerMWh: 'gas.emissionFactor' }),
  E_BOILER: keys('eBoiler', 'electricity.price', 'eBoiler.efficiency', electric()),
  HEAT_PUMP: keys('heatPump', 'electricity.price', 'heatPump.copTo125C', electric()),
  HYDROGEN: keys('hydrogen', 'hydrogen.price', 'boiler.efficiency'),
  GREEN_GAS: keys('greenGas', 'greenGas.price', 'boiler.efficiency', { chainTonnesPerMWh: 'route.greenGas.chain' }),
  GAS_CCS: keys('ccs', 'gas.price', 'route.ccs.efficiency', {
    ...{ fuelTonnesPerMWh: 'gas.emissionFactor', captureRate: 'route.ccs.captureRate' },
    ...{ captureEURPerTonne: 'route.ccs.capture', transportEURPerTonneKm: 'route.ccs.transport' },
    ...{ distanceKm: 'route.ccs.distance', storageEURPerTonne: 'route.ccs.storage' },
  }),
};

function electric(): Partial<Record<AssumptionName, ParameterKey>> {
  return { networkEURPerKWYear: 'route.networkTariff', connectionEUR: 'route.connection' };
}

function keys(
  name: 'gas' | 'eBoiler' | 'heatPump' | 'hydrogen' | 'greenGas' | 'ccs',
  price: ParameterKey,
  efficiency: ParameterKey,
  more: Partial<Record<AssumptionName, ParameterKey>> = {},
): Partial<Record<AssumptionName, ParameterKey>> {
  return {
    ...{ efficiency, energyEURPerMWh: price },
    ...{ capexEURPerMW: `route.${name}.capex`, opexShare: `route.${name}.opexShare`, ...more },
  };
}

/** The value of a parameter: as it was set, else the usual one, also where what was set is no number. */
export function numberOf(parameters: ToldParameters, key: ParameterKey): number {
  const value = parameters[key]?.value;
  return typeof value === 'number' ? value : defaultParameters[key].value;
}

/** Up to this temperature (°C) a heat pump makes the heat; above the second none does. */
const PUMP_TO_C = [125, 150] as const;

/**
 * What the parameters say of each route for this case. A heat pump is left out where it does not reach the temperature.
 * @param requiredC the highest temperature that is asked for; undefined: not known, a heat pump is shown
 */
export function assumptionsOf(parameters: ToldParameters, site: SiteCase, requiredC: number | undefined): Assumptions {
  const of = (key: ParameterKey): number => numberOf(parameters, key);
  const gas = gasTonnesPerMWh({ 'gas.emissionFactor': of('gas.emissionFactor') });
  const grid = gridTonnesPerMWh(site.year, {
    ...{ 'grid.emission.2021': of('grid.emission.2021'), 'grid.emission.2030': of('grid.emission.2030') },
    ...{ 'grid.emission.2035': of('grid.emission.2035'), 'grid.emission.2040': of('grid.emission.2040') },
  });
  const hot = requiredC !== undefined && requiredC > PUMP_TO_C[0];
  const made = routeIds
    .filter((id) => id !== 'HEAT_PUMP' || requiredC === undefined || requiredC <= PUMP_TO_C[1])
    .map((id): [RouteId, RouteAssumption] => {
      const read = Object.entries(parameterOf[id]).map(([name, key]) => [name, of(key)] as const);
      const said = Object.fromEntries(read) as Partial<RouteAssumption>;
      const efficiency = id === 'HEAT_PUMP' && hot ? of('heatPump.copTo150C') : (said.efficiency ?? 1);
      const peakMW = site.usefulHeatMWh / site.fullLoadHours / efficiency;
      return [
        id,
        {
          ...{ energyEURPerMWh: 0, capexEURPerMW: 0, opexShare: 0, subsidyEURPerMWh: 0, ...said, efficiency },
          fuelTonnesPerMWh: said.fuelTonnesPerMWh === undefined ? 0 : gas,
          ...(said.connectionEUR === undefined
            ? {}
            : { connectionEUR: Math.round(said.connectionEUR * peakMW), chainTonnesPerMWh: grid }),
        },
      ];
    });
  return Object.fromEntries(made);
}

/**
 * The input of the calculation C11: the assumptions as they are, or all of them at their cheap or dear end. Everything
 * that moves makes a route dearer, so that these are the bounds of its cost.
 */
export function routeInput(site: SiteCase, routes: Assumptions, bound: Bound = 'mid', spread: Spread = NO_SPREAD) {
  const { year: _, ...given } = site;
  const direction = bound === 'mid' ? 0 : bound === 'low' ? -1 : 1;
  const price = 1 + direction * spread.price;
  const cost = 1 + direction * spread.cost;
  return {
    ...given,
    reference: 'GAS',
    routes: Object.entries(routes).map(([id, one]) => {
      const { captureEURPerTonne, transportEURPerTonneKm, distanceKm, storageEURPerTonne, ...route } = one;
      const co2 =
        captureEURPerTonne === undefined
          ? undefined
          : captureEURPerTonne + (transportEURPerTonneKm ?? 0) * (distanceKm ?? 0) + (storageEURPerTonne ?? 0);
      return {
        ...{ id, ...route },
        energyEURPerMWh: route.energyEURPerMWh * price,
        capexEURPerMW: route.capexEURPerMW * cost,
        ...(route.connectionEUR === undefined ? {} : { connectionEUR: route.connectionEUR * cost }),
        ...(co2 === undefined ? {} : { co2EURPerTonne: co2 * cost }),
      };
    }),
  };
}

const NO_SPREAD: Spread = { price: 0, cost: 0 };
