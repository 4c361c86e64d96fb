import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { CommandId, EventId, LogIndex, RecordedEvent, StreamName } from '../../events/envelope.ts';
import type { Cursor } from '../store/port.ts';
import { ChainIndex, chainSchema } from './chain-index.ts';
import { HistoryIndex, historySchema } from './history-index.ts';

/** 2: which event is sealed under which key; 3: what history is found by. */
const FORMAT = 3;

/** An event as it reads now, with the data key of each sealed field by its pointer. */
export interface SealedRow {
  readonly event: RecordedEvent;
  readonly keys: Readonly<Record<string, string>>;
}

/** States as they were at a log index, and the names of those that were left for later. */
export interface Snapshots {
  readonly index: LogIndex;
  readonly states: ReadonlyMap<string, string>;
  readonly left: readonly string[];
}

/** Versions of what is folded; another version means: fold anew. */
export type Versions = Readonly<Record<string, number>>;

interface EventRow {
  idx: number;
  json: string;
}

/**
 * The file of read models of this node: every event by log index and stream, the index of commands, and snapshots.
 * It can be deleted at any time and is then built anew from the store. Written in batches, off the path of answers.
 */
export class ReadModelFile {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** By what events are found. */
  readonly index: HistoryIndex;
  /** Events by id and by what brought them about. */
  readonly chain: ChainIndex;

  /** Opens the file; one of another format or that is damaged is deleted first: it holds nothing of its own. */
  static open(path: string): ReadModelFile {
    try {
      return new ReadModelFile(path);
    } catch (error) {
      if (path === ':memory:' || !existsSync(path)) throw error;
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      return new ReadModelFile(path);
    }
  }

  private constructor(path: string) {
    this.#db = new DatabaseSync(path);
    try {
      this.#db.exec(
        'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON',
      );
      const format = (this.#db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
      if (format !== 0 && format !== FORMAT) throw new Error(`Read models of format ${format}`);
      this.#db.exec(schema);
      this.#db.exec(historySchema);
      this.#db.exec(chainSchema);
    } catch (error) {
      this.#db.close();
      throw error;
    }
    this.index = new HistoryIndex(this.#db, (after, limit) => this.after(after, limit));
    this.chain = new ChainIndex(this.#db);
  }

  /** The last event in the file, as a cursor to go on from. */
  cursor(): Cursor | undefined {
    const stored = this.#meta('cursor');
    return stored === undefined ? undefined : (JSON.parse(stored) as Cursor);
  }

  /** The store at which the cursor was made. */
  get place(): string | undefined {
    return this.#meta('place');
  }
  cursorsMadeAt(place: string): void {
    this.setMeta('place', place);
  }

  /** Writes a batch with its cursor, whole. */
  write(events: readonly RecordedEvent[], cursor: Cursor): void {
    this.transaction(() => {
      const event = this.#sql(
        'INSERT OR IGNORE INTO event (idx, stream, type, actor, organisation, at, latest, command, json) VALUES (?,?,?,?,?,?,?,?,?)',
      );
      let latest = this.#latestInstant();
      for (const e of events) {
        if (e.meta.recordedAt > latest) latest = e.meta.recordedAt;
        event.run(
          e.index,
          this.#streamKey(e.stream),
          e.type,
          e.meta.actor,
          e.meta.organisation,
          e.meta.recordedAt,
          latest,
          e.meta.command,
          textOf(e),
        );
        if (e.proof) this.#writeKeys(e.index, e.proof.keys);
      }
      this.setMeta('cursor', JSON.stringify(cursor));
      this.#latest = latest;
    });
  }

  /** Events that are sealed under any of these keys, in log order, each with the keys of its fields. */
  underKeys(keys: readonly string[]): SealedRow[] {
    return this.#sealedRows(
      `SELECT e.json, json_group_object(s.pointer, s.key) AS keys FROM event e JOIN sealed s ON s.idx = e.idx
       WHERE e.idx IN (SELECT idx FROM sealed WHERE key IN (SELECT value FROM json_each(?))) GROUP BY e.idx ORDER BY e.idx`,
      JSON.stringify(keys),
    );
  }

  /** Every event of a stream, in order, each with the keys of its fields. */
  withKeys(stream: StreamName): SealedRow[] {
    return this.#sealedRows(
      `SELECT e.json, json_group_object(s.pointer, s.key) FILTER (WHERE s.key IS NOT NULL) AS keys
       FROM event e LEFT JOIN sealed s ON s.idx = e.idx
       WHERE e.stream = (SELECT key FROM stream WHERE name = ?) GROUP BY e.idx ORDER BY e.idx`,
      stream,
    );
  }

  #sealedRows(sql: string, value: string): SealedRow[] {
    const rows = this.#sql(sql).all(value) as unknown as { json: string; keys: string | null }[];
    return rows.map(({ json, keys }) => ({
      event: JSON.parse(json) as RecordedEvent,
      keys: keys === null ? {} : (JSON.parse(keys) as Record<string, string>),
    }));
  }

  /** Writes events anew, in the place of what the file held of them; see {@link purge}. */
  rewrite(events: readonly RecordedEvent[]): void {
    this.transaction(() => {
      const put = this.#sql('UPDATE event SET json = ? WHERE idx = ?');
      for (const event of events) put.run(textOf(event), event.index);
    });
    this.index.rewrite(events);
  }

  /** What was overwritten stands in no file any more, nor in the log that is written ahead of it. */
  purge(): void {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Events after an index, in log order. */
  after(index: LogIndex, limit: number): RecordedEvent[] {
    return this.#events('SELECT idx, json FROM event WHERE idx > ? ORDER BY idx LIMIT ?', index, limit);
  }

  /** The events at some indexes, in log order. */
  at(indexes: readonly LogIndex[]): RecordedEvent[] {
    const sql = 'SELECT idx, json FROM event WHERE idx IN (SELECT value FROM json_each(?)) ORDER BY idx';
    return this.#events(sql, JSON.stringify(indexes));
  }

  /** Events of some streams with `after < index <= upTo`, in log order or newest first. */
  ofStreams(
    streams: readonly StreamName[],
    range: { after: LogIndex; upTo: LogIndex; limit: number; newestFirst?: boolean; type?: string },
  ): RecordedEvent[] {
    if (streams.length === 0) return [];
    const type = range.type === undefined ? '' : 'AND type = ?';
    return this.#events(
      `SELECT idx, json FROM event WHERE stream IN (SELECT key FROM stream WHERE name IN (SELECT value FROM json_each(?)))
       AND idx > ? AND idx <= ? ${type} ORDER BY idx ${range.newestFirst ? 'DESC' : 'ASC'} LIMIT ?`,
      JSON.stringify(streams),
      range.after,
      range.upTo,
      ...(range.type === undefined ? [] : [range.type]),
      range.limit,
    );
  }

  /** One event. */
  event(index: LogIndex): RecordedEvent | undefined {
    return this.#events('SELECT idx, json FROM event WHERE idx = ?', index)[0];
  }

  /** Is nothing up to this index recorded at or after the instant? */
  nothingSince(index: LogIndex, instant: string): boolean {
    const row = this.#sql('SELECT latest FROM event WHERE idx = ?').get(index) as { latest: string } | undefined;
    return row !== undefined && row.latest < instant;
  }

  /** Is there, after an index, an event of some types in these streams, or of some other types in any stream? */
  holdsAny(
    types: readonly string[],
    streams: readonly StreamName[],
    anywhere: readonly string[],
    after: LogIndex,
  ): boolean {
    const row = this.#sql(
      `SELECT 1 FROM event WHERE idx > ? AND (type IN (SELECT value FROM json_each(?)) OR (type IN (SELECT value FROM json_each(?))
       AND stream IN (SELECT key FROM stream WHERE name IN (SELECT value FROM json_each(?))))) LIMIT 1`,
    ).get(after, JSON.stringify(anywhere), JSON.stringify(types), JSON.stringify(streams));
    return row !== undefined;
  }

  ofType(type: string): RecordedEvent[] {
    return this.#events('SELECT idx, json FROM event WHERE type = ? ORDER BY idx', type);
  }

  ofCommand(command: CommandId): RecordedEvent[] {
    return this.#events('SELECT idx, json FROM event WHERE command = ? ORDER BY idx', command);
  }

  /** An event begins with the time of its command, so that the index of commands finds it. */
  byId(id: EventId): RecordedEvent | undefined {
    const time = id.slice(0, 13);
    const near = this.#events(
      'SELECT idx, json FROM event WHERE command >= ? AND command < ?',
      `${time}-7`,
      `${time}-8`,
    );
    return near.find((event) => event.id === id);
  }

  /** The greatest id of a command in the file; ids are ordered by the time at which they were made. */
  latestCommand(): CommandId {
    return (this.#sql('SELECT max(command) AS id FROM event').get() as { id: string | null }).id ?? '';
  }

  /** Last index of the longest prefix in which the running maximum of recordedAt is at most the instant; -1: none. */
  indexAt(instant: string): LogIndex {
    const row = this.#sql('SELECT max(idx) AS idx FROM event WHERE latest <= ?').get(instant) as { idx: number | null };
    return row.idx ?? -1;
  }

  firstEventId(): string | undefined {
    const [first] = this.after(-1, 1);
    return first?.id;
  }

  /**
   * Snapshots that fit the versions; undefined when there are none.
   * @param later begins the names of those that are read one by one, when they are asked for
   */
  snapshots(versions: Versions, later: string): Snapshots | undefined {
    const stored = this.#meta('snapshot');
    if (stored === undefined) return undefined;
    const mark = JSON.parse(stored) as { index: LogIndex; versions: Versions };
    if (JSON.stringify(mark.versions) !== JSON.stringify(versions)) return undefined;
    const names = (this.#sql('SELECT name FROM snapshot').all() as { name: string }[]).map(({ name }) => name);
    const [left, now] = [names.filter((name) => name.startsWith(later)), names.filter((n) => !n.startsWith(later))];
    return { index: mark.index, states: new Map(now.map((name) => [name, this.snapshot(name) ?? ''])), left };
  }

  snapshot(name: string): string | undefined {
    const row = this.#sql('SELECT json FROM snapshot WHERE name = ?').get(name) as { json: string } | undefined;
    return row?.json;
  }

  /** Replaces the snapshots named, and marks all as taken at the index. */
  writeSnapshots(index: LogIndex, versions: Versions, states: Iterable<readonly [string, string]>, all: boolean): void {
    this.transaction(() => {
      // what is written may be read from what it replaces
      const fresh = all ? [...states] : states;
      if (all) this.#db.exec('DELETE FROM snapshot');
      const put = this.#sql('INSERT OR REPLACE INTO snapshot (name, json) VALUES (?,?)');
      for (const [name, json] of fresh) put.run(name, json);
      this.setMeta('snapshot', JSON.stringify({ index, versions }));
    });
  }

  /** Empties the file: it belongs to another log. */
  clear(): void {
    this.index.clear();
    this.#db.exec('DELETE FROM event; DELETE FROM sealed; DELETE FROM stream; DELETE FROM snapshot; DELETE FROM meta');
    this.#streamKeys.clear();
    this.#latest = undefined;
  }

  close(): void {
    this.#db.close();
  }

  setMeta(key: string, value: string): void {
    this.#sql('INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)').run(key, value);
  }

  transaction(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #meta(key: string): string | undefined {
    return (this.#sql('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined)?.value;
  }

  #latest: string | undefined;
  #latestInstant(): string {
    this.#latest ??=
      (this.#sql('SELECT max(latest) AS latest FROM event').get() as { latest: string | null }).latest ?? '';
    return this.#latest;
  }

  #writeKeys(index: LogIndex, keys: Readonly<Record<string, string>>): void {
    const put = this.#sql('INSERT OR IGNORE INTO sealed (key, idx, pointer) VALUES (?,?,?)');
    for (const [pointer, key] of Object.entries(keys)) put.run(key, index, pointer);
  }

  readonly #streamKeys = new Map<StreamName, number>();
  #streamKey(stream: StreamName): number {
    const known = this.#streamKeys.get(stream);
    if (known !== undefined) return known;
    this.#sql('INSERT OR IGNORE INTO stream (name) VALUES (?)').run(stream);
    const { key } = this.#sql('SELECT key FROM stream WHERE name = ?').get(stream) as { key: number };
    this.#streamKeys.set(stream, key);
    return key;
  }

  #events(sql: string, ...values: (string | number)[]): RecordedEvent[] {
    const rows = this.#sql(sql).all(...values) as unknown as EventRow[];
    return rows.map((row) => JSON.parse(row.json) as RecordedEvent);
  }

  #sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }
}

/** The proof stays in the log. */
function textOf({ proof, ...event }: RecordedEvent): string {
  void proof;
  return JSON.stringify(event);
}

const schema = `
PRAGMA user_version=${FORMAT};
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS stream (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS event (idx INTEGER PRIMARY KEY, stream INTEGER NOT NULL, type TEXT NOT NULL, actor TEXT NOT NULL,
  organisation TEXT NOT NULL, at TEXT NOT NULL, latest TEXT NOT NULL, command TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS event_stream ON event (stream, idx);
CREATE INDEX IF NOT EXISTS event_command ON event (command);
CREATE INDEX IF NOT EXISTS event_latest ON event (latest);
CREATE TABLE IF NOT EXISTS sealed (key TEXT NOT NULL, idx INTEGER NOT NULL, pointer TEXT NOT NULL, PRIMARY KEY (key, idx, pointer)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshot (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
`;
