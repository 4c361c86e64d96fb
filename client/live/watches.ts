import type { VisibleEvent } from '../../events/envelope.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { LiveConnection } from './outside.ts';
import { TopicStore, type Received } from './topic-store.ts';

interface Watched {
  store: TopicStore;
  count: number;
  /** How often in a row the server would not show it. */
  refusals: number;
}

export interface WatchesOptions {
  readonly connection: () => LiveConnection | undefined;
  /** Told of events that are new here. */
  readonly events: (topic: Topic, events: readonly VisibleEvent[]) => void;
  /** Told that the server will not show a topic now. */
  readonly refused: (topic: Topic) => void;
  /** Told that nobody here watches a topic any more. */
  readonly left: () => void;
}

/** When what was refused is asked for again, the first time and at most: a server may be behind the one that made it. */
const ASK_AGAIN_MS = 1_000;
const ASK_AGAIN_MOST_MS = 60_000;

/** The topics that this tab follows, each as far as the server has confirmed it. */
export class Watches {
  readonly #topics = new Map<Topic, Watched>();
  readonly #with: WatchesOptions;

  constructor(options: WatchesOptions) {
    this.#with = options;
  }

  has(topic: Topic): boolean {
    return this.#topics.has(topic);
  }

  store(topic: Topic): TopicStore | undefined {
    return this.#topics.get(topic)?.store;
  }

  get stores(): TopicStore[] {
    return [...this.#topics.values()].map(({ store }) => store);
  }

  /** Keeps a topic up to date until the returned function is called. */
  watch(topic: Topic): () => void {
    const watched = this.#topics.get(topic) ?? { store: this.#newStore(topic), count: 0, refusals: 0 };
    watched.count++;
    this.#topics.set(topic, watched);
    if (watched.count === 1) this.#ask(topic);
    return () => {
      watched.count--;
      if (watched.count > 0) return;
      this.#topics.delete(topic);
      this.#with.connection()?.emit('unwatch', { topic });
      this.#with.left();
    };
  }

  /** Begins anew with everything, as for somebody else. */
  forget(): void {
    for (const [topic, watched] of this.#topics) watched.store = this.#newStore(topic);
  }

  /** Asks for everything: there is a connection. */
  askAll(): void {
    for (const topic of this.#topics.keys()) this.#ask(topic);
  }

  /** Something came for a topic; what shows a gap is asked for from where it was. @returns the topic's store, if it is watched */
  received(topic: Topic, take: (store: TopicStore) => Received): TopicStore | undefined {
    const store = this.store(topic);
    if (store && take(store) === 'gap') this.#ask(topic);
    return store;
  }

  #ask(topic: Topic): void {
    const [watched, socket] = [this.#topics.get(topic), this.#with.connection()];
    if (!watched || !socket?.connected) return;
    socket.emit('watch', { topic, ...watched.store.held }, ({ ok }) => {
      if (ok) return void (watched.refusals = 0);
      const wait = Math.min(ASK_AGAIN_MS * 2 ** watched.refusals, ASK_AGAIN_MOST_MS);
      watched.refusals++;
      setTimeout(() => {
        if (socket === this.#with.connection() && watched === this.#topics.get(topic)) this.#ask(topic);
      }, wait);
      this.#with.refused(topic);
    });
  }

  #newStore(topic: Topic): TopicStore {
    return new TopicStore(topic, (events) => this.#with.events(topic, events));
  }
}
