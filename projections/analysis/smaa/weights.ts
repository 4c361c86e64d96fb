import { uniform, type Integers } from '../random.ts';

/** What is agreed of the weights: a place for each criterion (0 = heaviest), bounds for each. */
export interface Agreed {
  readonly order?: readonly number[] | undefined;
  readonly intervals?: readonly (readonly [low: number, high: number])[] | undefined;
}

/** Intervals that nothing has fitted after so many tries are too narrow to draw from … */
const MOST_UNTIL_FIRST = 500_000;
/** … and those that fit so seldom that all draws together take more than this. */
const MOST_TRIES = 20_000_000;

/** Draws weights that add up to 1, each set of them as likely as any other that fits what is agreed. */
export class Weights {
  readonly current: Float64Array;
  readonly #cuts: Float64Array;
  readonly #sorted: Float64Array;
  readonly #agreed: Agreed;
  #tried = 0;
  #found = false;

  constructor(criteria: number, agreed: Agreed) {
    this.current = new Float64Array(criteria);
    this.#cuts = new Float64Array(criteria - 1);
    this.#sorted = new Float64Array(criteria);
    this.#agreed = agreed;
  }

  /** False: nothing that fits was found. */
  draw(next: Integers): boolean {
    do {
      if (this.#tried++ >= (this.#found ? MOST_TRIES : MOST_UNTIL_FIRST)) return false;
      this.#gaps(next);
      if (this.#agreed.order) this.#arrange(this.#agreed.order);
    } while (!this.#fits());
    this.#found = true;
    return true;
  }

  /** The gaps between sorted uniform numbers are uniform on the simplex; no logarithm, whose last bit differs by machine. */
  #gaps(next: Integers): void {
    const cuts = this.#cuts;
    const weights = this.current;
    for (let at = 0; at < cuts.length; at++) cuts[at] = uniform(next);
    sortUp(cuts);
    let before = 0;
    for (let at = 0; at < cuts.length; at++) {
      const cut = cuts[at] ?? 0;
      weights[at] = cut - before;
      before = cut;
    }
    weights[cuts.length] = 1 - before;
  }

  #arrange(order: readonly number[]): void {
    const heaviest = this.#sorted;
    heaviest.set(this.current);
    sortUp(heaviest);
    for (const [criterion, place] of order.entries())
      this.current[criterion] = heaviest[heaviest.length - 1 - place] ?? 0;
  }

  #fits(): boolean {
    return this.#agreed.intervals?.every(([low, high], at) => within(this.current[at] ?? 0, low, high)) ?? true;
  }
}

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/** Few numbers: insertion is quicker than a call of sort. */
function sortUp(numbers: Float64Array): void {
  for (let from = 1; from < numbers.length; from++) {
    const value = numbers[from] ?? 0;
    let at = from - 1;
    for (; at >= 0 && (numbers[at] ?? 0) > value; at--) numbers[at + 1] = numbers[at] ?? 0;
    numbers[at + 1] = value;
  }
}
