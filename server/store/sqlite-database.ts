import { accessSync, closeSync, constants, existsSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from './port.ts';

export interface SqliteOptions {
  /** Told once when a write failed in a way that leaves its outcome unknown: the process must exit. */
  readonly onFatal?: (error: Error) => void;
  /** For tests that prove what FULL is for. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** For tests of a full disk. */
  readonly maxPages?: number;
}

/** "RgTf": marks the file as ours. */
const APPLICATION_ID = 0x52675466;
/** 2: events have a proof beside them. */
const FORMAT = 2;
const LEAST_SQLITE = [3, 51, 3] as const;

const schema = `
CREATE TABLE IF NOT EXISTS stream (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS event (
  idx INTEGER PRIMARY KEY, stream INTEGER NOT NULL REFERENCES stream (key), revision INTEGER NOT NULL,
  id TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, salt TEXT NOT NULL, meta TEXT NOT NULL, proof TEXT,
  UNIQUE (stream, revision)
) STRICT;`;

/** Opens the log's file for one writer, or says what stands in the way. @throws StoreUnavailable */
export function openDatabase(file: string, options: SqliteOptions): DatabaseSync {
  assertWritable(file);
  assertSqlite(file);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    const version = (db.prepare('SELECT sqlite_version() AS version').get() as { version: string }).version;
    if (!atLeast(version))
      throw new StoreUnavailable(
        'too-old',
        `SQLite ${version} is too old; ${LEAST_SQLITE.join('.')} or newer is needed.`,
      );
    // exclusive: one process holds the file for as long as it runs
    db.exec('PRAGMA locking_mode=EXCLUSIVE');
    const applicationId = pragma(db, 'application_id');
    const tables = (db.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'").get() as { n: number })
      .n;
    if (applicationId !== APPLICATION_ID && (applicationId !== 0 || tables > 0)) throw notOurs(file);
    const format = pragma(db, 'user_version');
    if (format > FORMAT) {
      throw new StoreUnavailable(
        'too-old',
        `${file} was written by a newer Regiotafel (format ${format}); start that version.`,
      );
    }
    db.exec('PRAGMA journal_mode=WAL');
    db.exec(`PRAGMA synchronous=${options.synchronous ?? 'FULL'}; PRAGMA cache_size=-65536; PRAGMA foreign_keys=OFF`);
    if (options.maxPages !== undefined) db.exec(`PRAGMA max_page_count=${options.maxPages}`);
    const upgrade = format === 1 ? 'ALTER TABLE event ADD COLUMN proof TEXT;' : '';
    db.exec(
      `BEGIN IMMEDIATE; ${upgrade} PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${FORMAT}; ${schema} COMMIT`,
    );
    return db;
  } catch (error) {
    db?.close();
    throw error instanceof StoreUnavailable ? error : explained(file, error);
  }
}

function assertWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch (error) {
    throw new StoreUnavailable(
      'read-only',
      `${file} cannot be written: give the server write access to its directory.`,
      { cause: error },
    );
  }
}

/** SQLite would overwrite an empty or foreign file only late: look at its first bytes. */
function assertSqlite(file: string): void {
  if (!existsSync(file)) return;
  const head = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  const read = readSync(descriptor, head, 0, 16, 0);
  closeSync(descriptor);
  if (read > 0 && head.toString('latin1', 0, 15) !== 'SQLite format 3') throw notOurs(file);
}

function explained(file: string, error: unknown): StoreUnavailable {
  const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
  const cause = { cause: error };
  if (code === 5 || code === 6) {
    return new StoreUnavailable(
      'locked',
      `${file} is in use by another process: stop that server, or give this one its own DATA_DIR.`,
      cause,
    );
  }
  if (code === 8)
    return new StoreUnavailable(
      'read-only',
      `${file} cannot be written: give the server write access to its directory.`,
      cause,
    );
  if (code === 13) return new StoreUnavailable('full', `The disk that holds ${file} is full: make room.`, cause);
  if (code === 26) return notOurs(file);
  return new StoreUnavailable('damaged', `${file} cannot be opened: ${String(error)}. Restore a backup.`, cause);
}

function notOurs(file: string): StoreUnavailable {
  return new StoreUnavailable(
    'not-ours',
    `${file} is no log of Regiotafel: choose another DATA_DIR; the file was left as it is.`,
  );
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[0]);
}

function atLeast(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [at, least] of LEAST_SQLITE.entries()) {
    const part = parts[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
