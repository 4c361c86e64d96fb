import type { Command } from '../../events/decision.ts';

/**
 * The field or facet that a command changes, as its basis names it. Two commands on one facet go one after the
 * other; `*` (start, park, resume) waits for, and holds up, everything of the same subject.
 */
export function facetOf(command: Pick<Command, 'type' | 'data' | 'basis'>): string {
  const data = command.data;
  switch (command.type) {
    case 'SetPlanDetail':
    case 'SetSiteDetail':
    case 'SetProjectDetail':
    case 'SetInfrastructureDetail':
      return String(data['field']);
    case 'SetCapacityTarget':
      return `capacityTarget.${String(data['direction'])}`;
    case 'DrawRoute':
      return 'route';
    case 'MoveMilestoneForecast':
      return `milestone.${String(data['milestoneId'])}.forecast`;
    case 'ReachMilestone':
      return `milestone.${String(data['milestoneId'])}.reached`;
    case 'PlanMilestone':
      return `milestone.${String(data['milestoneId'])}`;
    case 'PledgeContribution':
    case 'WithdrawContribution':
      return `contribution.${String(data['contributionId'])}`;
    case 'InviteParticipant':
    case 'JoinPlan':
    case 'LeavePlan':
      return `participant.${String(data['orgId'])}`;
    case 'PlaceComment':
    case 'ResolveComment':
      return `comment.${String(data['commentId'])}`;
    case 'EditText':
    case 'RevertText':
      return 'text';
    case 'NameMoment':
    case 'UnnameMoment':
      return `moment.${String(data['momentId'])}`;
    case 'RevertChange':
      return Object.keys(command.basis ?? {})[0] ?? `revert.${String(data['event'])}`;
    default:
      return '*';
  }
}

/** True when the two must not be under way at once: the same facet, one a part of the other, or either is `*`. */
export function facetsMeet(a: string, b: string): boolean {
  return a === '*' || b === '*' || a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
