import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jointConnection } from '../../../projections/analysis/joint-connection/joint-connection.ts';
import { exactShapley, sampledShapley } from '../../../projections/analysis/joint-connection/shapley.ts';
import { clockHours, hourly, hoursIn } from '../../../projections/analysis/profile-year.ts';
import { xoshiro128 } from '../../../projections/analysis/random.ts';
import { ask, expectNear, expectRefused } from './ask.ts';

const three = {
  profilesMW: { A: [4, 4, 1, 1], B: [1, 3, 5, 2], C: [2, 1, 1, 5] },
  ...{ contractMW: { A: 4.5, B: 5, C: 3 }, margin: 0.05, sharedCostEUR: 1_200_000 },
};
const group = (profiles: readonly (readonly number[])[]) => ({
  profilesMW: Object.fromEntries(profiles.map((profile, at) => [`M${at}`, profile])),
  contractMW: Object.fromEntries(profiles.map((_, at) => [`M${at}`, 5])),
  ...{ margin: 0, sharedCostEUR: 100 },
});

/** The definition read another way: what each adds, averaged over all n! orders in which they could come. */
function byAllOrders(profiles: readonly (readonly number[])[]): number[] {
  const peak = (members: readonly number[]) =>
    Math.max(0, ...(profiles[0] ?? []).map((_, step) => members.reduce((sum, one) => sum + profiles[one]![step]!, 0)));
  const added = profiles.map(() => 0);
  let orders = 0;
  const visit = (before: number[], rest: number[]): void => {
    if (rest.length === 0) orders++;
    for (const one of rest) {
      visit(
        [...before, one],
        rest.filter((other) => other !== one),
      );
      added[one]! += (peak([...before, one]) - peak(before)) * factorial(rest.length - 1);
    }
  };
  visit(
    [],
    profiles.map((_, at) => at),
  );
  return added.map((total) => total / orders);
}
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

const MW = fc.integer({ min: -50, max: 100 }).map((tenths) => tenths / 10);
const profilesOf = (members: { minLength: number; maxLength: number }) =>
  fc
    .integer({ min: 1, max: 6 })
    .chain((steps) => fc.array(fc.array(MW, { minLength: steps, maxLength: steps }), members));

describe('shares of a joint peak', () => {
  test.each([
    [
      [
        [4, 4, 1, 1],
        [1, 3, 5, 2],
        [2, 1, 1, 5],
      ],
    ],
    [
      [
        [3, 4, -2, -1],
        [1, -3, -4, 2],
      ],
    ],
    [[[7], [2], [1], [4]]],
    [
      [
        [5, 0, 0],
        [0, 5, 0],
        [0, 0, 5],
        [1, 1, 1],
        [2, 0, 2],
      ],
    ],
    [
      [
        [1, 2, 3, 4, 5, 6],
        [6, 5, 4, 3, 2, 1],
        [3, 3, 3, 3, 3, 3],
        [0, 9, 0, 9, 0, 9],
        [-4, 1, 2, -3, 1, 0],
        [2, 2, 2, 0, 0, 8],
      ],
    ],
  ])('%j: over coalitions as over all orders', (profiles) => {
    const expected = byAllOrders(profiles);
    const { shapleyMW } = ask(jointConnection, group(profiles));
    for (const [at, value] of Object.values(shapleyMW).entries()) expect(value).toBeCloseTo(expected[at]!, 9);
  });

  test('add up to the peak of all; who is alike pays alike; who takes nothing pays nothing', () => {
    fc.assert(
      fc.property(profilesOf({ minLength: 1, maxLength: 6 }), (profiles) => {
        const [first = []] = profiles;
        const all = [...profiles, first, first.map(() => 0)];
        const answer = ask(jointConnection, group(all));
        const values = Object.values(answer.shapleyMW);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(answer.groupPeakMW, 9);
        expect(values.at(-2)).toBeCloseTo(values[0]!, 9);
        expect(values.at(-1)).toBeCloseTo(0, 9);
      }),
      { numRuns: 60 },
    );
  });

  test('twice the load, twice the shares; costs add up to the cost', () => {
    fc.assert(
      fc.property(profilesOf({ minLength: 2, maxLength: 5 }), (profiles) => {
        const one = ask(jointConnection, group(profiles));
        const two = ask(jointConnection, group(profiles.map((profile) => profile.map((value) => 2 * value))));
        for (const name of Object.keys(one.shapleyMW))
          expect(two.shapleyMW[name]).toBeCloseTo(2 * one.shapleyMW[name]!, 9);
        const costs = Object.values(one.costEUR);
        if (one.groupPeakMW > 0.01)
          expect(costs.reduce((sum: number, cost) => sum + (cost ?? 0), 0)).toBeCloseTo(100, 6);
      }),
      { numRuns: 60 },
    );
  });

  test('are in the core when no coalition would pay less alone, and only then', () => {
    const next = xoshiro128(7);
    const found = { inside: 0, outside: 0 };
    for (let run = 0; run < 200; run++) {
      const profiles = Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => (next() % 12) - 2));
      const paid = byAllOrders(profiles);
      let better = false;
      for (let coalition = 1; coalition < 16; coalition++) {
        const members = [0, 1, 2, 3].filter((one) => (coalition >> one) % 2 === 1);
        const sumOf = (value: (one: number) => number) => members.reduce((sum, one) => sum + value(one), 0);
        const alone = Math.max(0, ...[0, 1, 2].map((step) => sumOf((one) => profiles[one]![step]!)));
        better ||= sumOf((one) => paid[one]!) > alone + 1e-9;
      }
      expect(ask(jointConnection, group(profiles)).inCore).toBe(!better);
      found[better ? 'outside' : 'inside']++;
    }
    expect(Math.min(found.inside, found.outside)).toBeGreaterThan(5);
  });

  test('of more than twelve come from seeded orders: the same for a seed, near the exact ones', () => {
    const profiles = Array.from({ length: 14 }, (_, at) =>
      Array.from({ length: 24 }, (_, hour) => 2 + 2 * Math.sin((hour + 2 * at) / 4) * ((at % 3) + 1)),
    );
    const input = group(profiles);
    const [once, again] = [ask(jointConnection, input), ask(jointConnection, input)];
    expect(again).toEqual(once);
    expect(once.shares).toEqual({ orders: 10_000, seed: 1, generator: 'xoshiro128**, splitmix32' });
    const arrays = profiles.map((profile) => Float64Array.from(profile));
    const exact = exactShapley(arrays);
    for (const [at, value] of Object.values(once.shapleyMW).entries())
      expect(Math.abs(value - exact.values[at]!)).toBeLessThan(0.15);
    const other = sampledShapley(arrays, 100, xoshiro128(2)).values.reduce((sum, value) => sum + value, 0);
    expect(other).toBeCloseTo(once.groupPeakMW, 9);
  });
});

describe('a group', () => {
  test.each([
    [
      { A: [4, 4], B: [1, 5] },
      { sumOfPeaksMW: 9, groupPeakMW: 9, coincidence: 1, reductionMW: 0 },
    ],
    [
      { A: [4, 0], B: [0, 4] },
      { sumOfPeaksMW: 8, groupPeakMW: 4, coincidence: 0.5, reductionMW: 4 },
    ],
    [
      { A: [-2, -6], B: [1, 3] },
      { sumOfPeaksMW: 3, groupPeakMW: 0, coincidence: 0, feedInSumOfPeaksMW: 6, feedInGroupPeakMW: 3 },
    ],
    [
      { A: [-2, -1], B: [-3, 0] },
      { sumOfPeaksMW: 0, groupPeakMW: 0, coincidence: null, feedInGroupPeakMW: 5 },
    ],
    [
      { A: [10, 2], B: [-4, 1] },
      { sumOfPeaksMW: 11, groupPeakMW: 6, feedInSumOfPeaksMW: 4, feedInGroupPeakMW: 0 },
    ],
  ])('%j', (profilesMW, expected) => {
    const answer = ask(jointConnection, { ...three, profilesMW, contractMW: { A: 5, B: 5 } });
    expect(answer).toMatchObject(expected);
  });

  test('without any offtake shares and costs are null, not a number', () => {
    const answer = ask(jointConnection, { ...three, profilesMW: { A: [-1, 0] }, contractMW: { A: 1 } });
    expect(answer).toMatchObject({ coincidence: null, proportionalMW: { A: null }, costEUR: { A: null } });
  });

  test('is short when less is granted than it needs', () => {
    expectNear(ask(jointConnection, { ...three, grantedMW: 8 }).headroomMW, 8 - 8.4, 1e-9);
  });

  const steady = (MW: number) => Array<number>(8760).fill(MW);
  test.each([
    [10, true, 5, 6, true],
    [10, true, 5.5, 6, false],
    [10, true, 2, 4, true],
    [150, true, 90, 99, false],
    [150, true, 90, 100, true],
    [10, false, 1, 6, false],
    [0.4, true, 0.01, 0.05, false],
  ])('at %d kV, congested %s, using %d of %d MW: may be cut %s', (voltageKV, congested, used, contract, mayBeCut) => {
    const input = { ...three, profilesMW: { A: steady(used) }, contractMW: { A: contract } };
    const { useItOrLoseIt } = ask(jointConnection, { ...input, connections: { A: { voltageKV, congested } } });
    expect(useItOrLoseIt?.['A']?.mayBeCut).toBe(mayBeCut);
    const short = ask(jointConnection, { ...three, connections: { A: { voltageKV, congested } } });
    expect(short.useItOrLoseIt?.['A']?.mayBeCut).toBeNull();
  });

  test.each([
    [{ ...three, profilesMW: { ...three.profilesMW, C: [2, 1, 1] } }, 'LENGTHS_DIFFER', 'profilesMW.C'],
    [{ ...three, contractMW: { A: 4.5, B: 5 } }, 'NAMES_DIFFER', 'contractMW'],
    [{ ...three, contractMW: { ...three.contractMW, D: 1 } }, 'NAMES_DIFFER', 'profilesMW'],
    [{ ...three, profilesMW: {} }, 'INPUT_MISFIT', 'profilesMW'],
    [{ ...three, profilesMW: { A: [] } }, 'INPUT_LENGTH', 'profilesMW.A'],
    [{ ...three, profilesMW: { A: [Number.NaN] } }, 'INPUT_NOT_A_NUMBER', 'profilesMW.A.0'],
    [{ ...three, margin: -0.1 }, 'INPUT_NEGATIVE', 'margin'],
    [{ ...three, contractMW: { A: 1e9, B: 5, C: 3 } }, 'INPUT_TOO_LARGE', 'contractMW.A'],
    [{ ...three, sharedCostEUR: undefined }, 'INPUT_MISSING', 'sharedCostEUR'],
  ])('%# is refused as %s', (input, code, field) => expectRefused(jointConnection, input, code, field));
});

describe('a year of profiles', () => {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: 'numeric', hourCycle: 'h23' });
  test.each([2024, 2025, 2026, 2028, 2030])('%d by the clock in Amsterdam', (year) => {
    const hours = clockHours(year);
    const start = Date.UTC(year - 1, 11, 31, 23);
    expect(hours.length).toBe(hoursIn(year));
    expect(start + hours.length * 3_600_000).toBe(Date.UTC(year, 11, 31, 23));
    for (let at = 0; at < hours.length; at += 7)
      expect(hours[at], String(at)).toBe(Number(clock.format(start + at * 3_600_000)));
    // The hour that is missing in spring comes twice in autumn.
    expect([...hours].filter((hour) => hour === 2)).toHaveLength(hoursIn(year) / 24);
  });

  test('quarters of an hour give the mean of their hour, also in a leap year', () => {
    const quarters = Array.from({ length: 35_136 }, (_, at) => at % 4);
    expect(hourly(quarters)).toHaveLength(8_784);
    expect(new Set(hourly(quarters))).toEqual(new Set([1.5]));
  });

  test.each([8_760, 8_784, 35_040, 35_136])(
    'of %d steps: twelve members over all 4,096 coalitions',
    { timeout: 60_000 },
    (steps) => {
      const members = steps > 9_000 ? 6 : 12;
      const profiles = Array.from({ length: members }, (_, at) =>
        Array.from({ length: steps }, (_, step) => Math.round(100 * (3 + Math.sin((step * (at + 1)) / 24))) / 100),
      );
      const answer = ask(jointConnection, group(profiles));
      const total = Object.values(answer.shapleyMW).reduce((sum, value) => sum + value, 0);
      expect(answer.shares).toBe('EXACT');
      expect(total).toBeCloseTo(answer.groupPeakMW, 6);
    },
  );
});

const file = new URL('../../../../shared/data/profiles_nl/etm_nl_hourly_profiles.csv', import.meta.url);
const present = existsSync(file);
if (!present) console.warn('left out: a joint connection over real profiles, as ../shared/data is not there');

test.skipIf(!present)(
  'real profiles: a factory, a data centre and a solar field fit behind less than their sum',
  () => {
    const [head = '', ...rows] = readFileSync(file, 'utf8').trim().split('\n');
    const names = head.split(',');
    const scaled = (name: string, MWh: number) =>
      rows.map((row) => Number(row.split(',')[names.indexOf(name)]) * 3600 * MWh);
    const answer = ask(jointConnection, {
      profilesMW: {
        factory: scaled('industry_other_electricity', 30_000),
        data: scaled('industry_ict', 20_000),
        sun: scaled('solar_pv_on_land', -9_000),
      },
      ...{ contractMW: { factory: 6, data: 3, sun: 0 }, margin: 0.05, sharedCostEUR: 900_000 },
    });
    expect(answer.coincidence).toBeGreaterThan(0.5);
    expect(answer.coincidence).toBeLessThan(1);
    expect(answer.shapleyMW['sun']).toBeLessThanOrEqual(0);
    expect(answer.feedInGroupPeakMW).toBeLessThan(answer.feedInSumOfPeaksMW);
  },
);
