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

/**
 * Draws weights that add up to 1, each set of them as likely as any other that fits what is agreed. Between bounds it
 * draws what is left above the lower ones, or below the upper ones, and puts back what goes beyond the others: the same
 * weights, with far fewer tries than from all that there are.
 */
export class Weights {
  readonly current: Float64Array;
  readonly #cuts: Float64Array;
  readonly #sorted: Float64Array;
  readonly #agreed: Agreed;
  readonly #corner: Corner;
  #tried = 0;
  #found = false;

  constructor(criteria: number, agreed: Agreed) {
    this.current = new Float64Array(criteria);
    this.#agreed = agreed;
    this.#corner = cornerOf(criteria, agreed);
    this.#cuts = new Float64Array(Math.max(0, this.#corner.free.length - 1));
    this.#sorted = new Float64Array(criteria);
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
    const { free, base, left } = this.#corner;
    const cuts = this.#cuts;
    const weights = this.current;
    weights.set(base);
    for (let at = 0; at < cuts.length; at++) cuts[at] = uniform(next);
    sortUp(cuts);
    let before = 0;
    for (const [at, criterion] of free.entries()) {
      const cut = at < cuts.length ? (cuts[at] ?? 0) : 1;
      weights[criterion] = (base[criterion] ?? 0) + left * (cut - before);
      before = cut;
    }
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

/** Weights from which what is `left` (below 0: too much) is shared among those that are free. */
interface Corner {
  readonly base: Float64Array;
  readonly left: number;
  readonly free: readonly number[];
}

function cornerOf(criteria: number, { order, intervals }: Agreed): Corner {
  const all = Array.from({ length: criteria }, (_, at) => at);
  // an order moves weights from one criterion to another: then all that there are is drawn from
  if (order || !intervals) return { base: new Float64Array(criteria), left: 1, free: all };
  const free = all.filter((at) => (intervals[at]?.[1] ?? 1) - (intervals[at]?.[0] ?? 0) > SAME);
  const from = (end: 0 | 1): Corner => {
    const base = Float64Array.from(all, (at) => intervals[at]?.[end] ?? end);
    return { base, left: 1 - base.reduce((sum, one) => sum + one, 0), free };
  };
  const [above, below] = [from(0), from(1)];
  return Math.abs(below.left) < Math.abs(above.left) ? below : above;
}

/** Bounds that lie closer leave no choice. */
const SAME = 1e-9;

const within = (value: number, low: number, high: number): boolean => value >= low - SAME && value <= high + SAME;

/** Few numbers: insertion is quicker than a call of sort. */
function sortUp(numbers: Float64Array): void {
  for (let from = 1; from < numbers.length; from++) {
    const value = numbers[from] ?? 0;
    let at = from - 1;
    for (; at >= 0 && (numbers[at] ?? 0) > value; at--) numbers[at + 1] = numbers[at] ?? 0;
    numbers[at + 1] = value;
  }
}
