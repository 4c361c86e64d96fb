import { refuse, type Decision } from '../decision.ts';

interface Given {
  weights?: Record<string, number>;
  order?: string[];
  intervals?: Record<string, [number, number]>;
}

/**
 * Refuses weights that are not of exactly these criteria, or that do not add up to 1 within 1e-6 (I20); intervals in
 * which no weights that add up to 1 lie; an order that leaves one out or names one twice; more than one of the three.
 */
export function weightsUnfit(data: unknown, criteria: readonly string[]): Decision | undefined {
  const { weights, order, intervals } = data as Given;
  const given = [weights, order, intervals].filter((one) => one !== undefined);
  if (given.length !== 1) return refuse('ONE_KIND_OF_WEIGHTS', {});
  const named = order ?? Object.keys(weights ?? intervals ?? {});
  const stray = named.find((name) => !criteria.includes(name)) ?? criteria.find((name) => !named.includes(name));
  if (stray !== undefined) return refuse('UNKNOWN_CRITERION', { criterion: stray });
  if (named.length !== criteria.length) return refuse('NAMED_TWICE', { field: 'order' });
  if (weights) {
    const total = sum(Object.values(weights));
    return Math.abs(total - 1) <= 1e-6 ? undefined : refuse('WEIGHTS_NOT_1', { sum: total });
  }
  if (!intervals) return undefined;
  const pairs = Object.values(intervals);
  const low = sum(pairs.map(([from]) => from));
  const high = sum(pairs.map(([, to]) => to));
  const reversed = pairs.some(([from, to]) => from > to);
  return reversed || low > 1 + 1e-6 || high < 1 - 1e-6 ? refuse('INTERVALS_INFEASIBLE', { low, high }) : undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
