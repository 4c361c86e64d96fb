import type { LogIndex, VisibleEvent } from '../../events/envelope.ts';
import type { ClientToServer, ServerToClient, Topic } from '../../events/live-protocol.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { loadKinds } from '../../client/live/kinds.ts';
import { foldOn } from '../../client/live/topic-store.ts';
import type { LiveSocket } from './server-harness.ts';

await loadKinds();

/** What somebody who comes back holds. */
interface Held {
  readonly index: LogIndex | null;
  readonly state: TopicState;
  readonly view?: string | undefined;
}

type Batch = Parameters<ServerToClient['events']>[0];

/** Follows a topic as the protocol's page says, and keeps everything that came in. */
export class TopicWatch {
  readonly topic: Topic;
  readonly batches: Batch[] = [];
  readonly resets: Parameters<ServerToClient['reset']>[0][] = [];
  index: LogIndex | null;
  state: TopicState = { streams: {} };
  view: string | undefined;
  /** Asks for what is missing, as a client does that may fall behind; without it a gap is an error. */
  pulls = false;
  /** How often it did. */
  pulled = 0;
  readonly socket: LiveSocket;
  readonly #waiting = new Set<() => void>();

  constructor(socket: LiveSocket, topic: Topic, from?: Held) {
    this.socket = socket;
    this.topic = topic;
    this.index = from?.index ?? null;
    if (from) [this.state, this.view] = [from.state, from.view];
    socket.on('reset', (message) => {
      if (message.topic !== topic) return;
      this.resets.push(message);
      [this.index, this.view] = [message.index, message.view];
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
      if (message.topic !== topic) return;
      if (this.pulls && message.index > (this.index ?? -1)) this.#ask();
      this.#changed();
    });
  }

  /** Begins, and resolves when the server has answered. */
  async begin(): Promise<void> {
    const answer = await this.socket.timeout(5_000).emitWithAck('watch', this.held);
    if (!(answer as { ok: boolean }).ok) throw new Error(JSON.stringify(answer));
    await this.until(() => this.index !== null);
  }

  /** What it asks to go on from. */
  get held(): Parameters<ClientToServer['watch']>[0] {
    return { topic: this.topic, after: this.index, ...(this.view === undefined ? {} : { view: this.view }) };
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
    if (prev > mine && this.pulls) return this.#ask();
    if (prev > mine) throw new Error(`a gap: held ${mine}, came ${prev}..${index}`);
    this.state = foldOn(
      this.state,
      events.filter((event) => event.index > mine),
    );
    this.index = index;
  }

  #ask(): void {
    this.pulled++;
    this.socket.emit('watch', this.held, () => undefined);
  }

  #changed(): void {
    for (const look of [...this.#waiting]) look();
  }
}
