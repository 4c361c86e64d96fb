import { normalised, withWeight } from '../../../projections/selection-view/ranking.ts';
import { askHere, asked } from '../../app/router.ts';

/** How certain the weights are for the draws: not at all, in their order alone, or within so many points of 100. */
export type Certainty = 'FREE' | 'ORDER' | 'INTERVALS';

/** The weights on the screen: this person's own until they are proposed, saved or run. They stand in the address. */
export class OwnWeighing {
  #own = $state.raw<Record<string, number>>();
  readonly #keys: () => readonly string[];
  readonly #standing: () => Record<string, number>;
  certainty = $state<Certainty>('FREE');
  margin = $state(5);

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
  }
  take(weights: Readonly<Record<string, number>>): void {
    this.#own = normalised(Object.fromEntries(this.#keys().map((key) => [key, weights[key] ?? 0])));
    this.keep();
  }

  /** Puts them into the address, in tenths of a point, once somebody has let go of a slider. */
  keep(): void {
    const points = this.#keys().map((key) => Math.round((this.weights[key] ?? 0) * 1000) / 10);
    void askHere({ gewichten: this.isStanding ? undefined : points.join('-') });
  }

  /** From the heaviest to the lightest; of equals in the order of the model. */
  get order(): string[] {
    return [...this.#keys()].sort((one, other) => (this.weights[other] ?? 0) - (this.weights[one] ?? 0));
  }
  get intervals(): Record<string, [number, number]> {
    const by = this.margin / 100;
    return Object.fromEntries(
      Object.entries(this.weights).map(([key, weight]) => [key, [Math.max(0, weight - by), Math.min(1, weight + by)]]),
    );
  }

  /** What a run is asked: scored by these weights, drawn within what is certain of them. */
  get weighing(): Record<string, unknown> {
    const { weights } = this;
    if (this.certainty === 'ORDER') return { weights, order: this.order };
    return this.certainty === 'INTERVALS' ? { weights, intervals: this.intervals } : { weights };
  }

  #fromAddress(): Record<string, number> | undefined {
    const points = (asked('gewichten') ?? '').split('-').map(Number);
    const keys = this.#keys();
    const fits = points.length === keys.length && points.every((one) => one >= 0) && points.some((one) => one > 0);
    return fits ? normalised(Object.fromEntries(keys.map((key, n) => [key, points[n] ?? 0]))) : undefined;
  }
}
