import { isHidden } from '../../events/envelope.ts';
import type { DetailValue } from '../../events/details.ts';
import { DEFAULT_EXCHANGER_DELTA_K } from '../../events/plan/details.ts';
import { standingContributions, type PlanState } from '../../events/plan/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { targetOf } from './target-kinds.ts';

/** Name under which it is recorded. */
export const PLAN_BALANCE = 'plan-balance';

/**
 * What a plan's contributions come to against its targets: per kind the sum and how much of it is firm (MW, m2, EUR or
 * a count), per direction the target in MW and the share that is covered, and for heat the margin of the source in K.
 * Undefined when an amount is hidden from this viewer: then there is nothing to record.
 */
export function planBalance(plan: PlanState): Record<string, number> | undefined {
  const outputs: Record<string, number> = {};
  for (const { kind, amount, firmness } of standingContributions(plan)) {
    if (isHidden(amount.value)) return undefined;
    add(outputs, `${kind}.total`, amount.value);
    add(outputs, `${kind}.firm`, firmness === 'FIRM' ? amount.value : 0);
  }
  for (const [direction, timeline] of Object.entries(plan.capacityTargets)) {
    const target = lastRecorded(timeline)?.value;
    if (target === undefined || isHidden(target) || target.MW === null || target.MW === 0) continue;
    outputs[`${direction}.targetMW`] = target.MW;
    const aim = targetOf(plan.kind);
    if (aim?.direction === direction)
      outputs[`${direction}.covered`] = rounded((outputs[`${aim.covers}.total`] ?? 0) / target.MW);
  }
  const margin = heatMargin(plan);
  return margin === undefined ? outputs : { ...outputs, 'heat.marginK': margin };
}

/** How many K the source is warmer than the sink needs, through two exchangers. */
function heatMargin(plan: PlanState): number | undefined {
  const valueOf = (field: string): DetailValue | undefined => {
    const value = lastRecorded(plan.details[field])?.value;
    return value === undefined || value === null || isHidden(value) ? undefined : value;
  };
  const [source, required] = [valueOf('sourceTemperatureC'), valueOf('requiredTemperatureC')];
  const delta = valueOf('exchangerDeltaK') ?? DEFAULT_EXCHANGER_DELTA_K;
  if (typeof source !== 'number' || typeof required !== 'number' || typeof delta !== 'number') return undefined;
  return rounded(source - required - 2 * delta);
}

function add(outputs: Record<string, number>, name: string, amount: number): void {
  outputs[name] = rounded((outputs[name] ?? 0) + amount);
}

/** Sums of decimals are kept at a millionth. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
