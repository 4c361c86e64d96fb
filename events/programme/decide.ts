import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { correctionOf } from '../correction.ts';
import { draft, happened, notDecided, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import type { ProgrammeCommandData as C } from './commands.ts';
import { correctableFacts, freeEUR, reservedEUR, unpaidEUR, type ProgrammeState } from './state.ts';

/** Decides every command of a programme's budget: the race for a euro is decided here (I11). */
export function decide(state: ProgrammeState, command: Command, context: DecideContext): Decision {
  switch (command.type) {
    case 'AllocateBudget': {
      const { fromYear, toYear } = (command.data as C['AllocateBudget']).period;
      if (toYear < fromYear) return refuse('PERIOD_REVERSED', { from: fromYear, to: toYear });
      return happened(draft('BudgetAllocated', { ...command.data }));
    }
    case 'ReserveBudget': {
      const { reservationId } = command.data as C['ReserveBudget'];
      if (state.reservations[reservationId]) return refuse('ALREADY_EXISTS', { subject: reservationId });
      return happened(draft('BudgetReserved', { ...command.data }));
    }
    case 'ReleaseReservation': {
      const { reservationId, EUR } = command.data as C['ReleaseReservation'];
      const standing = state.reservations[reservationId];
      if (!standing) return refuse('NOT_FOUND', { subject: reservationId });
      const left = reservedEUR(standing);
      if (EUR > left) return refuse('RELEASE_EXCEEDS_RESERVATION', { EUR, left });
      return happened(draft('ReservationReleased', { ...command.data }));
    }
    default:
      if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
      if (isActionCommand(command.type)) return decideAction(state.actions, command);
      if (command.type === 'CorrectFact') return correctionOf(command, correctableFacts(state));
      return decideCommitment(state, command, context);
  }
}

function decideCommitment(state: ProgrammeState, command: Command, context: DecideContext): Decision {
  const { commitmentId, EUR } = command.data as C['PayFunds'];
  const standing = state.commitments[commitmentId];
  if (command.type === 'CommitFunds') {
    const { decisionId } = command.data as C['CommitFunds'];
    if (standing) return refuse('ALREADY_EXISTS', { subject: commitmentId });
    const undecided = notDecided(context, decisionId, 'BUDGET');
    if (undecided) return undecided;
    const free = freeEUR(state);
    return EUR > free ? refuse('BUDGET_EXCEEDED', { free }) : happened(draft('FundsCommitted', { ...command.data }));
  }
  if (command.type !== 'PayFunds' && command.type !== 'WithdrawCommitment')
    return refuse('UNKNOWN_COMMAND', { type: command.type });
  if (!standing) return refuse('NOT_FOUND', { subject: commitmentId });
  const left = unpaidEUR(standing);
  if (EUR > left) return refuse('PAYMENT_EXCEEDS_COMMITMENT', { EUR, left });
  return happened(draft(command.type === 'PayFunds' ? 'FundsPaid' : 'CommitmentWithdrawn', { ...command.data }));
}
