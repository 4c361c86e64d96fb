import { join } from 'node:path';
import type { Config } from '../ops/config.ts';
import type { Vault } from '../vault/port.ts';
import { openSqliteVault } from '../vault/sqlite.ts';

/** The vault as the settings say: the file in the data directory. @throws VaultUnavailable with a sentence */
export function openVault(config: Config): Promise<Vault> {
  return openSqliteVault(join(config.dataDir, 'vault.db'));
}
