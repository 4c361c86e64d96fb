import { one, type Database, type Dialect, type Queries } from '../database.ts';
import type { Change, Changes, Mark } from '../port.ts';

/** Its one row is locked by each transaction that changes something: so marks grow in the order of the commits. */
export const changesSchema = ({ int, strict }: Dialect): string[] => [
  `CREATE TABLE mark (n ${int} NOT NULL)${strict}`,
  'INSERT INTO mark (n) VALUES (0)',
  `CREATE TABLE change (mark ${int} PRIMARY KEY, topic TEXT NOT NULL, id TEXT NOT NULL, at ${int} NOT NULL)${strict}`,
  'CREATE INDEX change_id ON change (topic, id)',
];

export function changesIn(database: Database): Changes {
  return {
    mark: () => markOf(database),
    since: async (mark) => {
      const rows = await database.rows<Change & { mark: Mark }>(
        'SELECT mark, topic, id FROM change WHERE mark > $1 ORDER BY mark LIMIT 1000',
        mark,
      );
      return { mark: rows.at(-1)?.mark ?? mark, changes: rows.map(({ topic, id }) => ({ topic, id })) };
    },
  };
}

export async function markOf(queries: Queries): Promise<Mark> {
  return (await one<{ n: Mark }>(queries, 'SELECT n FROM mark'))?.n ?? 0;
}

/** The next mark, in a transaction that changes something. */
export async function nextMark(queries: Queries): Promise<Mark> {
  const row = await one<{ n: Mark }>(queries, 'UPDATE mark SET n = n + 1 RETURNING n');
  if (!row) throw new Error('The vault has lost its count of changes.');
  return row.n;
}

/** Notes, in a transaction, what the other processes must hear of. */
export async function note(queries: Queries, clock: string, { topic, id }: Change): Promise<void> {
  const mark = await nextMark(queries);
  await queries.run(`INSERT INTO change (mark, topic, id, at) VALUES ($1, $2, $3, ${clock})`, mark, topic, id);
}
