import type { LogIndex } from '../../events/envelope.ts';
import type { KindName } from '../../events/ids.ts';
import { topic as topicProjection, viewStreams } from '../../projections/topic/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';

const kinds: readonly KindName[] = ['plan', 'project', 'site', 'case', 'intervention', 'infrastructure'];

type Reads = Pick<HttpDependencies, 'readModels'>;

/** All streams that a programme steers, of all regions, as who asks may see them; at a moment, or now. */
export async function steeredBy({ readModels }: Reads, asker: Asker, at: LogIndex | undefined): Promise<TopicState> {
  const then = at === undefined ? undefined : await readModels.kindsAt(kinds, at);
  const all = kinds
    .flatMap((kind) => readModels.streams(kind))
    .flatMap((stream) => {
      const state = then ? then[stream] : readModels.state(stream);
      return state ? [[stream, state] as const] : [];
    });
  return { streams: viewStreams(all, readModels.viewer(asker.grants)) };
}

/** The country's topic as who asks may see it. */
export async function nationalSeen({ readModels }: Reads, asker: Asker, at: LogIndex | undefined): Promise<TopicState> {
  if (at !== undefined) await readModels.recall('national', at);
  return topicProjection.view(readModels.topicState('national', at), readModels.viewer(asker.grants));
}
