import type { EventDraft, EventId, EventMeta, EventProof, RecordedEvent, StreamName } from '../../events/envelope.ts';

/**
 * The event store port: everything the product asks of a store. Three engines fulfil it;
 * `test/contract/store-contract.ts` is its definition.
 */
export interface EventStore {
  /**
   * Appends all events to one stream, or none.
   * - `expected`: `'none'` (the stream has no event yet) or the revision of its last event.
   * - The same batch (same ids, same order) sent again at the same expected revision is answered as
   *   the first time, whatever happened since, and writes nothing.
   * - Any other mismatch, also a batch of old and new ids: {@link RevisionConflict}.
   * - An empty batch, an event id twice in one batch, or an `expected` below 0: {@link StoreMisuse}.
   * - More than {@link MAX_APPEND_BYTES} of JSON: {@link AppendTooLarge}.
   * Resolves only when the events are durable.
   */
  append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;

  /**
   * Reads one stream, inclusive of `from`. Forwards from revision 0 or backwards from the last,
   * unless `from` says otherwise. A stream that does not exist is empty. Its events come without their log index,
   * which only who reads the log counts.
   */
  read(stream: StreamName, options?: ReadOptions): Promise<readonly EventInStream[]>;

  /** The events after a cursor (exclusive) in log order, at most `limit` (default 1,000), and the cursor to go on from. */
  readAll(options?: { after?: Cursor; limit?: number }): Promise<LogPage>;

  /**
   * Hands over every event after the cursor, in log order, each exactly once, first those that are
   * there, then those to come. The next batch waits until `onBatch` has resolved. Settles when the
   * signal aborts; rejects when `onBatch` throws or the store is lost for good.
   */
  subscribe(
    options: { after?: Cursor },
    onBatch: (batch: LogPage) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;

  /** Index of the log's last event, -1 when it is empty; an engine that would have to count leaves the method out. */
  head?(): number;

  /** Names what the positions of this store mean: a cursor that was made at another place is worth nothing here. */
  readonly place: string;

  /** How it goes, for operators; an engine without the method is well as long as it answers. */
  health?(): StoreHealth;

  /** Finishes what was begun and releases the store. Later calls throw {@link StoreUnavailable}. */
  close(): Promise<void>;
}

/** An event to be appended: the store adds stream, revision and index. */
export interface NewEvent extends EventDraft {
  readonly id: EventId;
  /** 16 bytes, base64url. */
  readonly salt: string;
  readonly meta: EventMeta;
  /** Comes back as it was given. */
  readonly proof?: EventProof;
}

/** An event as its stream is read. */
export type EventInStream = Omit<RecordedEvent, 'index'>;

export interface StoreHealth {
  readonly ok: boolean;
  /** What is wrong and what to do, in a sentence. */
  readonly problem?: string;
  /** What works and should still be looked at, in a sentence. */
  readonly warning?: string;
  /** For how long the log has held something that this process's tail has not been given. */
  readonly lagSeconds: number;
}

export type ExpectedRevision = 'none' | number;

export interface AppendResult {
  /** Revision of the batch's last event. */
  readonly revision: number;
  /** True when the batch had been there already and nothing was written. */
  readonly repeated: boolean;
}

export interface ReadOptions {
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

/**
 * A place in the log to go on from. `index` is the log index of the last event handled; `position`
 * is the engine's own and means nothing outside `server/store` and `server/feed`.
 */
export interface Cursor {
  readonly index: number;
  readonly position: string;
}

export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Cursor of the last event of the page; the cursor that was given when the page is empty. */
  readonly next: Cursor | undefined;
}

/** Bytes of JSON (data, meta, proof, salt, id, type) that one append may hold on every engine, so that every log can move. */
export const MAX_APPEND_BYTES = 1_000_000;

/** Somebody else wrote first. `actual` is the stream's last revision, or 'none'. */
export class RevisionConflict extends Error {
  readonly code = 'REVISION_CONFLICT';
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly actual: ExpectedRevision;
  constructor(stream: StreamName, expected: ExpectedRevision, actual: ExpectedRevision) {
    super(`Stream ${stream} is at revision ${actual}, not ${expected}.`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The append is larger than any engine promises to take. Nothing was written. */
export class AppendTooLarge extends Error {
  readonly code = 'APPEND_TOO_LARGE';
  readonly bytes: number;
  constructor(bytes: number) {
    super(`The append holds ${bytes} bytes; at most ${MAX_APPEND_BYTES} fit. Split the change into smaller ones.`);
    this.bytes = bytes;
  }
}

/** The store cannot be used (now). `reason` tells the operator what to do. Nothing was written. */
export class StoreUnavailable extends Error {
  readonly code = 'STORE_UNAVAILABLE';
  readonly reason:
    'locked' | 'read-only' | 'full' | 'not-ours' | 'closed' | 'unreachable' | 'denied' | 'too-old' | 'damaged';
  constructor(reason: StoreUnavailable['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** It is not known whether the append was written. The same append may be sent again. */
export class OutcomeUnknown extends Error {
  readonly code = 'OUTCOME_UNKNOWN';
}

/** A call that breaks the port's rules: our own mistake. */
export class StoreMisuse extends Error {
  readonly code = 'STORE_MISUSE';
}
