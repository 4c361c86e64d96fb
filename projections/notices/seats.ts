import type { VisibleEvent } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';

/** Takes in who sits down at a plan and who leaves it. */
export function applySeats(seats: Map<string, Set<string>>, { stream, type, data }: VisibleEvent): void {
  if (kindOf(stream) !== 'plan' || typeof data['orgId'] !== 'string') return;
  const plan = subjectOf(stream);
  if (type === 'ParticipantLeft') seats.get(plan)?.delete(data['orgId']);
  else if (type === 'ParticipantJoined') seats.set(plan, (seats.get(plan) ?? new Set()).add(data['orgId']));
}
