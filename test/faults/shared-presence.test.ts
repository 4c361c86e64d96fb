import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from 'socket.io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PresentPerson } from '../../events/live-protocol.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import { openRedis, type SharedRedis } from '../../server/ops/redis.ts';
import { ServerProcess } from '../browser/harness.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { newCommandId } from '../integration/ids.ts';
import { PostgresServer } from '../integration/postgres-server.ts';
import { RedisServer } from '../integration/redis-server.ts';
import { Person, type LiveSocket } from '../integration/server-harness.ts';
import { TopicWatch } from '../integration/topic-watch.ts';

/** Two server processes that share a log, a vault and a Redis: their people see each other, and never somebody who has gone. */

const redis = new RedisServer();
const postgres = new PostgresServer();
const store = await new StandIn().start();
let a: ServerProcess;
let b: ServerProcess;
let id: ReturnType<typeof nameIds>;
let topic: string;
let daanAtB: Person;
let list: { now: PresentPerson[] };
/** A third process, which hears what the two tell each other. */
let third: Server<object, object, { presence: (message: unknown) => void }>;
let thirdsRedis: SharedRedis;
const between: { kind: string; tabs?: Record<string, unknown> }[] = [];

beforeAll(async () => {
  await Promise.all([redis.start(), postgres.start()]);
  const prefix = `p-${randomUUID()}`;
  thirdsRedis = openRedis(redis.url, { prefix, log: () => undefined });
  third = new Server({ adapter: thirdsRedis.adapter as never });
  third.on('presence', (message) => between.push(message as (typeof between)[number]));
  const settings = {
    EVENTSTORE_URL: store.url,
    EVENTSTORE_PREFIX: prefix,
    TEST_EVENTSTORE_URL: '',
    REDIS_URL: redis.url,
    VAULT_URL: postgres.url('presence'),
    VAULT_KEY_FILE: join(mkdtempSync(join(tmpdir(), 'regiotafel-keys-')), 'vault.key'),
  };
  [a, b] = [new ServerProcess(settings), new ServerProcess(settings)];
  await Promise.all([a.start(), b.start()]);
  const { body } = await new Person(b.url, '').get('/api/history?type=LogCreated');
  id = nameIds((body['entries'] as { event: { id: string } }[])[0]?.event.id ?? '');
  topic = `region:${id('reg', 'region')}`;
  daanAtB = await Person.signIn(b.url, 'act_demo-daan');
  list = peopleOf(await watching(daanAtB));
}, 120_000);
afterAll(async () => {
  daanAtB.hangUp();
  await a.kill();
  await b.kill();
  thirdsRedis.close();
  store.kill();
  await redis.remove();
  await postgres.remove();
});

async function watching(person: Person): Promise<LiveSocket> {
  const socket = await person.connect();
  await new TopicWatch(socket, topic).begin();
  return socket;
}

function peopleOf(socket: LiveSocket): { now: PresentPerson[] } {
  const heard: { now: PresentPerson[] } = { now: [] };
  socket.on('presence', ({ people }) => (heard.now = people));
  return heard;
}

/** Somebody at a server who is in a field, and says so again and again. */
async function inField(server: ServerProcess, persona: string, field: string): Promise<LiveSocket> {
  const person = await Person.signIn(server.url, persona);
  const socket = await watching(person);
  const pointer = { subject: id('pln', 'heat'), field };
  const say = (): void => void socket.emit('presence', { topic, pointer, state: 'active' });
  say();
  const beat = setInterval(say, 5_000);
  socket.once('disconnect', () => clearInterval(beat));
  return socket;
}

function comment(text: string): Record<string, unknown> {
  const commentId = `cmt_${newCommandId()}`;
  const data = { commentId, threadId: commentId, target: 'title', text, mentions: [] };
  return { type: 'PlaceComment', subject: id('pln', 'heat'), data };
}

const fields = (actor: string) =>
  list.now.find((person) => person.actor === actor)?.pointers.map((pointer) => pointer.field) ?? [];
const is = (actor: string) => list.now.some((person) => person.actor === actor);
const soon = { timeout: 25_000, interval: 50 };

test('people at one are seen at the other, in their field, and are gone when they go', async () => {
  const noor = await inField(a, 'act_demo-noor', 'pipeDN');
  await expect.poll(() => fields('act_demo-noor'), soon).toEqual(['pipeDN']);
  noor.disconnect();
  await expect.poll(() => is('act_demo-noor'), soon).toBe(false);
});

test('a window that is cut off leaves no ghost: the others are told of it, and not with the next whole list', async () => {
  const noor = await inField(a, 'act_demo-noor', 'backupMW');
  await expect.poll(() => fields('act_demo-noor'), soon).toEqual(['backupMW']);
  const tab = String(noor.id);
  noor.io.engine.close();
  await expect.poll(() => is('act_demo-noor'), soon).toBe(false);
  const told = () => between.find((message) => message.kind === 'some' && message.tabs?.[tab] === null);
  await expect.poll(told, soon).toBeDefined();
});

test('what a process says of one tab that does not fit costs none of the others', async () => {
  const tab = { topic, actor: 'act_x', name: 'Xandra', organisation: '', pointer: null, state: 'active' };
  const tabs = { one: tab, two: { ...tab, actor: 'act_y', name: 'y'.repeat(301) }, three: 3 };
  third.serverSideEmit('presence', { kind: 'all', process: 'third', tabs });
  await expect.poll(() => is('act_x'), soon).toBe(true);
  expect(is('act_y')).toBe(false);
  third.serverSideEmit('presence', { kind: 'bye', process: 'third' });
  await expect.poll(() => is('act_x'), soon).toBe(false);
});

test('events come once: each process pushes to its own people alone', async () => {
  const [socketAtA, socketAtB] = [await watching(await Person.signIn(a.url, 'act_demo-noor')), await daanAtB.connect()];
  const watch = new TopicWatch(socketAtB, topic);
  await watch.begin();
  const noor = await Person.signIn(a.url, 'act_demo-noor');
  for (const text of ['een', 'twee', 'drie']) expect((await noor.give(comment(text))).status).toBe(200);
  await watch.until(() => watch.events.length >= 3);
  const seen = watch.events.map((event) => event.index);
  expect(new Set(seen).size).toBe(seen.length);
  socketAtA.disconnect();
});

test('Redis is killed: everything else goes on; back again, so is everybody', { timeout: 90_000 }, async () => {
  const noor = await inField(a, 'act_demo-noor', 'pipeDN');
  await expect.poll(() => fields('act_demo-noor'), soon).toEqual(['pipeDN']);
  await redis.kill();
  await expect.poll(() => is('act_demo-noor'), soon).toBe(false);
  const person = await Person.signIn(a.url, 'act_demo-noor');
  expect((await person.give(comment('zonder Redis'))).status).toBe(200);
  const sanne = await inField(b, 'act_demo-sanne', 'backupMW');
  await expect.poll(() => is('act_demo-sanne'), soon).toBe(true);
  await redis.start();
  await expect.poll(() => fields('act_demo-noor'), soon).toEqual(['pipeDN']);
  sanne.disconnect();
  noor.disconnect();
});

test('a killed process leaves no ghosts', async () => {
  await inField(a, 'act_demo-noor', 'routeLengthKm');
  await expect.poll(() => fields('act_demo-noor'), soon).toEqual(['routeLengthKm']);
  await a.kill();
  await expect.poll(() => is('act_demo-noor'), soon).toBe(false);
});
