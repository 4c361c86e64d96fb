import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { Imports } from '../exchange/imports.ts';
import { problemOf } from '../http/problems.ts';
import type { Config } from '../ops/config.ts';
import { openCore } from './core.ts';
import { importFormats } from './import-formats.ts';
import { holdDirectory } from './lock.ts';
import { openStore } from './open-store.ts';
import { keyFileOf } from './vault-places.ts';
import { openVault } from './open-vault.ts';
import { openWrapping } from '../vault/wrapping-file.ts';

/** The core on a data directory without its doors, for commands on the line. @throws when a server holds the directory */
export async function openOffline(
  config: Config,
  logger: Logger,
): Promise<{ imports: Imports; stop: () => Promise<void> }> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const release = holdDirectory(config.dataDir);
  const vault = await openVault(config);
  const core = await openCore({
    sealing: { keys: vault.keys, wrapping: await openWrapping(keyFileOf(config), vault.settings) },
    store: openStore(config),
    sharedStore: config.eventStoreUrl !== undefined,
    readModelFile: join(config.dataDir, 'readmodels.db'),
    authorise: () => () => ({ refused: { code: 'NOT_SIGNED_IN', values: {} } }),
    problem: problemOf,
    origin: config.origin,
    log: (message, details) => logger.error(details, message),
  });
  const { commands, readModels, seed } = core;
  const formats = importFormats(readModels, seed, config.dataDir);
  const imports = new Imports({
    dataDir: config.dataDir,
    commands,
    readModels,
    formats,
    now: Date.now,
    random: randomBytes,
  });
  await imports.rollForward();
  const stop = async (): Promise<void> => {
    await core.stop();
    await vault.close();
    release();
  };
  return { imports, stop };
}
