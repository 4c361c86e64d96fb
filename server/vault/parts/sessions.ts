import { one, type Database, type Dialect, type Queries } from '../database.ts';
import type { SessionRow, SessionRows } from '../port.ts';
import { note } from './changes.ts';

/** An end is heard of within a second; a day is for a process that was cut off. */
const ENDS_KEPT_MS = 24 * 3600_000;

export const sessionsSchema = ({ int, strict }: Dialect): string[] => [
  `CREATE TABLE session (id TEXT PRIMARY KEY, actor TEXT, data TEXT NOT NULL, expires ${int} NOT NULL)${strict}`,
  'CREATE INDEX session_actor ON session (actor)',
];

export function sessionsIn(database: Database): SessionRows {
  const { clock, int } = database.dialect;
  return {
    get: (id) => one<SessionRow>(database, 'SELECT data, expires FROM session WHERE id = $1', id),
    put: async (id, actor, data, expires) => {
      await database.run(
        `INSERT INTO session (id, actor, data, expires)
         SELECT $1, $2, $3, CAST($4 AS ${int}) WHERE NOT EXISTS (SELECT 1 FROM change WHERE topic = 'session-end' AND id = $1)
         ON CONFLICT (id) DO UPDATE SET actor = excluded.actor, data = excluded.data, expires = excluded.expires`,
        ...[id, actor ?? null, data, expires],
      );
    },
    end: (id) =>
      database.transaction((queries) => endIn(queries, clock, 'DELETE FROM session WHERE id = $1 RETURNING id', id)),
    endAllOf: (actor) => database.transaction((queries) => endAllIn(queries, clock, actor)),
    sweep: async (before) => {
      await database.run('DELETE FROM session WHERE expires < $1', before);
      await database.run(`DELETE FROM change WHERE at < ${clock} - $1`, ENDS_KEPT_MS);
    },
  };
}

/** Ends, in a transaction, every session of a person. */
export function endAllIn(queries: Queries, clock: string, actor: string): Promise<void> {
  return endIn(queries, clock, 'DELETE FROM session WHERE actor = $1 RETURNING id', actor);
}

async function endIn(queries: Queries, clock: string, sql: string, value: string): Promise<void> {
  for (const { id } of await queries.rows<{ id: string }>(sql, value))
    await note(queries, clock, { topic: 'session-end', id });
}
