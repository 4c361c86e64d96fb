import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FollowedPlace } from '../../events/live-protocol.ts';
import { listening, type LiveSocket, type Person, type TestServer } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';

/** Who follows whom over real sockets, and the lines that tell a region's table of writing: to whom it may be told. */

let server: TestServer;
const people: Person[] = [];
let noor: { person: Person; socket: LiveSocket };
let daan: { person: Person; socket: LiveSocket };
let bram: { person: Person; socket: LiveSocket };
const table = () => `region:${server.id('reg', 'region')}`;
const plan = (name = 'heat') => server.id('pln', name);

async function seated(persona: string): Promise<{ person: Person; socket: LiveSocket }> {
  const person = await server.as(persona);
  people.push(person);
  const socket = await person.connect();
  await new TopicWatch(socket, table()).begin();
  return { person, socket };
}

beforeAll(async () => {
  server = await listening();
  [noor, daan, bram] = [await seated('act_demo-noor'), await seated('act_demo-daan'), await seated('act_demo-bram')];
});
afterAll(async () => {
  for (const person of people) person.hangUp();
  await server.stop();
});

const say = (socket: LiveSocket, pointer: { subject: string; field?: string } | null, following?: string): void => {
  socket.emit('presence', { topic: table(), pointer, state: 'active', ...(following ? { following } : {}) });
};
/** What a socket was told last under a name. */
function heard(socket: LiveSocket, name: 'followed' | 'followers'): { now: unknown } {
  const list: { now: unknown } = { now: undefined };
  if (name === 'followed') socket.on('followed', ({ place }) => (list.now = place));
  else socket.on('followers', ({ people: by }) => (list.now = by.map(({ actor }) => actor)));
  return list;
}

test('a follower is told where somebody is as he goes, who is followed hears by whom, until it ends', async () => {
  const place = heard(daan.socket, 'followed');
  const followers = heard(noor.socket, 'followers');
  say(noor.socket, { subject: plan(), field: 'pipeDN' });
  say(daan.socket, null, 'act_demo-noor');
  await expect
    .poll(() => (place.now as FollowedPlace | undefined)?.pointer)
    .toEqual({ subject: plan(), field: 'pipeDN' });
  await expect.poll(() => followers.now).toEqual(['act_demo-daan']);
  say(noor.socket, { subject: plan('harbour') });
  // he is no member of that plan's table: there is no field to tell
  await expect.poll(() => (place.now as FollowedPlace | undefined)?.pointer?.subject).toBe(plan('harbour'));
  say(noor.socket, null);
  await expect.poll(() => place.now).toEqual({ topic: table(), pointer: null, state: 'active' });
  noor.socket.emit('unwatch', { topic: table() });
  await expect.poll(() => place.now).toBeNull();
  await new TopicWatch(noor.socket, table()).begin();
  say(noor.socket, { subject: plan() });
  await expect.poll(() => (place.now as FollowedPlace | undefined)?.pointer?.subject).toBe(plan());
  say(daan.socket, null);
  await expect.poll(() => followers.now).toEqual([]);
});

test('who may not see a plan is told of the table alone, and a visitor of nothing', async () => {
  const place = heard(bram.socket, 'followed');
  const raw: string[] = [];
  bram.socket.onAny((...message) => raw.push(JSON.stringify(message)));
  say(bram.socket, null, 'act_demo-noor');
  say(noor.socket, { subject: plan(), field: 'backupMW' });
  await expect.poll(() => place.now).toEqual({ topic: table(), pointer: null, state: 'active' });
  expect(raw.join('')).not.toContain(plan());

  const visitor = await server.as(undefined);
  people.push(visitor);
  const socket = await visitor.connect();
  const names: string[] = [];
  socket.onAny((name: string) => names.push(name));
  await new TopicWatch(socket, table()).begin();
  say(socket, null, 'act_demo-noor');
  // an answer to what was asked after it
  await socket.timeout(8_000).emitWithAck('watch', { topic: 'national', after: null });
  expect(names.filter((name) => name === 'followed' || name === 'presence')).toEqual([]);
});

test('the table is told of writing, not of what was written, at most once in a while; an outsider of neither', async () => {
  const lines: Record<string, unknown>[] = [];
  const outside: string[] = [];
  daan.socket.on('writing', ({ topic, events }) => {
    expect(topic).toBe(table());
    for (const { data } of events) lines.push(data);
  });
  bram.socket.onAny((name: string) => outside.push(name));
  const subject = `${plan().replace('pln_', 'txt_')}_risks`;
  const give = (n: number, changes: unknown[]) =>
    noor.person.give({ type: 'EditText', subject, data: { textRevision: n, changes } });
  const words = 'geheim voor het bord';
  for (let n = 0; n < words.length; n++) {
    const { status } = await give(n, n === 0 ? [[0, words.charAt(0)]] : [n, [0, words.charAt(n)]]);
    expect(status).toBe(200);
  }
  const last = { section: 'risks', textRevision: words.length };
  await expect.poll(() => lines.at(-1), { timeout: 15_000 }).toEqual(last);
  expect(lines.length).toBeLessThan(words.length);
  expect(outside).not.toContain('writing');
});
