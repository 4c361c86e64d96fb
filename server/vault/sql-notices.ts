import type { NoticePreferences } from '../../projections/notices/notice.ts';
import { mailRows } from './sql-mails.ts';
import type { NoticeVault, PreferenceRows, ReadMarkRows, VisitRows } from './notices.ts';

/** What an engine must do: statements with `?` for values; `run` tells how many rows it changed. */
export interface Queries {
  all(sql: string, ...values: SqlValue[]): Promise<readonly Row[]>;
  run(sql: string, ...values: SqlValue[]): Promise<number>;
  close(): Promise<void>;
}
export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue | bigint>>;

/** The tables, in SQL that SQLite and PostgreSQL both take. */
export const noticeTables = [
  'CREATE TABLE IF NOT EXISTS notice_mark (actor TEXT PRIMARY KEY, read_to BIGINT NOT NULL, version BIGINT NOT NULL)',
  'CREATE TABLE IF NOT EXISTS notice_read (actor TEXT NOT NULL, idx BIGINT NOT NULL, PRIMARY KEY (actor, idx))',
  `CREATE TABLE IF NOT EXISTS notice_preference (actor TEXT PRIMARY KEY, digest TEXT NOT NULL, since TEXT NOT NULL,
    value TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS visit (actor TEXT NOT NULL, place TEXT NOT NULL, since_idx BIGINT, since_at TEXT,
    seen_idx BIGINT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (actor, place))`,
  `CREATE TABLE IF NOT EXISTS mail_claim (mail TEXT PRIMARY KEY, actor TEXT NOT NULL, state TEXT NOT NULL,
    holder TEXT NOT NULL, lease BIGINT NOT NULL, attempts BIGINT NOT NULL, next_at BIGINT NOT NULL,
    up_to BIGINT NOT NULL, problem TEXT)`,
] as const;

/** The notices' part of the vault on any engine that speaks SQL. */
export function sqlNotices(db: Queries): NoticeVault {
  return {
    marks: markRows(db),
    visits: visitRows(db),
    preferences: preferenceRows(db),
    mails: mailRows(db),
    async forget(actor) {
      for (const table of ['notice_mark', 'notice_read', 'notice_preference', 'visit', 'mail_claim'])
        await db.run(`DELETE FROM ${table} WHERE actor = ?`, actor);
    },
    close: () => db.close(),
  };
}

function markRows(db: Queries): ReadMarkRows {
  const mark = `INSERT INTO notice_mark (actor, read_to, version) VALUES (?, ?, 1) ON CONFLICT (actor) DO UPDATE SET
    version = notice_mark.version + 1,
    read_to = CASE WHEN excluded.read_to > notice_mark.read_to THEN excluded.read_to ELSE notice_mark.read_to END`;
  return {
    async get(actor) {
      const [row] = await db.all('SELECT read_to FROM notice_mark WHERE actor = ?', actor);
      const singles = await db.all('SELECT idx FROM notice_read WHERE actor = ?', actor);
      return { readTo: row ? Number(row['read_to']) : -1, singles: singles.map(({ idx }) => Number(idx)) };
    },
    async readTo(actor, index) {
      await db.run(mark, actor, index);
      await db.run('DELETE FROM notice_read WHERE actor = ? AND idx <= ?', actor, index);
    },
    async readOne(actor, index) {
      await db.run(
        'INSERT INTO notice_read (actor, idx) VALUES (?, ?) ON CONFLICT (actor, idx) DO NOTHING',
        actor,
        index,
      );
      await db.run(mark, actor, -1);
    },
    async versions(actors) {
      if (actors.length === 0) return new Map();
      const places = actors.map(() => '?').join(', ');
      const rows = await db.all(`SELECT actor, version FROM notice_mark WHERE actor IN (${places})`, ...actors);
      return new Map(rows.map((row) => [String(row['actor']), Number(row['version'])]));
    },
  };
}

function visitRows(db: Queries): VisitRows {
  return {
    async get(actor, place) {
      const [row] = await db.all('SELECT * FROM visit WHERE actor = ? AND place = ?', actor, place);
      if (!row) return undefined;
      const since =
        row['since_idx'] === null ? undefined : { index: Number(row['since_idx']), at: String(row['since_at']) };
      return { since, seen: { index: Number(row['seen_idx']), at: String(row['seen_at']) } };
    },
    async put(actor, place, { since, seen }) {
      await db.run(
        `INSERT INTO visit (actor, place, since_idx, since_at, seen_idx, seen_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (actor, place) DO UPDATE SET since_idx = excluded.since_idx, since_at = excluded.since_at,
         seen_idx = excluded.seen_idx, seen_at = excluded.seen_at`,
        ...[actor, place, since?.index ?? null, since?.at ?? null, seen.index, seen.at],
      );
    },
  };
}

function preferenceRows(db: Queries): PreferenceRows {
  return {
    async get(actor) {
      const [row] = await db.all('SELECT value FROM notice_preference WHERE actor = ?', actor);
      return row && (JSON.parse(String(row['value'])) as NoticePreferences);
    },
    async put(actor, preferences, at) {
      // who changes something else keeps the day on which he began to get a digest
      await db.run(
        `INSERT INTO notice_preference (actor, digest, since, value) VALUES (?, ?, ?, ?)
         ON CONFLICT (actor) DO UPDATE SET digest = excluded.digest, value = excluded.value,
         since = CASE WHEN notice_preference.digest = 'off' THEN excluded.since ELSE notice_preference.since END`,
        ...[actor, preferences.digest, at, JSON.stringify(preferences)],
      );
    },
    async subscribers() {
      const rows = await db.all(
        "SELECT actor, digest, since FROM notice_preference WHERE digest <> 'off' ORDER BY actor",
      );
      return rows.map((row) => ({
        actor: String(row['actor']),
        digest: row['digest'] === 'weekly' ? 'weekly' : 'daily',
        since: String(row['since']),
      }));
    },
  };
}
