import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM } from '@eventstore/db-client';
import type { StreamName } from '../../events/envelope.ts';
import { connect, type Connection } from './eventstoredb-client.ts';
import { FollowerFailed, handedOn, Line } from './eventstoredb-line.ts';
import { meaningOf, NoAnswerInTime, type Meaning } from './eventstoredb-errors.ts';
import { isAfter, positionOf, positionText, proposal, type Position } from './eventstoredb-format.ts';
import { Reads } from './eventstoredb-reads.ts';
import {
  AppendTooLarge,
  OutcomeUnknown,
  RevisionConflict,
  StoreMisuse,
  StoreUnavailable,
  type AppendResult,
  type Cursor,
  type EventInStream,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type ReadOptions,
  type StoreHealth,
} from './port.ts';
import { bytesOf, serialise, type SerialisedEvent } from './serialise.ts';

export interface EventStoreDbOptions {
  /** Our streams are named `<prefix>.<stream>`, so that other programs may share the server. */
  readonly prefix?: string;
  /** How long one call may take (ms). */
  readonly callMs?: number;
  /** How long an append is tried, looked for and tried again before its outcome is called unknown (ms). */
  readonly appendMs?: number;
  /** How often the server is asked for its head, to notice a line that is silent for good (ms). */
  readonly heartbeatMs?: number;
  readonly now?: () => number;
  readonly random?: () => number;
}

const PAGE = 500;
const BATCH = 1_000;

/** Opens the log on EventStoreDB. Connects with the first call. @throws Error when the address is none */
export function openEventStoreDb(url: string, options: EventStoreDbOptions = {}): EventStoreDb {
  return new EventStoreDb(url, options);
}

/**
 * The engine on EventStoreDB (one server or a cluster), over the official client. Every call has a deadline of its own;
 * an append of which the outcome is unknown is looked for, then sent again with the same ids at the same revision; a
 * line that breaks or falls silent is taken up again after the last event handled. The log index counts our events in
 * the order of `$all`, and so is the same in every process and after every restart.
 */
export class EventStoreDb implements EventStore {
  readonly place: string;
  readonly #connection: Connection;
  readonly #reads: Reads;
  readonly #prefix: string;
  readonly #callMs: number;
  readonly #appendMs: number;
  readonly #heartbeatMs: number;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #closing = new AbortController();
  /** The greatest position seen: an append that is answered with one at or before it had been there already. */
  #seen: Position | undefined;
  #problem: string | undefined;
  #behindSince: number | undefined;
  #warning: string | undefined;
  #rightsKnown = false;

  constructor(url: string, options: EventStoreDbOptions) {
    this.#connection = connect(url);
    this.place = `eventstoredb ${options.prefix ?? 'regiotafel'}`;
    this.#prefix = `${options.prefix ?? 'regiotafel'}.`;
    this.#callMs = options.callMs ?? 3_000;
    this.#appendMs = options.appendMs ?? 12_000;
    this.#heartbeatMs = options.heartbeatMs ?? 5_000;
    this.#now = options.now ?? Date.now;
    this.#random = options.random ?? Math.random;
    this.#reads = new Reads(this.#connection.client, this.#prefix, this.#callMs, () => this.#reached());
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.#assertOpen();
    const texts = serialise(stream, expected, events);
    const until = this.#now() + this.#appendMs;
    let maybeSent = false;
    for (let attempt = 0; ; attempt++) {
      try {
        this.#seen ??= await this.#reads.head();
        const before = this.#seen;
        const result = await this.#within('append', this.#send(stream, expected, texts));
        this.#reached();
        const repeated = result.position !== undefined && !isAfter(result.position, before);
        if (result.position) this.#see(result.position);
        return { revision: Number(result.nextExpectedRevision), repeated };
      } catch (error) {
        const meaning = meaningOf(error);
        if (meaning.kind === 'conflict') throw new RevisionConflict(stream, expected, meaning.actual);
        if (meaning.kind === 'too-large') throw new AppendTooLarge(bytesOf(texts));
        if (meaning.kind === 'unknown') maybeSent = true;
        this.#giveUpOn(meaning, error);
        if (this.#now() >= until) throw this.#outcome(maybeSent, meaning, error);
        await this.#pause(attempt);
        const found = maybeSent ? await this.#lookFor(stream, expected, texts, until) : undefined;
        if (found !== undefined) return { revision: found, repeated: false };
      }
    }
  }

  async read(stream: StreamName, options: ReadOptions = {}): Promise<readonly EventInStream[]> {
    this.#assertOpen();
    const backwards = options.direction === 'backwards';
    const limit = options.limit ?? Number.MAX_SAFE_INTEGER;
    const events: EventInStream[] = [];
    let from = options.from;
    while (events.length < limit) {
      const count = Math.min(PAGE, limit - events.length);
      const page = await this.#again('read', () => this.#reads.page(stream, from, backwards, count));
      events.push(...page);
      const last = page.at(-1);
      if (page.length < count || !last || (backwards && last.revision === 0)) break;
      from = backwards ? last.revision - 1 : last.revision + 1;
    }
    return events;
  }

  async readAll(options: { after?: Cursor; limit?: number } = {}): Promise<LogPage> {
    this.#assertOpen();
    const limit = options.limit ?? BATCH;
    const after = options.after && positionOf(options.after);
    const ours = await this.#again('read the log', () => this.#reads.oursAfter(after, limit));
    let next = options.after;
    const events = ours.map(({ event, position }) => {
      const index: number = (next?.index ?? -1) + 1;
      next = { index, position: positionText(position) };
      return { ...event, index };
    });
    return { events, next };
  }

  async subscribe(
    options: { after?: Cursor },
    onBatch: (batch: LogPage) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#assertOpen();
    void this.#lookAtRights();
    const ending = AbortSignal.any([signal, this.#closing.signal]);
    let cursor = options.after;
    let attempt = 0;
    while (!ending.aborted) {
      const line = new Line(this.#connection.client, this.#prefix, cursor);
      const silence = this.#listenForSilence(line, ending);
      try {
        for await (const batch of line.batches(ending)) {
          this.#reached();
          await handedOn(onBatch, batch);
          cursor = batch.next;
          attempt = 0;
          this.#behindSince = undefined;
        }
      } catch (error) {
        if (error instanceof FollowerFailed) throw error.cause;
        if (ending.aborted) break;
        const meaning = meaningOf(error);
        this.#lost(meaning);
        this.#giveUpOn(meaning, error);
        await this.#pause(attempt++, 30_000);
      } finally {
        clearInterval(silence);
        line.close();
      }
    }
    if (!signal.aborted) throw closed();
  }

  health(): StoreHealth {
    return {
      ok: this.#problem === undefined,
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      ...(this.#warning === undefined ? {} : { warning: this.#warning }),
      lagSeconds: this.#behindSince === undefined ? 0 : (this.#now() - this.#behindSince) / 1000,
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connection.release();
  }

  /** Asks to delete what is not there: who may, is told that it is not there, and may too much. */
  async #lookAtRights(): Promise<void> {
    const { client, credentials } = this.#connection;
    if (this.#rightsKnown || !credentials?.username) return;
    this.#rightsKnown = true;
    try {
      await client.tombstoneStream(`${this.#prefix}nothing`, { expectedRevision: 0n });
    } catch (error) {
      if (meaningOf(error).kind === 'conflict')
        this.#warning =
          'The user in EVENTSTORE_URL may delete streams, which Regiotafel never does: run "regiotafel store prepare" to take that away.';
    }
  }

  #send(stream: StreamName, expected: ExpectedRevision, texts: readonly SerialisedEvent[]) {
    return this.#connection.client.appendToStream(this.#prefix + stream, texts.map(proposal), {
      expectedRevision: expected === 'none' ? NO_STREAM : BigInt(expected),
      deadline: this.#callMs,
      ...(this.#connection.credentials ? { credentials: this.#connection.credentials } : {}),
    });
  }

  /** Reads the stream back after an unknown outcome. The revision when the batch is there, undefined when it may be sent again. */
  async #lookFor(
    stream: StreamName,
    expected: ExpectedRevision,
    texts: readonly SerialisedEvent[],
    until: number,
  ): Promise<number | undefined> {
    const from = expected === 'none' ? 0 : expected + 1;
    for (let attempt = 0; ; attempt++) {
      try {
        const there = await this.#reads.page(stream, from, false, texts.length);
        if (there.length === 0) return undefined;
        const ours = there.length === texts.length && there.every((event, at) => event.id === texts[at]?.id);
        if (ours) return from + texts.length - 1;
        const [last] = await this.#reads.page(stream, undefined, true, 1);
        throw new RevisionConflict(stream, expected, last?.revision ?? 'none');
      } catch (error) {
        if (error instanceof RevisionConflict) throw error;
        const meaning = meaningOf(error);
        this.#giveUpOn(meaning, error);
        if (this.#now() >= until) throw this.#outcome(true, meaning, error);
        await this.#pause(attempt);
      }
    }
  }

  async #within<T>(what: string, call: Promise<T>): Promise<T> {
    // the library ends the call at its own deadline; this is for what hangs before there is a call
    const milliseconds = this.#callMs + 500;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NoAnswerInTime(what, milliseconds)), milliseconds);
    });
    call.catch(() => undefined);
    try {
      return await Promise.race([call, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reading changes nothing: it is tried until the time of an append is over. */
  async #again<T>(what: string, read: () => Promise<T>): Promise<T> {
    const until = this.#now() + this.#appendMs;
    for (let attempt = 0; ; attempt++) {
      try {
        return await read();
      } catch (error) {
        const meaning = meaningOf(error);
        this.#lost(meaning);
        this.#giveUpOn(meaning, error);
        if (this.#now() >= until)
          throw new StoreUnavailable('unreachable', `EventStoreDB cannot be asked to ${what}: ${sentenceOf(meaning)}`, {
            cause: error,
          });
        await this.#pause(attempt);
      }
    }
  }

  /** A line can fall silent without a word: the server is asked for its head, and a line that does not follow is cut. */
  #listenForSilence(line: Line, ending: AbortSignal): NodeJS.Timeout {
    let asked = false;
    const look = async (): Promise<void> => {
      const newest = await this.#reads.newestOfOurs();
      if (ending.aborted) return;
      if (newest === undefined || (line.reached && !isAfter(newest, line.reached))) {
        this.#behindSince = undefined;
        return;
      }
      this.#behindSince ??= this.#now();
      if (line.silentFor() > 2 * this.#heartbeatMs) line.fail(new NoAnswerInTime('follow', 2 * this.#heartbeatMs));
    };
    return setInterval(() => {
      if (asked || !line.idle) return;
      asked = true;
      look()
        .catch((error: unknown) => {
          this.#lost(meaningOf(error));
          line.fail(error);
        })
        .finally(() => (asked = false));
    }, this.#heartbeatMs);
  }

  #outcome(maybeSent: boolean, meaning: Meaning, cause: unknown): Error {
    this.#lost(meaning);
    if (maybeSent)
      return new OutcomeUnknown(`It is not known whether EventStoreDB has written: ${sentenceOf(meaning)}`, { cause });
    return new StoreUnavailable('unreachable', sentenceOf(meaning), { cause });
  }

  /** Throws when trying again cannot help. */
  #giveUpOn(meaning: Meaning, cause: unknown): void {
    if (this.#closing.signal.aborted) throw closed();
    if (meaning.kind === 'misuse') throw new StoreMisuse(meaning.sentence, { cause });
    if (meaning.kind !== 'denied') return;
    this.#lost(meaning);
    throw new StoreUnavailable('denied', meaning.sentence, { cause });
  }

  async #pause(attempt: number, most = 1_000): Promise<void> {
    const wait = Math.min(most, 50 * 2 ** Math.min(attempt, 12)) * (0.5 + this.#random() / 2);
    await sleep(wait, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  #see(position: Position): void {
    if (this.#seen === undefined || isAfter(position, this.#seen)) this.#seen = position;
  }

  #reached(): void {
    this.#problem = undefined;
  }

  #lost(meaning: Meaning): void {
    this.#problem = sentenceOf(meaning);
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw closed();
  }
}

const closed = (): StoreUnavailable => new StoreUnavailable('closed', 'The store has been closed.');

function sentenceOf(meaning: Meaning): string {
  return 'sentence' in meaning ? meaning.sentence : meaning.kind;
}
