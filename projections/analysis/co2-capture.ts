import { z } from 'zod';
import { calculation } from './calculation.ts';
import { gasTonnesPerMWh } from './emission-factors.ts';
import { choice, quantity, quantityAbove, share } from './quantity.ts';

const input = z.strictObject({
  co2Tonnes: quantityAbove('t/yr', 0, 1e8),
  captureRate: share(),
  fossilShare: share(),
  liquefaction: z.boolean({ error: 'true, false' }),
  heatSource: choice(['WASTE', 'GAS', 'ELECTRIC']),
  gridTonnesPerMWh: quantity('t/MWh', 0, 2),
});

export interface Co2CaptureOutput {
  readonly capturedTonnes: number;
  /** Reported apart: it counts neither as scope 1 nor for the system. */
  readonly biogenicTonnes: number;
  readonly electricityMWh: number;
  readonly heatMWh: number;
  readonly scope1Tonnes: number;
  readonly systemTonnes: number;
}

/**
 * What capturing CO2 saves a year, net of the power and heat that it takes. Heat from gas takes its emissions off both
 * numbers, heat from electricity off the system's. Source: domain C6, Danish Energy Agency sheets.
 */
export const co2Capture = calculation({
  name: 'co2-capture',
  input,
  uses: [
    ...(['capture.power', 'capture.compression', 'capture.liquefaction', 'capture.heat'] as const),
    ...(['boiler.efficiency', 'eBoiler.efficiency', 'gas.emissionFactor'] as const),
  ],
  calculate: (given, p): Co2CaptureOutput => {
    const { heatSource } = given;
    const capturedTonnes = given.co2Tonnes * given.captureRate;
    const fossilTonnes = capturedTonnes * given.fossilShare;
    const perTonne =
      p['capture.power'] + p['capture.compression'] + (given.liquefaction ? p['capture.liquefaction'] : 0);
    const electricityMWh = capturedTonnes * perTonne;
    const heatMWh = capturedTonnes * p['capture.heat'];
    const gasTonnes = heatSource === 'GAS' ? (heatMWh / p['boiler.efficiency']) * gasTonnesPerMWh(p) : 0;
    const boilerMWh = heatSource === 'ELECTRIC' ? heatMWh / p['eBoiler.efficiency'] : 0;
    const scope1Tonnes = fossilTonnes - gasTonnes;
    return {
      capturedTonnes,
      biogenicTonnes: capturedTonnes - fossilTonnes,
      electricityMWh,
      heatMWh,
      scope1Tonnes,
      systemTonnes: scope1Tonnes - (electricityMWh + boilerMWh) * given.gridTonnesPerMWh,
    };
  },
});
