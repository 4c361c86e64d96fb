import { askerIn, coreAt } from '../integration/core-harness.ts';
import type { LiveSocket, Person } from '../integration/server-harness.ts';
import { storeAt } from '../integration/store-under-test.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';

/** The connection under a socket of the tests. */
interface Line {
  pause(): void;
  resume(): void;
  terminate(): void;
}

/** Stops reading from the operating system, as a program does that hangs: the line stays open. */
export function stopReading(socket: LiveSocket): Line {
  const { transport } = socket.io.engine as unknown as { transport: { ws: Line } };
  transport.ws.pause();
  return transport.ws;
}

/** What a server says of itself at /metrics. */
export async function figure(person: Person, name: string): Promise<number> {
  const { text } = await person.get('/metrics');
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  if (line === undefined) throw new Error(`no ${name}`);
  return Number(line.slice(name.length));
}

/** What somebody may see of a topic, from a replay of the log that a server has left behind. */
export async function replayed(dataDir: string, topic: string, actor: string): Promise<TopicState> {
  const core = await coreAt(dataDir, storeAt(dataDir), 'anything', ':memory:');
  const { grants } = askerIn(core, actor);
  const view = topicProjection.view(core.readModels.topicState(topic), core.readModels.viewer(grants));
  const seen = JSON.parse(JSON.stringify(view)) as TopicState;
  await core.stop();
  return seen;
}
