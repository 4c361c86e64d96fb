import type { LogIndex, StreamName, VisibleEvent } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import type { AnyState } from '../../events/kinds.ts';
import type { ServerToClient, Topic } from '../../events/live-protocol.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { liveKind } from './kinds.ts';

type EventsMessage = Parameters<ServerToClient['events']>[0];
type ResetMessage = Parameters<ServerToClient['reset']>[0];

/** What a message did: changed the state · was known already · shows that something before it is missing. */
export type Received = 'applied' | 'known' | 'gap';

/**
 * The confirmed state of one topic: changed by what the server pushes and by nothing else. Messages may come twice,
 * late or not at all; the rules on `prev` and `index` make the fold the same as if each event had come once, in order.
 */
export class TopicStore {
  readonly topic: Topic;
  #state: TopicState = { streams: {} };
  #index: LogIndex | null = null;
  #view: string | undefined;
  readonly #onEvents: ((events: readonly VisibleEvent[]) => void) | undefined;

  constructor(topic: Topic, onEvents?: (events: readonly VisibleEvent[]) => void) {
    this.topic = topic;
    this.#onEvents = onEvents;
  }

  /** Streams that have changed are new objects, so that a view sees by reference what to draw again. */
  get state(): TopicState {
    return this.#state;
  }

  /** Index of the last event held; null: nothing has come yet. */
  get index(): LogIndex | null {
    return this.#index;
  }

  /** What a `watch` says of it. */
  get held(): { after: LogIndex | null; view?: string } {
    return { after: this.#index, ...(this.#view === undefined ? {} : { view: this.#view }) };
  }

  events(message: EventsMessage): Received {
    const mine = this.#index ?? -1;
    if (message.prev > mine) return 'gap';
    if (message.index <= mine && this.#index !== null) return 'known';
    const fresh = message.events.filter((event) => event.index > mine).sort((a, b) => a.index - b.index);
    this.#apply(fresh);
    this.#index = Math.max(mine, message.index);
    return 'applied';
  }

  reset(message: ResetMessage): Received {
    this.#state = { streams: { ...(message.state.streams as Record<StreamName, AnyState>) } };
    this.#index = message.index;
    this.#view = message.view;
    return 'applied';
  }

  /** The server's last visible index: higher than mine means that something got lost. */
  head(index: LogIndex): Received {
    if (this.#index === null && index < 0) {
      this.#index = -1;
      return 'applied';
    }
    return index > (this.#index ?? -1) ? 'gap' : 'known';
  }

  #apply(events: readonly VisibleEvent[]): void {
    if (events.length === 0) return;
    this.#state = foldOn(this.#state, events);
    this.#onEvents?.(events);
  }
}

/** Folds events on copies of the streams they touch; the state given is left as it was. */
export function foldOn(state: TopicState, events: readonly VisibleEvent[]): TopicState {
  const streams = { ...state.streams };
  const copied = new Set<StreamName>();
  for (const event of events) {
    const kind = liveKind(kindOf(event.stream));
    if (!kind) continue;
    const standing = streams[event.stream];
    const own =
      standing === undefined
        ? kind.initial()
        : copied.has(event.stream)
          ? standing
          : (kind.copy ?? structuredClone)(standing);
    copied.add(event.stream);
    streams[event.stream] = kind.evolve(own, event);
  }
  return { streams };
}
