import { one, type Database } from './database.ts';

const tables = ['person', 'session', 'setting'] as const;

/** A vault from before the steps of the schema were counted: its tables are put aside under other names. */
export async function putEarlierAside(database: Database): Promise<void> {
  if ((await has(database, 'migration')) || !(await has(database, 'setting'))) return;
  await database.transaction(async (queries) => {
    for (const table of tables) await queries.run(`ALTER TABLE ${table} RENAME TO earlier_${table}`);
  });
}

/** … and what they hold is brought over into the new ones. */
export async function bringOverEarlier(database: Database): Promise<void> {
  if (!(await has(database, 'earlier_setting'))) return;
  await database.transaction(async (queries) => {
    await queries.run(
      `INSERT INTO person (actor, name, organisation, role, persona)
       SELECT actor, name, organisation, role, persona FROM earlier_person ORDER BY rowid`,
    );
    await queries.run(
      `INSERT INTO session (id, actor, data, expires)
       SELECT id, json_extract(data, '$.actor'), data, expires FROM earlier_session`,
    );
    await queries.run('INSERT INTO setting (key, value) SELECT key, value FROM earlier_setting');
    for (const table of tables) await queries.run(`DROP TABLE earlier_${table}`);
  });
}

async function has(database: Database, table: string): Promise<boolean> {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = $1";
  return (await one<{ name: string }>(database, sql, table)) !== undefined;
}
