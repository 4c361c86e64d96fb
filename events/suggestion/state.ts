import { HIDDEN, type VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import type { SuggestionEventData as D } from './events.ts';

export type SuggestionParts = D['SynergySuggested']['parts'];

interface Exact {
  score: number;
  parts: SuggestionParts;
  paramVersion: number;
}

export interface SuggestionState {
  exists: boolean;
  kind: D['SynergySuggested']['kind'];
  siteIds: string[];
  /** For everybody in the region; the figures behind it are for who sees those of all its sites. */
  rounded?: Entry<{ score: number; bands: D['SynergySuggested']['bands'] }>;
  exact?: Entry<Exact>;
  dismissed?: Entry<string>;
}

export const initial = (): SuggestionState => ({ exists: false, kind: 'SHARED_HEAT', siteIds: [] });

/** Folds one event into the state, in place. */
export function evolve(state: SuggestionState, event: VisibleEvent): SuggestionState {
  if (event.type === 'SynergySuggested') {
    const { kind, siteIds, score, parts, roundedScore, bands, paramVersion } = event.data as D['SynergySuggested'];
    Object.assign(state, { exists: true, kind, siteIds: [...siteIds] });
    state.rounded = entryOf(event, { score: roundedScore, bands });
    const hidden = typeof score !== 'number';
    state.exact = entryOf<Exact>(event, hidden ? HIDDEN : { score, parts, paramVersion });
  } else if (event.type === 'SuggestionDismissed') {
    state.dismissed = entryOf(event, (event.data as D['SuggestionDismissed']).reason);
  }
  return state;
}

/** A suggestion is the region's; the figures behind it are for who may see those of its sites. */
export function view(state: SuggestionState, sees: Sees): SuggestionState {
  if (!state.exists || !sees('P2')) return initial();
  if (sees('P3') || !state.exact) return state;
  return { ...state, exact: { ...state.exact, value: HIDDEN } };
}
