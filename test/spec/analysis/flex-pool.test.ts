import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flexPool } from '../../../projections/analysis/flex-pool.ts';
import { ask, expectRefused } from './ask.ts';

const all = (MW: number) => Array<number>(24).fill(MW);
const during = (MW: number, ...hours: number[]) => all(0).map((none, hour) => (hours.includes(hour) ? MW : none));
const asset = (id: string, over: object = {}) => ({
  ...{ id, type: 'SHIFT', availableMW: all(2), maxHours: 24, callsPerYear: 365, costEURPerMWh: 50, ...over },
});

test.each([
  [during(3, 8, 9), [asset('a')], 4, 4 * 50],
  [during(3, 8, 9), [asset('a'), asset('b', { costEURPerMWh: 20 })], 6, 4 * 20 + 2 * 50],
  [during(3, 8, 9), [asset('a', { maxHours: 1 })], 2, 100],
  [during(3, 8, 9), [asset('a', { availableMW: during(5, 9) })], 3, 150],
  [during(3, 8, 9), [asset('a', { callsPerYear: 10 })], 0, 0],
  [
    [...during(1, 8).slice(0, 12), ...during(4, 18).slice(12)],
    [asset('a', { maxHours: 1, availableMW: all(3) })],
    3,
    150,
  ],
])('%#: %j of %j gives %d MWh for EUR %d', (neededMW, assets, MWh, EUR) => {
  const answer = ask(flexPool, { neededMW, callsPerYear: 40, assets });
  expect(answer.givenMW.reduce((sum, MW) => sum + MW, 0)).toBeCloseTo(MWh, 9);
  expect(answer.EURPerCall).toBeCloseTo(EUR, 9);
  expect(answer.EURPerYear).toBeCloseTo(40 * EUR, 9);
  expect(answer.coverage).toBeCloseTo(MWh / neededMW.reduce((sum, MW) => sum + MW, 0), 9);
});

const MW = fc.integer({ min: 0, max: 60 }).map((tenths) => tenths / 10);
const day = fc.array(MW, { minLength: 24, maxLength: 24 });
const assets = fc
  .array(
    fc.record({
      availableMW: day,
      maxHours: fc.integer({ min: 0, max: 24 }),
      costEURPerMWh: fc.integer({ min: 0, max: 200 }),
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map((one, at) => asset(`a${at}`, one)));

test('nobody gives more or longer than he can, nothing more is given than is needed, and nobody idles beside a shortage', () => {
  fc.assert(
    fc.property(day, assets, (neededMW, pool) => {
      const answer = ask(flexPool, { neededMW, callsPerYear: 100, assets: pool });
      for (const one of pool) {
        const { givenMW } = answer.assets[one.id]!;
        const running = givenMW.filter((given) => given > 0).length;
        expect(running).toBeLessThanOrEqual(one.maxHours);
        for (const [hour, given] of givenMW.entries()) {
          expect(given).toBeLessThanOrEqual(one.availableMW[hour]! + 1e-9);
          const more = running < one.maxHours && given < one.availableMW[hour]! - 1e-9;
          if (more) expect(answer.shortageMW[hour]).toBeLessThan(1e-9);
        }
      }
      for (const [hour, needed] of neededMW.entries()) {
        expect(answer.givenMW[hour]! + answer.shortageMW[hour]!).toBeCloseTo(needed, 9);
        expect(answer.shortageMW[hour]).toBeGreaterThan(-1e-9);
      }
    }),
  );
});

test('without a limit of hours each hour costs what its supply curve says', () => {
  fc.assert(
    fc.property(day, assets, (neededMW, pool) => {
      const unlimited = pool.map((one) => ({ ...one, maxHours: 24 }));
      let cost = 0;
      for (const [hour, needed] of neededMW.entries()) {
        let left = needed;
        for (const one of [...unlimited].sort((a, b) => a.costEURPerMWh - b.costEURPerMWh)) {
          const taken = Math.min(left, one.availableMW[hour]!);
          cost += taken * one.costEURPerMWh;
          left -= taken;
        }
      }
      expect(ask(flexPool, { neededMW, callsPerYear: 1, assets: unlimited }).EURPerCall).toBeCloseTo(cost, 6);
    }),
  );
});

const good = { neededMW: all(1), callsPerYear: 10, assets: [asset('a')] };
test.each([
  [{ ...good, neededMW: [1, 2] }, 'INPUT_LENGTH', 'neededMW'],
  [{ ...good, assets: [asset('a'), asset('a')] }, 'TWICE', 'assets.1.id'],
  [{ ...good, assets: [asset('a', { maxHours: 30 })] }, 'INPUT_TOO_LARGE', 'assets.0.maxHours'],
  [{ ...good, assets: [asset('a', { costEURPerMWh: -1 })] }, 'INPUT_NEGATIVE', 'assets.0.costEURPerMWh'],
  [{ ...good, callsPerYear: undefined }, 'INPUT_MISSING', 'callsPerYear'],
])('%# is refused as %s', (input, code, field) => expectRefused(flexPool, input, code, field));
