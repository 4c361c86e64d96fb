import type { DecisionEventData as D } from '../../events/decision-record/events.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import type { VisibleEvent } from '../../events/envelope.ts';
import type { Told } from './notice.ts';
import { weighing } from './seats.ts';

/** Who sits at each plan, who weighed each region: what a decision is about concerns them. */
export type Seats = ReadonlyMap<string, ReadonlySet<string>>;

/** Who is asked to endorse a proposal hears of it. */
export function asked(_: DecisionState, event: VisibleEvent): readonly Told[] {
  return [{ kind: 'asked', to: (event.data as D['DecisionDrafted']).participants }];
}

/**
 * A decision and how it goes on: told to who takes part in it, to who sits at the plans that it is about, and of the
 * choice of a region to who weighed it.
 */
export function decided(decision: DecisionState, _: VisibleEvent, seats: Seats): readonly Told[] {
  const plans = decision.subjectIds.flatMap((id) => [...(seats.get(id) ?? [])]);
  const weighed =
    decision.type === 'REGION_SELECTION'
      ? decision.subjectIds.flatMap((id) => [...(seats.get(weighing(id)) ?? [])])
      : [];
  return [{ kind: 'decision', to: [...new Set([...parties(decision), ...plans, ...weighed])] }];
}

/** A condition that comes due or was settled: told to who decided and who takes part. */
export function condition(decision: DecisionState): readonly Told[] {
  return [{ kind: 'condition', to: parties(decision) }];
}

function parties({ drafted, taken, participants, endorsements, dissents }: DecisionState): string[] {
  const own = [drafted?.organisation, taken?.entry.organisation].filter((org) => org !== undefined);
  return [...new Set([...own, ...participants, ...Object.keys(endorsements), ...Object.keys(dissents)])];
}
