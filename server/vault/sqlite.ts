import { finishErasing } from './erasing.ts';
import { migrate } from './migrations.ts';
import type { Vault } from './port.ts';
import { openSqliteDatabase, type SqliteDatabase } from './sqlite-database.ts';
import { bringOverEarlier, putEarlierAside } from './sqlite-earlier.ts';
import { vaultOn } from './vault-on.ts';

/** The vault in an SQLite file that only the server's user may read. @throws VaultUnavailable */
export async function openSqliteVault(file: string): Promise<Vault> {
  const database = await readySqliteDatabase(file);
  return vaultOn(database, {
    shared: false,
    health: () => Promise.resolve({ ok: true }),
    close: () => database.close(),
  });
}

/** The file with its schema, for who copies it. @throws VaultUnavailable */
export async function readySqliteDatabase(file: string): Promise<SqliteDatabase> {
  const database = openSqliteDatabase(file);
  try {
    await putEarlierAside(database);
    await migrate(database);
    await bringOverEarlier(database);
    await finishErasing(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
