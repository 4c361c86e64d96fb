import type { VisibleEvent } from '../../events/envelope.ts';
import type { InterviewEventData } from '../../events/interview/events.ts';
import type { SelectionEventData } from '../../events/selection/events.ts';
import type { SelectionState } from '../../events/selection/state.ts';
import type { Told } from './notice.ts';

/** Who proposed weights hears that all are open now. */
export function weightsShown(_: SelectionState, event: VisibleEvent): readonly Told[] {
  return [{ kind: 'selection', to: (event.data as SelectionEventData['WeightsRevealed']).orgIds }];
}

/** Who weighed or scored hears that nothing changes any more, and which run is decided on. */
export function frozen(selection: SelectionState): readonly Told[] {
  return [{ kind: 'selection', to: [...weighersOf(selection)] }];
}

/** A company that is asked to answer. */
export function toInterviewed(_: unknown, event: VisibleEvent): readonly Told[] {
  return [{ kind: 'interview', to: (event.data as InterviewEventData['RoundOpened']).invited }];
}

/** Organisations that proposed weights, or entered or revised a score. */
export function weighersOf({ proposals, scores }: SelectionState): ReadonlySet<string> {
  const entered = Object.values(scores).flatMap(({ values }) => values.map(({ organisation }) => organisation));
  return new Set([...Object.keys(proposals), ...entered]);
}
