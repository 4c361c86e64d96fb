import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventStore } from '../../server/store/port.ts';
import { freshDirectory } from '../integration/core-harness.ts';
import { PostgresServer } from '../integration/postgres-server.ts';
import { listening, type Person, type TestServer } from '../integration/server-harness.ts';
import { TopicWatch } from '../integration/topic-watch.ts';
import { wrapped } from './store-wrapper.ts';

/** Two servers on one log, of which one reads it late: what it owes to who comes over from the other. */

/** A log of which one reader can be held back. */
class HeldTail {
  #open = Promise.resolve();
  release: () => void = () => undefined;

  hold(): void {
    this.#open = new Promise((release) => (this.release = release));
  }

  of(store: EventStore): EventStore {
    return wrapped(store, {
      subscribe: (options, onBatch, signal) =>
        store.subscribe(
          options,
          async (page) => {
            await this.#open;
            await onBatch(page);
          },
          signal,
        ),
      close: async () => undefined,
    });
  }
}

const postgres = new PostgresServer();
const log = openMemoryStore();
const tail = new HeldTail();
let prompt: TestServer;
let late: TestServer;
let noor: Person;
let topic: string;

beforeAll(async () => {
  await postgres.start();
  const keys = { VAULT_URL: postgres.url('lagging'), VAULT_KEY_FILE: join(freshDirectory(), 'vault.key') };
  prompt = await listening(freshDirectory(), keys, { openStore: () => wrapped(log, { close: async () => undefined }) });
  late = await listening(freshDirectory(), keys, { openStore: () => tail.of(log) });
  noor = await prompt.as('act_demo-noor');
  topic = `region:${prompt.id('reg', 'region')}`;
});
afterAll(async () => {
  tail.release();
  await late.stop();
  await prompt.stop();
  await postgres.remove();
});

async function done(person: Person, command: Record<string, unknown>): Promise<number> {
  const answer = await person.give(command);
  expect(answer.status, answer.text).toBe(200);
  return answer.body['index'] as number;
}
let value = 4_000;
/** Sets a figure of the plan. */
async function change(): Promise<number> {
  const data = { field: 'lossHours', value: ++value };
  const wish = { type: 'SetPlanDetail', subject: prompt.id('pln', 'heat'), data };
  const { body } = await noor.give(wish);
  const { command } = (body['values'] ?? {}) as { command?: string };
  return command === undefined ? (body['index'] as number) : done(noor, { ...wish, basis: { lossHours: command } });
}
/** What somebody holds of the topic at the prompt server. */
async function heldAtPrompt(persona: string): Promise<TopicWatch> {
  const person = await prompt.as(persona);
  const watch = new TopicWatch(await person.connect(), topic);
  await watch.begin();
  person.hangUp();
  return watch;
}

test('who holds more than it has read is answered when it has, with what came after and no reset', async () => {
  tail.hold();
  const index = await change();
  const held = await heldAtPrompt('act_demo-daan');
  expect(held.index).toBe(index);
  const next = await change();
  const daan = await late.as('act_demo-daan');
  const watch = new TopicWatch(await daan.connect(), topic, held);
  await watch.begin();
  expect((await daan.get('/readyz')).body['index']).toBeLessThan(index);
  expect([watch.resets, watch.batches]).toEqual([[], []]);
  tail.release();
  await watch.until(() => watch.index === next);
  expect(watch.resets).toEqual([]);
  expect(watch.events.map((event) => event.index)).toEqual([next]);
  daan.hangUp();
});

test('when it does not come that far in 2 s he is sent all that it has, and the rest as it comes', async () => {
  tail.hold();
  const index = await change();
  const held = await heldAtPrompt('act_demo-daan');
  const daan = await late.as('act_demo-daan');
  const watch = new TopicWatch(await daan.connect(), topic, held);
  await watch.begin();
  await watch.until(() => watch.resets.length === 1, 'the reset');
  expect(watch.index).toBeLessThan(index);
  tail.release();
  await watch.until(() => watch.index === index);
  const anew = new TopicWatch(await daan.connect(), topic);
  await anew.begin();
  expect(watch.state).toEqual(anew.state);
  daan.hangUp();
});

test('a right that ended goes before whatever came later, also when it reads both at once', async () => {
  const joost = await late.as('act_demo-joost');
  const socket = await joost.connect();
  const heard: string[] = [];
  socket.onAny((name: string, message: unknown) => heard.push(name + JSON.stringify(message)));
  const watch = new TopicWatch(socket, topic);
  await watch.begin();
  expect(JSON.stringify(watch.state)).toContain(prompt.id('pln', 'heat').slice(4));
  tail.hold();
  await change();
  const amina = await prompt.as('act_demo-amina');
  const membership = { actorId: 'act_demo-joost', role: 'COMPANY' };
  const subject = prompt.id('org', 'helder');
  await done(amina, { type: 'RevokeMembership', subject, data: { ...membership, reason: 'Vertrokken' } });
  const last = await change();
  const canary = `"value":${value}`;
  tail.release();
  await watch.until(() => watch.resets.length === 2, 'the reset');
  const daan = await late.as('act_demo-daan');
  const other = new TopicWatch(await daan.connect(), topic);
  await other.begin();
  await other.until(() => other.index === last);
  expect(JSON.stringify(other.state)).toContain(canary);
  expect(heard.join('\n')).not.toContain(canary);
  const anew = new TopicWatch(await joost.connect(), topic);
  await anew.begin();
  expect(watch.state).toEqual(anew.state);
  for (const person of [joost, daan]) person.hangUp();
});
