import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventStore } from '../../server/store/port.ts';
import { freshDirectory } from '../integration/core-harness.ts';
import { newCommandId } from '../integration/ids.ts';
import { listening, type Person, type TestServer } from '../integration/server-harness.ts';
import { TopicWatch } from '../integration/topic-watch.ts';
import { figure, replayed, stopReading } from './slow-client.ts';
import { wrapped } from './store-wrapper.ts';

/** Somebody whose program has stopped reading: what it costs, whom it delays, and what it holds in the end. */

const MB = 1024 * 1024;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function inUse(): Promise<number> {
  for (let n = 0; n < 3; n++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const letterOf = (n: number): string => String.fromCharCode(97 + (n % 26));

/** Somebody who writes a text anew, 90,000 characters at a time. */
function writer(server: TestServer, person: Person): () => Promise<number> {
  let [revision, length] = [0, 0];
  return async () => {
    const subject = `${server.id('pln', 'heat').replace('pln_', 'txt_')}_approach`;
    const letters = letterOf(revision).repeat(90_000);
    const data = { textRevision: revision++, changes: [[length, letters]] };
    length = letters.length;
    const answer = await person.give({ type: 'EditText', subject, data });
    expect(answer.status, answer.text).toBe(200);
    return answer.body['index'] as number;
  };
}

test(
  'who does not read costs under 2 MB, delays nobody, and holds the same as a replay once he reads',
  { timeout: 180_000 },
  async () => {
    const server = await listening();
    const [noor, daan] = [await server.as('act_demo-noor'), await server.as('act_demo-daan')];
    const topic = `plan:${server.id('pln', 'heat')}`;
    const write = writer(server, noor);
    await write();
    const slow = new TopicWatch(await daan.connect(), topic);
    const quick = new TopicWatch(await noor.connect(), topic);
    const region = new TopicWatch(slow.socket, `region:${server.id('reg', 'region')}`);
    await Promise.all([slow.begin(), quick.begin(), region.begin()]);
    slow.pulls = region.pulls = true;
    const cutOff = (): number => server.logged.filter((text) => text.includes('does not keep up')).length;
    const unsent = (): Promise<number> => figure(noor, 'regiotafel_unsent_bytes');
    let last = -1;
    /** Writes until the slow one is no longer pushed to; returns the most that ever waited for him. */
    const untilCutOff = async (): Promise<number> => {
      const before = cutOff();
      let most = 0;
      for (let n = 0; n < 400 && cutOff() === before; n++) {
        last = await write();
        // who reads has it before the next is written
        await quick.until(() => quick.index === last, 'the others’ push');
        most = Math.max(most, await unsent());
      }
      expect(cutOff()).toBe(before + 1);
      return most;
    };

    const line = stopReading(slow.socket);
    const most = await untilCutOff();
    expect(most).toBeGreaterThan(MB);
    expect(most).toBeLessThan(2 * MB);
    const waiting = await unsent();
    for (let n = 0; n < 10; n++) last = await write();
    expect(await unsent()).toBe(waiting);

    // meanwhile a site goes out of the region: of that the region's topic says nothing afterwards
    const site = server.id('sit', 'loods');
    const siteStream = site.replace('sit_', 'site-');
    expect(Object.keys(region.state.streams)).toContain(siteStream);
    const elsewhere = { address: { city: 'Maastricht' }, point: [5.7, 50.85], reason: 'Verkeerd ingetekend' };
    const amina = await server.as('act_demo-amina');
    const [registered] = (await amina.get(`/api/history?subject=${site}&type=SiteRegistered`)).body['entries'] as {
      event: { meta: { command: string } };
    }[];
    const basis = { address: registered?.event.meta.command, point: registered?.event.meta.command };
    const moved = await amina.give({ type: 'RelocateSite', subject: site, data: elsewhere, basis });
    expect(moved.status, moved.text).toBe(200);

    line.resume();
    await region.until(() => region.resets.length === 2, 'the region anew');
    expect(Object.keys(region.state.streams)).not.toContain(siteStream);
    await slow.until(() => slow.index === last, 'what he had missed');
    await quick.until(() => quick.index === last);
    expect(slow.state).toEqual(quick.state);

    // what he costs, in the memory of the process, is what is freed when he goes
    for (let before = -1; before !== slow.pulled;) {
      // until he is pushed to again, and need not ask
      before = slow.pulled;
      last = await write();
      await slow.until(() => slow.index === last);
    }
    line.pause();
    await untilCutOff();
    const held = await inUse();
    line.terminate();
    await expect.poll(() => figure(noor, 'regiotafel_sockets')).toBe(1);
    const freed = held - (await inUse());
    expect(freed).toBeGreaterThan(MB);
    expect(freed).toBeLessThan(2 * MB);

    // and comes back
    const again = new TopicWatch(await daan.connect(), topic, slow);
    again.pulls = true;
    await again.begin();
    await again.until(() => again.index === last);
    expect(again.resets).toEqual([]);
    const seen = [again.state, quick.state].map((state) => JSON.parse(JSON.stringify(state)) as unknown);
    for (const person of [noor, daan]) person.hangUp();
    await server.stop();
    expect(server.logged.length).toBe(cutOff());
    const truth = await replayed(server.dataDir, topic, 'act_demo-daan');
    expect(seen).toEqual([truth, truth]);
  },
);

test('who asks on and on and reads no answer is hung up on at 16 MB', async () => {
  const server = await listening(freshDirectory(), {}, { messagesPerSecond: 100_000 });
  const [noor, daan] = [await server.as('act_demo-noor'), await server.as('act_demo-daan')];
  const socket = await noor.connect();
  const line = stopReading(socket);
  const subject = `${server.id('pln', 'heat').replace('pln_', 'txt_')}_approach`;
  const data = { textRevision: 0, changes: [[0, 'x'.repeat(45_000)]] };
  // the same again and again: each time it is answered with what it made
  const command = { id: newCommandId(), type: 'EditText', subject, data };
  let most = 0;
  let connected = 1;
  for (let n = 0; n < 2_000 && connected > 0; n++) {
    socket.emit('command', command, () => undefined);
    if (n % 10 > 0) continue;
    most = Math.max(most, await figure(daan, 'regiotafel_unsent_bytes'));
    connected = await figure(daan, 'regiotafel_sockets');
  }
  expect(connected).toBe(0);
  line.terminate();
  expect(most).toBeGreaterThan(12 * MB);
  expect(most).toBeLessThan(17 * MB);
  await server.stop();
});

test('of one connection a hundred commands wait for their answers, and no more', async () => {
  let letThrough: () => void = () => undefined;
  let gate = Promise.resolve();
  const log = openMemoryStore();
  const append: EventStore['append'] = (...given) => gate.then(() => log.append(...given));
  const server = await listening(
    freshDirectory(),
    {},
    { openStore: () => wrapped(log, { append }), messagesPerSecond: 200 },
  );
  const noor = await server.as('act_demo-noor');
  const socket = await noor.connect();
  gate = new Promise((open) => (letThrough = open));
  let refused = 0;
  const commands = Array.from({ length: 130 }, async () => {
    const id = newCommandId();
    const data = { commentId: `cmt_${id}`, threadId: `cmt_${id}`, target: 'title', text: 'Wacht', mentions: [] };
    const answer = await noor.tell(socket, { id, type: 'PlaceComment', subject: server.id('pln', 'heat'), data });
    if (!answer.ok && answer.problem.code === 'TOO_MANY_REQUESTS') refused++;
    return answer.ok;
  });
  await expect.poll(() => refused).toBe(30);
  letThrough();
  expect((await Promise.all(commands)).filter((ok) => ok)).toHaveLength(100);
  noor.hangUp();
  await server.stop();
});
