import { streamOf } from '../../../events/ids.ts';
import { PLAN_BALANCE, planBalance } from '../../../projections/plan-view/plan-balance.ts';
import { streamState } from '../../../projections/topic/topic.ts';
import { live, newId } from '../../live/live.svelte.ts';
import { session } from '../../session/session.svelte.ts';
import { sha256Hex } from './sha256.ts';
import type { PlanTable } from './plan-table.svelte.ts';

/** Records what the plan's contributions come to now. False: a fingerprint cannot be made in this browser. */
export async function recordBalance(table: PlanTable): Promise<boolean> {
  const inputIndex = live.index(table.topic);
  const plan = streamState(live.confirmed(table.topic), 'plan', streamOf(table.id)?.stream ?? '');
  const outputs = plan && planBalance(plan);
  if (outputs === undefined || inputIndex === undefined) return true;
  const sorted = Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1)));
  const hash = await sha256Hex(new TextEncoder().encode(JSON.stringify(sorted)));
  if (hash === undefined) return false;
  table.give('TakeCalculationSnapshot', {
    snapshotId: `snp_${newId()}`,
    calc: PLAN_BALANCE,
    inputIndex,
    // no parameter is read
    paramVersion: 0,
    code: { commit: `build-${session.build}`.slice(0, 64), runtime: 'browser' },
    outputs: sorted,
    hash,
  });
  return true;
}
