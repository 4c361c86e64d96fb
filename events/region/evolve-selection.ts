import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry, type Timeline } from '../timeline.ts';
import type { RegionEventData as D } from './events.ts';
import type { RegionState } from './state.ts';

export type RegionStatus = 'CANDIDATE' | 'SHORTLISTED' | 'SELECTED' | 'ACTIVE' | 'PAUSED' | 'CLOSED';
export type Indicator = Omit<D['RegionIndicatorSet'], 'key'>;

/** How far a region is in being chosen, and what it rests on. */
export interface SelectionSteps {
  status: RegionStatus;
  statuses: Timeline<RegionStatus>;
  /** The decision on which its selection rests. */
  selectedBy?: string;
  leadOrgId?: string;
  /** Per partner the level of its commitment, in log order. */
  commitments: Record<string, Timeline<'INFORMED' | 'LETTER' | 'SIGNED'>>;
  indicators: Record<string, Timeline<Indicator>>;
  closed?: Entry<D['RegionClosed']>;
}

export const initialSteps = (): SelectionSteps => ({
  status: 'CANDIDATE',
  statuses: [],
  commitments: {},
  indicators: {},
});

/** Folds commitments, indicators and the steps of selection. */
export function evolveSteps(state: RegionState, event: VisibleEvent): void {
  switch (event.type) {
    case 'PartnerCommitmentRecorded': {
      const { orgId, level, date } = event.data as D['PartnerCommitmentRecorded'];
      (state.commitments[orgId] ??= []).push(entryOf<'INFORMED' | 'LETTER' | 'SIGNED'>(event, level, { from: date }));
      return;
    }
    case 'RegionIndicatorSet': {
      const { key, ...indicator } = event.data as D['RegionIndicatorSet'];
      (state.indicators[key] ??= []).push(entryOf(event, indicator));
      return;
    }
    case 'RegionSelected':
      state.selectedBy = (event.data as D['RegionSelected']).decisionId;
      break;
    case 'RegionSelectionWithdrawn':
      delete state.selectedBy;
      break;
    case 'RegionActivated':
      state.leadOrgId = (event.data as D['RegionActivated']).leadOrgId;
      break;
    case 'RegionClosed':
      state.closed = entryOf(event, { ...(event.data as D['RegionClosed']) });
      break;
  }
  const status = statusAfter(event.type, state);
  if (status === undefined) return;
  state.status = status;
  state.statuses.push(entryOf<RegionStatus>(event, status));
}

function statusAfter(type: string, state: RegionState): RegionStatus | undefined {
  switch (type) {
    case 'RegionShortlisted':
      return 'SHORTLISTED';
    case 'RegionSelected':
      return 'SELECTED';
    case 'RegionSelectionWithdrawn':
      // what has been closed stays closed, whatever its selection rested on
      if (state.status === 'CLOSED') return undefined;
      return state.statuses.some(({ value }) => value === 'SHORTLISTED') ? 'SHORTLISTED' : 'CANDIDATE';
    case 'RegionActivated':
    case 'RegionResumed':
      return 'ACTIVE';
    case 'RegionPaused':
      return 'PAUSED';
    case 'RegionClosed':
      return 'CLOSED';
    default:
      return undefined;
  }
}
