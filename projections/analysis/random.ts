/** Gives whole numbers 0 … 2³²−1, one after the other. */
export type Integers = () => number;

/**
 * xoshiro128** (Blackman and Vigna), seeded by SplitMix32: only integer arithmetic, so that a seed gives the same bits
 * on every machine. Its name stands beside each result that was drawn.
 */
export function xoshiro128(seed: number): Integers {
  let mixed = seed >>> 0;
  const split = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  return () => {
    const starred = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return starred;
  };
}

export const GENERATOR = 'xoshiro128**, splitmix32';

/** A number from 0 up to but without 1, of 53 bits. */
export function uniform(next: Integers): number {
  const high = next() >>> 5;
  return (high * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
}

/** Puts a list in any order, in place; each order is as likely. */
export function shuffle(list: Uint8Array, next: Integers): void {
  for (let last = list.length - 1; last > 0; last--) {
    const at = Math.floor(uniform(next) * (last + 1));
    const kept = list[last] ?? 0;
    list[last] = list[at] ?? 0;
    list[at] = kept;
  }
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
