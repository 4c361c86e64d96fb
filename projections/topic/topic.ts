import type { StreamName } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import type { AnyState, LiveKindName, LiveStates } from '../../events/kinds.ts';

/**
 * The streams of a topic (`region:…`, `organisation:…`), each folded by its own kind. Sent on reset, folded on from
 * pushes; the server keeps the facts per stream and composes a topic of the streams that belong to it now.
 */
export interface TopicState {
  streams: Record<StreamName, AnyState>;
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
