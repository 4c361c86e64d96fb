import { join } from 'node:path';
import type { Config } from '../ops/config.ts';
import type { Vault } from '../vault/port.ts';
import { openPostgresVault } from '../vault/postgres.ts';
import { openSqliteVault } from '../vault/sqlite.ts';

/** The vault as the settings say: PostgreSQL, or the file in the data directory. @throws VaultUnavailable with a sentence */
export function openVault(config: Config): Promise<Vault> {
  if (config.vaultUrl !== undefined) return openPostgresVault(config.vaultUrl);
  return openSqliteVault(join(config.dataDir, 'vault.db'));
}
