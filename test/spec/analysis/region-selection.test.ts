import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regionSelection } from '../../../projections/analysis/selection/region-selection.ts';
import { ask, expectNear, expectRefused } from './ask.ts';
import vectors from './vectors.json' with { type: 'json' };

const four = vectors.find(({ calculation }) => calculation === 'region-selection')!.input as unknown as {
  weights: Record<string, number>;
  bounds: Record<string, [number, number]>;
  raw: Record<string, Record<string, number>>;
};

/** Who is first when one criterion weighs λ and the others share the rest in proportion: worked out from the start. */
function firstAt(criterion: string, lambda: number): string {
  const rest = 1 - four.weights[criterion]!;
  const weights = Object.fromEntries(
    Object.entries(four.weights).map(([name, weight]) => [
      name,
      name === criterion ? lambda : (weight * (1 - lambda)) / rest,
    ]),
  );
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return ask(regionSelection, {
    ...four,
    weights: Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight / total])),
  }).ranking[0]!;
}

describe('flip weights', () => {
  const { flipWeights } = ask(regionSelection, four);

  test.each(Object.keys(four.weights))(
    '%s: on one side of it the first stays first, on the other it does not',
    (name) => {
      const flip = flipWeights[name];
      const own = four.weights[name]!;
      if (!flip) {
        for (let lambda = 0; lambda < 0.999; lambda += 0.01) expect(firstAt(name, lambda), String(lambda)).toBe('R1');
        return;
      }
      const beyond = flip.weight + Math.sign(flip.weight - own) * 1e-6;
      expect(firstAt(name, flip.weight - Math.sign(flip.weight - own) * 1e-6)).toBe('R1');
      expect(firstAt(name, beyond)).toBe(flip.region);
      // Nothing turns between the present weight and this one.
      for (let part = 0; part < 1; part += 0.05) expect(firstAt(name, own + part * (flip.weight - own))).toBe('R1');
    },
  );

  test('a criterion that has all the weight has none', () => {
    const raw = { A: { only: 2 }, B: { only: 1 } };
    expect(ask(regionSelection, { weights: { only: 1 }, raw }).flipWeights).toEqual({ only: null });
  });
});

describe('values', () => {
  test.each([
    [{ costEffectiveness: 1 }, { A: 300, B: 50, C: 175 }, { A: 0, B: 1, C: 0.5 }],
    [{ reduction: 1 }, { A: 300, B: 50, C: 175 }, { A: 1, B: 0, C: 0.5 }],
    [{ reduction: 1 }, { A: 7, B: 7, C: 7 }, { A: 1, B: 1, C: 1 }],
    [{ reduction: 1 }, { A: -4, B: 0, C: 4 }, { A: 0, B: 0.5, C: 1 }],
    [{ somethingElse: 1 }, { A: 1, B: 2, C: 5 }, { A: 0, B: 0.25, C: 1 }],
  ])('%j without bounds run over the regions, in the direction of the criterion', (weights, raw, expected) => {
    const [criterion = ''] = Object.keys(weights);
    const rows = Object.fromEntries(Object.entries(raw).map(([region, value]) => [region, { [criterion]: value }]));
    expect(ask(regionSelection, { weights, raw: rows }).scores).toEqual(expected);
  });

  test('beyond the bounds they are 0 and 1', () => {
    const answer = ask(regionSelection, {
      ...{ weights: { a: 1 }, bounds: { a: [0, 10] }, raw: { low: { a: -5 }, high: { a: 15 }, in: { a: 4 } } },
    });
    expect(answer.scores).toEqual({ low: 0, high: 1, in: 0.4 });
  });
});

test('better on everything never ranks lower; a renamed order of regions changes no score', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  const row = fc.record({ a: part, b: part, c: part });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 8 }), fc.tuple(part, part, part), (rows, draw) => {
      const sum = draw[0] + draw[1] + draw[2];
      fc.pre(sum > 0.01);
      const weights = { a: draw[0] / sum, b: draw[1] / sum, c: draw[2] / sum };
      const bounds = { a: [0, 1], b: [0, 1], c: [0, 1] };
      const raw = Object.fromEntries(rows.map((one, at) => [`R${at}`, one]));
      const answer = ask(regionSelection, { weights, bounds, raw });
      const turned = ask(regionSelection, { weights, bounds, raw: Object.fromEntries(Object.entries(raw).reverse()) });
      for (const [name, one] of Object.entries(raw)) {
        expectNear(answer.scores[name]!, weights.a * one.a + weights.b * one.b + weights.c * one.c, 1e-9);
        expect(turned.scores[name]).toBe(answer.scores[name]);
        for (const [other, two] of Object.entries(raw))
          if (one.a > two.a && one.b > two.b && one.c > two.c)
            expect(answer.ranking.indexOf(name)).toBeLessThan(answer.ranking.indexOf(other));
      }
    }),
  );
});

test('each partner sees the same values under its own weights', () => {
  const own = { ...four.weights, etsAnchors: 0.3, reduction: 0.05 };
  const answer = ask(regionSelection, { ...four, partnerWeights: { province: own } });
  expect(answer.partners?.['province']).toEqual({
    scores: ask(regionSelection, { ...four, weights: own }).scores,
    ranking: ask(regionSelection, { ...four, weights: own }).ranking,
  });
});

test('of equals the one that was given first stands first', () => {
  const raw = { Z: { a: 1 }, A: { a: 1 }, M: { a: 1 } };
  expect(ask(regionSelection, { weights: { a: 1 }, raw }).ranking).toEqual(['Z', 'A', 'M']);
});

test.each([
  [{ ...four, weights: { ...four.weights, reduction: 0.3 } }, 'WEIGHTS_NOT_1', 'weights'],
  [{ ...four, raw: { ...four.raw, R1: { etsAnchors: 5 } } }, 'NAMES_DIFFER', 'raw.R1'],
  [{ ...four, raw: { ...four.raw, R1: { ...four.raw['R1'], extra: 5 } } }, 'NAMES_DIFFER', 'weights'],
  [{ ...four, raw: {} }, 'INPUT_MISFIT', 'raw'],
  [{ ...four, weights: { ...four.weights, reduction: -0.2 } }, 'INPUT_NEGATIVE', 'weights.reduction'],
  [
    { ...four, raw: { ...four.raw, R1: { ...four.raw['R1'], reduction: Number.NaN } } },
    'INPUT_NOT_A_NUMBER',
    'raw.R1.reduction',
  ],
  [{ ...four, bounds: { ...four.bounds, reduction: [0] } }, 'INPUT_LENGTH', 'bounds.reduction'],
  [{ ...four, bounds: { ...four.bounds, other: [0, 1] } }, 'NAMES_DIFFER', 'weights'],
  [{ ...four, partnerWeights: { p: { etsAnchors: 0.9 } } }, 'WEIGHTS_NOT_1', 'partnerWeights.p'],
])('%# is refused as %s', (input, code, field) => expectRefused(regionSelection, input, code, field));
