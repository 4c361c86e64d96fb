import type { PlanView } from '../../../projections/plan-view/plan-view.ts';
import { ask } from '../../app/ask.ts';

/** A plan as it was at a moment (a log index). */
export class PastPlan {
  #asked = '';
  #plan = $state.raw<PlanView>();
  #missing = $state(false);

  get plan(): PlanView | undefined {
    return this.#plan;
  }
  /** There was no such plan then, or it is not for this person. */
  get missing(): boolean {
    return this.#missing;
  }
  /** When the last of what it shows was recorded. */
  get since(): string | undefined {
    return this.#plan && newest(this.#plan);
  }

  show(id: string, at: string | undefined): void {
    const asked = `/api/plans/${id}?at=${at ?? ''}&on=2050-12-31`;
    this.#asked = asked;
    this.#plan = undefined;
    this.#missing = false;
    if (at === undefined) return;
    ask<PlanView>(asked).then(
      (plan) => {
        if (this.#asked === asked) this.#plan = plan;
      },
      () => {
        if (this.#asked === asked) this.#missing = true;
      },
    );
  }
}

/** Every value carries when it was recorded, under `at`. */
function newest(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const inside = Object.entries(part).map(([name, value]) =>
    name === 'at' && typeof value === 'string' ? value : newest(value),
  );
  return inside
    .filter((one) => one !== undefined)
    .sort()
    .at(-1);
}
