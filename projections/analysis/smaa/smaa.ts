import { z } from 'zod';
import { calculation } from '../calculation.ts';
import { byName, count, listOf, quantity, share } from '../quantity.ts';
import { GENERATOR, xoshiro128 } from '../random.ts';
import { contradiction, refused, type Refused } from '../refused.ts';
import { acceptability, type Acceptability } from './acceptability.ts';

const MOST_CRITERIA = 40;
const value = () => quantity('', -1e6, 1e6);
const cell = z.union([value(), z.tuple([value(), value()]), z.tuple([value(), value(), value()])], {
  error: 'x | [low, high] | [low, mid, high]',
});

export const smaaInput = z
  .strictObject({
    values: byName(listOf(cell, 1, MOST_CRITERIA), 1, 400),
    /** Place of each criterion, 0 for the heaviest. */
    weightOrder: listOf(count('', 0, MOST_CRITERIA - 1), 1, MOST_CRITERIA).optional(),
    weightIntervals: listOf(z.tuple([share(), share()], { error: '[low, high]' }), 1, MOST_CRITERIA).optional(),
    /** Values beyond 0 and 1 count as 0 and 1 once they are drawn. */
    clip: z.boolean().optional(),
    draws: count('', 100, 100_000),
    seed: count('', 0, 4_294_967_295),
  })
  .superRefine(({ values, weightOrder, weightIntervals }, context) => {
    const [[first, { length: criteria }] = ['', []], ...others] = Object.entries(values);
    for (const [region, { length }] of others) sameLength(['values', region], length);
    for (const [region, cells] of Object.entries(values))
      for (const [at, one] of cells.entries()) if (typeof one !== 'number') rising(['values', region, at], one);
    if (weightOrder) {
      sameLength(['weightOrder'], weightOrder.length);
      const places = new Set(weightOrder);
      if (places.size < weightOrder.length || Math.max(...places) >= weightOrder.length)
        contradiction(context, ['weightOrder'], 'NO_ORDER', { last: criteria - 1 });
    }
    if (!weightIntervals) return;
    sameLength(['weightIntervals'], weightIntervals.length);
    for (const [at, one] of weightIntervals.entries()) rising(['weightIntervals', at], one);
    const sum = (end: 0 | 1): number => weightIntervals.reduce((total, one) => total + one[end], 0);
    if (sum(0) > 1 + 1e-9 || sum(1) < 1 - 1e-9) contradiction(context, ['weightIntervals'], 'WEIGHTS_IMPOSSIBLE');

    function sameLength(path: (string | number)[], given: number): void {
      if (given !== criteria)
        contradiction(context, path, 'LENGTHS_DIFFER', { given, needed: criteria, other: `values.${first}` });
    }

    function rising(path: (string | number)[], bounds: readonly number[]): void {
      const [low = 0, middle = 0, high = middle] = bounds;
      if (low > middle || middle > high) contradiction(context, path, 'BOUNDS_REVERSED', { low, value: middle, high });
    }
  });

export type SmaaInput = z.infer<typeof smaaInput>;
type ByRegion<T> = Readonly<Record<string, T>>;

export interface SmaaOutput {
  /** Per region the share of draws in which it has each rank, the first rank first. */
  readonly rankAcceptability: ByRegion<readonly number[]>;
  /** The mean of the weights that put it first; null where at most 0.5 % of the draws do. */
  readonly centralWeights: ByRegion<readonly number[] | null>;
  /** Share of draws in which one stands above the other. */
  readonly pairwiseWinning: ByRegion<ByRegion<number>>;
  /** Share of draws of the values in which it is first at its central weights. */
  readonly confidence: ByRegion<number | null>;
  readonly generator: string;
}

/** What holds of a ranking while weights and values are uncertain (SMAA-2); the same bits for a seed. Source: domain C8. */
export const smaa = calculation({
  name: 'smaa',
  input: smaaInput,
  uses: [],
  calculate: (given, _parameters, progress): SmaaOutput | Refused => {
    const agreed = { order: given.weightOrder, intervals: given.weightIntervals };
    const { draws, seed, clip } = given;
    const drawing = { draws, next: xoshiro128(seed), agreed, progress, clip };
    const found = acceptability(Object.values(given.values), drawing);
    if (found === null) return refused('WEIGHTS_IMPOSSIBLE', { field: 'weightIntervals' });
    return told(Object.keys(given.values), found);
  },
});

function told(regions: readonly string[], { ranks, above, central, confidence }: Acceptability): SmaaOutput {
  const { length } = regions;
  const byRegion = <T>(value: (row: number) => T): ByRegion<T> =>
    Object.fromEntries(regions.map((region, row) => [region, value(row)]));
  return {
    rankAcceptability: byRegion((row) => [...ranks.subarray(row * length, (row + 1) * length)]),
    centralWeights: byRegion((row) => (central[row] ? [...central[row]] : null)),
    pairwiseWinning: byRegion((row) =>
      Object.fromEntries(
        regions.flatMap((other, at) => (at === row ? [] : [[other, above[row * length + at] ?? 0] as const])),
      ),
    ),
    confidence: byRegion((row) => confidence[row] ?? null),
    generator: GENERATOR,
  };
}
