import type { Database, Dialect, Queries } from './database.ts';

/** Names the tables that hold bytes of what was deleted, until they have been written anew. */
export const erasingSchema = ({ strict }: Dialect): string[] => [
  `CREATE TABLE to_purge (name TEXT PRIMARY KEY)${strict}`,
];

type Purge = (tables: readonly string[]) => Promise<void>;

/** Deletes in one transaction, then makes what was deleted unreadable in the files; a kill between is made good at the next start. */
export async function erase(
  database: Pick<Database, 'transaction' | 'run'>,
  purge: Purge,
  tables: readonly string[],
  work: (queries: Queries) => Promise<void>,
): Promise<void> {
  await database.transaction(async (queries) => {
    for (const table of tables)
      await queries.run('INSERT INTO to_purge (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', table);
    await work(queries);
  });
  await purge(tables);
  for (const table of tables) await database.run('DELETE FROM to_purge WHERE name = $1', table);
}

/** What a kill cut off. */
export async function finishErasing(database: Database): Promise<void> {
  const left = await database.rows<{ name: string }>('SELECT name FROM to_purge');
  if (left.length > 0)
    await database.erase(
      left.map(({ name }) => name),
      () => Promise.resolve(),
    );
}
