import { finishErasing } from './erasing.ts';
import { migrate } from './migrations.ts';
import type { Vault } from './port.ts';
import { openPostgresDatabase, type PostgresDatabase } from './postgres-database.ts';
import { vaultOn } from './vault-on.ts';

/** The vault in PostgreSQL, which several processes share; its schema is made on first use. @throws VaultUnavailable */
export async function openPostgresVault(url: string): Promise<Vault> {
  const database = await readyPostgresDatabase(url);
  return vaultOn(database, {
    shared: true,
    health: () => database.health(),
    close: () => database.close(),
  });
}

/** The database with its schema, for who copies it. @throws VaultUnavailable */
export async function readyPostgresDatabase(url: string): Promise<PostgresDatabase> {
  const database = openPostgresDatabase(url);
  try {
    await database.prepareSchema();
    await migrate(database);
    await finishErasing(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
