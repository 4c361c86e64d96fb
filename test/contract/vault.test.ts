import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Vault } from '../../server/vault/port.ts';
import { openPostgresVault } from '../../server/vault/postgres.ts';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { PostgresServer } from '../integration/postgres-server.ts';
import type { OpenedVault, VaultExample } from './vault/example.ts';
import { keys } from './vault/keys.ts';
import { doesNothing } from './vault/nothing.ts';
import { mails, notices } from './vault/notices.ts';
import { people, sessions, settings } from './vault/people.ts';
import { accessLog, checks, files, leases, processes } from './vault/shared.ts';

const parts: Readonly<Record<string, readonly VaultExample[]>> = {
  ...{ people, sessions, settings, keys, leases, processes, accessLog, files, checks, notices, mails },
};

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function onFile(): Promise<OpenedVault> {
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-vault-'));
  const file = join(directory, 'vault.db');
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  return onVault(() => openSqliteVault(file), {
    sql: async (text) => {
      const db = new DatabaseSync(file);
      try {
        return await Promise.resolve(db.exec(text));
      } finally {
        db.close();
      }
    },
    holdsText: (text) =>
      Promise.resolve(readdirSync(directory).some((name) => readFileSync(join(directory, name)).includes(text))),
  });
}

const postgres = new PostgresServer();
beforeAll(() => postgres.start(), 120_000);
afterAll(() => postgres.remove());
let schemas = 0;

function onPostgres(): Promise<OpenedVault> {
  const schema = `contract_${schemas++}`;
  return onVault(() => openPostgresVault(postgres.url(schema)), {
    sql: (text) => postgres.sql(`SET search_path TO ${schema}; ${text}`),
    holdsText: (text) => postgres.holdsText(text),
  });
}

async function onVault(
  open: () => Promise<Vault>,
  inside: Pick<OpenedVault, 'sql' | 'holdsText'>,
): Promise<OpenedVault> {
  const opened: Vault[] = [];
  const another = async (): Promise<Vault> => {
    const vault = await open();
    opened.push(vault);
    return vault;
  };
  const closeAll = async (): Promise<void> => {
    for (const vault of opened.splice(0)) await vault.close();
  };
  cleanups.push(closeAll);
  const reopen = async (): Promise<Vault> => {
    await closeAll();
    return another();
  };
  return { vault: await another(), other: another, reopen, ...inside };
}

const nothing: OpenedVault = {
  vault: doesNothing,
  other: () => Promise.resolve(doesNothing),
  reopen: () => Promise.resolve(doesNothing),
  sql: () => Promise.resolve(undefined),
  holdsText: () => Promise.resolve(false),
};

describe.each([
  ['on a file (SQLite)', onFile],
  ['in PostgreSQL', onPostgres],
] as const)('a vault %s', (_, open) => {
  describe.each(Object.entries(parts))('%s', (_part, examples) => {
    for (const example of examples) test(example.name, async () => example.run(await open()), 60_000);
  });
});

describe('a vault that does nothing fails every example', () => {
  for (const example of Object.values(parts).flat())
    test(example.name, async () => {
      await expect(example.run(nothing)).rejects.toBeDefined();
    });
});
