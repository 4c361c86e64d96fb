import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../ops/config.ts';
import { copyVault, type VaultCopyReport } from '../vault/copy-vault.ts';
import type { Database } from '../vault/database.ts';
import { readyPostgresDatabase } from '../vault/postgres.ts';
import { readySqliteDatabase } from '../vault/sqlite.ts';
import { adopt, openWrapping } from '../vault/wrapping-file.ts';
import { rewrapAll } from '../vault/wrapping.ts';
import { holdDirectory } from './lock.ts';
import { openVault } from './open-vault.ts';

const isAddress = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/** `regiotafel vault copy <from> <to>`: each a data directory or an address of PostgreSQL. @throws with a sentence */
export async function copyVaultBetween(from: string, to: string): Promise<VaultCopyReport> {
  if (!isAddress(from) && !existsSync(join(from, 'vault.db')))
    throw new Error(
      `${from} holds no vault: name the data directory of a Regiotafel, or an address like postgres://….`,
    );
  const closers: (() => Promise<void>)[] = [];
  const open = async (place: string): Promise<Database> => {
    if (!isAddress(place)) {
      mkdirSync(place, { recursive: true, mode: 0o700 });
      const release = holdDirectory(place);
      closers.push(() => Promise.resolve(release()));
    }
    const opened = await (isAddress(place)
      ? readyPostgresDatabase(place)
      : readySqliteDatabase(join(place, 'vault.db')));
    closers.push(() => opened.close());
    return opened;
  };
  try {
    const source = await open(from);
    return await copyVault(source, await open(to));
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/**
 * After a log was copied: its vault goes along, between the data directory and VAULT_URL or another data directory.
 * @returns a sentence that says what was done, or what is left to do
 */
export async function takeVaultAlong(from: string, to: string, { vaultUrl }: Config): Promise<string> {
  const vaultOf = (place: string): string | undefined => (place.startsWith('esdb') ? vaultUrl : place);
  const [source, target] = [vaultOf(from), vaultOf(to)];
  if (source === undefined || target === undefined)
    return 'The vault (names, sessions, keys) stays where it is: set VAULT_URL to take it along to PostgreSQL, or keep the data directory.';
  if (source === target) return 'The vault stays where it is: in VAULT_URL.';
  if (!isAddress(source) && !existsSync(join(source, 'vault.db'))) return 'There was no vault to take along.';
  try {
    const { written, hash } = await copyVaultBetween(source, target);
    return `The vault was taken along: ${written} rows copied now, the same hash on both sides:\n${hash}\nTake the key file along, too: it is in no copy.`;
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('in use by process'))) throw error;
    return 'The vault is in use by the running server: stop it, and run `regiotafel vault copy <from> <to>`.';
  }
}

/** The file of the key under which the vault's data keys are wrapped. */
export const keyFileOf = (config: Config): string => config.vaultKeyFile ?? join(config.dataDir, 'vault.key');

/** `regiotafel vault rewrap`: puts every data key under the first key of the key file. @returns how many it was */
export async function rewrapVault(config: Config): Promise<number> {
  const release = config.vaultUrl === undefined ? holdDirectory(config.dataDir) : () => undefined;
  try {
    const vault = await openVault(config);
    try {
      const wrapping = await openWrapping(keyFileOf(config), vault.settings);
      const rewrapped = await rewrapAll(vault.keys, wrapping);
      await adopt(wrapping, vault.settings);
      return rewrapped;
    } finally {
      await vault.close();
    }
  } finally {
    release();
  }
}
