import {
  draft,
  editConflict,
  happened,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import type { PlanCommandData as C } from './commands.ts';
import type { PlanState } from './state.ts';

/**
 * RecordPledge follows a reservation in the site's stream: it writes ContributionPledged the first time and
 * ContributionChanged when the reservation was replaced. PledgeContribution of what is no megawatt and
 * WithdrawContribution are decided here; the megawatts
 * come free in the site's stream after it.
 */
export function decideContribution(state: PlanState, command: Command, context: DecideContext): Decision {
  if (command.type === 'WithdrawContribution') return decideWithdrawal(state, command, context);
  const data = command.data as C['RecordPledge'] | C['PledgeContribution'];
  const participant = state.participants[context.organisation];
  if (!participant?.joined || participant.left)
    return refuse('NOT_PARTICIPANT', { organisation: context.organisation });
  if (!participant.siteIds.includes(data.siteId)) return refuse('SITE_NOT_IN_PLAN', { site: data.siteId });
  const standing = state.contributions[data.contributionId];
  if (data.to !== undefined && data.to < data.from) return refuse('PERIOD_REVERSED', { from: data.from, to: data.to });
  const reason = 'reason' in data ? data.reason : command.reason;
  if (!standing) return happened(draft('ContributionPledged', pledge(data)));
  if (standing.siteId !== data.siteId || standing.kind !== data.kind) {
    return refuse('ALREADY_EXISTS', { subject: data.contributionId });
  }
  const same =
    standing.amount.value === data.amount &&
    standing.from === data.from &&
    standing.to === data.to &&
    standing.firmness === data.firmness &&
    standing.withdrawn === undefined;
  if (same) return nothingToDo(standing.amount.command);
  if (command.type === 'PledgeContribution') {
    if (standing.org !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: standing.org });
    const conflict = editConflict(command, `contribution.${data.contributionId}`, data.amount, standing.amount);
    if (conflict) return conflict;
  }
  return happened(
    draft('ContributionChanged', {
      contributionId: data.contributionId,
      old: standing.amount.value,
      new: data.amount,
      unit: units[data.kind],
      from: data.from,
      to: data.to,
      firmness: data.firmness,
      reason,
    }),
  );
}

/** Units of what is no megawatt. */
const units: Partial<Record<string, string>> = { LAND: 'm2', EUR: 'EUR', DATA: '1' };

function pledge({
  contributionId,
  siteId,
  kind,
  amount,
  from,
  to,
  firmness,
}: C['RecordPledge'] | C['PledgeContribution']) {
  return { contributionId, siteId, kind, amount, unit: units[kind] ?? 'MW', from, to, firmness };
}

function decideWithdrawal(state: PlanState, command: Command, context: DecideContext): Decision {
  const { contributionId, reason } = command.data as C['WithdrawContribution'];
  const standing = state.contributions[contributionId];
  if (!standing) return refuse('NOT_FOUND', { subject: contributionId });
  if (standing.org !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: standing.org });
  if (standing.withdrawn) return nothingToDo(standing.withdrawn.command);
  return happened(draft('ContributionWithdrawn', { contributionId, reason }));
}
