import { isHidden, type VisibleEvent } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import type { SelectionState } from '../../events/selection/state.ts';

/** Under which name the seats hold who weighed a region. */
export const weighing = (region: string): string => `weighing ${region}`;

const weighs = new Set(['WeightsProposed', 'ScoreEntered', 'ScoreRevised']);

/** Takes in who sits down at a plan and who leaves it, and who weighs which regions; `before` is the stream without the event. */
export function applySeats(seats: Map<string, Set<string>>, event: VisibleEvent, before: unknown): void {
  const { stream, type, data, meta } = event;
  const sit = (at: string, organisation: string): void =>
    void seats.set(at, (seats.get(at) ?? new Set<string>()).add(organisation));
  if (kindOf(stream) === 'selection' && weighs.has(type)) {
    const model = (before as SelectionState | undefined)?.model?.value;
    for (const region of model && !isHidden(model) ? model.regions : []) sit(weighing(region), meta.organisation);
  }
  if (kindOf(stream) !== 'plan' || typeof data['orgId'] !== 'string') return;
  const plan = subjectOf(stream);
  if (type === 'ParticipantLeft') seats.get(plan)?.delete(data['orgId']);
  else if (type === 'ParticipantJoined') sit(plan, data['orgId']);
}
