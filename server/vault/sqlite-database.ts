import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Dialect, Queries, Value } from './database.ts';
import { erase } from './erasing.ts';
import { VaultUnavailable } from './port.ts';

/** Another process (a command on the line) may write for a moment: it is waited for, without blocking this one. */
const BUSY_MS = 5_000;
const RETRY_MS = 5;

const dialect: Dialect = {
  name: 'sqlite',
  int: 'INTEGER',
  bytes: 'BLOB',
  serial: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  clock: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  lockSchema: undefined,
  countOn: () => [],
  noSamples: () => [],
  strict: ' STRICT',
  refuseChanges: (table) =>
    ['UPDATE', 'DELETE'].map(
      (act) =>
        `CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
         BEGIN SELECT RAISE(ABORT, 'rows of ${table} are not changed and not deleted'); END`,
    ),
};

/** One connection; what is asked while a transaction runs waits for its end. */
export class SqliteDatabase implements Database {
  readonly dialect = dialect;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  rows<R>(sql: string, ...values: readonly Value[]): Promise<R[]> {
    return this.#inTurn(() => patiently(() => this.#queries.rows<R>(sql, ...values)));
  }

  run(sql: string, ...values: readonly Value[]): Promise<number> {
    return this.#inTurn(() => patiently(() => this.#queries.run(sql, ...values)));
  }

  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await patiently(() => this.#db.exec('BEGIN IMMEDIATE'));
      try {
        const result = await work(this.#queries);
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        this.#db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** `secure_delete` has overwritten the rows; the write-ahead log still holds them. */
  erase(tables: readonly string[], work: (queries: Queries) => Promise<void>): Promise<void> {
    return erase(this, () => this.#inTurn(() => patiently(() => this.#truncate())), tables, work);
  }

  close(): Promise<void> {
    return this.#inTurn(() => {
      if (!this.#closed) this.#db.close();
      this.#closed = true;
    }, true);
  }

  readonly #queries: Queries = {
    // what SQLite throws must come as a refused promise
    rows: <R>(sql: string, ...values: readonly Value[]) =>
      new Promise<R[]>((resolve) => resolve(this.#statement(sql).all(...values) as R[])),
    run: (sql, ...values) => new Promise((resolve) => resolve(Number(this.#statement(sql).run(...values).changes))),
  };

  #truncate(): void {
    const done = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    if (done.busy !== 0)
      throw new VaultUnavailable(
        'busy',
        'What was erased still stands in the write-ahead log, as another process reads the vault: end it and erase again.',
      );
  }

  #inTurn<T>(work: () => T | Promise<T>, closing = false): Promise<T> {
    const turn = this.#tail.then(async () => {
      if (this.#closed && !closing) throw new VaultUnavailable('closed', 'The vault is closed.');
      try {
        return await work();
      } catch (error) {
        throw explained(error);
      }
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql.replace(/\$(\d+)/g, '?$1'))));
    return statement;
  }
}

/** Does it again while another process writes. */
async function patiently<T>(work: () => T | Promise<T>): Promise<T> {
  for (const until = Date.now() + BUSY_MS; ;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== SQLITE_BUSY || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Opens the file, or says what stands in the way. @throws VaultUnavailable */
export function openSqliteDatabase(file: string): SqliteDatabase {
  if (file !== ':memory:') assertWritable(file);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    if (file !== ':memory:') chmodSync(file, 0o600);
    db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON');
    return new SqliteDatabase(db);
  } catch (error) {
    db?.close();
    throw explained(error, file);
  }
}

function assertWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch (error) {
    throw new VaultUnavailable(
      'read-only',
      `${file} cannot be written: give the server write access to its directory.`,
      {
        cause: error,
      },
    );
  }
}

const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

function explained(error: unknown, file = 'The vault'): unknown {
  switch ((error as { errcode?: number }).errcode ?? 0) {
    case SQLITE_BUSY:
      return new VaultUnavailable('busy', `${file} is in use by another process: end it.`, { cause: error });
    case SQLITE_READONLY:
      return new VaultUnavailable('read-only', `${file} cannot be written: give the server write access.`, {
        cause: error,
      });
    case SQLITE_FULL:
      return new VaultUnavailable('full', 'The disk is full: make room. Nothing was written.', { cause: error });
    case SQLITE_NOTADB:
      return new VaultUnavailable('not-ours', `${file} is no vault of Regiotafel: choose another DATA_DIR.`, {
        cause: error,
      });
    default:
      return error;
  }
}
