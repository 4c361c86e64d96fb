import type { RecordedEvent, StreamName } from '../../events/envelope.ts';
import type { ClassFacts } from '../../events/visibility.ts';
import type {
  AppendResult,
  Cursor,
  EventInStream,
  EventStore,
  ExpectedRevision,
  LogPage,
  NewEvent,
  ReadOptions,
  StoreHealth,
} from '../store/port.ts';
import type { Keyring } from './keyring.ts';
import { open } from './open.ts';
import { seal, takeApart } from './seal.ts';

export interface SealedStoreOptions {
  /** The engine: what it holds is sealed. */
  readonly store: EventStore;
  readonly keyring: Keyring;
  /** Facts on which the class of a field depends, as they are at recording. */
  readonly classFacts: (stream: StreamName) => ClassFacts;
  readonly random: (bytes: number) => Uint8Array;
}

/**
 * The log as the rest of the server knows it: what is appended is sealed and gets its digests, what is read is opened.
 * An append is sealed once; whatever the engine does to get it written, it sends those very bytes.
 */
export class SealedStore implements EventStore {
  readonly place: string;
  readonly #with: SealedStoreOptions;

  constructor(options: SealedStoreOptions) {
    this.#with = options;
    this.place = options.store.place;
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const { store, keyring, classFacts, random } = this.#with;
    const facts = classFacts(stream);
    const apart = events.map((event) => takeApart(stream, event, facts));
    const scopes = new Map(
      apart.flatMap((one) => one.apart.sealed.map(({ scope, subjects }) => [scope, subjects] as const)),
    );
    const waiting = keyring.prepare(scopes);
    if (waiting) await waiting;
    let revision = expected === 'none' ? -1 : expected;
    const sealed = apart.map((one) => seal(one, ++revision, (scope) => keyring.sealing(scope), random));
    return store.append(stream, expected, sealed);
  }

  async read(stream: StreamName, options?: ReadOptions): Promise<readonly EventInStream[]> {
    return this.#opened(await this.#with.store.read(stream, options));
  }

  async readAll(options?: { after?: Cursor; limit?: number }): Promise<LogPage> {
    const { events, next } = await this.#with.store.readAll(options);
    return { events: await this.#opened(events), next };
  }

  subscribe(
    options: { after?: Cursor },
    onBatch: (batch: LogPage) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const take = (batch: LogPage): void | Promise<void> => {
      const waiting = this.#with.keyring.load(keysOf(batch.events));
      if (!waiting) return onBatch({ ...batch, events: this.#open(batch.events) });
      return waiting.then(() => onBatch({ ...batch, events: this.#open(batch.events) }));
    };
    return this.#with.store.subscribe(options, take, signal);
  }

  health(): StoreHealth {
    return this.#with.store.health?.() ?? { ok: true, lagSeconds: 0 };
  }

  close(): Promise<void> {
    return this.#with.store.close();
  }

  async #opened<E extends EventInStream>(events: readonly E[]): Promise<readonly E[]> {
    const waiting = this.#with.keyring.load(keysOf(events));
    if (waiting) await waiting;
    return this.#open(events);
  }

  #open<E extends EventInStream>(events: readonly E[]): E[] {
    return events.map((event) => open(event, this.#with.keyring.secretOf));
  }
}

function* keysOf(events: readonly (EventInStream | RecordedEvent)[]): Generator<string> {
  for (const { proof } of events) if (proof) yield* Object.values(proof.keys);
}
