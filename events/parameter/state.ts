import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Timeline } from '../timeline.ts';
import type { ParameterEventData as D } from './events.ts';

export type Parameter = Omit<D['ParameterSet'], 'key'>;

export interface ParameterState {
  exists: boolean;
  /** How many have been set so far: what a calculation names as its version. */
  version: number;
  values: Record<string, Timeline<Parameter>>;
}

export const initial = (): ParameterState => ({ exists: false, version: 0, values: {} });

/** Folds one event into the state, in place. */
export function evolve(state: ParameterState, event: VisibleEvent): ParameterState {
  if (event.type !== 'ParameterSet') return state;
  const { key, ...parameter } = event.data as D['ParameterSet'];
  state.exists = true;
  state.version++;
  (state.values[key] ??= []).push(entryOf(event, parameter, { from: parameter.validFrom }));
  return state;
}

/** What calculations assume is public. */
export const view = (state: ParameterState): ParameterState => state;
