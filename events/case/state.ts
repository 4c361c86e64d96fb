import { evolveActions, type Actions } from '../any-stream/actions.ts';
import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import type { CaseEventData as D } from './events.ts';

export type CasePhase = D['CasePhaseChanged']['to'];

export interface CaseState {
  exists: boolean;
  siteIds: string[];
  decisionId: string;
  question?: Entry<string>;
  phase: CasePhase;
  phases: Entry<CasePhase>[];
  meetings: Entry<D['CaseMeetingHeld']>[];
  plans: Record<string, Entry<true>>;
  regions: Record<string, Entry<true>>;
  closed?: Entry<D['CaseClosed']>;
  actions: Actions;
}

export function initial(): CaseState {
  return {
    exists: false,
    siteIds: [],
    decisionId: '',
    phase: 'INTAKE',
    phases: [],
    meetings: [],
    plans: {},
    regions: {},
    actions: {},
  };
}

/** Folds one event into the state, in place. */
export function evolve(state: CaseState, event: VisibleEvent): CaseState {
  switch (event.type) {
    case 'CaseOpened': {
      const { siteIds, question, decisionId } = event.data as D['CaseOpened'];
      Object.assign(state, { exists: true, siteIds: [...siteIds], decisionId });
      state.question = entryOf(event, question);
      state.phases.push(entryOf<CasePhase>(event, 'INTAKE'));
      break;
    }
    case 'CasePhaseChanged': {
      const { to } = event.data as D['CasePhaseChanged'];
      state.phase = to;
      state.phases.push(entryOf<CasePhase>(event, to));
      break;
    }
    case 'CaseMeetingHeld': {
      const meeting = event.data as D['CaseMeetingHeld'];
      state.meetings.push(entryOf(event, { ...meeting }, { from: meeting.date }));
      break;
    }
    case 'CaseLinkedToPlan':
      state.plans[(event.data as D['CaseLinkedToPlan']).planId] = entryOf(event, true);
      break;
    case 'CaseScaledToRegion':
      state.regions[(event.data as D['CaseScaledToRegion']).regionId] = entryOf(event, true);
      break;
    case 'CaseClosed':
      state.phase = 'CLOSED';
      state.phases.push(entryOf<CasePhase>(event, 'CLOSED'));
      state.closed = entryOf(event, { ...(event.data as D['CaseClosed']) });
      break;
    default:
      evolveActions(state.actions, event);
  }
  return state;
}

/** A case is for the regions of its sites, and those it was scaled to. */
export const view = (state: CaseState, sees: Sees): CaseState => (state.exists && sees('P2') ? state : initial());
