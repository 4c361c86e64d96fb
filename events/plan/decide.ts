import { draft, happened, nothingToDo, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import type { PlanCommandData as C } from './commands.ts';
import { decideContribution } from './decide-contribution.ts';
import { decideDetail, decideRoute, decideTarget } from './decide-detail.ts';
import { decideMilestone } from './decide-milestone.ts';
import { decideRevert } from './decide-revert.ts';
import { decideParticipation } from './decide-participation.ts';
import { decideMoment } from '../named-moments.ts';
import { correctionOf } from '../correction.ts';
import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { decideAgreement, decideCostSplit } from './decide-agreement.ts';
import { decideEnd } from './decide-end.ts';
import { decideGate } from './decide-gate.ts';
import { decideRisk, decideSnapshot } from './decide-risk.ts';
import { decideVisibility } from './decide-visibility.ts';
import type { PlanState } from './state.ts';
import { correctableFacts } from './correctable.ts';

/** Decides every command of a plan. Rights are checked before; this asks only whether it can be so. */
export function decide(state: PlanState, command: Command, context: DecideContext): Decision {
  if (command.type === 'StartSynergyPlan') return decideStart(state, command, context);
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (state.stopped && !allowedAfterStop.has(command.type))
    return command.type === 'StopPlan' ? nothingToDo(state.stopped.command) : refuse('PLAN_STOPPED', {});
  if (state.status === 'PARKED' && !allowedWhileParked.has(command.type)) return refuse('PLAN_PARKED', {});
  switch (command.type) {
    case 'SetPlanDetail':
      return decideDetail(state, command, context);
    case 'SetCapacityTarget':
      return decideTarget(state, command);
    case 'DrawRoute':
      return decideRoute(state, command);
    case 'InviteParticipant':
    case 'JoinPlan':
    case 'LeavePlan':
      return decideParticipation(state, command, context);
    case 'PledgeContribution':
    case 'RecordPledge':
    case 'WithdrawContribution':
      return decideContribution(state, command, context);
    case 'PlanMilestone':
    case 'MoveMilestoneForecast':
    case 'ReachMilestone':
      return decideMilestone(state, command);
    case 'PlaceComment':
    case 'ResolveComment':
    case 'ReopenComment':
      return decideComment(state, command);
    case 'ParkPlan':
    case 'ResumePlan':
      return decideStatus(state, command);
    case 'RevertChange':
      return decideRevert(state, command, context);
    case 'CorrectFact':
      return correctionOf(command, correctableFacts(state));
    case 'NameMoment':
    case 'UnnameMoment':
      return decideMoment(state, command, context.around);
    default:
      return decideFurther(state, command, context);
  }
}

function decideFurther(state: PlanState, command: Command, context: DecideContext): Decision {
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  return (
    decideCostSplit(state, command, context) ??
    decideAgreement(state, command, context) ??
    decideRisk(state, command, context) ??
    decideSnapshot(state, command, context) ??
    decideGate(state, command, context) ??
    decideVisibility(state, command, context) ??
    decideEnd(state, command, context) ??
    refuse('UNKNOWN_COMMAND', { type: command.type })
  );
}

/** What was agreed and what went wrong can still be set right. */
const allowedAfterStop = new Set([
  'PlaceComment',
  'ResolveComment',
  'ReopenComment',
  'CorrectFact',
  'AgreeAction',
  'CompleteAction',
  'TerminateAgreement',
  'WithdrawContribution',
]);

const allowedWhileParked = new Set([
  'StopPlan',
  'ReopenGate',
  'AgreeAction',
  'CompleteAction',
  'TerminateAgreement',
  'CloseRisk',

  'ResumePlan',
  'ParkPlan',
  'PlaceComment',
  'ResolveComment',
  'ReopenComment',
  'LeavePlan',
  'WithdrawContribution',
  'CorrectFact',
  'NameMoment',
  'UnnameMoment',
]);

function decideStart(state: PlanState, command: Command, context: DecideContext): Decision {
  if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
  const data = command.data as C['StartSynergyPlan'];
  if (data.initiatorOrg !== context.organisation)
    return refuse('NOT_OWN_ORGANISATION', { organisation: data.initiatorOrg });
  if (context.around.regionExists(data.regionId) === false) return refuse('NOT_FOUND', { subject: data.regionId });
  return happened(
    draft('SynergyPlanStarted', { ...data }),
    draft('ParticipantJoined', { orgId: data.initiatorOrg, role: 'INITIATOR', siteIds: [] }),
  );
}

function decideComment(state: PlanState, command: Command): Decision {
  if (command.type === 'PlaceComment') {
    const data = command.data as C['PlaceComment'];
    if (state.comments[data.commentId]) return refuse('ALREADY_EXISTS', { subject: data.commentId });
    if (data.threadId !== data.commentId && !state.comments[data.threadId]) {
      return refuse('NOT_FOUND', { subject: data.threadId });
    }
    return happened(draft('CommentPlaced', { ...data }));
  }
  const { commentId } = command.data as C['ResolveComment'];
  const comment = state.comments[commentId];
  if (!comment) return refuse('NOT_FOUND', { subject: commentId });
  if (command.type === 'ReopenComment')
    return comment.resolved ? happened(draft('CommentReopened', { commentId })) : nothingToDo();
  if (comment.resolved) return nothingToDo(comment.resolved.command);
  return happened(draft('CommentResolved', { commentId }));
}

/** Status is never merged: who parks or resumes names what stood on his screen. */
function decideStatus(state: PlanState, command: Command): Decision {
  if (command.type === 'ParkPlan') {
    if (state.status === 'PARKED') return nothingToDo(state.parked?.command);
    return happened(draft('PlanParked', { ...(command.data as C['ParkPlan']) }));
  }
  if (state.status !== 'PARKED') return nothingToDo();
  return happened(draft('PlanResumed', { ...(command.data as C['ResumePlan']) }));
}
