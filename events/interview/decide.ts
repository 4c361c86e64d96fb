import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import {
  draft,
  editConflict,
  happened,
  notKnownHere,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { COHORT, daysAfter } from '../release/decide.ts';
import { same } from '../same.ts';
import { amsterdamDay } from '../timeline.ts';
import { unfitAnswer } from './answers.ts';
import type { InterviewCommandData as C } from './commands.ts';
import type { InterviewState } from './state.ts';

/** Decides every command of an interview round; once closed only corrections come in (I10). */
export function decide(state: InterviewState, command: Command, context: DecideContext): Decision {
  if (command.type === 'OpenRound') {
    if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
    return happened(draft('RoundOpened', { ...command.data }));
  }
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  switch (command.type) {
    case 'SubmitResponse':
      return decideResponse(state, command, context);
    case 'ValidateResponse': {
      const { responseId } = command.data as C['ValidateResponse'];
      const standing = state.responses[responseId];
      if (!standing) return refuse('NOT_FOUND', { subject: responseId });
      if (standing.validated) return nothingToDo(standing.validated.command);
      if (state.closed) return refuse('ROUND_CLOSED', { year: state.year });
      return happened(draft('ResponseValidated', { responseId, byActor: context.actor }));
    }
    case 'CorrectResponse':
      return decideCorrection(state, command, context);
    case 'CloseRound': {
      if (state.closed) return nothingToDo(state.closed.command);
      const index = context.around.head?.();
      return index === undefined ? notKnownHere : happened(draft('RoundClosed', { index }));
    }
    case 'PublishRound': {
      if (!state.closed) return refuse('ROUND_OPEN', { year: state.year });
      const told = context.around.roundTotals?.(command.subject, state);
      if (told === undefined) return notKnownHere;
      const held = state.published;
      if (held && same(held.value, told)) return nothingToDo(held.command);
      const earliest = held && daysAfter(amsterdamDay(held.at), COHORT.days);
      if (earliest !== undefined && context.today < earliest)
        return refuse('RELEASE_TOO_SOON', { earliest, sites: COHORT.sitesChanged });
      return happened(draft('RoundPublished', { ...told }));
    }
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}

function decideResponse(state: InterviewState, command: Command, context: DecideContext): Decision {
  const data = command.data as C['SubmitResponse'];
  if (state.closed) return refuse('ROUND_CLOSED', { year: state.year });
  const foreign = notOwn(data.orgId, context);
  if (foreign) return foreign;
  const owner = context.around.projectOwner?.(data.projectId);
  if (owner !== undefined && owner !== data.orgId) return refuse('NOT_FOUND', { subject: data.projectId });
  const again = Object.values(state.responses).find(
    ({ id, orgId, projectId }) => id === data.responseId || (orgId === data.orgId && projectId === data.projectId),
  );
  if (again) return refuse('RESPONSE_STANDS', { response: again.id });
  return happened(draft('ResponseSubmitted', { ...data }));
}

function decideCorrection(state: InterviewState, command: Command, context: DecideContext): Decision {
  const { responseId, field, new: value, reason } = command.data as C['CorrectResponse'];
  const standing = state.responses[responseId];
  if (!standing) return refuse('NOT_FOUND', { subject: responseId });
  const foreign = notOwn(standing.orgId, context);
  if (foreign) return foreign;
  const unfit = unfitAnswer(field, value);
  if (unfit) return refuse(unfit.code, unfit.values);
  const old = isHidden(standing.answers.value) ? undefined : standing.answers.value[field];
  if (same(old, value)) return nothingToDo(standing.answers.command);
  const conflict = standing.answers.corrected
    ? editConflict(command, `response.${responseId}`, value, standing.answers)
    : undefined;
  return conflict ?? happened(draft('ResponseCorrected', { responseId, field, old, new: value, reason }));
}

/** A company answers for itself; who holds the interviews writes down what was said. */
function notOwn(orgId: string, context: DecideContext): Decision | undefined {
  if (context.role !== 'COMPANY' || orgId === context.organisation) return undefined;
  return refuse('NOT_OWN_ORGANISATION', { organisation: orgId });
}
