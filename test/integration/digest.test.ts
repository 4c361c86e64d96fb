import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Core } from '../../server/composition/core.ts';
import { usualPreferences, type NoticePreferences } from '../../projections/notices/notice.ts';
import { Digests, LEASE_MS, mailKey } from '../../server/notices/digest.ts';
import { NoticeDesk } from '../../server/notices/desk.ts';
import { openMailer } from '../../server/notices/mailer.ts';
import type { NoticeVault } from '../../server/vault/port-notices.ts';
import type { Vault } from '../../server/vault/port.ts';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { askerIn, coreAt, freshDirectory, withExample } from './core-harness.ts';
import { newCommandId } from './ids.ts';
import { SmtpSink } from './smtp-sink.ts';

/** Digests to a real mail server, with a clock that the test moves. */

const directory = freshDirectory();
const sink = new SmtpSink();
const DAAN = 'act_demo-daan';
/** A Tuesday; 06:30 UTC is half past seven in Amsterdam in winter. */
const TUESDAY = Date.parse('2031-02-04T06:30:00Z');
let now = TUESDAY;
const DAY = 86_400_000;
let core: Core;
let id: Awaited<ReturnType<typeof withExample>>;
let whole: Vault;
let vault: NoticeVault;

beforeAll(async () => {
  await sink.start();
  core = await coreAt(directory);
  id = await withExample(core);
});
afterAll(async () => {
  await core.stop();
  await sink.stop();
});
afterEach(() => whole.close());
beforeEach(async () => {
  whole = await openSqliteVault(join(directory, `${randomUUID()}.db`));
  vault = whole.notices;
  sink.mails.length = 0;
  now = TUESDAY;
});

function digests(url = sink.url, holder = 'one'): { run: () => Promise<number>; desk: NoticeDesk } {
  const desk = new NoticeDesk({ readModels: core.readModels, vault, now: () => now });
  const mailer = openMailer(url, 'Regiotafel <tafel@example.org>');
  const sender = new Digests({
    ...{ desk, vault, mailer, holder, readModels: core.readModels },
    addressOf: (actor) => (actor === DAAN ? 'daan@example.org' : undefined),
    url: 'https://tafel.example',
    now: () => now,
    log: () => undefined,
  });
  return { run: () => sender.run(), desk };
}

const prefer = (change: Partial<NoticePreferences>, actor = DAAN): Promise<void> =>
  vault.preferences.put(actor, { ...usualPreferences, digest: 'daily', ...change }, '2020-01-01T00:00:00.000Z');

describe('a digest', () => {
  test('tells kinds, counts and a public name, and nothing of what was written or set', async () => {
    const canary = 'Zeer vertrouwelijk 4,873291';
    const commentId = `cmt_${newCommandId()}`;
    const give = (type: string, data: Record<string, unknown>) =>
      core.commands.execute({ id: newCommandId(), type, subject: id('pln', 'heat'), data }, () =>
        askerIn(core, 'act_demo-noor'),
      );
    expect(
      await give('PlaceComment', { commentId, threadId: commentId, target: 'plan', text: canary, mentions: [DAAN] }),
    ).toMatchObject({ ok: true });
    await prefer({});
    expect(await digests().run()).toBe(1);
    const [mail] = sink.mails;
    expect(mail?.to).toEqual(['daan@example.org']);
    expect(mail?.text).toContain('Een plan in Nieuwe Waard');
    expect(mail?.text).toMatch(/u bent (\d keer )?genoemd/);
    expect(mail?.text).toContain(`https://tafel.example/plan/${id('pln', 'heat')}`);
    for (const secret of [canary, '4,873291', 'Ovenwarmte', 'Noor', 'Klinker', 'Daan'])
      expect(mail?.text, secret).not.toContain(secret);
  });

  test('speaks English, leaves out what is put off or read, and is not sent for nothing', async () => {
    const { desk, run } = digests();
    await prefer({
      language: 'en',
      mailOff: ['mention', 'reply', 'milestone', 'overridden', 'joined', 'left', 'status'],
    });
    expect(await run()).toBe(1);
    expect(sink.mails[0]?.text).toContain('your organisation was invited');
    expect(sink.mails[0]?.text).not.toContain('mentioned');
    now += DAY;
    expect(await run()).toBe(0);
    await desk.read(DAAN, { upTo: core.readModels.head() });
    await prefer({});
    now += DAY;
    expect(await run()).toBe(0);
    expect(sink.mails).toHaveLength(1);
  });

  test('goes to nobody who has no address or wants none, and holds nothing from before it was wanted', async () => {
    await prefer({}, 'act_demo-noor');
    await prefer({ digest: 'off' });
    expect(await digests().run()).toBe(0);
    const switchedOn = new Date(now - 1_000).toISOString();
    await vault.preferences.put(DAAN, { ...usualPreferences, digest: 'daily' }, switchedOn);
    expect(await digests().run()).toBe(0);
    now += DAY;
    // the example's events lie before
    expect(await digests().run()).toBe(0);
    expect(sink.mails).toEqual([]);
  });

  test('of several processes one sends it, once a day and once a week', async () => {
    await prefer({ digest: 'weekly' });
    const senders = ['a', 'b', 'c'].map((holder) => digests(sink.url, holder));
    const sent = await Promise.all(senders.map(({ run }) => run()));
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    now += DAY;
    for (const { run } of senders) expect(await run()).toBe(0);
    expect(sink.mails).toHaveLength(1);
  });
});

describe('when it goes wrong', () => {
  const keyOf = () => mailKey(DAAN, 'daily', new Date(now).toISOString().slice(0, 10));

  test('a mail that is refused for now is tried again, later and later; one refused for good is not', async () => {
    await prefer({});
    const { run } = digests();
    sink.answers.push(451, 451);
    expect(await run()).toBe(0);
    expect(await vault.mails.find(keyOf())).toMatchObject({ state: 'claimed', attempts: 1 });
    now += 59_000;
    expect(await run()).toBe(0);
    expect(await vault.mails.find(keyOf())).toMatchObject({ attempts: 1 });
    now += 1_000;
    expect(await run()).toBe(0);
    now += 120_000;
    expect(await run()).toBe(1);
    expect(sink.mails).toHaveLength(1);
    now += DAY;
    await whole.directory.erase(DAAN);
    await prefer({});
    sink.answers.push(550);
    expect(await run()).toBe(0);
    expect(await vault.mails.find(keyOf())).toMatchObject({ state: 'failed' });
    now += 3_600_000;
    expect(await run()).toBe(0);
    expect(sink.mails).toHaveLength(1);
  });

  test('a mail server that is away costs no attempt: it is looked for again, and the mail goes out', async () => {
    await prefer({});
    const away = new SmtpSink();
    const url = await away.start();
    await away.stop();
    const { run } = digests(url);
    expect(await run()).toBe(0);
    expect(await vault.mails.find(keyOf())).toBeUndefined();
    const back = new SmtpSink();
    await back.start(Number(new URL(url).port));
    expect(await run()).toBe(0);
    now += 60_000;
    expect(await run()).toBe(1);
    await back.stop();
  });

  test('a process that ended between claim and handing over is taken over when its lease is up', async () => {
    await prefer({});
    expect(await vault.mails.claim({ key: keyOf(), actor: DAAN, holder: 'gone', upTo: 1 }, now + LEASE_MS, now)).toBe(
      true,
    );
    const { run } = digests();
    expect(await run()).toBe(0);
    now += LEASE_MS;
    expect(await run()).toBe(1);
    expect(sink.mails).toHaveLength(1);
  });

  test('a mail whose outcome nobody knows is not sent again; the next digest tells what stood in it', async () => {
    await prefer({});
    const key = keyOf();
    await vault.mails.claim({ key, actor: DAAN, holder: 'gone', upTo: core.readModels.head() }, now + LEASE_MS, now);
    expect(await vault.mails.begin(key, 'gone')).toBe(true);
    const { run } = digests();
    now += LEASE_MS;
    expect(await run()).toBe(0);
    expect(await vault.mails.find(key)).toMatchObject({ state: 'unknown' });
    expect(sink.mails).toEqual([]);
    now += DAY;
    expect(await run()).toBe(1);
    expect(sink.mails[0]?.text).toContain('uw organisatie is uitgenodigd');
  });
});
