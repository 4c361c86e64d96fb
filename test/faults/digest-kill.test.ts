import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { usualPreferences } from '../../projections/notices/notice.ts';
import { openCore } from '../../server/composition/core.ts';
import { lastBoundary } from '../../server/notices/boundary.ts';
import { mailKey } from '../../server/notices/digest.ts';
import { openWrapping } from '../../server/vault/wrapping-file.ts';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { ServerProcess } from '../browser/harness.ts';
import { problem, withExample } from '../integration/core-harness.ts';
import { SmtpSink } from '../integration/smtp-sink.ts';
import { storeAt } from '../integration/store-under-test.ts';

/** The server is killed while a mail server holds its mail unanswered: whether that was taken nobody can know. */

const sink = new SmtpSink();
const DAY_MS = 86_400_000;
const people = ['act_demo-daan', 'act_demo-noor'];
const server = new ServerProcess({ SMTP_URL: await sink.start(), SMTP_FROM: 'tafel@example.org' });
afterAll(async () => {
  await server.kill();
  await sink.stop();
});

/** The example, made three days ago, and two persons who want a digest of it every day. */
async function longAgo(): Promise<void> {
  const vault = await openSqliteVault(join(server.dataDir, 'vault.db'));
  const wrapping = await openWrapping(join(server.dataDir, 'vault.key'), vault.settings);
  const core = await openCore({
    sealing: { keys: vault.keys, wrapping },
    store: storeAt(server.dataDir),
    readModelFile: ':memory:',
    authorise: () => (asker) => ({
      actor: asker.principal?.actor ?? '',
      organisation: asker.memberships[0]?.organisation ?? '',
      role: asker.memberships[0]?.role ?? 'STEWARD',
    }),
    problem,
    origin: 'test',
    log: () => undefined,
    now: () => Date.now() - 3 * DAY_MS,
  });
  await withExample(core);
  await core.stop();
  await vault.settings.put('example.made', 'yes');
  for (const actor of people)
    await vault.directory.put({ actor, name: actor, persona: true, email: `${actor}@example.org` });
  const wanted = { ...usualPreferences, digest: 'daily' } as const;
  for (const actor of people) await vault.notices.preferences.put(actor, wanted, '2020-01-01T00:00:00.000Z');
  await vault.close();
}

test('a mail under way at the kill is not sent a second time; the others go out', { timeout: 60_000 }, async () => {
  await longAgo();
  sink.answers.push('silence');
  await server.start();
  await sink.until(1);
  await server.kill();
  await server.start();
  await sink.until(2);
  expect(sink.mails.map(({ to }) => to)).toEqual(people.map((actor) => [`${actor}@example.org`]));
  const vault = await openSqliteVault(join(server.dataDir, 'vault.db'));
  const key = mailKey('act_demo-daan', 'daily', lastBoundary(Date.now(), 'daily').day);
  expect(await vault.notices.mails.find(key)).toMatchObject({ state: 'sending', attempts: 1 });
  await vault.close();
});
