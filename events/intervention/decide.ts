import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { correctionOf } from '../correction.ts';
import { draft, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import type { InterventionCommandData as C } from './commands.ts';
import { correctableFacts, type InterventionState } from './state.ts';

/** Decides every command of an intervention: measured, then judged, and judged again when more is known. */
export function decide(state: InterventionState, command: Command): Decision {
  if (command.type === 'StartIntervention') {
    if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
    return happened(draft('InterventionStarted', { ...command.data }));
  }
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  switch (command.type) {
    case 'MeasureIndicator': {
      if (state.stopped) return refuse('INTERVENTION_STOPPED', { date: state.stopped.from });
      const { date, value } = command.data as C['MeasureIndicator'];
      const standing = state.measurements.find((entry) => entry.from === date);
      if (standing?.value === value) return nothingToDo(standing.command);
      if (standing) return refuse('MEASURED_ALREADY', { date });
      return happened(draft('IndicatorMeasured', { ...command.data }));
    }
    case 'JudgeIntervention': {
      const data = command.data as C['JudgeIntervention'];
      if (state.measurements.length === 0 && data.verdict !== 'UNKNOWN') return refuse('NOT_MEASURED', {});
      const last = state.verdicts.at(-1);
      if (last && !isHidden(last.value) && same(last.value, data)) return nothingToDo(last.command);
      return happened(draft('InterventionJudged', { ...data }));
    }
    case 'StopIntervention':
      if (state.stopped) return nothingToDo(state.stopped.command);
      return happened(draft('InterventionStopped', { ...command.data }));
    case 'CorrectFact':
      return correctionOf(command, correctableFacts(state));
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}
