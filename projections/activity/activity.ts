import type { Instant, LogIndex, StreamName, VisibleEvent } from '../../events/envelope.ts';
import { classFactsAfter } from '../../events/class-facts.ts';
import { eventSpec } from '../../events/catalogue.ts';
import { redact, type ClassFacts } from '../../events/visibility.ts';
import { noFacts } from '../../events/visibility.ts';
import type { Projection } from '../projection.ts';

/** One thing that happened, as a line of the activity feed. */
export interface Activity {
  index: LogIndex;
  stream: StreamName;
  at: Instant;
  event: VisibleEvent;
}

export interface ActivityState {
  entries: Activity[];
  facts: Record<StreamName, ClassFacts>;
}

/** What happened in a topic, oldest first; the page shows the newest and groups them in sentences. */
export const activity: Projection<ActivityState> = {
  name: 'activity',
  version: 1,
  initial: () => ({ entries: [], facts: {} }),
  apply(state, event) {
    const facts = classFactsAfter(state.facts[event.stream] ?? noFacts, event);
    if (facts) state.facts[event.stream] = facts;
    state.entries.push({ index: event.index, stream: event.stream, at: event.meta.recordedAt, event });
    return state;
  },
  view(state, viewer) {
    const entries = state.entries.flatMap((entry) => {
      const facts = state.facts[entry.stream] ?? noFacts;
      const event = redact(
        entry.event,
        eventSpec(entry.stream, entry.event.type)?.classes ?? {},
        viewer.sees(entry.stream),
        facts,
      );
      return event ? [{ ...entry, event }] : [];
    });
    return { entries, facts: state.facts };
  },
};
