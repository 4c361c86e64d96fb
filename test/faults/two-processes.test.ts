import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import type { Cursor } from '../../server/store/port.ts';
import { ServerProcess } from '../browser/harness.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { newCommandId } from '../integration/ids.ts';
import { PostgresServer } from '../integration/postgres-server.ts';
import { Person } from '../integration/server-harness.ts';
import { TopicWatch } from '../integration/topic-watch.ts';

/** Two server processes, each with its own data directory, on one store and one vault; editors at both; one is killed. */

const real = process.env['TEST_EVENTSTORE_URL'];
const standIn = real === undefined ? await new StandIn().start() : undefined;
const url = real ?? standIn?.url ?? '';
const prefix = `two-${randomUUID()}`;
const postgres = new PostgresServer();
const keyFile = join(mkdtempSync(join(tmpdir(), 'regiotafel-keys-')), 'vault.key');
let a: ServerProcess;
let b: ServerProcess;
let id: ReturnType<typeof nameIds>;

beforeAll(async () => {
  await postgres.start();
  const settings = {
    EVENTSTORE_URL: url,
    EVENTSTORE_PREFIX: prefix,
    VAULT_URL: postgres.url('two'),
    VAULT_KEY_FILE: keyFile,
  };
  [a, b] = [new ServerProcess(settings), new ServerProcess(settings)];
  // at once: they race for the log's first event and for the example
  await Promise.all([a.start(), b.start()]);
  const { body } = await new Person(b.url, '').get('/api/history?type=LogCreated');
  const entries = body['entries'] as { event: { id: string } }[];
  expect(entries).toHaveLength(1);
  id = nameIds(entries[0]?.event.id ?? '');
}, 120_000);
afterAll(async () => {
  await a.kill();
  await b.kill();
  standIn?.kill();
  await postgres.remove();
});

async function wholeLog(): Promise<RecordedEvent[]> {
  const store = openEventStoreDb(url, { prefix });
  const events: RecordedEvent[] = [];
  let after: Cursor | undefined;
  for (;;) {
    const page = await store.readAll({ ...(after ? { after } : {}), limit: 1_000 });
    if (page.events.length === 0) break;
    events.push(...page.events);
    after = page.next;
  }
  await store.close();
  return events;
}

/** Gives a command at one of the servers, again and elsewhere until somebody answers for good. */
async function give(people: readonly Person[], command: Record<string, unknown>): Promise<string> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const person = people[attempt % people.length];
    try {
      const answer = await person?.post('/api/commands', command);
      if (answer?.status === 200) return 'ok';
      const code = String(answer?.body['code']);
      if (!['BUSY', 'OUTCOME_UNKNOWN', 'STORE_UNAVAILABLE', 'STARTING', 'AHEAD'].includes(code)) return code;
    } catch {
      // the server is gone: somewhere else
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return 'no answer';
}

describe('two processes on one store', () => {
  test('made the example once', async () => {
    const regions = async (server: ServerProcess) =>
      ((await new Person(server.url, '').get('/api/regions')).body['regions'] as { id: string }[]).map((one) => one.id);
    expect(await regions(a)).toEqual([id('reg', 'region')]);
    expect(await regions(b)).toEqual([id('reg', 'region')]);
    const log = await wholeLog();
    expect(log.filter((event) => event.type === 'SynergyPlanStarted')).toHaveLength(3);
    expect(new Set(log.map((event) => event.id)).size).toBe(log.length);
  });

  test('what one takes, the other’s people see; both give the same answer to one command', async () => {
    const noorAtA = await Person.signIn(a.url, 'act_demo-noor');
    const daanAtB = await Person.signIn(b.url, 'act_demo-daan');
    const watch = new TopicWatch(await daanAtB.connect(), `region:${id('reg', 'region')}`);
    await watch.begin();
    const command = {
      id: newCommandId(),
      type: 'SetPlanDetail',
      subject: id('pln', 'heat'),
      data: { field: 'lossHours', value: 4_321 },
    };
    const first = await noorAtA.post('/api/commands', command);
    expect(first.status, first.text).toBe(200);
    await watch.until(() => JSON.stringify(watch.state).includes('4321'));
    const noorAtB = await Person.signIn(b.url, 'act_demo-noor');
    const again = await noorAtB.post('/api/commands', command);
    expect(again.body).toMatchObject({ ok: true, repeated: true, index: first.body['index'] });
    // on one field at both at once: one wins
    const set = (value: number) => ({
      type: 'SetPlanDetail',
      subject: id('pln', 'heat'),
      data: { field: 'backupMW', value },
      basis: { backupMW: null },
    });
    const standing = (await noorAtB.get(`/api/plans/${id('pln', 'heat')}?on=2050-01-01`)).body['fields'] as {
      name: string;
      last?: { command: string };
    }[];
    const basis = { backupMW: standing.find((field) => field.name === 'backupMW')?.last?.command ?? null };
    const race = await Promise.all([noorAtA.give({ ...set(31), basis }), daanAtB.give({ ...set(32), basis })]);
    expect(race.map((answer) => answer.status).sort()).toEqual([200, 409]);
    daanAtB.hangUp();
  });

  test('a right that was taken away at one is gone at the other', async () => {
    const aminaAtA = await Person.signIn(a.url, 'act_demo-amina');
    const joostAtB = await Person.signIn(b.url, 'act_demo-joost');
    expect((await joostAtB.get(`/api/plans/${id('pln', 'heat')}`)).status).toBe(200);
    const data = { actorId: 'act_demo-joost', role: 'COMPANY', reason: 'Vertrokken' };
    await aminaAtA.give({ type: 'RevokeMembership', subject: id('org', 'helder'), data });
    await expect
      .poll(async () => (await joostAtB.get(`/api/plans/${id('pln', 'heat')}`)).status, { timeout: 10_000 })
      .toBe(404);
  });

  test('who signs in at one is signed in at the other; signed out at one, his windows at the other close', async () => {
    const atA = await Person.signIn(a.url, 'act_demo-noor');
    const atB = new Person(b.url, atA.cookie);
    expect((await atB.get('/api/session')).body).toMatchObject({ signedIn: true, person: { id: 'act_demo-noor' } });
    expect((await atB.get('/api/people')).body).toEqual((await atA.get('/api/people')).body);
    const socket = await atB.connect();
    const closed = new Promise<string>((resolve) => socket.once('revoked', ({ reason }) => resolve(reason)));
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    const signedOut = performance.now();
    expect((await atA.ask('/api/session', { method: 'DELETE' })).status).toBe(200);
    expect(await closed).toBe('signed out');
    console.info(`signed out at one, closed at the other after ${Math.round(performance.now() - signedOut)} ms`);
    await gone;
    expect((await atB.get('/api/session')).body).toMatchObject({ signedIn: false });
    expect(
      (await atB.give({ type: 'SetPlanDetail', subject: id('pln', 'heat'), data: { field: 'lossHours', value: 4 } }))
        .status,
    ).toBe(401);
  });

  test('PostgreSQL is killed: it is said, and what stands can be read; back again, everybody is still signed in', async () => {
    const noor = await Person.signIn(a.url, 'act_demo-noor');
    await postgres.kill();
    const refused = await noor.get('/api/session');
    expect(refused.status, refused.text).toBe(503);
    expect(refused.body).toMatchObject({ code: 'VAULT_UNAVAILABLE' });
    const ready = await noor.get('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({ status: 'vault-unavailable', store: { ok: true }, vault: { ok: false } });
    expect(ready.text).not.toContain(encodeURIComponent(postgres.password));
    expect(ready.text).not.toContain(postgres.password);
    await postgres.start();
    await expect.poll(async () => (await noor.get('/readyz')).status, { timeout: 20_000 }).toBe(200);
    expect((await noor.get('/api/session')).body).toMatchObject({ signedIn: true });
  });

  test(
    'one is killed under load: nothing lost, no second effect, every screen equal to a replay',
    { timeout: 120_000 },
    async () => {
      const people = ['noor', 'daan', 'sanne', 'lotte'];
      const topic = `region:${id('reg', 'region')}`;
      const at = async (server: ServerProcess) =>
        Promise.all(people.map((name) => Person.signIn(server.url, `act_demo-${name}`)));
      const [atA, atB] = [await at(a), await at(b)];
      const watches = await Promise.all(
        atB.map(async (person) => {
          const watch = new TopicWatch(await person.connect(), topic);
          await watch.begin();
          return watch;
        }),
      );
      const acknowledged: string[] = [];
      const refused: string[] = [];
      let stop = false;
      const editors = people.flatMap((_, n) =>
        [atA, atB].map(async (home, side) => {
          const order = [home[n], (side === 0 ? atB : atA)[n]].filter((one) => one !== undefined);
          while (!stop) {
            const command = newCommandId();
            const commentId = `cmt_${newCommandId()}`;
            const data = { commentId, threadId: commentId, target: 'title', text: `${n} ${side}`, mentions: [] };
            const outcome = await give(order, { id: command, type: 'PlaceComment', subject: id('pln', 'heat'), data });
            if (outcome === 'ok') acknowledged.push(command);
            else refused.push(outcome);
          }
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await a.kill();
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      stop = true;
      await Promise.all(editors);
      expect(refused).toEqual([]);
      expect(acknowledged.length).toBeGreaterThan(50);

      const log = await wholeLog();
      const byCommand = Map.groupBy(log, (event) => event.meta.command);
      for (const command of acknowledged) expect(byCommand.get(command)).toHaveLength(1);
      expect(log.map((event) => event.index)).toEqual([...log.keys()]);

      await a.start();
      const head = log.length - 1;
      for (const [n, name] of people.entries()) {
        const mine = watches[n];
        if (!mine) throw new Error('no watch');
        await mine.until(() => (mine.index ?? 0) >= Math.min(head, mine.index ?? 0) && mine.batches.length > 0);
        // a process that has just read everything anew, and the one that was there all the time
        const fresh = new TopicWatch(await (await Person.signIn(a.url, `act_demo-${name}`)).connect(), topic);
        await fresh.begin();
        await mine.until(() => mine.index === fresh.index, `index ${String(fresh.index)}`);
        expect(mine.state).toEqual(fresh.state);
      }
      for (const person of atB) person.hangUp();
    },
  );
});
