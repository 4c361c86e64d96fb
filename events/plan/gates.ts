import type { Role } from '../envelope.ts';

/** The gates of a plan. G0 lies in its start; the others need a decision (domain.md A.6). */
export const gates = ['G1', 'G2', 'G3', 'G4', 'G5'] as const;
export type Gate = (typeof gates)[number];

/** A decision on a gate is taken or endorsed in each of these roles (domain.md A.6). */
export const gateRoles: readonly Role[] = ['PROVINCE', 'PROGRAMME_LEAD'];

/** What is asked for before a gate; the sentences of refusals name each of them. */
export const checklistItems = [
  'organisations',
  'letterOfIntent',
  'calculation',
  'bottlenecksOwned',
  'flexibilityStated',
  'costSplitAccepted',
  'agreementsDrafted',
  'operatorConfirmation',
  'agreementsSigned',
  'contributionsFirm',
  'milestonesReached',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

export type PlanStatus = 'DRAFT' | 'EXPLORING' | 'FEASIBILITY' | 'AGREED' | 'FID' | 'REALISED' | 'PARKED' | 'STOPPED';

const statusAfter: Readonly<Record<Gate, PlanStatus>> = {
  G1: 'EXPLORING',
  G2: 'FEASIBILITY',
  G3: 'AGREED',
  G4: 'FID',
  G5: 'FID',
};

/** Where a plan stands by the gates that it has passed one after another. */
export function statusByGates(passed: (gate: Gate) => boolean): PlanStatus {
  const open = gates.findIndex((gate) => !passed(gate));
  const last = gates[(open < 0 ? gates.length : open) - 1];
  return last === undefined ? 'DRAFT' : statusAfter[last];
}
