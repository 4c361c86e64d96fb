import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { accessLogIn } from './parts/access-log.ts';
import { changesIn } from './parts/changes.ts';
import { checksIn } from './parts/checks.ts';
import { directoryIn } from './parts/directory.ts';
import { filesIn } from './parts/files.ts';
import { keysIn } from './parts/keys.ts';
import { leasesIn } from './parts/leases.ts';
import { noticesIn } from './parts/notices.ts';
import { processesIn } from './parts/processes.ts';
import { sessionsIn } from './parts/sessions.ts';
import { settingsIn } from './parts/settings.ts';
import type { Vault, VaultHealth } from './port.ts';

/** The parts of the vault, put together on an engine's database whose schema is there. */
export async function vaultOn(
  database: Database,
  engine: { shared: boolean; health: () => Promise<VaultHealth>; close: () => Promise<void> },
): Promise<Vault> {
  const settings = settingsIn(database);
  await settings.compareAndSet('vault.id', undefined, randomUUID());
  const id = await settings.get('vault.id');
  if (id === undefined) throw new Error('The vault does not keep what it is given.');
  return {
    id,
    settings,
    directory: directoryIn(database),
    sessions: sessionsIn(database),
    changes: changesIn(database),
    keys: keysIn(database),
    leases: leasesIn(database),
    processes: processesIn(database),
    accessLog: accessLogIn(database),
    files: filesIn(database),
    checks: checksIn(database),
    notices: noticesIn(database),
    ...engine,
  };
}
