import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { listening } from './server-harness.ts';

test('a key that is missing without a record is an incident: an error, a count, and a line in readyz', async () => {
  let server = await listening();
  const before = await (await server.as(undefined)).get('/readyz');
  expect(before.body['incidents']).toEqual([]);
  await server.stop();
  const vault = new DatabaseSync(join(server.dataDir, 'vault.db'));
  const row = vault.prepare("SELECT key FROM data_key WHERE scope LIKE 'person:act_demo-noor:%'").get() as {
    key: string;
  };
  for (const table of ['key_bytes', 'key_subject', 'data_key'])
    vault.prepare(`DELETE FROM ${table} WHERE key = ?`).run(row.key);
  vault.close();
  for (const name of readdirSync(server.dataDir).filter((one) => one.startsWith('readmodels')))
    rmSync(join(server.dataDir, name));
  server = await listening(server.dataDir);
  const nobody = await server.as(undefined);
  const incidents = async () => (await nobody.get('/readyz')).body['incidents'];
  await expect.poll(incidents, { timeout: 10_000 }).toMatchObject([{ kind: 'key-missing', count: 1 }]);
  expect((await nobody.get('/metrics')).text).toContain('regiotafel_incidents_total{kind="key-missing"} 1');
  expect(server.logged).toEqual([expect.stringContaining('incident: key-missing')]);
  expect(server.logged[0]).toContain(row.key);
  await server.stop();
});
