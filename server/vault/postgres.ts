import { finishErasing } from './erasing.ts';
import { migrate } from './migrations.ts';
import type { Vault } from './port.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { vaultOn } from './vault-on.ts';

/** The vault in PostgreSQL, which several processes share; its schema is made on first use. @throws VaultUnavailable */
export async function openPostgresVault(url: string): Promise<Vault> {
  const database = openPostgresDatabase(url);
  try {
    await database.prepareSchema();
    await migrate(database);
    await finishErasing(database);
    return await vaultOn(database, {
      shared: true,
      health: () => database.health(),
      close: () => database.close(),
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}
