import { PLAN_BALANCE } from '../../../projections/plan-view/plan-balance.ts';
import { newId } from '../../live/live.svelte.ts';
import type { PlanTable } from './plan-table.svelte.ts';

/** Asks the server to record what the plan's contributions come to now. */
export function recordBalance(table: PlanTable): void {
  table.give('TakeCalculationSnapshot', { snapshotId: `snp_${newId()}`, calc: PLAN_BALANCE });
}
