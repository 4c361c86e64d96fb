import { shuffle, type Integers } from '../random.ts';

/** What each member adds to a joint peak, and whether no coalition would be better off alone. */
export interface Shapley {
  /** In the unit of the profiles; adds up to the peak of all. */
  readonly values: Float64Array;
  /** No coalition pays more than its own peak; of those that were looked at. */
  readonly inCore: boolean;
  readonly exact: boolean;
}

const TOLERANCE = 1e-9;

/** Highest joint offtake of all profiles together, not below 0. */
export function peakOf(profiles: readonly Float64Array[]): number {
  let highest = 0;
  const steps = profiles[0]?.length ?? 0;
  for (let step = 0; step < steps; step++) {
    let sum = 0;
    for (const profile of profiles) sum += profile[step] ?? 0;
    if (sum > highest) highest = sum;
  }
  return highest;
}

/** Shapley values over all coalitions: φᵢ = Σ |S|!(n−|S|−1)!/n! · (v(S∪i) − v(S)), v the offtake peak over time. */
export function exactShapley(profiles: readonly Float64Array[]): Shapley {
  const size = profiles.length;
  const peaks = coalitionPeaks(profiles);
  const weights = weightsBySize(size);
  const values = new Float64Array(size);
  for (let member = 0; member < size; member++) {
    const bit = 1 << member;
    for (let coalition = 0; coalition < peaks.length; coalition++) {
      if ((coalition & bit) !== 0) continue;
      const added = (peaks[coalition | bit] ?? 0) - (peaks[coalition] ?? 0);
      values[member] = (values[member] ?? 0) + (weights[bitsIn(coalition)] ?? 0) * added;
    }
  }
  const inCore = peaks.every((peak, coalition) => paidBy(coalition, values) <= peak + TOLERANCE);
  return { values, inCore, exact: true };
}

/** Peaks of all 2ⁿ coalitions; those that share their first members share the sums of these. */
function coalitionPeaks(profiles: readonly Float64Array[]): Float64Array {
  const peaks = new Float64Array(1 << profiles.length);
  const steps = profiles[0]?.length ?? 0;
  const sums = profiles.map(() => new Float64Array(steps));
  visit(0, 0, new Float64Array(steps));
  return peaks;

  function visit(member: number, coalition: number, sum: Float64Array): void {
    const profile = profiles[member];
    const joined = sums[member];
    if (profile === undefined || joined === undefined) {
      peaks[coalition] = highestIn(sum);
      return;
    }
    visit(member + 1, coalition, sum);
    for (let step = 0; step < steps; step++) joined[step] = (sum[step] ?? 0) + (profile[step] ?? 0);
    visit(member + 1, coalition | (1 << member), joined);
  }
}

/**
 * Shapley values from random orders in which the members join: an estimate that adds up to the peak of all. The core
 * is tested on the coalitions that came up.
 */
export function sampledShapley(profiles: readonly Float64Array[], orders: number, next: Integers): Shapley {
  const order = Uint8Array.from(profiles, (_, member) => member);
  const steps = profiles[0]?.length ?? 0;
  const values = new Float64Array(profiles.length);
  const sum = new Float64Array(steps);
  // A coalition is a sum of powers of two, which a double holds exactly for up to 53 members.
  const peaks = new Map<number, number>();
  for (let drawn = 0; drawn < orders; drawn++) {
    shuffle(order, next);
    sum.fill(0);
    let [before, coalition] = [0, 0];
    for (const member of order) {
      const peak = addedTo(sum, profiles[member]);
      coalition += 2 ** member;
      values[member] = (values[member] ?? 0) + (peak - before);
      peaks.set(coalition, peak);
      before = peak;
    }
  }
  for (let member = 0; member < values.length; member++) values[member] = (values[member] ?? 0) / orders;
  let inCore = true;
  for (const [coalition, peak] of peaks) inCore &&= paidBy(coalition, values) <= peak + TOLERANCE;
  return { values, inCore, exact: false };
}

/** Adds a profile to a sum and gives the highest that it then reaches. */
function addedTo(sum: Float64Array, profile: Float64Array = new Float64Array(sum.length)): number {
  let highest = 0;
  for (let step = 0; step < sum.length; step++) {
    const value = (sum[step] ?? 0) + (profile[step] ?? 0);
    sum[step] = value;
    if (value > highest) highest = value;
  }
  return highest;
}

function highestIn(sum: Float64Array): number {
  let highest = 0;
  for (let step = 0; step < sum.length; step++) if ((sum[step] ?? 0) > highest) highest = sum[step] ?? 0;
  return highest;
}

function paidBy(coalition: number, values: Float64Array): number {
  let paid = 0;
  for (let member = 0, rest = coalition; rest > 0; member++, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) paid += values[member] ?? 0;
  return paid;
}

/** |S|!(n−|S|−1)!/n! = 1/(n·C(n−1,|S|)), by the size of S. */
function weightsBySize(size: number): number[] {
  let choices = 1;
  return Array.from({ length: size }, (_, chosen) => {
    if (chosen > 0) choices = (choices * (size - chosen)) / chosen;
    return 1 / (size * choices);
  });
}

function bitsIn(coalition: number): number {
  let bits = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
