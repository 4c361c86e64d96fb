import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Timeline } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import { audienceClass } from './audience.ts';
import type { ReleaseEventData as D } from './events.ts';

export type Released = D['AggregateReleased'];

export interface ReleaseState {
  exists: boolean;
  scope: string;
  /** Per key and audience (`key audience`) what was released, in log order. */
  totals: Record<string, Timeline<Released>>;
}

export const initial = (): ReleaseState => ({ exists: false, scope: '', totals: {} });

/** Folds one event into the state, in place. */
export function evolve(state: ReleaseState, event: VisibleEvent): ReleaseState {
  if (event.type !== 'AggregateReleased') return state;
  const released = event.data as Released;
  state.exists = true;
  state.scope = released.scope;
  (state.totals[totalName(released)] ??= []).push(entryOf(event, { ...released }));
  return state;
}

/** Each total is for its audience. */
export function view(state: ReleaseState, sees: Sees): ReleaseState {
  const totals = Object.entries(state.totals).filter(([name]) =>
    sees(audienceClass(name.slice(name.lastIndexOf(' ') + 1))),
  );
  return totals.length === 0 ? initial() : { ...state, totals: Object.fromEntries(totals) };
}

export const totalName = ({ key, audience }: Pick<Released, 'key' | 'audience'>): string => `${key} ${audience}`;
