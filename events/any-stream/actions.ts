import { draft, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import type { CalendarDay, VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry } from '../timeline.ts';

/** Something that somebody will do, agreed at a table. */
export interface Action {
  id: string;
  text: Entry<string>;
  ownerOrg: string;
  due: CalendarDay;
  done?: Entry<string | undefined>;
}

export type Actions = Record<string, Action>;

/** Folds ActionAgreed and ActionDone; other events leave it as it is. */
export function evolveActions(actions: Actions, event: VisibleEvent): void {
  if (event.type === 'ActionAgreed') {
    const { actionId, text, ownerOrg, due } = event.data as unknown as Agreed;
    actions[actionId] = { id: actionId, text: entryOf(event, text), ownerOrg, due };
  } else if (event.type === 'ActionDone') {
    const { actionId, date, evidence } = event.data as unknown as Done;
    const action = actions[actionId];
    if (action) actions[actionId] = { ...action, done: entryOf(event, evidence, { from: date }) };
  }
}

/** AgreeAction and CompleteAction, in a stream of any kind. */
export function decideAction(actions: Actions, command: Command): Decision {
  const { actionId } = command.data as { actionId: string };
  const standing = actions[actionId];
  if (command.type === 'AgreeAction') {
    if (standing) return refuse('ALREADY_EXISTS', { subject: actionId });
    return happened(draft('ActionAgreed', { ...command.data }));
  }
  if (!standing) return refuse('NOT_FOUND', { subject: actionId });
  if (standing.done) return nothingToDo(standing.done.command);
  return happened(draft('ActionDone', { ...command.data }));
}

export const isActionCommand = (type: string): boolean => type === 'AgreeAction' || type === 'CompleteAction';

interface Agreed {
  actionId: string;
  text: string;
  ownerOrg: string;
  due: CalendarDay;
}

interface Done {
  actionId: string;
  date: CalendarDay;
  evidence?: string;
}
