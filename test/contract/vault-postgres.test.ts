import { hash, randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { copyVaultBetween } from '../../server/composition/vault-places.ts';
import type { Vault } from '../../server/vault/port.ts';
import { openPostgresVault } from '../../server/vault/postgres.ts';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { PostgresServer } from '../integration/postgres-server.ts';

const postgres = new PostgresServer();
beforeAll(() => postgres.start(), 120_000);
afterAll(() => postgres.remove());
const opened: Vault[] = [];
afterEach(async () => {
  for (const vault of opened.splice(0)) await vault.close();
});
async function open(schema: string): Promise<Vault> {
  const vault = await openPostgresVault(postgres.url(schema));
  opened.push(vault);
  return vault;
}
const refusal = async (url: string): Promise<{ reason: string; message: string }> => {
  const error: unknown = await openPostgresVault(url).then(
    (vault) => vault.close(),
    (refused: unknown) => refused,
  );
  return error as { reason: string; message: string };
};

describe('what cannot be used says why and what to do, and never the password', () => {
  test.each([
    [
      'nothing listens there',
      (): string => 'postgres://app:geh%40im@127.0.0.1:1/regiotafel',
      'unreachable',
      /start it/,
    ],
    ['a name nobody knows', (): string => 'postgres://app:geh%40im@no-such-host.invalid/x', 'unreachable', /DNS/],
    ['a wrong password', (): string => postgres.url('x', 'postgres:geh%40im'), 'denied', /password.*percent-encode/],
    ['no password', (): string => postgres.url('x', 'postgres'), 'denied', /password/],
    ['no such database', (): string => postgres.url('x', undefined, 'nowhere'), 'denied', /createdb/],
    ['TLS asked for and not offered', (): string => `${postgres.url('x')}&sslmode=require`, 'denied', /offers no TLS/],
    [
      'the check of certificates switched off',
      (): string => `${postgres.url('x')}&sslmode=no-verify`,
      'denied',
      /not possible/,
    ],
    ['a schema that could be SQL', (): string => postgres.url('x;drop'), 'denied', /small letters/],
    ['no address at all', (): string => 'postgres://a:geh@im/b:c@d', 'denied', /percent-encode|DNS|schema/],
  ] as const)('%s', async (_, url, reason, words) => {
    const refused = await refusal(url());
    expect(refused).toMatchObject({ code: 'VAULT_UNAVAILABLE' });
    if (reason === 'unreachable') expect(refused.reason).toBe(reason);
    expect(refused.message).toMatch(words);
    for (const secret of ['geh@im', 'geh%40im', postgres.password, encodeURIComponent(postgres.password)])
      expect(refused.message).not.toContain(secret);
  });

  test('a user without rights is told the two ways to give them, and each works', async () => {
    await postgres.sql("CREATE ROLE app LOGIN PASSWORD 'app'");
    const refused = await refusal(postgres.url('of_app', 'app:app'));
    expect(refused).toMatchObject({ reason: 'no-rights' });
    expect(refused.message).toMatch(/CREATE SCHEMA .* AUTHORIZATION .*GRANT CREATE/);
    await postgres.sql('CREATE SCHEMA of_app AUTHORIZATION app');
    const vault = await openPostgresVault(postgres.url('of_app', 'app:app'));
    opened.push(vault);
    await vault.settings.put('a', '1');
    await postgres.sql('GRANT CREATE ON DATABASE postgres TO app');
    opened.push(await openPostgresVault(postgres.url('also_of_app', 'app:app')));
  });

  test('written by a newer program', async () => {
    await open('newer');
    await postgres.sql("INSERT INTO newer.migration (name, at) VALUES ('tomorrow', 0)");
    expect((await refusal(postgres.url('newer'))).message).toMatch(/newer Regiotafel \(tomorrow\)/);
  });
});

test('many that open a fresh vault at once make one', async () => {
  const vaults = await Promise.all(Array.from({ length: 6 }, () => open('at_once')));
  expect(new Set(vaults.map(({ id }) => id)).size).toBe(1);
});

test('what was acknowledged survives SIGKILL of the program and of PostgreSQL, and the vault answers again by itself', async () => {
  const bystander = await open('killed');
  const program = fileURLToPath(new URL('vault/put-and-say.ts', import.meta.url));
  for (const victim of ['program', 'postgres'] as const) {
    const child = spawn(process.execPath, [program, postgres.url('killed'), victim], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (part: Buffer) => {
        const before = said.split('\n').length;
        said += part.toString();
        if (before > 20 || said.split('\n').length <= 20) return;
        if (victim === 'program') child.kill('SIGKILL');
        else void postgres.kill();
      });
      child.once('exit', () => resolve());
    });
    if (victim === 'postgres') await postgres.start();
    await expect.poll(() => bystander.health(), { timeout: 20_000 }).toEqual({ ok: true });
    const acknowledged = said.split('\n').flatMap((line) => /^ack (\S+)$/.exec(line)?.[1] ?? []);
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);
    expect((await bystander.keys.get(acknowledged)).map(({ key }) => key).sort()).toEqual([...acknowledged].sort());
  }
}, 60_000);

test('a vault moves to PostgreSQL and back, row by row the same; again it writes nothing; another is refused', async () => {
  const home = mkdtempSync(join(tmpdir(), 'regiotafel-vault-'));
  const back = mkdtempSync(join(tmpdir(), 'regiotafel-vault-'));
  try {
    const file = await openSqliteVault(join(home, 'vault.db'));
    const { id } = file;
    const access = { session: 's', actor: 'act_a', topic: 't', grants: 'P1', from: 0, to: 1, what: 'history' };
    for (const n of Array(250).keys())
      await file.directory.put({ actor: `act_${n}`, name: `Naam ${n}`, persona: n % 2 === 0 });
    for (const key of ['key_a', 'key_b'])
      await file.keys.make({ key, wrapped: Buffer.from(key), subjects: ['act_1', 'org_2'], scope: key });
    await file.keys.destroy(['key_b']);
    await file.accessLog.append([1, 2, 3].map((at) => ({ at, ...access })));
    await file.sessions.put('s1', 'act_1', '{}', Date.now() + 60_000);
    const bytes = randomBytes(200_000);
    const kept = { id: hash('sha256', bytes), key: 'key_a', bytes, about: Buffer.from('een stuk') };
    await file.files.put(kept);
    const [keys, people] = [await file.keys.page('', 10), await file.directory.all()];
    await file.close();

    const there = await copyVaultBetween(home, postgres.url('moved'));
    expect(there.rows).toMatchObject({
      person: 250,
      data_key: 2,
      key_bytes: 1,
      key_subject: 4,
      access: 3,
      session: 1,
      file: 1,
      file_about: 1,
    });
    expect(await copyVaultBetween(home, postgres.url('moved'))).toEqual({ ...there, written: 0 });
    // as after a cut: some rows are missing, and come
    await postgres.sql("DELETE FROM moved.person WHERE actor LIKE 'act_1%'");
    expect((await copyVaultBetween(home, postgres.url('moved'))).hash).toBe(there.hash);

    const moved = await open('moved');
    expect(moved.id).toBe(id);
    expect(await moved.keys.page('', 10)).toEqual(
      keys.map((key) => ({ ...key, ...('wrapped' in key ? { wrapped: Buffer.from(key.wrapped) } : {}) })),
    );
    expect((await moved.directory.all()).length).toBe(people.length);
    expect(await moved.files.get(kept.id)).toEqual(kept);
    await moved.accessLog.append([{ at: 4, ...access }]);
    expect((await moved.accessLog.query({ limit: 9 })).rows.map(({ at }) => at)).toEqual([4, 3, 2, 1]);
    await moved.close();

    const returned = await copyVaultBetween(postgres.url('moved'), back);
    expect(returned.rows).toMatchObject({ person: 250, access: 4 });
    await open('another').then((vault) => vault.settings.put('a', '1'));
    await expect(copyVaultBetween(home, postgres.url('another'))).rejects.toThrow(/another vault \(setting\)/);
    await postgres.sql("UPDATE moved.person SET name = 'Iemand anders' WHERE actor = 'act_7'");
    await expect(copyVaultBetween(home, postgres.url('moved'))).rejects.toThrow(/differ in the table person/);
  } finally {
    for (const directory of [home, back]) rmSync(directory, { recursive: true, force: true });
  }
}, 60_000);
