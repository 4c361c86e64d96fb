import type { PlanKind } from '../../events/plan/details.ts';
import type { ContributionKind } from '../../events/plan/state.ts';

/** A direction for which a kind of plan has a target, and the contributions that go towards it. */
export interface PlanTarget {
  readonly direction: 'OFFTAKE' | 'FEED_IN' | 'HEAT';
  readonly covers: ContributionKind;
}

const targets: Partial<Record<PlanKind, PlanTarget>> = {
  SHARED_HEAT: { direction: 'HEAT', covers: 'HEAT_MW' },
  JOINT_GRID_GTO: { direction: 'OFFTAKE', covers: 'CAPACITY_MW' },
  JOINT_GRID_CABLE_POOLING: { direction: 'OFFTAKE', covers: 'CAPACITY_MW' },
  FLEX_POOL: { direction: 'OFFTAKE', covers: 'FLEX_MW' },
};

/** The target of a kind of plan; undefined: its size stands in its fields, and nothing is pledged towards it in MW. */
export function targetOf(kind: PlanKind): PlanTarget | undefined {
  return targets[kind];
}
