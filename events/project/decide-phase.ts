import { draft, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { lastRecorded } from '../timeline.ts';
import type { ProjectCommandData as C } from './commands.ts';
import { projectPhases, type ProjectPhase, type ProjectStanding } from './phases.ts';
import type { ProjectState } from './state.ts';

/**
 * The way of a project (I15): forward one step at a time, back with a reason, on hold and on again from where it
 * was, cancelled from anywhere; only RealiseProject leads to OPERATIONAL. Undefined: not a command about the phase.
 */
export function decidePhase(state: ProjectState, command: Command): Decision | undefined {
  switch (command.type) {
    case 'AdvancePhase':
      return decideAdvance(state, command);
    case 'RevertPhase': {
      const { to, reason } = command.data as C['RevertPhase'];
      if (state.phase === to) return nothingToDo(holder(state));
      const from = state.phase;
      if (orderOf(from) < 0 || orderOf(to) > orderOf(from)) return skip(from, to);
      return happened(draft('ProjectPhaseReverted', { from, to, reason }));
    }
    case 'PutProjectOnHold':
      if (state.phase === 'ON_HOLD') return nothingToDo(holder(state));
      return happened(draft('ProjectPutOnHold', { ...command.data }));
    case 'ResumeProject':
      if (state.phase !== 'ON_HOLD') return nothingToDo(holder(state));
      return happened(draft('ProjectResumed', { toPhase: state.phaseBefore }));
    case 'CancelProject':
      if (state.phase === 'CANCELLED') return nothingToDo(holder(state));
      if (state.phase === 'OPERATIONAL') return skip(state.phase, 'CANCELLED');
      return happened(draft('ProjectCancelled', { ...command.data }));
    case 'RealiseProject':
      if (state.phase === 'OPERATIONAL') return nothingToDo(holder(state));
      if (state.phase !== 'CONSTRUCTION') return skip(state.phase, 'OPERATIONAL');
      return happened(draft('ProjectRealised', { ...command.data }));
    default:
      return undefined;
  }
}

function decideAdvance(state: ProjectState, command: Command): Decision {
  const data = command.data as C['AdvancePhase'];
  const from = state.phase;
  if (from === data.to) return nothingToDo(holder(state));
  const steps = orderOf(data.to) - orderOf(from);
  if (orderOf(from) < 0 || steps !== 1 || data.to === 'OPERATIONAL') return skip(from, data.to);
  const startYear = lastRecorded(state.startYear)?.value;
  const fidYear = Number(data.date.slice(0, 4));
  if (data.to === 'FID' && startYear !== undefined && !isHidden(startYear) && startYear < fidYear)
    return refuse('START_BEFORE_FID', { startYear, fidYear });
  return happened(draft('ProjectPhaseAdvanced', { from, ...data }));
}

const orderOf = (phase: ProjectStanding): number => projectPhases.indexOf(phase as ProjectPhase);
const skip = (from: ProjectStanding, to: ProjectStanding): Decision => refuse('PHASE_SKIP', { from, to });
const holder = (state: ProjectState): string | undefined => state.phases.at(-1)?.command;
