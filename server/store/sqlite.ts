import type { DatabaseSync } from 'node:sqlite';
import { type StatementSync } from 'node:sqlite';
import type { EventProof, RecordedEvent, StreamName } from '../../events/envelope.ts';
import {
  OutcomeUnknown,
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
import { openDatabase, type SqliteOptions } from './sqlite-database.ts';
import { Tail } from './tail.ts';

interface Pending {
  stream: StreamName;
  expected: ExpectedRevision;
  events: SerialisedEvent[];
  resolve: (result: AppendResult) => void;
  reject: (error: unknown) => void;
}

interface Row {
  idx: number;
  name: string;
  revision: number;
  id: string;
  type: string;
  version: number;
  data: string;
  salt: string;
  meta: string;
  proof: string | null;
}

const PAGE = 1_000;
const columns = 'e.idx, s.name, e.revision, e.id, e.type, e.version, e.data, e.salt, e.meta, e.proof';

/** Opens (or makes) the log in an SQLite file. @throws StoreUnavailable with a sentence that says what to do */
export function openSqliteStore(file: string, options: SqliteOptions = {}): SqliteStore {
  return new SqliteStore(file, options);
}

/**
 * The embedded engine: one writer, WAL, full synchronisation. Appends of one tick share one transaction and one fsync,
 * while each keeps its own revision check and its own outcome.
 */
export class SqliteStore implements EventStore {
  readonly place = 'sqlite';
  readonly #db: DatabaseSync;
  readonly #options: SqliteOptions;
  readonly #statements = new Map<string, StatementSync>();
  readonly #streams = new Map<StreamName, { key: number; revision: number }>();
  readonly #tail: Tail;
  #pending: Pending[] = [];
  #scheduled = false;
  #next: number;
  #closed = false;
  #broken = false;

  constructor(file: string, options: SqliteOptions) {
    this.#options = options;
    this.#db = openDatabase(file, options);
    this.#next = ((this.#sql('SELECT max(idx) AS last FROM event').get() as { last: number | null }).last ?? -1) + 1;
    this.#tail = new Tail((after, limit) => this.#page(after, limit));
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.#assertOpen();
    const serialised = serialise(stream, expected, events);
    if (this.#broken) throw new StoreUnavailable('damaged', 'The log could not be written before; restart the server.');
    return new Promise((resolve, reject) => {
      this.#pending.push({ stream, expected, events: serialised, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.#commit());
    });
  }

  async read(stream: StreamName, options: ReadOptions = {}): Promise<readonly EventInStream[]> {
    this.#assertOpen();
    const backwards = options.direction === 'backwards';
    const from = options.from ?? (backwards ? Number.MAX_SAFE_INTEGER : 0);
    const rows = this.#sql(
      `SELECT ${columns} FROM event e JOIN stream s ON s.key = e.stream WHERE s.name = ? AND e.revision ${backwards ? '<=' : '>='} ?
       ORDER BY e.revision ${backwards ? 'DESC' : 'ASC'} LIMIT ?`,
    ).all(stream, from, options.limit ?? -1);
    return (rows as unknown as Row[]).map((row) => inStream(recorded(row)));
  }

  head(): number {
    this.#assertOpen();
    return this.#next - 1;
  }

  async readAll(options: { after?: Cursor; limit?: number } = {}): Promise<LogPage> {
    this.#assertOpen();
    return this.#page(options.after, options.limit ?? PAGE);
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
    if (this.#closed) return;
    if (this.#pending.length > 0) this.#commit();
    this.#closed = true;
    this.#tail.close();
    this.#db.close();
  }

  /** A setting of the writing connection, for tests and for operators. */
  pragma(name: 'synchronous' | 'journal_mode' | 'cache_size'): number | string {
    const row = this.#sql(`PRAGMA ${name}`).get() as Record<string, number | string>;
    return Object.values(row)[0] ?? '';
  }

  #commit(): void {
    this.#scheduled = false;
    const group = this.#pending;
    this.#pending = [];
    if (group.length === 0) return;
    const settle: (() => void)[] = [];
    const before = this.#next;
    const touched = new Map<StreamName, { key: number; revision: number } | undefined>();
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      for (const one of group) settle.push(this.#write(one, touched));
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#next = before;
      for (const [stream, standing] of touched) {
        if (standing) this.#streams.set(stream, standing);
        else this.#streams.delete(stream);
      }
      const failure = this.#failure(error);
      for (const one of group) one.reject(failure);
      return;
    }
    for (const done of settle) done();
    if (this.#next > before) this.#tail.wake();
  }

  /** Writes one append of the group; what it returns settles it once the group is durable. */
  #write(one: Pending, touched: Map<StreamName, { key: number; revision: number } | undefined>): () => void {
    const standing = this.#stream(one.stream);
    const actual: ExpectedRevision = standing ? standing.revision : 'none';
    if (actual !== one.expected) {
      const repeated = this.#repeated(one);
      if (repeated !== undefined) return () => one.resolve({ revision: repeated, repeated: true });
      return () => one.reject(new RevisionConflict(one.stream, one.expected, actual));
    }
    if (!touched.has(one.stream)) touched.set(one.stream, standing && { ...standing });
    const key = standing?.key ?? this.#newStream(one.stream);
    let revision = standing?.revision ?? -1;
    const insert = this.#sql(
      'INSERT INTO event (idx, stream, revision, id, type, version, data, salt, meta, proof) VALUES (?,?,?,?,?,?,?,?,?,?)',
    );
    for (const e of one.events)
      insert.run(this.#next++, key, ++revision, e.id, e.type, e.version, e.data, e.salt, e.meta, e.proof ?? null);
    this.#streams.set(one.stream, { key, revision });
    return () => one.resolve({ revision, repeated: false });
  }

  /** The revision that the very same batch reached when it was first written at this place; undefined when it was not. */
  #repeated({ stream, expected, events }: Pending): number | undefined {
    const from = expected === 'none' ? 0 : expected + 1;
    const rows = this.#sql(
      'SELECT e.id FROM event e JOIN stream s ON s.key = e.stream WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?',
    ).all(stream, from, events.length) as { id: string }[];
    const same = rows.length === events.length && rows.every((row, at) => row.id === events[at]?.id);
    return same ? from + events.length - 1 : undefined;
  }

  #stream(stream: StreamName): { key: number; revision: number } | undefined {
    const known = this.#streams.get(stream);
    if (known) return known;
    const row = this.#sql(
      'SELECT s.key, max(e.revision) AS revision FROM stream s JOIN event e ON e.stream = s.key WHERE s.name = ? GROUP BY s.key',
    ).get(stream) as { key: number; revision: number } | undefined;
    if (row) this.#streams.set(stream, { key: row.key, revision: row.revision });
    return row && { key: row.key, revision: row.revision };
  }

  #newStream(stream: StreamName): number {
    return Number(this.#sql('INSERT INTO stream (name) VALUES (?)').run(stream).lastInsertRowid);
  }

  #page(after: Cursor | undefined, limit: number): LogPage {
    const rows = this.#sql(
      `SELECT ${columns} FROM event e JOIN stream s ON s.key = e.stream WHERE e.idx > ? ORDER BY e.idx LIMIT ?`,
    ).all(after?.index ?? -1, limit) as unknown as Row[];
    const events = rows.map(recorded);
    const last = events.at(-1);
    return { events, next: last ? { index: last.index, position: String(last.index) } : after };
  }

  /** A full disk is undone and may pass; after anything else the outcome is unknown and the process must not go on. */
  #failure(error: unknown): Error {
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // nothing was begun, or SQLite has rolled back already
    }
    const code = (error as { errcode?: number }).errcode;
    if (code === 13) {
      return new StoreUnavailable('full', 'The disk is full: make room, then go on. Nothing was written.', {
        cause: error,
      });
    }
    if (code === 8) {
      return new StoreUnavailable(
        'read-only',
        'The log cannot be written: give the server write access to its data directory.',
        { cause: error },
      );
    }
    this.#broken = true;
    const unknown = new OutcomeUnknown(`It is not known whether the events were written: ${String(error)}`, {
      cause: error,
    });
    this.#options.onFatal?.(unknown);
    return unknown;
  }

  #sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreUnavailable('closed', 'The store has been closed.');
  }
}

function inStream({ index, ...event }: RecordedEvent): EventInStream {
  void index;
  return event;
}

function recorded(row: Row): RecordedEvent {
  return {
    id: row.id,
    stream: row.name,
    type: row.type,
    version: row.version,
    revision: row.revision,
    index: row.idx,
    data: JSON.parse(row.data) as RecordedEvent['data'],
    salt: row.salt,
    meta: JSON.parse(row.meta) as RecordedEvent['meta'],
    ...(row.proof === null ? {} : { proof: JSON.parse(row.proof) as EventProof }),
  };
}
