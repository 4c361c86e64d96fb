import { evolveActions, type Actions } from '../any-stream/actions.ts';
import { applyCorrection, within, type CorrectableFact } from '../correction.ts';
import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry, type Timeline } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import type { InterventionEventData as D } from './events.ts';

export interface InterventionState {
  exists: boolean;
  started?: Entry<D['InterventionStarted']>;
  measurements: Timeline<number>;
  /** The last verdict holds. */
  verdicts: Entry<D['InterventionJudged']>[];
  stopped?: Entry<string>;
  actions: Actions;
}

export const initial = (): InterventionState => ({ exists: false, measurements: [], verdicts: [], actions: {} });

/** Folds one event into the state, in place. */
export function evolve(state: InterventionState, event: VisibleEvent): InterventionState {
  switch (event.type) {
    case 'InterventionStarted':
      state.exists = true;
      state.started = entryOf(event, { ...(event.data as D['InterventionStarted']) });
      break;
    case 'IndicatorMeasured': {
      const { date, value } = event.data as D['IndicatorMeasured'];
      state.measurements.push(entryOf<number>(event, value, { from: date }));
      break;
    }
    case 'InterventionJudged':
      state.verdicts.push(entryOf(event, { ...(event.data as D['InterventionJudged']) }));
      break;
    case 'InterventionStopped':
      state.stopped = entryOf(event, (event.data as D['InterventionStopped']).reason);
      break;
    case 'FactCorrected':
      applyCorrection(event, correctableFacts(state));
      break;
    default:
      evolveActions(state.actions, event);
  }
  return state;
}

/** Interventions are for all partners of the programme. */
export const view = (state: InterventionState, sees: Sees): InterventionState =>
  state.exists && sees('P1') ? state : initial();

/** What a correction may point at: what was measured. */
export function correctableFacts(state: InterventionState): CorrectableFact[] {
  return state.measurements.map((entry) => ({ entry, field: 'value', check: within(-1e12, 1e12) }));
}
