import type { Database, Dialect } from '../database.ts';
import type { LivingProcess, Processes } from '../port-processes.ts';

/** Older ones are forgotten at the next beat. */
const FORGOTTEN_MS = 24 * 3600_000;

export const processesSchema = ({ int, strict }: Dialect): string[] => [
  `CREATE TABLE process (id TEXT PRIMARY KEY, build TEXT NOT NULL, confirmed ${int} NOT NULL,
    started_at ${int} NOT NULL, beat_at ${int} NOT NULL)${strict}`,
];

export function processesIn(database: Database): Processes {
  const { clock } = database.dialect;
  return {
    beat: async ({ id, build, confirmed }) => {
      await database.run(
        `INSERT INTO process (id, build, confirmed, started_at, beat_at) VALUES ($1, $2, $3, ${clock}, ${clock})
         ON CONFLICT (id) DO UPDATE SET build = excluded.build, confirmed = excluded.confirmed, beat_at = excluded.beat_at`,
        ...[id, build, confirmed],
      );
      await database.run(`DELETE FROM process WHERE beat_at < ${clock} - $1`, FORGOTTEN_MS);
    },
    leave: async (id) => {
      await database.run('DELETE FROM process WHERE id = $1', id);
    },
    living: (within) =>
      database.rows<LivingProcess>(
        `SELECT id, build, confirmed, started_at AS "startedAt", beat_at AS "beatAt" FROM process
         WHERE beat_at >= ${clock} - $1 ORDER BY started_at, id`,
        within,
      ),
  };
}
