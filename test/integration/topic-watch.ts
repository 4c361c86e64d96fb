import type { LogIndex, VisibleEvent } from '../../events/envelope.ts';
import type { ServerToClient, Topic } from '../../events/live-protocol.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { foldOn } from '../../client/live/topic-store.ts';
import type { LiveSocket } from './server-harness.ts';

type Batch = Parameters<ServerToClient['events']>[0];

/** Follows a topic as the protocol's page says, and keeps everything that came in. */
export class TopicWatch {
  readonly topic: Topic;
  readonly batches: Batch[] = [];
  readonly resets: Parameters<ServerToClient['reset']>[0][] = [];
  index: LogIndex | null;
  state: TopicState = { streams: {} };
  readonly #socket: LiveSocket;
  readonly #waiting = new Set<() => void>();

  constructor(socket: LiveSocket, topic: Topic, from?: { index: LogIndex; state: TopicState }) {
    this.#socket = socket;
    this.topic = topic;
    this.index = from?.index ?? null;
    if (from) this.state = from.state;
    socket.on('reset', (message) => {
      if (message.topic !== topic) return;
      this.resets.push(message);
      this.index = message.index;
      this.state = message.state as unknown as TopicState;
      this.#changed();
    });
    socket.on('events', (message) => {
      if (message.topic !== topic) return;
      this.batches.push(message);
      this.#take(message);
      this.#changed();
    });
    socket.on('head', (message) => {
      if (message.topic === topic) this.#changed();
    });
  }

  /** Begins, and resolves when the server has answered. */
  async begin(): Promise<void> {
    const answer = await this.#socket.timeout(5_000).emitWithAck('watch', { topic: this.topic, after: this.index });
    if (!(answer as { ok: boolean }).ok) throw new Error(JSON.stringify(answer));
    await this.until(() => this.index !== null);
  }

  get events(): VisibleEvent[] {
    return this.batches.flatMap((batch) => batch.events);
  }

  /** Resolves once it holds, or fails with what is there. */
  until(holds: () => boolean, what = 'what was expected'): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`${what} did not come; index ${String(this.index)}, ${this.batches.length} batches`));
      }, 10_000);
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  #take({ prev, index, events }: Batch): void {
    const mine = this.index ?? -1;
    if (index <= mine) return;
    if (prev > mine) throw new Error(`a gap: held ${mine}, came ${prev}..${index}`);
    this.state = foldOn(
      this.state,
      events.filter((event) => event.index > mine),
    );
    this.index = index;
  }

  #changed(): void {
    for (const look of [...this.#waiting]) look();
  }
}
