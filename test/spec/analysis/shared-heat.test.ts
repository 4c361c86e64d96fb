import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capitalRecoveryFactor } from '../../../projections/analysis/capital-recovery.ts';
import { pipeFor, pipes, velocityIn } from '../../../projections/analysis/shared-heat/pipes.ts';
import { sharedHeat } from '../../../projections/analysis/shared-heat/shared-heat.ts';
import { ask, expectNear, expectRefused } from './ask.ts';

const pair = {
  ...{ hours: [2000, 3000, 2500, 1260], sourceMW: [8, 8, 8, 0], sinkMW: [6, 5, 3, 4] },
  ...{ supplyC: 90, returnC: 60, requiredC: 80, exchangerDeltaK: 5, groundC: 10, crowKm: 2.4, detourFactor: 1.3 },
  ...{ maxVelocityMS: 2, lossHours: 7500, interestRate: 0.06, lifetimeYears: 30 },
  ...{ electricityEURPerMWh: 90, heatPurchaseEURPerMWh: 5, gasEURPerMWh: 53.23, gridTonnesPerMWh: 0.3 },
};

test.each([
  [0.06, 30],
  [0.06, 15],
  [0.12, 1],
  [0.001, 40],
  [0, 25],
])(
  'capital recovery at %d over %d years: the payments, discounted one by one, are worth the investment',
  (rate, years) => {
    let worth = 0;
    for (let year = 1; year <= years; year++) worth += capitalRecoveryFactor(rate, years) / (1 + rate) ** year;
    expectNear(worth, 1);
  },
);

describe('pipes', () => {
  test.each([1, 12, 40, 90, 250])('%d kg/s: no smaller pipe would do', (massFlow) => {
    const chosen = pipeFor(massFlow, 2, 975);
    expect(velocityIn(chosen, massFlow, 975)).toBeLessThanOrEqual(2);
    for (const smaller of pipes.slice(0, pipes.indexOf(chosen)))
      expect(velocityIn(smaller, massFlow, 975)).toBeGreaterThan(2);
  });

  test('velocity is the volume of a second over the section', () => {
    const [first] = pipes;
    expectNear(velocityIn(first!, 9.75, 975), 0.01 / ((Math.PI * 0.1071 ** 2) / 4));
  });

  test('where even the largest is too small that one is taken, and said so', () => {
    const answer = ask(sharedHeat, { ...pair, sinkMW: [600, 5, 3, 4] });
    expect(answer).toMatchObject({ pipe: 'DN500', warnings: ['PIPE_TOO_SMALL'] });
    expect(answer.velocityMS).toBeGreaterThan(2);
  });
});

describe('a pair of sites', () => {
  test('a duration curve and the same year hour by hour are the same', () => {
    const hourly = (steps: number[]) => pair.hours.flatMap((hours, at) => Array<number>(hours).fill(steps[at] ?? 0));
    const year = {
      ...pair,
      hours: Array<number>(8760).fill(1),
      sourceMW: hourly(pair.sourceMW),
      sinkMW: hourly(pair.sinkMW),
    };
    const [by, whole] = [ask(sharedHeat, pair), ask(sharedHeat, year)];
    expectNear(whole.matchedMWh, by.matchedMWh);
    expectNear(whole.levelisedCostEURPerMWh, by.levelisedCostEURPerMWh ?? 0);
  });

  test.each([0.5, 1, 2.4, 10, 40])('%d km: the way there cools as if each metre were worked out', (crowKm) => {
    const answer = ask(sharedHeat, { ...pair, crowKm });
    const pipe = pipes.find(({ name }) => name === answer.pipe)!;
    let atC = 90;
    const metres = Math.round(crowKm * 1300);
    for (let metre = 0; metre < metres; metre++)
      atC -= (pipe.u1 * (90 - 10) - pipe.u2 * (60 - 10)) / (answer.massFlowKgS * 4190);
    expect(answer.arrivalC).toBeCloseTo(atC, 6);
  });

  test.each([1, 2.4, 3, 4.5, 7])('%d km: cost per MWh is the discounted cost over the discounted heat', (crowKm) => {
    const answer = ask(sharedHeat, { ...pair, crowKm });
    const pipe = pipes.find(({ name }) => name === answer.pipe)!;
    const invested = 1.2 * (2 * pipe.eurPerM * crowKm * 1300 + 2 * 100 * 6000);
    const yearly = 0.02 * invested + 345 * 90 + (34_500 + answer.lossMWh) * 5;
    let [cost, heat] = [invested, 0];
    for (let year = 1; year <= 30; year++) {
      cost += yearly / 1.06 ** year;
      heat += 34_500 / 1.06 ** year;
    }
    expectNear(answer.levelisedCostEURPerMWh, cost / heat);
  });

  test('what is lost is what leaves both pipes, and the farther the more, the dearer and the colder', () => {
    const near = fc.double({ min: 0.1, max: 20, noNaN: true });
    fc.assert(
      fc.property(near, near, (km, more) => {
        const [here, there] = [
          ask(sharedHeat, { ...pair, crowKm: km }),
          ask(sharedHeat, { ...pair, crowKm: km + more }),
        ];
        expect(there.lossMWh).toBeGreaterThan(here.lossMWh);
        expect(there.arrivalC).toBeLessThan(here.arrivalC);
        expect(there.levelisedCostEURPerMWh!).toBeGreaterThan(here.levelisedCostEURPerMWh!);
        expect(there.scope1TonnesPerYear).toBe(here.scope1TonnesPerYear);
      }),
    );
  });

  test('never more is matched than is asked or offered; a larger source never covers less', () => {
    const MW = fc.double({ min: 0, max: 50, noNaN: true });
    const four = fc.array(MW, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(four, four, MW, (sourceMW, sinkMW, more) => {
        fc.pre(sinkMW.some((one) => one > 0));
        const here = ask(sharedHeat, { ...pair, sourceMW, sinkMW });
        const larger = ask(sharedHeat, { ...pair, sourceMW: sourceMW.map((one) => one + more), sinkMW });
        expect(here.matchedMWh).toBeLessThanOrEqual(Math.min(here.demandMWh, here.supplyMWh) + 1e-6);
        expect(larger.matchedMWh).toBeGreaterThanOrEqual(here.matchedMWh);
        expect(here.systemTonnesPerYear).toBeLessThanOrEqual(here.scope1TonnesPerYear);
      }),
    );
  });

  test('that arrives too cold is shown with a heat pump beside it, in both numbers', () => {
    const answer = ask(sharedHeat, { ...pair, requiredC: 110 });
    expect(answer.warmEnough).toBe(false);
    const pump = answer.withHeatPump!;
    expectNear(pump.liftK, 115 - answer.arrivalC);
    expectNear(pump.electricityMWh, 34_500 / 2.7);
    expectNear(pump.capexEUR - answer.capexEUR, 1.2 * 900 * 6000);
    expectNear(answer.systemTonnesPerYear - pump.systemTonnesPerYear, (34_500 / 2.7) * 0.3);
    expect(pump.scope1TonnesPerYear).toBe(answer.scope1TonnesPerYear);
    expect(ask(sharedHeat, { ...pair, requiredC: 140 }).withHeatPump?.cop).toBe(3.05);
    expect(ask(sharedHeat, { ...pair, requiredC: 180 })).toMatchObject({
      withHeatPump: null,
      warnings: ['NO_HEAT_PUMP'],
    });
    expect(ask(sharedHeat, pair).withHeatPump).toBeNull();
  });

  test('that never meets costs something for nothing: no price, and a warning', () => {
    const answer = ask(sharedHeat, { ...pair, sourceMW: [0, 0, 0, 0] });
    expect(answer).toMatchObject({ coverage: 0, levelisedCostEURPerMWh: null, abatementCostEURPerTonne: null });
    expect(answer.warnings).toEqual(['NOTHING_MATCHED']);
  });

  test.each([
    [{ ...pair, hours: undefined }, 'INPUT_MISSING', 'hours'],
    [{ ...pair, hours: [] }, 'INPUT_LENGTH', 'hours'],
    [{ ...pair, sinkMW: [6, 5, 3] }, 'LENGTHS_DIFFER', 'sinkMW'],
    [{ ...pair, sinkMW: [6, 5, 3, Number.NaN] }, 'INPUT_NOT_A_NUMBER', 'sinkMW.3'],
    [{ ...pair, sinkMW: [0, 0, 0, 0] }, 'NOTHING_ASKED', 'sinkMW'],
    [{ ...pair, hours: [2000, 3000, 2500, 2000] }, 'HOURS_BEYOND_YEAR', 'hours'],
    [{ ...pair, returnC: 95 }, 'NOT_BELOW', 'returnC'],
    [{ ...pair, groundC: 40, returnC: 30 }, 'NOT_BELOW', 'groundC'],
    [{ ...pair, crowKm: 0 }, 'INPUT_ZERO', 'crowKm'],
    [{ ...pair, crowKm: 240_000 }, 'INPUT_TOO_LARGE', 'crowKm'],
    [{ ...pair, interestRate: -0.01 }, 'INPUT_NEGATIVE', 'interestRate'],
    [{ ...pair, lifetimeYears: Number.POSITIVE_INFINITY }, 'INPUT_INFINITE', 'lifetimeYears'],
  ])('%# is refused as %s', (input, code, field) => expectRefused(sharedHeat, input, code, field));
});

const profiles = new URL('../../../../shared/data/profiles_nl/etm_nl_hourly_profiles.csv', import.meta.url);
const present = existsSync(profiles);
if (!present) console.warn('left out: shared heat over real profiles, as ../shared/data is not there');

test.skipIf(!present)('real profiles: offices cannot take in summer what industry gives all year', () => {
  const [head = '', ...rows] = readFileSync(profiles, 'utf8').trim().split('\n');
  const column = (name: string) => rows.map((row) => Number(row.split(',')[head.split(',').indexOf(name)]));
  const scaled = (name: string, MWh: number) => column(name).map((part) => part * 3600 * MWh);
  const sourceMW = scaled('industry_other_heat', 40_000);
  const sinkMW = scaled('buildings_heating', 40_000);
  const answer = ask(sharedHeat, { ...pair, hours: Array<number>(8760).fill(1), sourceMW, sinkMW });
  expectNear(answer.demandMWh, 40_000, 1e-3);
  expectNear(answer.supplyMWh, 40_000, 1e-3);
  expect(answer.coverage).toBeGreaterThan(0.4);
  expect(answer.coverage).toBeLessThan(0.8);
});
