import type { DecideContext } from '../decision.ts';
import type { SubjectId } from '../envelope.ts';
import { isHidden } from '../envelope.ts';
import type { ChecklistItem, Gate } from './gates.ts';
import { presentParticipants, standingContributions, type PlanState } from './state.ts';

/** What a gate asks for, and whether it is there; undefined: cannot be known here. */
export function checklist(
  state: PlanState,
  gate: Gate,
  snapshotIds: readonly string[],
  plan: SubjectId,
  { around }: Pick<DecideContext, 'around'>,
): [ChecklistItem, boolean | undefined][] {
  const agreements = Object.values(state.agreements).filter(({ terminated }) => terminated === undefined);
  const milestones = Object.values(state.milestones).filter((milestone) => milestone.gate === gate);
  const reached: [ChecklistItem, boolean][] =
    milestones.length === 0 ? [] : [['milestonesReached', milestones.every((one) => one.reached !== undefined)]];
  switch (gate) {
    case 'G1':
      return [
        ['organisations', presentParticipants(state).length >= 2],
        ['letterOfIntent', agreements.some(({ type, signed }) => type === 'LOI' && signed !== undefined)],
        ...reached,
      ];
    case 'G2': {
      const ownerless = around.bottlenecksWithoutOwner?.(plan);
      return [
        ['calculation', snapshotIds.length > 0 && snapshotIds.every((id) => state.snapshots[id] !== undefined)],
        ['bottlenecksOwned', ownerless === undefined ? undefined : ownerless === 0],
        ['flexibilityStated', allOf(memberSites(state).map((site) => around.flexibilityStated?.(site)))],
        ...reached,
      ];
    }
    case 'G3':
      return [
        ['costSplitAccepted', costSplitAccepted(state)],
        ['agreementsDrafted', agreements.some(({ type }) => type !== 'LOI' && type !== 'NDA')],
        ['operatorConfirmation', operatorConfirmed(state, plan, around)],
        ...reached,
      ];
    case 'G4':
      return [['agreementsSigned', agreements.every(({ signed }) => signed !== undefined)], ...reached];
    case 'G5':
      return [
        ['contributionsFirm', standingContributions(state).every(({ firmness }) => firmness === 'FIRM')],
        ...reached,
      ];
  }
}

/** The last proposal whose shares are all accepted by who is at the table now. */
function costSplitAccepted(state: PlanState): boolean {
  const present = presentParticipants(state).map(({ org }) => org);
  return Object.values(state.costSplits).some(({ split, accepted }) => {
    if (isHidden(split.value)) return false;
    const named = split.value.shares.map(({ orgId }) => orgId);
    return named.every((org) => present.includes(org) && accepted[org] !== undefined);
  });
}

/** Only a group contract needs the operator's word (I4). */
function operatorConfirmed(state: PlanState, plan: SubjectId, around: DecideContext['around']): boolean | undefined {
  if (state.kind !== 'JOINT_GRID_GTO') return true;
  const granted = around.groupCapacity?.(plan);
  return granted === undefined ? undefined : granted.length > 0;
}

function memberSites(state: PlanState): SubjectId[] {
  return presentParticipants(state).flatMap(({ siteIds }) => siteIds);
}

function allOf(values: (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}
