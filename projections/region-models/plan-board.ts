import type { PlanStatus } from '../../events/plan/gates.ts';
import type { PlanCard } from '../region-overview/region-overview.ts';

/** In the order in which a plan comes through them; the last two lie beside. */
export const planStages = [
  ...(['DRAFT', 'EXPLORING', 'FEASIBILITY', 'AGREED', 'FID', 'REALISED'] as const),
  ...(['PARKED', 'STOPPED'] as const),
] as const satisfies readonly PlanStatus[];

export interface BoardColumn {
  readonly stage: PlanStatus;
  readonly plans: readonly PlanCard[];
}

/** The plans of a region by stage; a stage without plans is left out. */
export function planBoard(plans: readonly PlanCard[]): BoardColumn[] {
  return planStages
    .map((stage) => ({ stage, plans: plans.filter(({ status }) => status === stage) }))
    .filter((column) => column.plans.length > 0);
}
