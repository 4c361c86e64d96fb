import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weightsUnfit } from '../../../events/selection/weights.ts';
import { faultOf, rangesAround, rangesFrom, rangesText } from '../../../client/pages/selection/weight-ranges.ts';
import { normalised } from '../../../projections/selection-view/ranking.ts';

/** Limits of weights as the page holds them: it never sends what the server refuses, and says why. */

test('a margin around weights is cut off at nothing and everything, and always fits', () => {
  expect(rangesAround({ a: 0.02, b: 0.98 }, 0.05)).toEqual({ a: [0, 0.07], b: [0.93, 1] });
  const points = fc.array(fc.nat(100), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 50 }), (some, margin) => {
      const weights = normalised(Object.fromEntries(some.map((one, n) => [`c${n}`, one])));
      expect(faultOf(rangesAround(weights, margin / 100))).toBeUndefined();
    }),
  );
});

test('why nothing fits: a lower limit above its upper one, too much, too little', () => {
  expect(faultOf({ a: [0.4, 0.3], b: [0, 1] })).toEqual({ kind: 'reversed', criteria: ['a'] });
  expect(faultOf({ a: [0.6, 0.7], b: [0.5, 1] })).toEqual({ kind: 'tooHigh', sum: 1.1 });
  expect(faultOf({ a: [0, 0.3], b: [0, 0.5] })).toEqual({ kind: 'tooLow', sum: 0.8 });
  expect(faultOf({ a: [0.3, 0.3], b: [0.7, 0.7] })).toBeUndefined();
});

const tenth = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
test('what it lets through the server takes, and what it stops the server refuses; an address keeps it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(tenth, tenth), { minLength: 1, maxLength: 5 }), (pairs) => {
      const ranges = Object.fromEntries(pairs.map((pair, n) => [`c${n}`, pair] as const));
      const keys = Object.keys(ranges);
      const refused = weightsUnfit({ intervals: ranges }, keys) !== undefined;
      expect(faultOf(ranges) !== undefined).toBe(refused);
      expect(rangesFrom(rangesText(ranges, keys), keys)).toEqual(ranges);
    }),
  );
});

test('an address that says something else is not believed', () => {
  for (const text of ['', '10~20', '10~20_x~1', '10~20_5~101', '10_20', '10~20_5~6_1~2'])
    expect(rangesFrom(text, ['a', 'b']), text).toBeUndefined();
});
