import type { StreamName } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import { liveKind, type AnyState } from '../../events/kinds.ts';
import type { Projection, Viewer } from '../projection.ts';
import type { TopicState } from './topic.ts';

/** A topic as it is folded and shown: with the rules of every kind, which a page needs only once it watches one. */
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
