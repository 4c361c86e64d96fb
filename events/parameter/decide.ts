import { draft, editConflict, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import { same } from '../same.ts';
import { lastRecorded } from '../timeline.ts';
import type { ParameterCommandData as C } from './commands.ts';
import type { ParameterState } from './state.ts';

/** The stream of all parameters; its UUIDv7 is fixed, as there is one. */
export const PARAMETERS_SUBJECT = 'par_00000000-0000-7000-8000-000000000000';

/** Sets a parameter from a day on; a value on the same day takes the place of the one before it. */
export function decide(state: ParameterState, command: Command): Decision {
  if (command.subject !== PARAMETERS_SUBJECT) return refuse('NOT_FOUND', { subject: command.subject });
  if (command.type !== 'SetParameter') return refuse('UNKNOWN_COMMAND', { type: command.type });
  const { key, ...parameter } = command.data as C['SetParameter'];
  const { value, low, high } = parameter;
  const between = typeof value !== 'number' || ((low ?? value) <= value && value <= (high ?? value));
  const bounded = low !== undefined || high !== undefined;
  if (!between || (bounded && typeof value !== 'number')) return refuse('BOUNDS_REVERSED', { low, value, high });
  const standing = lastRecorded(state.values[key]);
  if (standing && same(standing.value, parameter)) return nothingToDo(standing.command);
  return editConflict(command, key, value, standing) ?? happened(draft('ParameterSet', { ...command.data }));
}
