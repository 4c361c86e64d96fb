import type { COST_PARAMETERS } from './cost.ts';
import { costOf, type HeatCost, type Network } from './cost.ts';
import type { SharedHeatInput } from './input.ts';

export const HEAT_PUMP_PARAMETERS = ['heatPump.copTo125C', 'heatPump.copTo150C', 'heat.heatPumpCost'] as const;
type HeatPumpParameters = Readonly<
  Record<(typeof HEAT_PUMP_PARAMETERS)[number] | (typeof COST_PARAMETERS)[number], number>
>;

export interface Upgraded extends HeatCost {
  /** By how much the heat is lifted at the sink. */
  readonly liftK: number;
  readonly cop: number;
  readonly electricityMWh: number;
}

/**
 * The network with a heat pump at the sink that lifts what arrives to what is required, exchanger included: of the
 * heat that is used, 1/COP is electricity. Null above 150 °C, where no such pump is known.
 */
export function upgraded(
  given: SharedHeatInput,
  network: Network & { readonly arrivalC: number },
  p: HeatPumpParameters,
): Upgraded | null {
  const cop = copAt(given.requiredC, p);
  if (cop === null) return null;
  const electricityMWh = network.matchedMWh / cop;
  const capexEUR = p['heat.heatPumpCost'] * network.designMW * 1_000;
  return {
    liftK: given.requiredC + given.exchangerDeltaK - network.arrivalC,
    cop,
    electricityMWh,
    ...costOf(given, network, p, { capexEUR, electricityMWh }),
  };
}

function copAt(requiredC: number, p: HeatPumpParameters): number | null {
  if (requiredC <= 125) return p['heatPump.copTo125C'];
  return requiredC <= 150 ? p['heatPump.copTo150C'] : null;
}
