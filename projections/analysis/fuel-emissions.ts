import { z } from 'zod';
import { calculation } from './calculation.ts';
import { GRID_PARAMETERS, gridTonnesPerMWh, tonnesPerMWh } from './emission-factors.ts';
import { quantity, year } from './quantity.ts';

const energy = quantity('MWh/yr', 0, 1e8).optional();

/** Fuels by their factor; what is biogenic burns at 0. */
const FACTORS = {
  NATURAL_GAS: 'gas.emissionFactor',
  LPG: 'lpg.emissionFactor',
  OIL: 'fuelOil.emissionFactor',
  DIESEL: 'diesel.emissionFactor',
  COAL_COKES: 'coal.emissionFactor',
  WASTE: 'waste.emissionFactor',
} as const;
const BIOGENIC = { GREEN_GAS: energy, BIOGAS: energy, BIOMASS: energy } as const;

const input = z.strictObject({
  /** Fuel that is no longer burnt, LHV. */
  savedMWh: z.strictObject({
    ...{ NATURAL_GAS: energy, LPG: energy, OIL: energy, DIESEL: energy, COAL_COKES: energy, WASTE: energy },
    ...BIOGENIC,
  }),
  /** Electricity that is taken from the grid instead; negative where less of it is used. */
  addedElectricityMWh: quantity('MWh/yr', -1e8, 1e8),
  /** Whose grid factor counts. */
  year: year(),
  /** What the chains of the new carriers emit elsewhere, like the making of hydrogen. */
  chainTonnes: quantity('t/yr', 0, 1e8).optional(),
});

export interface FuelEmissionsOutput {
  readonly scope1Tonnes: number;
  readonly systemTonnes: number;
  readonly gridTonnesPerMWh: number;
}

/** Scope 1 = Σ fuel × factor; system = scope 1 − electricity × grid factor of the year − chain terms; t CO2-eq a year (C6). */
export const fuelEmissions = calculation({
  name: 'fuel-emissions',
  input,
  uses: [...Object.values(FACTORS), ...GRID_PARAMETERS],
  calculate: (given, parameters): FuelEmissionsOutput => {
    let scope1Tonnes = 0;
    for (const [fuel, key] of Object.entries(FACTORS) as [keyof typeof FACTORS, (typeof FACTORS)['WASTE']][])
      scope1Tonnes += (given.savedMWh[fuel] ?? 0) * tonnesPerMWh(parameters[key]);
    const factor = gridTonnesPerMWh(given.year, parameters);
    const systemTonnes = scope1Tonnes - given.addedElectricityMWh * factor - (given.chainTonnes ?? 0);
    return { scope1Tonnes, systemTonnes, gridTonnesPerMWh: factor };
  },
});
