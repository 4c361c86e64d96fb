import type { NoticePreferences } from '../../../projections/notices/notice.ts';
import { places, type Database, type Dialect, type Queries } from '../database.ts';
import type { NoticeVault, PreferenceRows, ReadMarkRows, VisitRows } from '../port-notices.ts';
import { mailRows } from './mails.ts';

type Row = Readonly<Record<string, string | number | null>>;

export const noticesSchema = ({ int, strict }: Dialect): string[] => [
  `CREATE TABLE notice_mark (actor TEXT PRIMARY KEY, read_to ${int} NOT NULL, version ${int} NOT NULL)${strict}`,
  `CREATE TABLE notice_read (actor TEXT NOT NULL, idx ${int} NOT NULL, PRIMARY KEY (actor, idx))${strict}`,
  `CREATE TABLE notice_preference (actor TEXT PRIMARY KEY, digest TEXT NOT NULL, since TEXT NOT NULL,
    value TEXT NOT NULL)${strict}`,
  `CREATE TABLE visit (actor TEXT NOT NULL, place TEXT NOT NULL, since_idx ${int}, since_at TEXT,
    seen_idx ${int} NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (actor, place))${strict}`,
  `CREATE TABLE mail_claim (mail TEXT PRIMARY KEY, actor TEXT NOT NULL, state TEXT NOT NULL, holder TEXT NOT NULL,
    lease ${int} NOT NULL, attempts ${int} NOT NULL, next_at ${int} NOT NULL, up_to ${int} NOT NULL, problem TEXT)${strict}`,
];

/** Tables that hold something of a person, each with a column `actor`. */
export const noticeTables = ['notice_mark', 'notice_read', 'notice_preference', 'visit', 'mail_claim'];

/** Forgets what of notices is a person's. */
export async function forgetNoticesOf(queries: Queries, actor: string): Promise<void> {
  for (const table of noticeTables) await queries.run(`DELETE FROM ${table} WHERE actor = $1`, actor);
}

export function noticesIn(db: Database): NoticeVault {
  return {
    marks: markRows(db),
    visits: visitRows(db),
    preferences: preferenceRows(db),
    mails: mailRows(db),
  };
}

function markRows(db: Queries): ReadMarkRows {
  const mark = `INSERT INTO notice_mark (actor, read_to, version) VALUES ($1, $2, 1) ON CONFLICT (actor) DO UPDATE SET
    version = notice_mark.version + 1,
    read_to = CASE WHEN excluded.read_to > notice_mark.read_to THEN excluded.read_to ELSE notice_mark.read_to END`;
  return {
    async get(actor) {
      const [row] = await db.rows<Row>('SELECT read_to FROM notice_mark WHERE actor = $1', actor);
      const singles = await db.rows<Row>('SELECT idx FROM notice_read WHERE actor = $1', actor);
      return { readTo: row ? Number(row['read_to']) : -1, singles: singles.map(({ idx }) => Number(idx)) };
    },
    async readTo(actor, index) {
      await db.run(mark, actor, index);
      await db.run('DELETE FROM notice_read WHERE actor = $1 AND idx <= $2', actor, index);
    },
    async readOne(actor, index) {
      await db.run(
        'INSERT INTO notice_read (actor, idx) VALUES ($1, $2) ON CONFLICT (actor, idx) DO NOTHING',
        actor,
        index,
      );
      await db.run(mark, actor, -1);
    },
    async versions(actors) {
      if (actors.length === 0) return new Map();
      const rows = await db.rows<Row>(
        `SELECT actor, version FROM notice_mark WHERE actor IN (${places(actors.length)})`,
        ...actors,
      );
      return new Map(rows.map((row) => [String(row['actor']), Number(row['version'])]));
    },
  };
}

function visitRows(db: Queries): VisitRows {
  return {
    async get(actor, place) {
      const [row] = await db.rows<Row>('SELECT * FROM visit WHERE actor = $1 AND place = $2', actor, place);
      if (!row) return undefined;
      const since =
        row['since_idx'] === null ? undefined : { index: Number(row['since_idx']), at: String(row['since_at']) };
      return { since, seen: { index: Number(row['seen_idx']), at: String(row['seen_at']) } };
    },
    async put(actor, place, { since, seen }) {
      await db.run(
        `INSERT INTO visit (actor, place, since_idx, since_at, seen_idx, seen_at) VALUES ($1, $2, $3, $4, $5, $6)
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
      const [row] = await db.rows<Row>('SELECT value FROM notice_preference WHERE actor = $1', actor);
      return row && (JSON.parse(String(row['value'])) as NoticePreferences);
    },
    async put(actor, preferences, at) {
      // who changes something else keeps the day on which he began to get a digest
      await db.run(
        `INSERT INTO notice_preference (actor, digest, since, value) VALUES ($1, $2, $3, $4)
         ON CONFLICT (actor) DO UPDATE SET digest = excluded.digest, value = excluded.value,
         since = CASE WHEN notice_preference.digest = 'off' THEN excluded.since ELSE notice_preference.since END`,
        ...[actor, preferences.digest, at, JSON.stringify(preferences)],
      );
    },
    async subscribers() {
      const rows = await db.rows<Row>(
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
