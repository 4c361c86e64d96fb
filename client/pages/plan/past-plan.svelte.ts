import type { PlanView } from '../../../projections/plan-view/plan-view.ts';
import { ask } from '../../app/ask.ts';
import { queryOf, type AskedMoment } from '../../past/asked-moment.ts';

/** A plan as it was, with its texts and the log index that its moment is. */
export type PlanThen = PlanView & { index: number; texts: Record<string, string> };

/** Everything that was recorded, also what begins later: unless a day is asked for. */
const ALL_TIME = '2050-12-31';

/** A plan as it was at a moment; while the next one is fetched, the last stays. */
export class PastPlan {
  #asked = '';
  #id = '';
  #plan = $state.raw<PlanThen>();
  #missing = $state(false);

  get plan(): PlanThen | undefined {
    return this.#plan;
  }
  /** There was no such plan then, or it is not for this person. */
  get missing(): boolean {
    return this.#missing;
  }

  show(id: string, moment: AskedMoment | undefined): void {
    const asked = `/api/plans/${id}?${queryOf({ on: ALL_TIME, ...moment })}`;
    this.#asked = moment ? asked : '';
    if (id !== this.#id || !moment) this.#plan = undefined;
    this.#id = id;
    if (!moment) {
      this.#missing = false;
      return;
    }
    ask<PlanThen>(asked).then(
      (plan) => {
        if (this.#asked !== asked) return;
        this.#missing = false;
        this.#plan = moment.on === undefined ? plan : heldOn(plan);
      },
      () => {
        if (this.#asked !== asked) return;
        this.#plan = undefined;
        this.#missing = true;
      },
    );
  }
}

/** Shows of each field what holds on the day, not what was recorded last. */
function heldOn(plan: PlanThen): PlanThen {
  const fields = plan.fields.map(({ last, ...field }) => {
    void last;
    return field.entry ? { ...field, last: field.entry } : field;
  });
  return { ...plan, fields };
}
