import { defaultParameters, type ParameterKey } from './default-parameters.ts';
import type { Parameters } from './parameters.ts';

/**
 * Between what a default is thought to lie (assumption of the programme, to be confirmed): prices and what is built
 * vary, what is measured does not. A parameter that is set with bounds has its own.
 */
const usual: Partial<Record<ParameterKey, readonly [low: number, high: number]>> = {
  'gas.price': [35, 75],
  'hydrogen.price': [80, 160],
  'electricity.price': [60, 130],
  'ets.priceEUR': [55, 120],
  'grid.emission.2021': [0.25, 0.37],
  'grid.emission.2030': [0.05, 0.18],
  'grid.emission.2035': [0.02, 0.1],
  'grid.emission.2040': [0, 0.05],
  'heat.pipePriceIndex': [0.8, 1.6],
  'heat.exchangerCost': [70, 150],
  'heat.unforeseenShare': [0.1, 0.4],
  'heat.interestRate': [0.04, 0.08],
  'heat.purchasePrice': [0, 15],
  'group.margin': [0, 0.1],
  'hydrogen.pipeCost': [600_000, 1_600_000],
  'hydrogen.interestRate': [0.04, 0.08],
  'hydrogen.lowCarbonFactor': [0.05, 0.102],
  'greenGas.fullLoadHours': [7_500, 8_400],
  'greenGas.methaneShare': [0.5, 0.65],
  'greenGas.upgradeEfficiency': [0.96, 0.995],
  'greenGas.chainFactor': [0, 0.08],
  'capture.rate': [0.85, 0.95],
  'capture.heat': [0.6, 0.9],
};

/** The lowest and highest of a parameter that is not certain; undefined: it is taken as it is. */
export function rangeOf(key: ParameterKey, parameters: Parameters): readonly [number, number] | undefined {
  const set = parameters.values[key];
  if (set === undefined) return usual[key];
  if (typeof set.value !== 'number' || (set.low === undefined && set.high === undefined)) return undefined;
  return [set.low ?? set.value, set.high ?? set.value];
}

/** The parameters with one of them at another value. */
export function withParameter(parameters: Parameters, key: ParameterKey, value: number): Parameters {
  const { unit, source } = parameters.values[key] ?? { ...defaultParameters[key] };
  return {
    ...parameters,
    values: { ...parameters.values, [key]: { value, unit, ...(source === undefined ? {} : { source }) } },
  };
}
