import type { ParameterKey } from './default-parameters.ts';

type Factors<K extends ParameterKey> = Readonly<Record<K, number>>;

/** t CO2-eq per MWh (LHV) of natural gas that is burnt. Source: `gas.emissionFactor`. */
export const gasTonnesPerMWh = (parameters: Factors<'gas.emissionFactor'>): number =>
  tonnesPerMWh(parameters['gas.emissionFactor']);

/** t/MWh of a factor in kg/GJ: 1 MWh is 3.6 GJ. */
export const tonnesPerMWh = (kgPerGJ: number): number => (kgPerGJ * 3.6) / 1_000;

export const GRID_YEARS = [2021, 2030, 2035, 2040] as const;
export const GRID_PARAMETERS = GRID_YEARS.map((year) => `grid.emission.${year}` as const);
export type GridParameter = (typeof GRID_PARAMETERS)[number];

/** t CO2-eq per MWh of electricity from the grid in a year: direct, linear between the given years, constant outside. */
export function gridTonnesPerMWh(year: number, parameters: Factors<GridParameter>): number {
  const at = (given: (typeof GRID_YEARS)[number]): number => parameters[`grid.emission.${given}`];
  const after = GRID_YEARS.findIndex((given) => given >= year);
  const [next, before] = [GRID_YEARS[after], GRID_YEARS[after - 1]];
  if (next === undefined) return at(2040);
  if (before === undefined) return at(2021);
  return at(before) + ((at(next) - at(before)) * (year - before)) / (next - before);
}
