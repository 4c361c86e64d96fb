import type { Database, Dialect } from './database.ts';
import { erasingSchema } from './erasing.ts';
import { accessLogSchema } from './parts/access-log.ts';
import { changesSchema } from './parts/changes.ts';
import { checksSchema } from './parts/checks.ts';
import { directorySchema } from './parts/directory.ts';
import { aboutFilesSchema, filesSchema } from './parts/files.ts';
import { keysSchema } from './parts/keys.ts';
import { leasesSchema } from './parts/leases.ts';
import { noticesSchema } from './parts/notices.ts';
import { processesSchema } from './parts/processes.ts';
import { sessionsSchema } from './parts/sessions.ts';
import { settingsSchema } from './parts/settings.ts';
import { VaultUnavailable } from './port.ts';

/** A step of the schema. It is never changed once released: a later change is another step. */
export interface Migration {
  readonly name: string;
  readonly sql: (dialect: Dialect) => readonly string[];
}

/** All steps, in the order in which they are done. */
const migrations: readonly Migration[] = [
  { name: 'erasing', sql: erasingSchema },
  { name: 'settings', sql: settingsSchema },
  { name: 'changes', sql: changesSchema },
  { name: 'directory', sql: directorySchema },
  { name: 'sessions', sql: sessionsSchema },
  { name: 'keys', sql: keysSchema },
  { name: 'leases', sql: leasesSchema },
  { name: 'processes', sql: processesSchema },
  { name: 'access-log', sql: accessLogSchema },
  { name: 'files', sql: filesSchema },
  { name: 'checks', sql: checksSchema },
  { name: 'notices', sql: noticesSchema },
  { name: 'about-files', sql: aboutFilesSchema },
];

/** Brings the schema to this program's; each step once, all or none. @throws VaultUnavailable for a newer schema */
export async function migrate(database: Database): Promise<void> {
  const { dialect } = database;
  await database.transaction(async (queries) => {
    if (dialect.lockSchema !== undefined) await queries.rows(dialect.lockSchema);
    await queries.run(
      `CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at ${dialect.int} NOT NULL)${dialect.strict}`,
    );
    const done = new Set((await queries.rows<{ name: string }>('SELECT name FROM migration')).map(({ name }) => name));
    const unknown = [...done].filter((name) => !migrations.some((step) => step.name === name));
    if (unknown.length > 0)
      throw new VaultUnavailable(
        'too-old',
        `The vault was written by a newer Regiotafel (${unknown.join(', ')}): start that version.`,
      );
    for (const { name, sql } of migrations) {
      if (done.has(name)) continue;
      for (const statement of sql(dialect)) await queries.run(statement);
      await queries.run(`INSERT INTO migration (name, at) VALUES ($1, ${dialect.clock})`, name);
    }
  });
}
