import { draft, happened, nothingToDo, refuse, type Command, type Decision, type Surroundings } from './decision.ts';
import type { LogIndex, VisibleEvent } from './envelope.ts';
import { entryOf, type Entry } from './timeline.ts';

/** A moment with its name; functions without schemas, for both sides. */
export interface NamedMoment {
  readonly id: string;
  readonly index: LogIndex;
  readonly name: Entry<string>;
}

/** By id, in the order in which they were named. */
export type NamedMoments = Record<string, NamedMoment>;

/** Folds what happens to moments; true when the event was about one. */
export function evolveMoments(state: { moments: NamedMoments }, event: VisibleEvent): boolean {
  const { momentId } = event.data as { momentId: string };
  if (event.type === 'MomentNamed') {
    const { name, index } = event.data as { name: string; index: LogIndex };
    state.moments = { ...state.moments, [momentId]: { id: momentId, index, name: entryOf(event, name) } };
    return true;
  }
  if (event.type !== 'MomentUnnamed') return false;
  const { [momentId]: gone, ...rest } = state.moments;
  void gone;
  state.moments = rest;
  return true;
}

/** Decides NameMoment and UnnameMoment. What has not happened yet cannot be named. */
export function decideMoment({ moments }: { moments: NamedMoments }, command: Command, around: Surroundings): Decision {
  const { momentId, name, index } = command.data as { momentId: string; name: string; index: LogIndex };
  const standing = moments[momentId];
  if (command.type === 'UnnameMoment')
    return standing ? happened(draft('MomentUnnamed', { momentId })) : refuse('NOT_FOUND', { subject: momentId });
  if (standing) {
    const same = standing.index === index && standing.name.value === name;
    return same ? nothingToDo(standing.name.command) : refuse('ALREADY_EXISTS', { subject: momentId });
  }
  const twin = Object.values(moments).find((one) => one.name.value === name);
  if (twin) return refuse('MOMENT_NAME_TAKEN', { name });
  const head = around.head?.();
  if (head !== undefined && index > head) return refuse('MOMENT_AHEAD', { index, head });
  return happened(draft('MomentNamed', { momentId, name, index }));
}
