import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uniform, xoshiro128 } from '../../../projections/analysis/random.ts';
import { smaa } from '../../../projections/analysis/smaa/smaa.ts';
import { ask, expectRefused } from './ask.ts';

const drawn = { draws: 20_000, seed: 1 };

/** Where w of the first of two criteria makes a region first, worked out on a fine line of all weights. */
function onTheLine(values: Record<string, [number, number]>, from = 0, to = 1): Record<string, number[]> {
  const names = Object.keys(values);
  const shares = Object.fromEntries(names.map((name) => [name, names.map(() => 0)]));
  const points = 20_000;
  for (let point = 0; point < points; point++) {
    const w = from + ((point + 0.5) / points) * (to - from);
    const at = (name: string) => w * values[name]![0] + (1 - w) * values[name]![1];
    const order = [...names].sort((one, other) => at(other) - at(one));
    for (const [place, name] of order.entries()) shares[name]![place]! += 1 / points;
  }
  return shares;
}

describe('ranks over two criteria', () => {
  test.each<[Record<string, [number, number]>]>([
    [{ X: [1, 0], Y: [0, 1], Z: [0.6, 0.6] }],
    [{ A: [0.9, 0.2], B: [0.3, 0.8], C: [0.7, 0.55] }],
    [{ A: [1, 0.4], B: [0.9, 0.6], C: [0.1, 0.95], D: [0.5, 0.5] }],
    [{ A: [1, 1], B: [0.5, 0.5] }],
    [{ A: [0.31, 0.77], B: [0.62, 0.34], C: [0.55, 0.41], D: [0.2, 0.9], E: [0.8, 0.05] }],
  ])('%j as on the line of all weights', (values) => {
    const { rankAcceptability } = ask(smaa, { ...drawn, values });
    for (const [name, ranks] of Object.entries(onTheLine(values)))
      for (const [place, share] of ranks.entries())
        expect(Math.abs(rankAcceptability[name]![place]! - share), `${name} ${place}`).toBeLessThan(0.015);
  });

  test('an agreed order leaves half of the line, intervals a piece of it', () => {
    const values: Record<string, [number, number]> = { A: [0.9, 0.2], B: [0.3, 0.8], C: [0.7, 0.55] };
    const ordered = ask(smaa, { ...drawn, values, weightOrder: [0, 1] }).rankAcceptability;
    const between = ask(smaa, {
      ...drawn,
      values,
      weightIntervals: [
        [0.3, 0.6],
        [0, 1],
      ],
    }).rankAcceptability;
    const [half, piece] = [onTheLine(values, 0.5, 1), onTheLine(values, 0.3, 0.6)];
    for (const name of Object.keys(values)) {
      expect(Math.abs(ordered[name]![0]! - half[name]![0]!)).toBeLessThan(0.015);
      expect(Math.abs(between[name]![0]! - piece[name]![0]!)).toBeLessThan(0.015);
    }
  });
});

describe('limits of weights', () => {
  type Limits = [number, number][];
  /** Mean of the weights that fit, of all that there are; drawn by hand. */
  function meanOf(limits: Limits): number[] {
    const sums = limits.map(() => 0);
    let found = 0;
    const next = xoshiro128(7);

    while (found < 20_000) {
      const [low, high] = [uniform(next), uniform(next)].sort((x, y) => x - y) as [number, number];
      const weights = [low, high - low, 1 - high];
      if (!weights.every((one, at) => one >= limits[at]![0] && one <= limits[at]![1])) continue;
      found++;
      weights.forEach((one, at) => (sums[at]! += one));
    }
    return sums.map((one) => one / found);
  }
  const values = { A: [1, 1, 1], B: [0, 0, 0] };
  const central = (weightIntervals: Limits, of: Record<string, number[]> = values) =>
    ask(smaa, { ...drawn, values: of, weightIntervals }).centralWeights['A']!;

  test.each<[Limits]>([
    [
      [
        [0.2, 0.6],
        [0.1, 0.5],
        [0, 0.6],
      ],
    ],
    // near the upper ends, from where it is drawn then
    [
      [
        [0, 0.4],
        [0.1, 0.35],
        [0, 0.4],
      ],
    ],
    [
      [
        [0.5, 1],
        [0, 1],
        [0, 0.1],
      ],
    ],
  ])('%j: the same weights as of all that there are those that fit', (limits) => {
    const expected = meanOf(limits);
    central(limits).forEach((one, at) => expect(Math.abs(one - expected[at]!), String(at)).toBeLessThan(0.005));
  });

  test('a margin of half a point around nine weights, and weights that are exact, are no harder to draw', () => {
    const weights = [0.15, 0.2, 0.1, 0.15, 0.1, 0.15, 0.05, 0.05, 0.05];
    const nine = { A: weights.map(() => 1), B: weights.map(() => 0) };
    const narrow = central(
      weights.map((one): [number, number] => [one - 0.005, one + 0.005]),
      nine,
    );
    narrow.forEach((one, at) => expect(Math.abs(one - weights[at]!)).toBeLessThan(0.0005));
    expect(
      central(
        weights.map((one): [number, number] => [one, one]),
        nine,
      ),
    ).toEqual(weights.map((one) => expect.closeTo(one, 9) as number));
    const one = central([
      [0.3, 0.3],
      [0, 1],
      [0, 1],
    ]);
    expect(one).toEqual([expect.closeTo(0.3, 9), expect.closeTo(0.35, 2), expect.closeTo(0.35, 2)]);
  });
});

test('mean weights over the simplex are alike; in an agreed order they are those of sorted gaps', () => {
  // One region is always first, so that its central weights are the mean of all that were drawn.
  const values = { A: [1, 1, 1, 1], B: [0, 0, 0, 0] };
  const even = ask(smaa, { ...drawn, values }).centralWeights['A']!;
  for (const weight of even) expect(Math.abs(weight - 0.25)).toBeLessThan(0.005);
  const { centralWeights } = ask(smaa, { ...drawn, values, weightOrder: [2, 0, 3, 1] });
  // The k-th largest of n gaps is Σ 1/j for j = k … n, over n.
  const mean = (place: number) => [1, 2, 3, 4].filter((j) => j > place).reduce((sum, j) => sum + 1 / j, 0) / 4;
  for (const [at, place] of [2, 0, 3, 1].entries())
    expect(Math.abs(centralWeights['A']![at]! - mean(place))).toBeLessThan(0.005);
});

test('uncertain values: how often one exceeds the other follows from the areas', () => {
  const of = (A: unknown, B: unknown) =>
    ask(smaa, { ...drawn, values: { A: [A], B: [B] } }).rankAcceptability['A']![0]!;
  expect(Math.abs(of([0, 1], 0.3) - 0.7)).toBeLessThan(0.015);
  expect(Math.abs(of([0, 1], [0, 1]) - 0.5)).toBeLessThan(0.015);
  expect(Math.abs(of([0, 0.5, 1], 0.25) - 0.875)).toBeLessThan(0.015);
  expect(Math.abs(of([0, 0, 1], 0.5) - 0.25)).toBeLessThan(0.015);
  expect(Math.abs(of([0, 1, 1], 0.5) - 0.75)).toBeLessThan(0.015);
});

test('shares add up in each rank and each region; of two one stands above', () => {
  const value = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
  const cell = fc.oneof(
    value,
    fc.tuple(value, value).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
  );
  const rows = fc
    .integer({ min: 1, max: 5 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }),
    );
  fc.assert(
    fc.property(rows, fc.nat(1_000_000), (cells, seed) => {
      const values = Object.fromEntries(cells.map((row, at) => [`R${at}`, row]));
      const answer = ask(smaa, { values, draws: 200, seed });
      const table = Object.values(answer.rankAcceptability);
      for (const row of table) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const place of table.keys()) expect(table.reduce((sum, row) => sum + row[place]!, 0)).toBeCloseTo(1, 9);
      for (const [one, others] of Object.entries(answer.pairwiseWinning))
        for (const [other, share] of Object.entries(others))
          expect(share + answer.pairwiseWinning[other]![one]!).toBeCloseTo(1, 9);
      expect(ask(smaa, { values, draws: 200, seed })).toEqual(answer);
    }),
    { numRuns: 60 },
  );
});

/** xoshiro128** as its authors give it in C, in whole numbers of any size; seeded by counting and mixing (MurmurHash3). */
function* published(seed: number): Generator<number> {
  const word = (1n << 32n) - 1n;
  const rotated = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & word;
  let counter = BigInt(seed);
  const s = Array.from({ length: 4 }, () => {
    counter = (counter + 0x9e3779b9n) & word;
    let z = counter;
    z = ((z ^ (z >> 16n)) * 0x85ebca6bn) & word;
    z = ((z ^ (z >> 13n)) * 0xc2b2ae35n) & word;
    return z ^ (z >> 16n);
  }) as [bigint, bigint, bigint, bigint];
  for (;;) {
    yield Number((rotated((s[1] * 5n) & word, 7n) * 9n) & word);
    const t = (s[1] << 9n) & word;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotated(s[3], 11n);
  }
}

test.each([0, 1, 42, 4_294_967_295])('the generator is the published one, from seed %d', (seed) => {
  const [next, other] = [xoshiro128(seed), published(seed)];
  for (let at = 0; at < 2_000; at++) expect(next()).toBe(other.next().value);
});

test('its results are kept to the bit', () => {
  const next = xoshiro128(1);
  expect(Array.from({ length: 6 }, () => next())).toMatchInlineSnapshot(`
    [
      2442144158,
      3238099751,
      3819917871,
      2104621829,
      2021136066,
      4223536128,
    ]
  `);
  const values = { A: [0.9, [0.1, 0.4], 0.3], B: [0.3, 0.8, [0.2, 0.5, 0.9]], C: [0.7, 0.55, 0.1] };
  const { centralWeights } = ask(smaa, { values, draws: 10_000, seed: 42 });
  expect(centralWeights['A']).toMatchInlineSnapshot(`
    [
      0.5718638448012966,
      0.1641515288612485,
      0.2639846263374558,
    ]
  `);
  let sum = 0;
  for (let at = 0; at < 100_000; at++) sum += uniform(next);
  expect(Math.abs(sum / 100_000 - 0.5)).toBeLessThan(0.005);
});

test('who is hardly ever first has no weights of its own', () => {
  const answer = ask(smaa, { ...drawn, values: { A: [1, 1], B: [0.5, 0.5] } });
  expect(answer).toMatchObject({ centralWeights: { B: null }, confidence: { A: 1, B: null } });
  expect(ask(smaa, { ...drawn, values: { A: [1, 1], B: [1, 1] } }).rankAcceptability['A']).toEqual([1, 0]);
});

const two = { values: { X: [1, 0], Y: [0, 1] }, draws: 1000, seed: 1 };
test.each([
  [{ ...two, values: { X: [1, 0], Y: [0] } }, 'LENGTHS_DIFFER', 'values.Y'],
  [{ ...two, values: { X: [1, [0.5, 0.2]], Y: [0, 1] } }, 'BOUNDS_REVERSED', 'values.X.1'],
  [{ ...two, values: { X: [1, [0.2, 0.9, 0.5]], Y: [0, 1] } }, 'BOUNDS_REVERSED', 'values.X.1'],
  [{ ...two, values: { X: [1, Number.NaN], Y: [0, 1] } }, 'INPUT_NOT_A_NUMBER', 'values.X.1'],
  [{ ...two, draws: 0 }, 'INPUT_ZERO', 'draws'],
  [{ ...two, draws: 10_000_000 }, 'INPUT_TOO_LARGE', 'draws'],
  [{ ...two, seed: undefined }, 'INPUT_MISSING', 'seed'],
  [{ ...two, seed: 1.5 }, 'INPUT_MISFIT', 'seed'],
  [{ ...two, weightOrder: [0, 0] }, 'NO_ORDER', 'weightOrder'],
  [{ ...two, weightOrder: [0] }, 'LENGTHS_DIFFER', 'weightOrder'],
  [
    {
      ...two,
      weightIntervals: [
        [0, 0.3],
        [0, 0.3],
      ],
    },
    'WEIGHTS_IMPOSSIBLE',
    'weightIntervals',
  ],
  [
    {
      ...two,
      weightIntervals: [
        [0.7, 0.9],
        [0.4, 0.6],
      ],
    },
    'WEIGHTS_IMPOSSIBLE',
    'weightIntervals',
  ],
  [
    {
      ...two,
      weightOrder: [0, 1],
      weightIntervals: [
        [0, 0.4],
        [0.5, 1],
      ],
    },
    'WEIGHTS_IMPOSSIBLE',
    'weightIntervals',
  ],
])('%# is refused as %s', (input, code, field) => expectRefused(smaa, input, code, field));
