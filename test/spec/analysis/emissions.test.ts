import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { co2Capture } from '../../../projections/analysis/co2-capture.ts';
import { defaultParameters } from '../../../projections/analysis/default-parameters.ts';
import { gridTonnesPerMWh } from '../../../projections/analysis/emission-factors.ts';
import { emissions } from '../../../projections/analysis/emissions.ts';
import { fuelEmissions } from '../../../projections/analysis/fuel-emissions.ts';
import { ask, expectNear, expectRefused } from './ask.ts';

const gas = { gasNm3: 3e6, heatPumpCOP: 2.7, gridTonnesPerMWh: 0.3 };
const capture = {
  ...{ co2Tonnes: 150_000, captureRate: 0.9, fossilShare: 0.45 },
  ...{ liquefaction: true, heatSource: 'WASTE', gridTonnesPerMWh: 0.3 },
};

describe('gas replaced by electricity', () => {
  test.each([1e3, 2.5e4, 8e5, 3e6, 7.7e7])('%d Nm3 by way of kilograms per cubic metre', (gasNm3) => {
    const answer = ask(emissions, { ...gas, gasNm3 });
    // 31.65 MJ × 56.5 g/MJ = 1.788225 kg/Nm3; an e-boiler takes 0.93/0.99 of the energy, a heat pump 0.93/2.7.
    expectNear(answer.scope1Tonnes, gasNm3 * 0.001788225);
    expectNear(answer.eBoilerSystemTonnes, gasNm3 * (0.001788225 - ((31.65 / 3600) * 0.93 * 0.3) / 0.99));
    expectNear(answer.heatPumpSystemTonnes, gasNm3 * (0.001788225 - ((31.65 / 3600) * 0.93 * 0.3) / 2.7));
  });

  test('at its break-even factor an e-boiler saves the system nothing, above it less than nothing', () => {
    const { breakEvenTonnesPerMWh } = ask(emissions, gas);
    const at = (factor: number) => ask(emissions, { ...gas, gridTonnesPerMWh: factor }).eBoilerSystemTonnes;
    expect(Math.abs(at(breakEvenTonnesPerMWh))).toBeLessThan(1e-9);
    expect(at(breakEvenTonnesPerMWh + 0.01)).toBeLessThan(0);
  });

  test('twice the gas, twice of everything; a dirtier grid never saves more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (nm3, grid) => {
          const one = ask(emissions, { ...gas, gasNm3: nm3, gridTonnesPerMWh: grid });
          const two = ask(emissions, { ...gas, gasNm3: 2 * nm3, gridTonnesPerMWh: grid });
          const dirtier = ask(emissions, { ...gas, gasNm3: nm3, gridTonnesPerMWh: grid + 0.1 });
          expectNear(two.scope1Tonnes, 2 * one.scope1Tonnes);
          expect(dirtier.heatPumpSystemTonnes).toBeLessThan(one.heatPumpSystemTonnes);
          expect(dirtier.scope1Tonnes).toBe(one.scope1Tonnes);
        },
      ),
    );
  });

  test.each([
    [{ ...gas, gasNm3: undefined }, 'INPUT_MISSING', 'gasNm3'],
    [{ ...gas, gasNm3: 0 }, 'INPUT_ZERO', 'gasNm3'],
    [{ ...gas, gasNm3: -1 }, 'INPUT_NEGATIVE', 'gasNm3'],
    [{ ...gas, gasNm3: Number.NaN }, 'INPUT_NOT_A_NUMBER', 'gasNm3'],
    [{ ...gas, gasNm3: Number.POSITIVE_INFINITY }, 'INPUT_INFINITE', 'gasNm3'],
    [{ ...gas, gasNm3: 1e15 }, 'INPUT_TOO_LARGE', 'gasNm3'],
    [{ ...gas, gasNm3: '3000000' }, 'INPUT_MISFIT', 'gasNm3'],
    [{ ...gas, heatPumpCOP: 0.5 }, 'INPUT_TOO_SMALL', 'heatPumpCOP'],
    [{ ...gas, gridKgPerMWh: 300 }, 'INPUT_UNKNOWN', 'gridKgPerMWh'],
    [undefined, 'INPUT_MISSING', 'input'],
  ])('%j is refused as %s', (input, code, field) => expectRefused(emissions, input, code, field));
});

describe('fuels', () => {
  const nothing = { savedMWh: {}, addedElectricityMWh: 0, year: 2030 };

  test.each([
    ['NATURAL_GAS', 203.4],
    ['LPG', 240.12],
    ['OIL', 278.64],
    ['DIESEL', 267.48],
    ['COAL_COKES', 340.2],
    ['WASTE', 378.72],
    ['BIOMASS', 0],
  ])('1000 MWh of %s emit %d t', (fuel, tonnes) => {
    const answer = ask(fuelEmissions, { ...nothing, savedMWh: { [fuel]: 1000 } });
    expectNear(answer.scope1Tonnes, tonnes);
  });

  test.each([
    [2020, 0.3],
    [2021, 0.3],
    [2024, 0.3 - 3 * (0.2 / 9)],
    [2030, 0.1],
    [2032, 0.08],
    [2037, 0.038],
    [2050, 0.02],
  ])('the grid of %d emits %d t/MWh', (year, factor) => {
    expectNear(ask(fuelEmissions, { ...nothing, year }).gridTonnesPerMWh, factor);
  });

  test('the grid never gets dirtier from year to year, and no year jumps', () => {
    const parameters = Object.fromEntries(
      Object.entries(defaultParameters).map(([key, { value }]) => [key, value]),
    ) as Parameters<typeof gridTonnesPerMWh>[1];
    for (let year = 2020; year < 2050; year++) {
      const step = gridTonnesPerMWh(year, parameters) - gridTonnesPerMWh(year + 1, parameters);
      expect(step).toBeGreaterThan(-1e-12);
      expect(step).toBeLessThan(0.03);
    }
  });

  test('electricity and chains come off the system alone', () => {
    const input = { savedMWh: { NATURAL_GAS: 1000 }, addedElectricityMWh: 500, year: 2030, chainTonnes: 12 };
    expect(ask(fuelEmissions, input).systemTonnes).toBeCloseTo(203.4 - 50 - 12, 9);
    expectRefused(fuelEmissions, { ...input, year: 2060 }, 'INPUT_TOO_LARGE', 'year');
    expectRefused(fuelEmissions, { ...input, savedMWh: { PEAT: 5 } }, 'INPUT_UNKNOWN', 'savedMWh.PEAT');
  });
});

describe('CO2 capture', () => {
  test.each([
    ['WASTE', true, 0.3, 60_750, 51_435],
    ['WASTE', false, 0.3, 60_750, 60_750 - 135_000 * 0.107 * 0.3],
    ['GAS', false, 0, 60_750 - (97_200 / 0.93) * 0.2034, 60_750 - (97_200 / 0.93) * 0.2034],
    ['ELECTRIC', true, 0.1, 60_750, 60_750 - 3_105 - (97_200 / 0.99) * 0.1],
    ['ELECTRIC', false, 0, 60_750, 60_750],
  ])('heat from %s, liquefaction %s, grid %d', (heatSource, liquefaction, gridTonnesPerMWh, scope1, system) => {
    const answer = ask(co2Capture, { ...capture, heatSource, liquefaction, gridTonnesPerMWh });
    expectNear(answer.scope1Tonnes, scope1);
    expectNear(answer.systemTonnes, system);
  });

  test('what is captured is fossil or biogenic, and the system never gains more than scope 1', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, part, fc.constantFrom('WASTE', 'GAS', 'ELECTRIC'), (rate, fossil, grid, heatSource) => {
        const input = { ...capture, captureRate: rate, fossilShare: fossil, gridTonnesPerMWh: grid, heatSource };
        const answer = ask(co2Capture, input);
        const net = answer.capturedTonnes - answer.biogenicTonnes;
        expect(Math.abs(net - 150_000 * rate * fossil)).toBeLessThan(1e-6);
        expect(answer.systemTonnes).toBeLessThanOrEqual(answer.scope1Tonnes);
        expect(answer.scope1Tonnes).toBeLessThanOrEqual(net + 1e-9);
      }),
    );
  });

  test.each([
    [{ ...capture, captureRate: 1.2 }, 'INPUT_TOO_LARGE', 'captureRate'],
    [{ ...capture, fossilShare: -0.1 }, 'INPUT_NEGATIVE', 'fossilShare'],
    [{ ...capture, heatSource: 'SUN' }, 'INPUT_MISFIT', 'heatSource'],
    [{ ...capture, liquefaction: undefined }, 'INPUT_MISSING', 'liquefaction'],
  ])('%j is refused as %s', (input, code, field) => expectRefused(co2Capture, input, code, field));
});
