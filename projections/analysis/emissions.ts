import { z } from 'zod';
import { calculation } from './calculation.ts';
import { gasTonnesPerMWh } from './emission-factors.ts';
import { quantity, quantityAbove } from './quantity.ts';

const input = z.strictObject({
  gasNm3: quantityAbove('Nm3/yr', 0, 1e10),
  heatPumpCOP: quantity('', 1, 10),
  gridTonnesPerMWh: quantity('t/MWh', 0, 2),
});

export interface EmissionsOutput {
  readonly gasMWh: number;
  /** What companies and CES report: t CO2-eq of the gas that is no longer burnt. */
  readonly scope1Tonnes: number;
  readonly eBoilerMWh: number;
  /** With the electricity's own emissions: may be negative. */
  readonly eBoilerSystemTonnes: number;
  readonly heatPumpMWh: number;
  readonly heatPumpSystemTonnes: number;
  /** Above this grid factor an electric boiler emits more than the gas did; t/MWh. */
  readonly breakEvenTonnesPerMWh: number;
}

/**
 * Gas replaced by electricity: always two numbers, scope 1 and the system's. Per year, LHV. The useful heat stays the
 * same: gas × boiler efficiency. Source: domain C6, factors C0.
 */
export const emissions = calculation({
  name: 'emissions',
  input,
  uses: ['gas.lowerHeatingValue', 'gas.emissionFactor', 'boiler.efficiency', 'eBoiler.efficiency'],
  calculate: ({ gasNm3, heatPumpCOP, gridTonnesPerMWh }, parameters): EmissionsOutput => {
    const gasMWh = (gasNm3 * parameters['gas.lowerHeatingValue']) / 3_600;
    const scope1Tonnes = gasMWh * gasTonnesPerMWh(parameters);
    const usefulMWh = gasMWh * parameters['boiler.efficiency'];
    const eBoilerMWh = usefulMWh / parameters['eBoiler.efficiency'];
    const heatPumpMWh = usefulMWh / heatPumpCOP;
    return {
      gasMWh,
      scope1Tonnes,
      eBoilerMWh,
      eBoilerSystemTonnes: scope1Tonnes - eBoilerMWh * gridTonnesPerMWh,
      heatPumpMWh,
      heatPumpSystemTonnes: scope1Tonnes - heatPumpMWh * gridTonnesPerMWh,
      breakEvenTonnesPerMWh: scope1Tonnes / eBoilerMWh,
    };
  },
});
