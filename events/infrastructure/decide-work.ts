import { draft, editConflict, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import type { InfrastructureCommandData as C } from './commands.ts';
import type { InfrastructureState } from './state.ts';

/** Works on infrastructure: scheduled, moved, completed. Undefined: not a command about works. */
export function decideWork(state: InfrastructureState, command: Command): Decision | undefined {
  if (command.type !== 'ScheduleWork' && command.type !== 'RescheduleWork' && command.type !== 'CompleteWork')
    return undefined;
  const { workId } = command.data as { workId: string };
  const standing = state.works[workId];
  if (command.type === 'ScheduleWork') {
    if (standing) return refuse('ALREADY_EXISTS', { subject: workId });
    return happened(draft('WorkScheduled', { ...command.data }));
  }
  if (!standing) return refuse('NOT_FOUND', { subject: workId });
  if (command.type === 'CompleteWork') {
    if (standing.completed) return nothingToDo(standing.completed.command);
    return happened(draft('WorkCompleted', { ...command.data }));
  }
  const { new: when, reason } = command.data as C['RescheduleWork'];
  if (standing.completed) return refuse('WORK_COMPLETED', { name: standing.name, date: standing.completed.from });
  if (standing.when.value === when) return nothingToDo(standing.when.command);
  return (
    editConflict(command, `work.${workId}`, when, standing.when) ??
    happened(draft('WorkRescheduled', { workId, old: standing.when.value, new: when, reason }))
  );
}
