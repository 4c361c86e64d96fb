import { evolveActions, type Actions } from '../any-stream/actions.ts';
import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import type { LessonEventData as D } from './events.ts';

export interface LessonState {
  exists: boolean;
  status: 'PROPOSED' | 'ENDORSED' | 'RETIRED';
  proposed?: Entry<D['LessonProposed']>;
  /** Per organisation that stands behind it. */
  endorsements: Record<string, Entry<true>>;
  /** Where it was used, in log order; their count is how often. */
  applications: Entry<D['LessonApplied']>[];
  retired?: Entry<string>;
  actions: Actions;
}

export const initial = (): LessonState => ({
  exists: false,
  status: 'PROPOSED',
  endorsements: {},
  applications: [],
  actions: {},
});

/** Folds one event into the state, in place. */
export function evolve(state: LessonState, event: VisibleEvent): LessonState {
  switch (event.type) {
    case 'LessonProposed':
      state.exists = true;
      state.proposed = entryOf(event, { ...(event.data as D['LessonProposed']) });
      break;
    case 'LessonEndorsed': {
      const { byOrg, date } = event.data as D['LessonEndorsed'];
      state.status = 'ENDORSED';
      state.endorsements[byOrg] = entryOf(event, true, { from: date });
      break;
    }
    case 'LessonApplied':
      state.applications.push(entryOf(event, { ...(event.data as D['LessonApplied']) }));
      break;
    case 'LessonRetired':
      state.status = 'RETIRED';
      state.retired = entryOf(event, (event.data as D['LessonRetired']).reason);
      break;
    default:
      evolveActions(state.actions, event);
  }
  return state;
}

/** Lessons are for all partners of the programme. */
export const view = (state: LessonState, sees: Sees): LessonState => (state.exists && sees('P1') ? state : initial());
