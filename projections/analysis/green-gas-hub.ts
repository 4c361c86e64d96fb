import { z } from 'zod';
import { calculation } from './calculation.ts';
import { gasTonnesPerMWh } from './emission-factors.ts';
import { quantity, quantityAbove } from './quantity.ts';

const input = z.strictObject({
  biogasNm3: quantityAbove('Nm3/yr', 0, 1e10),
  /** CH4 in the biogas, by volume. */
  methaneShare: quantityAbove('', 0, 1),
  /** Methane that is left after upgrading. */
  upgradeEfficiency: quantityAbove('', 0, 1),
  demandGWh: quantityAbove('GWh/yr', 0, 100_000),
  /** Of growing, gathering and upgrading. */
  chainTonnesPerMWh: quantity('t/MWh', 0, 2).optional(),
});

export interface GreenGasHubOutput {
  readonly greenGasNm3: number;
  readonly energyTJ: number;
  readonly energyGWh: number;
  /** Of the demand; above 1 there is more than the sites use. */
  readonly coverage: number;
  /** One per MWh, by the higher heating value. */
  readonly guaranteesOfOrigin: number;
  readonly scope1TonnesPerYear: number;
  readonly systemTonnesPerYear: number;
  /** Of the volume that suppliers have to blend in 2030. */
  readonly shareOfObligation: number;
  /** What suppliers to others would pay at most: ETS1 sites compete for the same gas without making units of the obligation. */
  readonly parityPremiumEURPerNm3: number;
}

/** Biogas upgraded to the quality of the grid. Per year; LHV unless said. Source: domain C5. */
export const greenGasHub = calculation({
  name: 'green-gas-hub',
  input,
  uses: [
    ...(['greenGas.methaneHeatingValue', 'greenGas.obligation2030', 'greenGas.buyOut'] as const),
    ...(['greenGas.chainReduction', 'gas.lowerHeatingValue', 'gas.higherHeatingValue', 'gas.emissionFactor'] as const),
  ],
  calculate: (given, p): GreenGasHubOutput => {
    const energyMJ = given.biogasNm3 * given.methaneShare * p['greenGas.methaneHeatingValue'] * given.upgradeEfficiency;
    const greenGasNm3 = energyMJ / p['gas.lowerHeatingValue'];
    const energyMWh = energyMJ / 3_600;
    const scope1 = energyMWh * gasTonnesPerMWh(p);
    return {
      ...{ greenGasNm3, energyTJ: energyMJ / 1e6, energyGWh: energyMWh / 1_000 },
      coverage: energyMWh / 1_000 / given.demandGWh,
      guaranteesOfOrigin: (greenGasNm3 * p['gas.higherHeatingValue']) / 3_600,
      scope1TonnesPerYear: scope1,
      systemTonnesPerYear: scope1 - energyMWh * (given.chainTonnesPerMWh ?? 0),
      shareOfObligation: greenGasNm3 / p['greenGas.obligation2030'],
      parityPremiumEURPerNm3: (p['greenGas.buyOut'] * p['greenGas.chainReduction']) / 1_000,
    };
  },
});
