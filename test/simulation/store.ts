import type { RecordedEvent, StreamName } from '../../events/envelope.ts';
import {
  OutcomeUnknown,
  type AppendResult,
  type Cursor,
  type EventInStream,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type ReadOptions,
} from '../../server/store/port.ts';
import { after, as, type Owner } from './clock.ts';
import type { Random } from './random.ts';

/** What all processes of a simulation write to, and what is known of it without asking. */
export interface SharedStore {
  /** The line of one process to the log. */
  open(): EventStore;
  /** Told of every event, once, in order. */
  learn(events: readonly RecordedEvent[]): void;
  /** What is under way in the world outside: the simulation's time stands still until it is zero. */
  underWay: number;
  /** Events that must reach every tail. */
  length: number;
  readonly unhappy: () => boolean;
}

/** One process's line to the log: slow, late, sometimes silent; dead when its process is. */
export class SlowStore implements EventStore {
  readonly #shared: SharedStore;
  readonly #own: EventStore;
  readonly #owner: Owner;
  readonly #random: Random;
  /** The tail follows the log. */
  begun = false;
  /** Index of the last event that the tail was given. */
  received = -1;

  constructor(shared: SharedStore, owner: Owner, random: Random) {
    this.#shared = shared;
    this.#own = shared.open();
    this.#owner = owner;
    this.#random = random;
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    await after(this.#random.delay(6, 400));
    const result = await this.#outside(() => this.#own.append(stream, expected, events));
    if (!result.repeated) this.#shared.length += events.length;
    await after(this.#random.delay(6, 400));
    if (this.#shared.unhappy() && this.#random.chance(0.02)) throw new OutcomeUnknown('The line went away.');
    return result;
  }

  async read(stream: StreamName, options?: ReadOptions): Promise<readonly EventInStream[]> {
    return this.#outside(() => this.#own.read(stream, options));
  }

  async readAll(options?: { after?: Cursor; limit?: number }): Promise<LogPage> {
    const page = await this.#outside(() => this.#own.readAll(options));
    await after(this.#random.delay(3, 50));
    return page;
  }

  subscribe(
    options: { after?: Cursor },
    onBatch: (batch: LogPage) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.begun = true;
    this.received = Math.max(this.received, options.after?.index ?? -1);
    const late = async (page: LogPage): Promise<void> => {
      if (this.#owner.dead) return new Promise(() => undefined);
      this.received = page.events.at(-1)?.index ?? this.received;
      this.#shared.learn(page.events);
      await as(this.#owner, () => after(this.#random.delay(8, this.#shared.unhappy() ? 1_500 : 20)));
      await as(this.#owner, () => onBatch(page));
    };
    return this.#own.subscribe(options, late, signal);
  }

  async close(): Promise<void> {
    await this.#own.close();
  }

  async #outside<T>(call: () => Promise<T>): Promise<T> {
    this.#shared.underWay++;
    try {
      return await call();
    } finally {
      this.#shared.underWay--;
    }
  }
}
