import type { PlanKind } from '../../../events/plan/details.ts';
import { t } from './texts.ts';

/** What can be brought to a plan. */
export const contributionKinds = ['HEAT_MW', 'CAPACITY_MW', 'FLEX_MW', 'LAND', 'EUR', 'DATA'] as const;
export type OfferedKind = (typeof contributionKinds)[number];

/** What is asked for first in a kind of plan. */
const firstOf: Readonly<Record<PlanKind, OfferedKind>> = {
  SHARED_HEAT: 'HEAT_MW',
  JOINT_GRID_GTO: 'CAPACITY_MW',
  JOINT_GRID_CABLE_POOLING: 'CAPACITY_MW',
  HYDROGEN_HUB: 'EUR',
  GREEN_GAS_HUB: 'LAND',
  FLEX_POOL: 'FLEX_MW',
  CO2_COLLECTION: 'EUR',
};

/** The kinds of contribution for a plan, the likeliest first. Heat is brought to shared heat only. */
export function offeredKinds(kind: PlanKind): OfferedKind[] {
  const [first] = [firstOf[kind]];
  const others = contributionKinds.filter((one) => one !== first && (one !== 'HEAT_MW' || kind === 'SHARED_HEAT'));
  return [first, ...others];
}

/** Unit of a kind of contribution, as people read it. */
export function unitName(kind: string): string {
  if (kind === 'EUR') return '€';
  return kind === 'LAND' || kind === 'DATA' ? t(`unit${kind}`) : 'MW';
}
