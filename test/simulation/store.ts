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
import type { SimulatedKeys } from './vault.ts';

/** What all processes of a simulation write to, and what is known of it without asking. */
export interface SharedStore {
  /** The line of one process to the log. */
  open(): EventStore;
  /** What the log is sealed with. */
  readonly keys: SimulatedKeys;
  /** Told of every event as it is handled, opened. */
  learn(events: readonly RecordedEvent[]): void;
  /** Ids of the events that have been recorded: all of them must reach every tail. */
  readonly recorded: Set<string>;
  readonly unhappy: () => boolean;
}

/** One process's line to the log: slow, late, sometimes silent; dead when its process is. */
export class SlowStore implements EventStore {
  readonly #shared: SharedStore;
  readonly #own: EventStore;
  readonly #owner: Owner;
  readonly #random: Random;
  /** The tail follows the log and has time for what comes. */
  #waiting = false;
  /** Index of the last event that the tail was given. */
  #received = -1;
  /** Calls that the world outside has not answered. */
  #underWay = 0;

  constructor(shared: SharedStore, owner: Owner, random: Random) {
    this.#shared = shared;
    this.#own = shared.open();
    this.#owner = owner;
    this.#random = random;
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    await after(this.#random.delay(6, 400));
    const result = await this.#outside(() => this.#own.append(stream, expected, events));
    for (const { id } of events) this.#shared.recorded.add(id);
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
    this.#waiting = true;
    this.#received = Math.max(this.#received, options.after?.index ?? -1);
    const late = async (page: LogPage): Promise<void> => {
      if (this.#owner.dead) return new Promise(() => undefined);
      this.#waiting = false;
      this.#received = page.events.at(-1)?.index ?? this.#received;
      await as(this.#owner, () => after(this.#random.delay(8, this.#shared.unhappy() ? 1_500 : 20)));
      await as(this.#owner, () => onBatch(page));
      this.#waiting = true;
    };
    return this.#own.subscribe(options, late, signal);
  }

  /** Something must still come from outside: the simulation's time stands still until then. */
  get expects(): boolean {
    if (this.#owner.dead) return false;
    return this.#underWay > 0 || (this.#waiting && this.#received < this.#shared.recorded.size - 1);
  }

  get place(): string {
    return this.#own.place;
  }

  async close(): Promise<void> {
    await this.#own.close();
  }

  async #outside<T>(call: () => Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await call();
    } finally {
      this.#underWay--;
    }
  }
}
