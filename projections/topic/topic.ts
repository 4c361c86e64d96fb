import type { StreamName, VisibleEvent } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import { liveKind, type AnyState, type LiveKindName, type LiveStates } from '../../events/kinds.ts';
import type { Projection, Viewer } from '../projection.ts';

/**
 * The streams of a topic (`region:…`, `organisation:…`), each folded by its own kind. Sent on reset, folded on from
 * pushes; the server keeps the facts per stream and composes a topic of the streams that belong to it now.
 */
export interface TopicState {
  streams: Record<StreamName, AnyState>;
}

export const topic: Projection<TopicState> = {
  name: 'topic',
  version: 3,
  initial: () => ({ streams: {} }),
  apply(state, event) {
    const kind = liveKind(kindOf(event.stream));
    if (kind) state.streams[event.stream] = kind.evolve(state.streams[event.stream] ?? kind.initial(), event);
    return state;
  },
  view: (state, viewer) => ({ streams: viewStreams(Object.entries(state.streams), viewer) }),
};

/** What a viewer may see of some streams; one of which he may see nothing is not there for him. */
export function viewStreams(
  streams: Iterable<readonly [StreamName, AnyState]>,
  viewer: Viewer,
): Record<StreamName, AnyState> {
  const seen: Record<StreamName, AnyState> = {};
  for (const [name, state] of streams) {
    const visible = liveKind(kindOf(name))?.view(state, viewer.sees(name));
    if (visible?.exists === true) seen[name] = visible;
  }
  return seen;
}

/** The streams of one kind in a topic, with their names. */
export function streamsOf<K extends LiveKindName>(state: TopicState, kind: K): [StreamName, LiveStates[K]][] {
  return Object.entries(state.streams).filter(([name]) => kindOf(name) === kind) as [StreamName, LiveStates[K]][];
}

/** One stream's state, or undefined when the topic (or the viewer) does not hold it. */
export function streamState<K extends LiveKindName>(
  state: TopicState,
  kind: K,
  name: StreamName,
): LiveStates[K] | undefined {
  return kindOf(name) === kind ? (state.streams[name] as LiveStates[K] | undefined) : undefined;
}

/** Folds an event into a topic without copying it. */
export function applyTo(state: TopicState, event: VisibleEvent): void {
  topic.apply(state, event);
}
