import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { draft, happened, nothingToDo, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import type { LessonCommandData as C } from './commands.ts';
import type { LessonState } from './state.ts';

/** Decides every command of a lesson; what is retired is used no more. */
export function decide(state: LessonState, command: Command, context: DecideContext): Decision {
  if (command.type === 'ProposeLesson') {
    if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
    return happened(draft('LessonProposed', { ...command.data }));
  }
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  if (state.retired)
    return command.type === 'RetireLesson' ? nothingToDo(state.retired.command) : refuse('LESSON_RETIRED', {});
  switch (command.type) {
    case 'EndorseLesson': {
      const { byOrg } = command.data as C['EndorseLesson'];
      if (byOrg !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: byOrg });
      const standing = state.endorsements[byOrg];
      return standing ? nothingToDo(standing.command) : happened(draft('LessonEndorsed', { ...command.data }));
    }
    case 'ApplyLesson': {
      const standing = state.applications.find(({ value }) => !isHidden(value) && same(value, command.data));
      return standing ? nothingToDo(standing.command) : happened(draft('LessonApplied', { ...command.data }));
    }
    case 'RetireLesson':
      return happened(draft('LessonRetired', { ...command.data }));
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}
