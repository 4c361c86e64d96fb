import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import {
  draft,
  happened,
  notDecided,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import type { CaseCommandData as C } from './commands.ts';
import type { CasePhase, CaseState } from './state.ts';

const order: readonly CasePhase[] = ['INTAKE', 'ANALYSIS', 'TABLE', 'ACTIONS', 'CLOSED'];

/** Decides every command of a case: chosen by a decision, then phase by phase; closed with an outcome. */
export function decide(state: CaseState, command: Command, context: DecideContext): Decision {
  if (command.type === 'OpenCase') return decideOpening(state, command, context);
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  if (state.closed && command.type !== 'ScaleCaseToRegion')
    return command.type === 'CloseCase' ? nothingToDo(state.closed.command) : refuse('CASE_CLOSED', {});
  switch (command.type) {
    case 'ChangeCasePhase':
      return decidePhase(state, (command.data as C['ChangeCasePhase']).to);
    case 'HoldCaseMeeting': {
      const unknown = (command.data as C['HoldCaseMeeting']).orgIds.find(
        (id) => context.around.organisationExists(id) === false,
      );
      if (unknown !== undefined) return refuse('NOT_FOUND', { subject: unknown });
      return happened(draft('CaseMeetingHeld', { ...command.data }));
    }
    case 'LinkCaseToPlan': {
      const { planId } = command.data as C['LinkCaseToPlan'];
      if (context.around.plan?.(planId)?.exists === false) return refuse('NOT_FOUND', { subject: planId });
      const standing = state.plans[planId];
      return standing ? nothingToDo(standing.command) : happened(draft('CaseLinkedToPlan', { planId }));
    }
    case 'ScaleCaseToRegion': {
      const { regionId } = command.data as C['ScaleCaseToRegion'];
      if (context.around.regionExists(regionId) === false) return refuse('NOT_FOUND', { subject: regionId });
      const standing = state.regions[regionId];
      return standing ? nothingToDo(standing.command) : happened(draft('CaseScaledToRegion', { regionId }));
    }
    case 'CloseCase':
      return happened(draft('CaseClosed', { ...command.data }));
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}

function decideOpening(state: CaseState, command: Command, context: DecideContext): Decision {
  if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
  const data = command.data as C['OpenCase'];
  const unknown = data.siteIds.find((site) => context.around.siteOwner(site) === null);
  if (unknown !== undefined) return refuse('NOT_FOUND', { subject: unknown });
  return notDecided(context, data.decisionId, 'CASE_SELECTION') ?? happened(draft('CaseOpened', { ...data }));
}

/** One step forward, or back to any phase before; CLOSED only by closing. */
function decidePhase(state: CaseState, to: CasePhase): Decision {
  const from = state.phase;
  if (from === to) return nothingToDo(state.phases.at(-1)?.command);
  const steps = order.indexOf(to) - order.indexOf(from);
  if (steps > 1 || to === 'CLOSED') return refuse('CASE_PHASE_SKIP', { from, to });
  return happened(draft('CasePhaseChanged', { from, to }));
}
