import { draft, editConflict, happened, nothingToDo, refuse } from '../decision.ts';
import type { Command, DecideContext, Decision } from '../decision.ts';
import type { DecisionCommandData as C } from './commands.ts';
import { stageOn } from './due.ts';
import type { Condition, DecisionState } from './state.ts';

/** A condition is fulfilled or breached; a breached one may still be fulfilled, late. */
export function decideCondition(state: DecisionState, command: Command): Decision {
  const found = standing(state, command);
  if ('refused' in found) return found;
  const { id, fulfilled, breached } = found;
  if (command.type === 'FulfilCondition') {
    if (fulfilled) return nothingToDo(fulfilled.command);
    return (
      editConflict(command, `condition.${id}`, undefined, breached) ??
      happened(draft('ConditionFulfilled', { ...command.data }))
    );
  }
  if (fulfilled) return refuse('CONDITION_FULFILLED', {});
  if (breached) return nothingToDo(breached.command);
  return happened(draft('ConditionBreached', { ...command.data }));
}

/** A reminder is recorded once for each stage, and only while the condition is open and the calendar says so. */
export function decideReminder(state: DecisionState, command: Command, { today }: DecideContext): Decision {
  const found = standing(state, command);
  if ('refused' in found) return found;
  const { stage } = command.data as C['RemindOfCondition'];
  const { id, due, reminded } = found;
  if (reminded[stage]) return nothingToDo(reminded[stage].command);
  if (stageOn(found, today) !== stage) return nothingToDo();
  return happened(draft('ConditionReminded', { conditionId: id, due, stage }));
}

function standing(state: DecisionState, command: Command): Condition | Extract<Decision, { refused: unknown }> {
  const { conditionId } = command.data as { conditionId: string };
  const condition = state.conditions[conditionId];
  const refusal =
    state.taken === undefined
      ? refuse('DECISION_NOT_TAKEN', {})
      : state.status !== 'TAKEN'
        ? refuse('DECISION_ENDED', {})
        : refuse('NOT_FOUND', { subject: conditionId });
  if (condition && state.status === 'TAKEN') return condition;
  return refusal as Extract<Decision, { refused: unknown }>;
}
