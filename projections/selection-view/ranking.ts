import { flipWeights, type Flip } from '../analysis/selection/flip-weights.ts';
import { cut, type ValueTable } from './value-table.ts';

export type WeightByCriterion = Readonly<Record<string, number>>;

export interface RankedRegion {
  readonly regionId: string;
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  /** The sum where every score is at its worst, and at its best. */
  readonly least: number;
  readonly most: number;
}

/** Regions by their weighted sums, best first; of equals the one that the model names first. Of a missing score: half. */
export function rankingOf(table: ValueTable, weights: WeightByCriterion): RankedRegion[] {
  const sums = Object.entries(table.values).map(([regionId, values]) => {
    const sum = { regionId, score: 0, least: 0, most: 0 };
    for (const [key, weight] of Object.entries(weights)) {
      const { low, mid, high } = values[key] ?? { low: 0, mid: 0.5, high: 1 };
      sum.score += weight * cut(mid);
      sum.least += weight * cut(low);
      sum.most += weight * cut(high);
    }
    return sum;
  });
  return sums.sort((one, other) => other.score - one.score).map((sum, n) => ({ ...sum, rank: n + 1 }));
}

/** Per criterion the weight nearest to the present one at which another region comes first; null: there is none. */
export function flipsOf(table: ValueTable, weights: WeightByCriterion): Record<string, Flip | null> {
  const ranking = rankingOf(table, weights);
  const values = Object.fromEntries(
    Object.entries(table.values).map(([region, cells]) => [
      region,
      Object.fromEntries(Object.keys(weights).map((key) => [key, cut(cells[key]?.mid ?? 0.5)])),
    ]),
  );
  const scores = Object.fromEntries(ranking.map(({ regionId, score }) => [regionId, score]));
  return flipWeights(
    weights,
    values,
    scores,
    ranking.map(({ regionId }) => regionId),
  );
}

/** By how much each criterion carries one region above another; what carries most first. They add up to the lead. */
export interface Reason {
  readonly criterion: string;
  readonly difference: number;
}

export function reasonsOf(table: ValueTable, weights: WeightByCriterion, region: string, other: string): Reason[] {
  const part = (id: string, key: string, weight: number): number => weight * cut(table.values[id]?.[key]?.mid ?? 0.5);
  return Object.entries(weights)
    .map(([criterion, weight]) => ({
      criterion,
      difference: part(region, criterion, weight) - part(other, criterion, weight),
    }))
    .sort((one, another) => another.difference - one.difference);
}

/** The same weights with one of them set, the others kept in proportion (evenly where they are all 0): they add up to 1. */
export function withWeight(weights: WeightByCriterion, key: string, weight: number): Record<string, number> {
  const set = cut(weight);
  const others = Object.entries(weights).filter(([name]) => name !== key);
  const sum = others.reduce((total, [, one]) => total + one, 0);
  const left = 1 - set;
  return Object.fromEntries(
    Object.entries(weights).map(([name, one]) => {
      if (name === key) return [name, others.length === 0 ? 1 : set];
      return [name, sum > 0 ? (one / sum) * left : left / others.length];
    }),
  );
}

/** Any weights, scaled so that they add up to 1; evenly where all are 0. */
export function normalised(weights: WeightByCriterion): Record<string, number> {
  const { length } = Object.keys(weights);
  const sum = Object.values(weights).reduce((total, one) => total + one, 0);
  return Object.fromEntries(Object.entries(weights).map(([key, one]) => [key, sum > 0 ? one / sum : 1 / length]));
}
