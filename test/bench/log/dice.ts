/** Chance that comes out the same every time: mulberry32. */
export interface Dice {
  /** A whole number from 0, less than this. */
  below(most: number): number;
  of<T>(list: readonly T[]): T;
  uuid(): string;
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = (): string => next().toString(16).padStart(8, '0');
  const below = (most: number): number => next() % most;
  return {
    below,
    of: (list) => {
      const one = list[below(list.length)];
      if (one === undefined) throw new Error('an empty list');
      return one;
    },
    uuid: () =>
      `018d${hex().slice(0, 4)}-${hex().slice(0, 4)}-7${hex().slice(0, 3)}-8${hex().slice(0, 3)}-${hex()}${hex().slice(0, 4)}`,
  };
}
