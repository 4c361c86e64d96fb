import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { newCommandId } from './ids.ts';
import { listening, type LiveSocket, type Person, type TestServer } from './server-harness.ts';

/** Notices over real sockets: who gets them, how windows agree, what outlives a restart, who learns nothing. */

let server: TestServer;
let noor: Person;
let daan: Person;
const id = (prefix: string, name: string): string => server.id(prefix, name);

beforeAll(async () => {
  server = await listening();
  noor = await server.as('act_demo-noor');
  daan = await server.as('act_demo-daan');
});
afterAll(async () => {
  for (const person of [noor, daan]) person.hangUp();
  await server.stop();
  expect(server.logged.filter((line) => !line.includes('interrupted'))).toEqual([]);
});

/** A window that listens to its person's own topic. */
async function windowOf(
  person: Person,
  actor: string,
): Promise<{ socket: LiveSocket; unread: () => number | undefined }> {
  const socket = await person.connect();
  let unread: number | undefined;
  socket.on('notices', (message) => (unread = message.unread));
  const answer = await socket.emitWithAck('watch', { topic: `person:${actor}`, after: null });
  expect(answer).toEqual({ ok: true });
  await expect.poll(() => unread).toBeDefined();
  return { socket, unread: () => unread };
}

function mention(mentions: string[], text = 'Kijk eens?'): Record<string, unknown> {
  const commentId = `cmt_${newCommandId()}`;
  const data = { commentId, threadId: commentId, target: 'pipeDN', text, mentions };
  return { type: 'PlaceComment', subject: id('pln', 'heat'), data };
}

interface Listed {
  unread: number;
  entries: { index: number; kind: string; read: boolean; event: { data: Record<string, unknown> } }[];
  names: Record<string, string>;
}
const listed = async (person: Person, query = ''): Promise<Listed> =>
  (await person.get(`/api/notices${query}`)).body as unknown as Listed;
const put = (person: Person, path: string, body: unknown) =>
  person.ask(path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('a notice', () => {
  test('reaches every window of who is named, at once, and the list says what happened', async () => {
    await put(daan, '/api/notices/read', { upTo: 1_000_000 });
    const [one, two] = [await windowOf(daan, 'act_demo-daan'), await windowOf(daan, 'act_demo-daan')];
    const mine = await windowOf(noor, 'act_demo-noor');
    const before = mine.unread();
    expect(one.unread()).toBe(0);
    const { index } = (await noor.give(mention(['act_demo-daan']))).body as { index: number };
    await expect.poll(() => [one.unread(), two.unread()]).toEqual([1, 1]);
    const { unread, entries, names } = await listed(daan, '?limit=1');
    expect([unread, entries]).toMatchObject([
      1,
      [{ index, kind: 'mention', read: false, event: { data: { text: 'Kijk eens?' } } }],
    ]);
    expect(names[id('pln', 'heat')]).toBe('Ovenwarmte voor de melkdrogers');
    // one's own deed is no news
    expect(mine.unread()).toBe(before);
  });

  test('that was read in one window is read in the others, one by one or all, and stays so through a restart', async () => {
    const [one, two] = [await windowOf(daan, 'act_demo-daan'), await windowOf(daan, 'act_demo-daan')];
    const second = (await noor.give(mention([id('org', 'polderwit')], 'Allen'))).body['index'] as number;
    await expect.poll(() => [one.unread(), two.unread()]).toEqual([2, 2]);
    expect((await put(daan, '/api/notices/read', { one: second })).body).toMatchObject({ unread: 1 });
    await expect.poll(() => [one.unread(), two.unread()]).toEqual([1, 1]);
    daan.hangUp();
    noor.hangUp();
    await server.stop();
    server = await listening(server.dataDir);
    [noor, daan] = [await server.as('act_demo-noor'), await server.as('act_demo-daan')];
    const again = await windowOf(daan, 'act_demo-daan');
    expect(again.unread()).toBe(1);
    const entries = (await listed(daan)).entries.slice(0, 2);
    expect(entries.map(({ read, kind }) => [kind, read])).toEqual([
      ['mention', true],
      ['mention', false],
    ]);
    await put(daan, '/api/notices/read', { upTo: second });
    await expect.poll(() => again.unread()).toBe(0);
  });

  test('that was read at another process is noticed through the vault', async () => {
    const here = await windowOf(daan, 'act_demo-daan');
    const { index } = (await noor.give(mention(['act_demo-daan']))).body as { index: number };
    await expect.poll(() => here.unread()).toBe(1);
    const elsewhere = await openSqliteVault(join(server.dataDir, 'vault.db'));
    await elsewhere.notices.marks.readTo('act_demo-daan', index);
    await expect.poll(() => here.unread(), { timeout: 10_000 }).toBe(0);
    await elsewhere.close();
  });

  test('of a kind that is put off is neither counted nor listed', async () => {
    await noor.give(mention(['act_demo-daan']));
    expect((await listed(daan)).unread).toBe(1);
    const off = { appOff: ['mention'], mailOff: [], digest: 'off', language: 'nl' };
    expect((await put(daan, '/api/notices/preferences', off)).status).toBe(200);
    const { unread, entries } = await listed(daan);
    expect(unread).toBe(0);
    expect(entries.some(({ kind }) => kind === 'mention')).toBe(false);
    await put(daan, '/api/notices/preferences', { ...off, appOff: [] });
    await put(daan, '/api/notices/read', { upTo: 1_000_000 });
  });
});

describe('rights', () => {
  test('who may not see the plan learns nothing from being named in it', async () => {
    const bram = await server.as('act_demo-bram');
    const outside = await windowOf(bram, 'act_demo-bram');
    const watching = await windowOf(daan, 'act_demo-daan');
    await noor.give(mention(['act_demo-bram', 'act_demo-daan']));
    await expect.poll(() => watching.unread()).toBe(1);
    expect(outside.unread()).toBe(0);
    expect(await listed(bram)).toMatchObject({ unread: 0, entries: [], names: {} });
    bram.hangUp();
  });

  test('who loses his seat in the region loses the notices, too', async () => {
    const joost = await server.as('act_demo-joost');
    const window = await windowOf(joost, 'act_demo-joost');
    const before = window.unread() ?? 0;
    await noor.give(mention(['act_demo-joost']));
    await expect.poll(() => window.unread()).toBe(before + 1);
    const amina = await server.as('act_demo-amina');
    const data = { actorId: 'act_demo-joost', role: 'COMPANY', reason: 'Vertrokken' };
    expect((await amina.give({ type: 'RevokeMembership', subject: id('org', 'helder'), data })).status).toBe(200);
    await expect.poll(() => window.unread()).toBe(0);
    expect((await listed(joost)).entries).toEqual([]);
    joost.hangUp();
  });

  test('nobody reads another’s notices, and nobody signed out has any', async () => {
    const socket = await noor.connect();
    const answer = await socket.emitWithAck('watch', { topic: 'person:act_demo-daan', after: null });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'NOT_ALLOWED' } });
    const nobody = await server.as(undefined);
    for (const path of ['/api/notices', '/api/notices/preferences']) expect((await nobody.get(path)).status).toBe(401);
    expect((await nobody.post('/api/visits', { place: 'start' })).status).toBe(401);
  });
});

describe('since the last visit', () => {
  const come = async (person: Person, place: string) =>
    (await person.post('/api/visits', { place })).body as unknown as {
      since: { index: number; at: string } | null;
      index: number;
      events: { type: string; meta: { actor: string } }[];
    };
  /** Lets the visit of a person end, as half an hour would. */
  async function later(actor: string, place: string): Promise<void> {
    const vault = await openSqliteVault(join(server.dataDir, 'vault.db'));
    const visit = await vault.notices.visits.get(actor, place);
    if (!visit) throw new Error('no visit');
    const seen = { ...visit.seen, at: new Date(Date.parse(visit.seen.at) - 3_600_000).toISOString() };
    await vault.notices.visits.put(actor, place, { ...visit, seen });
    await vault.close();
  }

  test.each(['plan', 'region', 'start'])(
    '%s: what others did, not what I did; a reload shows the same',
    async (where) => {
      const place = where === 'plan' ? id('pln', 'heat') : where === 'region' ? id('reg', 'region') : 'start';
      expect(await come(daan, place)).toMatchObject({ since: null, events: [] });
      await later('act_demo-daan', place);
      await daan.give(mention([]));
      await noor.give(mention([], `sinds ${where}`));
      const { since, events } = await come(daan, place);
      expect(events.map(({ type, meta }) => [type, meta.actor])).toEqual([['CommentPlaced', 'act_demo-noor']]);
      expect(await come(daan, place)).toMatchObject({ since, events: [{ type: 'CommentPlaced' }] });
      await put(daan, '/api/visits', { place, index: 1_000_000, all: true });
      expect((await come(daan, place)).events).toEqual([]);
    },
  );

  test('shows an outsider nothing of a plan that is not his', async () => {
    const bram = await server.as('act_demo-bram');
    await come(bram, id('pln', 'heat'));
    await later('act_demo-bram', id('pln', 'heat'));
    await noor.give(mention([]));
    expect((await come(bram, id('pln', 'heat'))).events).toEqual([]);
  });
});
