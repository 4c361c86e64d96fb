import type { EventProof, RecordedEvent, StreamName } from '../../events/envelope.ts';
import {
  RevisionConflict,
  StoreUnavailable,
  type AppendResult,
  type Cursor,
  type EventInStream,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type ReadOptions,
} from './port.ts';
import { serialise, type SerialisedEvent } from './serialise.ts';
import { Tail } from './tail.ts';

interface Held extends SerialisedEvent {
  readonly stream: StreamName;
  readonly revision: number;
  readonly index: number;
}

/** A log in memory, for tests and simulations: the same promises as the others but for surviving the process. */
export function openMemoryStore(): EventStore {
  return new MemoryStore();
}

class MemoryStore implements EventStore {
  readonly place = 'memory';
  readonly #log: Held[] = [];
  readonly #streams = new Map<StreamName, Held[]>();
  readonly #tail = new Tail((after, limit) => this.#page(after, limit));
  #closed = false;

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.#assertOpen();
    const texts = serialise(stream, expected, events);
    await Promise.resolve();
    const held = this.#streams.get(stream) ?? [];
    const actual: ExpectedRevision = held.length === 0 ? 'none' : held.length - 1;
    if (actual !== expected) {
      const from = expected === 'none' ? 0 : expected + 1;
      const there = held.slice(from, from + texts.length);
      const same = there.length === texts.length && there.every((one, at) => one.id === texts[at]?.id);
      if (same) return { revision: from + texts.length - 1, repeated: true };
      throw new RevisionConflict(stream, expected, actual);
    }
    for (const text of texts) {
      const event = { ...text, stream, revision: held.length, index: this.#log.length };
      held.push(event);
      this.#log.push(event);
    }
    this.#streams.set(stream, held);
    this.#tail.wake();
    return { revision: held.length - 1, repeated: false };
  }

  async read(stream: StreamName, options: ReadOptions = {}): Promise<readonly EventInStream[]> {
    this.#assertOpen();
    const held = this.#streams.get(stream) ?? [];
    const backwards = options.direction === 'backwards';
    const from = options.from ?? (backwards ? held.length - 1 : 0);
    const range = backwards ? held.slice(0, from + 1).reverse() : held.slice(from);
    return range.slice(0, options.limit ?? range.length).map((one) => inStream(recorded(one)));
  }

  head(): number {
    this.#assertOpen();
    return this.#log.length - 1;
  }

  async readAll(options: { after?: Cursor; limit?: number } = {}): Promise<LogPage> {
    this.#assertOpen();
    return this.#page(options.after, options.limit ?? 1_000);
  }

  subscribe(
    options: { after?: Cursor },
    onBatch: (batch: LogPage) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#assertOpen();
    return this.#tail.follow(options.after, onBatch, signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#tail.close();
  }

  #page(after: Cursor | undefined, limit: number): LogPage {
    const from = (after?.index ?? -1) + 1;
    const events = this.#log.slice(from, from + limit).map(recorded);
    const last = events.at(-1);
    return { events, next: last ? { index: last.index, position: String(last.index) } : after };
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreUnavailable('closed', 'The store has been closed.');
  }
}

function inStream({ index, ...event }: RecordedEvent): EventInStream {
  void index;
  return event;
}

/** A fresh object each time, so that nobody can change the log by what he was given. */
function recorded({ data, meta, proof, ...rest }: Held): RecordedEvent {
  return {
    ...rest,
    data: JSON.parse(data) as RecordedEvent['data'],
    meta: JSON.parse(meta) as RecordedEvent['meta'],
    ...(proof === undefined ? {} : { proof: JSON.parse(proof) as EventProof }),
  };
}
