import type { SharedHeatInput } from './input.ts';
import type { Pipe } from './pipes.ts';

export const COST_PARAMETERS = [
  ...(['heat.pipePriceIndex', 'heat.pairFactor', 'heat.exchangerCost', 'heat.unforeseenShare'] as const),
  ...(['heat.opexShare', 'heat.pumpShare', 'boiler.efficiency'] as const),
] as const;
type CostParameters = Readonly<Record<(typeof COST_PARAMETERS)[number], number>>;

export interface HeatCost {
  readonly capexEUR: number;
  readonly annuityEUR: number;
  readonly levelisedCostEURPerMWh: number | null;
  readonly scope1TonnesPerYear: number;
  readonly systemTonnesPerYear: number;
  /** Against heat from a gas boiler, per tonne of scope 1; negative: cheaper than gas. */
  readonly abatementCostEURPerTonne: number | null;
}

/** What has been worked out of the network before costs are. */
export interface Network {
  readonly matchedMWh: number;
  readonly lossMWh: number;
  readonly designMW: number;
  readonly lengthM: number;
  readonly pipe: Pipe;
  readonly gasTonnesPerMWh: number;
  /** Capital recovery factor, 1/yr. */
  readonly crf: number;
}

/** A heat pump on top of the network: what it costs and uses. */
export interface Addition {
  readonly capexEUR: number;
  readonly electricityMWh: number;
}

/**
 * Costs and savings per year. With a heat pump its electricity is bought, counts for the system, and takes the place
 * of heat that would have been bought.
 */
export function costOf(
  given: SharedHeatInput,
  network: Network,
  p: CostParameters,
  { capexEUR, electricityMWh }: Addition = { capexEUR: 0, electricityMWh: 0 },
): HeatCost {
  const { matchedMWh, lossMWh } = network;
  const pipeEUR = p['heat.pairFactor'] * network.pipe.eurPerM * p['heat.pipePriceIndex'] * network.lengthM;
  // A heat exchanger on either side.
  const exchangersEUR = 2 * p['heat.exchangerCost'] * network.designMW * 1_000;
  const investedEUR = (pipeEUR + exchangersEUR + capexEUR) * (1 + p['heat.unforeseenShare']);
  const annuityEUR = investedEUR * network.crf;
  const powerMWh = p['heat.pumpShare'] * matchedMWh + electricityMWh;
  const boughtEUR = (matchedMWh - electricityMWh + lossMWh) * given.heatPurchaseEURPerMWh;
  const yearlyEUR = annuityEUR + p['heat.opexShare'] * investedEUR + powerMWh * given.electricityEURPerMWh + boughtEUR;
  const efficiency = p['boiler.efficiency'];
  const scope1 = (matchedMWh / efficiency) * network.gasTonnesPerMWh;
  const levelised = matchedMWh > 0 ? yearlyEUR / matchedMWh : null;
  const dearer = levelised === null ? null : (levelised - given.gasEURPerMWh / efficiency) * matchedMWh;
  return {
    capexEUR: investedEUR,
    annuityEUR,
    levelisedCostEURPerMWh: levelised,
    scope1TonnesPerYear: scope1,
    systemTonnesPerYear: scope1 - powerMWh * given.gridTonnesPerMWh,
    abatementCostEURPerTonne: dearer === null || scope1 === 0 ? null : dearer / scope1,
  };
}
