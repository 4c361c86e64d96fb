import { normalised, withWeight } from '../../../projections/selection-view/ranking.ts';
import { askHere, asked } from '../../app/router.ts';
import { faultOf, rangesAround, rangesFrom, rangesText, type RangeFault, type Ranges } from './weight-ranges.ts';

/** How certain the weights are for the draws: not at all, in their order alone, or each within a range. */
export type Certainty = 'FREE' | 'ORDER' | 'INTERVALS';

/** The weights on the screen: this person's own until they are proposed, saved or run. They stand in the address. */
export class OwnWeighing {
  #own = $state.raw<Record<string, number>>();
  readonly #keys: () => readonly string[];
  readonly #standing: () => Record<string, number>;
  /** Undefined: as the weights say. */
  #order = $state.raw<readonly string[]>();
  /** Undefined: as in the address, else the margin around each weight. */
  #ranges = $state.raw<Ranges | 'margin'>();
  certainty = $state<Certainty>('FREE');
  /** The same for all weights, in points of 100. */
  #margin = $state(5);

  constructor(keys: () => readonly string[], standing: () => Record<string, number>) {
    this.#keys = keys;
    this.#standing = standing;
  }

  get weights(): Record<string, number> {
    return this.#own ?? this.#fromAddress() ?? this.#standing();
  }
  get isStanding(): boolean {
    const standing = this.#standing();
    return Object.entries(this.weights).every(([key, weight]) => Math.abs(weight - (standing[key] ?? 0)) < 5e-4);
  }

  set(key: string, weight: number): void {
    this.#own = withWeight(this.weights, key, weight);
    this.#order = undefined;
  }
  take(weights: Readonly<Record<string, number>>): void {
    this.#own = normalised(Object.fromEntries(this.#keys().map((key) => [key, weights[key] ?? 0])));
    this.#order = undefined;
    this.keep();
  }

  /** Puts them into the address, in tenths of a point, once somebody has let go of a slider. */
  keep(): void {
    const points = this.#keys().map((key) => Math.round((this.weights[key] ?? 0) * 1000) / 10);
    void askHere({
      gewichten: this.isStanding ? undefined : points.join('-'),
      grenzen: this.hasOwnRanges ? rangesText(this.intervals, this.#keys()) : undefined,
    });
  }

  /** From the heaviest to the lightest, unless somebody moved one; of equals in the order of the model. */
  get order(): string[] {
    if (this.#order) return [...this.#order];
    return [...this.#keys()].sort((one, other) => (this.weights[other] ?? 0) - (this.weights[one] ?? 0));
  }
  /** One place up (−1) or down (1). */
  move(key: string, by: -1 | 1): void {
    const order = this.order;
    const at = order.indexOf(key);
    const other = order[at + by];
    if (other === undefined) return;
    order[at + by] = key;
    order[at] = other;
    this.#order = order;
  }

  get intervals(): Ranges {
    return this.#ownRanges() ?? rangesAround(this.weights, this.#margin / 100);
  }
  /** Some range was set by itself: it stays where it is while weights move. */
  get hasOwnRanges(): boolean {
    return this.#ownRanges() !== undefined;
  }
  /** Why no weights fit in the ranges; undefined: some do. */
  get fault(): RangeFault | undefined {
    return faultOf(this.intervals);
  }
  setRange(key: string, end: 0 | 1, share: number): void {
    const [low, high] = this.intervals[key] ?? [0, 1];
    const set = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
    this.#ranges = { ...this.intervals, [key]: end === 0 ? [set, high] : [low, set] };
    this.keep();
  }
  get margin(): number {
    return this.#margin;
  }
  /** The same margin for all: what was set for each by itself is let go of. */
  set margin(points: number) {
    this.#margin = Math.min(50, Math.max(1, points));
    this.#ranges = 'margin';
    this.keep();
  }

  /** What a run is asked: scored by these weights, drawn within what is certain of them; undefined: nothing fits in it. */
  get weighing(): Record<string, unknown> | undefined {
    const { weights } = this;
    if (this.certainty === 'ORDER') return { weights, order: this.order };
    if (this.certainty !== 'INTERVALS') return { weights };
    return this.fault ? undefined : { weights, intervals: this.intervals };
  }

  #ownRanges(): Ranges | undefined {
    if (this.#ranges === 'margin') return undefined;
    return this.#ranges ?? rangesFrom(asked('grenzen'), this.#keys());
  }

  #fromAddress(): Record<string, number> | undefined {
    const points = (asked('gewichten') ?? '').split('-').map(Number);
    const keys = this.#keys();
    const fits = points.length === keys.length && points.every((one) => one >= 0) && points.some((one) => one > 0);
    return fits ? normalised(Object.fromEntries(keys.map((key, n) => [key, points[n] ?? 0]))) : undefined;
  }
}
