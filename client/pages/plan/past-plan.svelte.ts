import type { PlanView } from '../../../projections/plan-view/plan-view.ts';
import type { AskedMoment } from '../../past/asked-moment.ts';
import { PastPage } from '../../past/past-page.svelte.ts';

/** A plan as it was, with its texts and the log index that its moment is. */
export type PlanThen = PlanView & { index: number; texts: Record<string, string> };

/** Everything that was recorded, also what begins later: unless a day is asked for. */
const ALL_TIME = '2050-12-31';

/** A plan as it was at a moment. */
export class PastPlan extends PastPage<PlanThen> {
  constructor() {
    super('/api/plans', { on: ALL_TIME });
  }

  get plan(): PlanThen | undefined {
    return this.then;
  }

  protected override read(plan: PlanThen, moment: AskedMoment): PlanThen {
    return moment.on === undefined ? plan : heldOn(plan);
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
