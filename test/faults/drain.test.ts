import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import { freshDirectory } from '../integration/core-harness.ts';
import { newCommandId } from '../integration/ids.ts';
import { listening, type LiveSocket } from '../integration/server-harness.ts';
import { TopicWatch } from '../integration/topic-watch.ts';
import { replayed } from './slow-client.ts';

/** A server is stopped while everybody works, and started again: nobody has to do anything about it. */

const PEOPLE = ['noor', 'daan', 'sanne', 'lotte'];
const CLIENTS = 20;

interface Client {
  readonly actor: string;
  readonly socket: LiveSocket;
  readonly watch: TopicWatch;
}

test('it hangs up on its clients a few at a time; all go on at the next one, and every command has one effect', async () => {
  const dataDir = freshDirectory();
  const first = await listening(dataDir, {}, { drainMs: 400 });
  const topic = `region:${first.id('reg', 'region')}`;
  const subject = first.id('pln', 'heat');
  const clients: Client[] = [];
  for (let n = 0; n < CLIENTS; n++) {
    const actor = `act_demo-${PEOPLE[n % PEOPLE.length] ?? ''}`;
    const { cookie } = await first.as(actor);
    const settings = { transports: ['websocket'], forceNew: true, extraHeaders: { cookie } };
    const socket: LiveSocket = io(first.url, { ...settings, reconnectionDelay: 20, reconnectionDelayMax: 200 });
    const watch = new TopicWatch(socket, topic);
    await new Promise<void>((connected) => socket.once('connect', connected));
    await watch.begin();
    watch.pulls = true;
    socket.on('connect', () => void socket.emit('watch', watch.held, () => undefined));
    clients.push({ actor, socket, watch });
  }
  let stillThere = -1;
  for (const { socket } of clients)
    socket.once('disconnect', () => {
      if (stillThere < 0) stillThere = clients.filter((one) => one.socket.connected).length;
    });

  let working = true;
  const given: string[] = [];
  const work = clients.map(async ({ socket }) => {
    while (working) {
      const id = newCommandId();
      const data = { commentId: `cmt_${id}`, threadId: `cmt_${id}`, target: 'title', text: 'Verder', mentions: [] };
      given.push(id);
      for (let answer: CommandAnswer | undefined; answer?.ok !== true;) {
        answer = await socket
          .timeout(1_000)
          .emitWithAck('command', { id, type: 'PlaceComment', subject, data })
          .catch(() => undefined);
        if (answer && !answer.ok)
          expect(answer.problem.code).toMatch(/STORE_UNAVAILABLE|OUTCOME_UNKNOWN|STARTING|TOO_MANY_REQUESTS/);
      }
    }
  });
  await expect.poll(() => given.length).toBeGreaterThan(2 * CLIENTS);
  await first.stop();
  const before = given.length;
  expect(stillThere).toBeGreaterThanOrEqual(CLIENTS / 2);
  const second = await listening(dataDir, { PORT: new URL(first.url).port });
  await expect.poll(() => clients.every(({ socket }) => socket.connected), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => given.length, { timeout: 20_000 }).toBeGreaterThan(before + CLIENTS);
  working = false;
  await Promise.all(work);
  const head = (await (await second.as(undefined)).get('/readyz')).body['index'] as number;
  for (const { watch } of clients) await watch.until(() => (watch.index ?? 0) >= head, 'the last comment');

  const seen = clients.map(({ actor, watch }) => ({
    actor,
    state: JSON.parse(JSON.stringify(watch.state)) as unknown,
  }));
  for (const { socket } of clients) socket.disconnect();
  await second.stop();
  for (const persona of PEOPLE) {
    const actor = `act_demo-${persona}`;
    const truth = await replayed(dataDir, topic, actor);
    for (const one of seen.filter((other) => other.actor === actor)) expect(one.state).toEqual(truth);
    const plan = Object.entries(truth.streams).find(([name]) => name === subject.replace('pln_', 'plan-'))?.[1];
    const comments = Object.keys((plan as { comments: Record<string, unknown> }).comments);
    for (const id of given) expect(comments).toContain(`cmt_${id}`);
  }
  expect([...first.logged, ...second.logged]).toEqual([]);
});
