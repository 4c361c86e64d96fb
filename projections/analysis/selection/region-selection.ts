import { z } from 'zod';
import { calculation } from '../calculation.ts';
import { byName, quantity, share } from '../quantity.ts';
import { contradiction } from '../refused.ts';
import { usualBounds, valueOf, type Bounds } from './criteria.ts';
import { flipWeights, type Flip } from './flip-weights.ts';

const MOST_CRITERIA = 40;
const MOST_REGIONS = 400;
const raw = () => quantity('', -1e12, 1e12);
const bounds = { error: '[v = 0, v = 1]' };

const input = z
  .strictObject({
    weights: byName(share(), 1, MOST_CRITERIA),
    bounds: byName(z.tuple([raw(), raw()], bounds), 0, MOST_CRITERIA).optional(),
    raw: byName(byName(raw(), 1, MOST_CRITERIA), 1, MOST_REGIONS),
    /** What others would weigh: each partner's own list. */
    partnerWeights: byName(byName(share(), 1, MOST_CRITERIA), 0, 100).optional(),
  })
  .superRefine((given, context) => {
    addsUp(given.weights, ['weights']);
    for (const [region, values] of Object.entries(given.raw)) {
      sameNames(['raw', region], values, 'weights', given.weights);
      sameNames(['weights'], given.weights, `raw.${region}`, values);
    }
    sameNames(['weights'], given.weights, 'bounds', given.bounds ?? {});
    for (const [partner, weights] of Object.entries(given.partnerWeights ?? {})) {
      addsUp(weights, ['partnerWeights', partner]);
      sameNames(['partnerWeights', partner], weights, 'weights', given.weights);
      sameNames(['weights'], given.weights, `partnerWeights.${partner}`, weights);
    }

    function addsUp(weights: Readonly<Record<string, number>>, path: string[]): void {
      const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
      if (Math.abs(sum - 1) > 1e-6) contradiction(context, path, 'WEIGHTS_NOT_1', { sum });
    }

    function sameNames(path: string[], own: object, other: string, expected: object): void {
      const name = Object.keys(expected).find((one) => !Object.hasOwn(own, one));
      if (name !== undefined) contradiction(context, path, 'NAMES_DIFFER', { name, other });
    }
  });

type Weights = Readonly<Record<string, number>>;
type ByRegion<T> = Readonly<Record<string, T>>;

interface Ranked {
  readonly scores: ByRegion<number>;
  /** Best first; of equals the one that was given first. */
  readonly ranking: readonly string[];
}

export interface RegionSelectionOutput extends Ranked {
  /** As they were given, else from the least to the most among the regions; to be kept with the model. */
  readonly bounds: Readonly<Record<string, Bounds>>;
  readonly values: ByRegion<Readonly<Record<string, number>>>;
  readonly flipWeights: Readonly<Record<string, Flip | null>>;
  /** The same values under each partner's weights. */
  readonly partners?: Readonly<Record<string, Ranked>>;
}

/** Regions scored by a weighted sum of values from 0 to 1, and how far each weight may move before another wins (C8). */
export const regionSelection = calculation({
  name: 'region-selection',
  input,
  uses: [],
  calculate: (given): RegionSelectionOutput => {
    const regions = Object.keys(given.raw);
    const of = (region: string, criterion: string): number => given.raw[region]?.[criterion] ?? 0;
    const used = byKey(Object.keys(given.weights), (criterion): Bounds => {
      const own = given.bounds?.[criterion];
      return (
        own ??
        usualBounds(
          criterion,
          regions.map((region) => of(region, criterion)),
        )
      );
    });
    const values = byKey(regions, (region) =>
      byKey(Object.keys(given.weights), (criterion) => valueOf(of(region, criterion), used[criterion] ?? [0, 1])),
    );
    const ranked = rankedBy(given.weights, values);
    const partners = given.partnerWeights;
    return {
      ...{ bounds: used, values, ...ranked },
      flipWeights: flipWeights(given.weights, values, ranked.scores, ranked.ranking),
      ...(partners && { partners: byKey(Object.keys(partners), (name) => rankedBy(partners[name] ?? {}, values)) }),
    };
  },
});

function rankedBy(weights: Weights, values: RegionSelectionOutput['values']): Ranked {
  const scores = byKey(Object.keys(values), (region) => {
    let score = 0;
    for (const [criterion, weight] of Object.entries(weights)) score += weight * (values[region]?.[criterion] ?? 0);
    return score;
  });
  const ranking = Object.keys(values).sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0));
  return { scores, ranking };
}

function byKey<T>(keys: readonly string[], value: (key: string) => T): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, value(key)]));
}
