import { inForms } from '../../forms/in-forms.svelte.ts';
import type { Refused } from '../../live/command-queue.ts';
import { PLAN_BALANCE } from '../../../projections/plan-view/plan-balance.ts';
import { live } from '../../live/live.svelte.ts';

/** What is told at the place where it was asked, rather than over the page: by the card that asks it. */
const places = {
  gates: ['RequestGate', 'TakeCalculationSnapshot', 'StateFlexPotential'],
  group: ['GrantGroupCapacity', 'RefuseGroupCapacity'],
  end: ['RealisePlan', 'StopPlan', 'DesignatePilot'],
  agreements: ['DraftAgreement', 'SignAgreement', 'TerminateAgreement'],
  risks: ['RaiseRisk', 'RescoreRisk', 'CloseRisk'],
  calculation: ['TakeCalculationSnapshot'],
  costs: ['ProposeCostSplit', 'AcceptCostSplit'],
  participants: ['InviteParticipant', 'JoinPlan', 'LeavePlan'],
  contributions: ['PledgeContribution', 'WithdrawContribution'],
  milestones: ['PlanMilestone', 'MoveMilestoneForecast', 'ReachMilestone'],
} as const;
export type RefusalPlace = keyof typeof places;

const told: ReadonlySet<string> = new Set(Object.values(places).flat());

/** The first refusal that is told at a place; what somebody changed meanwhile is always asked over the page. */
export function refusedAt(topic: string, place: RefusalPlace): Refused | undefined {
  const types: readonly string[] = places[place];
  const here = ({ command }: Refused): boolean =>
    command.type !== 'TakeCalculationSnapshot' || (place === 'gates') === (command.data['calc'] === PLAN_BALANCE);
  return live.refused.find(
    (one) => one.topic === topic && types.includes(one.command.type) && here(one) && toldHere(one),
  );
}

/** The first refusal that no place tells. */
export function refusedElsewhere(topic: string): Refused | undefined {
  return live.refused.find(
    (one) => one.topic === topic && !inForms.has(one.command.id) && !(told.has(one.command.type) && toldHere(one)),
  );
}

const toldHere = ({ problem }: Refused): boolean => problem.code !== 'EDIT_CONFLICT';
