import type { Surroundings } from '../../events/decision.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import type { EventId, LogIndex, RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { Mandate } from '../../events/organisation/mandates.ts';
import { evolve, initial } from '../../events/organisation/state.ts';
import type { Class } from '../../events/visibility.ts';
import type { EventStore } from '../store/port.ts';

/** A mandate as the store holds it; null: the organisation has given none of that id. */
export type MandateOnHand = Mandate | null;

const PAGE = 1_000;

/**
 * Reads a mandate from the store itself, not from what this process's tail has passed: called just before the decision
 * is appended. What is revoked between this reading and the append stands later in the log than it may; the read model
 * of mandates (projections/revoked-mandates) finds the reverse.
 */
export async function mandateInStore(store: EventStore, organisation: SubjectId, id: string): Promise<MandateOnHand> {
  const stream = streamOf(organisation)?.stream;
  if (stream === undefined) return null;
  const state = initial();
  for (let from = 0; ; from += PAGE) {
    const events = await store.read(stream, { from, limit: PAGE });
    for (const event of events)
      if (event.type === 'MandateGranted' || event.type === 'MandateRevoked')
        // within one stream its revision orders as the log index does
        evolve(state, { ...event, index: event.revision });
    if (events.length < PAGE) return state.mandates[id] ?? null;
  }
}

interface Facts {
  head(): LogIndex;
  state(stream: string): { exists: boolean } | undefined;
  eventById(id: EventId): RecordedEvent | undefined;
}

/** What a decision looks at around it, as who asks may see it. */
export function aroundDecisions(
  facts: Facts,
  sees: (stream: string) => (cls: Class) => boolean,
  visible: (event: RecordedEvent) => boolean,
  mandate: MandateOnHand | undefined,
): Pick<Surroundings, 'seesSubject' | 'decision' | 'mandate' | 'factIndex' | 'head'> {
  const seen = (subject: SubjectId): { exists: boolean } | undefined => {
    const target = streamOf(subject);
    if (!target) return undefined;
    const state = facts.state(target.stream);
    const open = target.kind === 'plan' || target.kind === 'decision' ? sees(target.stream)('P2') : true;
    return state?.exists === true && open ? state : undefined;
  };
  return {
    seesSubject: (subject) => seen(subject) !== undefined,
    decision: (subject) => (seen(subject) as DecisionState | undefined)?.status ?? null,
    factIndex: (id) => {
      const event = facts.eventById(id);
      return event && visible(event) ? event.index : null;
    },
    head: () => facts.head(),
    ...(mandate === undefined ? {} : { mandate: (id: string) => (mandate?.id === id ? mandate : null) }),
  };
}
