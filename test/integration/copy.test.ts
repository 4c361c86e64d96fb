import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { CopyRefused, copyLog, digestOf } from '../../server/moving/copy-log.ts';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventStore } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { ServerProcess } from '../browser/harness.ts';
import { event } from '../contract/an-event.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { wrapped } from '../faults/store-wrapper.ts';
import { freshDirectory } from './core-harness.ts';
import { listening, Person } from './server-harness.ts';

const real = process.env['TEST_EVENTSTORE_URL'];
const standIn = real === undefined ? await new StandIn().start() : undefined;
const url = real ?? standIn?.url ?? '';
afterAll(() => standIn?.kill());
const onEventStore = (): EventStore => openEventStoreDb(url, { prefix: `copy-${randomUUID()}` });

async function filled(events = 60): Promise<EventStore> {
  const store = openMemoryStore();
  const standing = new Map<string, number>();
  for (let n = 0; n < events; n++) {
    const stream = `plan-${(n * 7) % 5}`;
    const { revision } = await store.append(stream, standing.get(stream) ?? 'none', [
      event({ text: `ü ${n} 🏭`, n: n / 3 }),
    ]);
    standing.set(stream, revision);
  }
  return store;
}

describe('copying a log', () => {
  test('to EventStoreDB and back gives the same log: ids, order, metadata, hash', async () => {
    const [source, there, back] = [await filled(), onEventStore(), openSqliteStore(join(freshDirectory(), 'log.db'))];
    const report = await copyLog(source, there);
    expect(report).toMatchObject({ events: 60, alreadyThere: 0, written: 60 });
    expect(await copyLog(there, back)).toMatchObject({ events: 60, hash: report.hash });
    expect((await back.readAll()).events).toEqual((await source.readAll()).events);
    await Promise.all([there.close(), back.close()]);
  });

  test('cut off, it goes on from where it was; done again, it writes nothing', async () => {
    const source = await filled();
    const target = openMemoryStore();
    let left = 20;
    const failing = wrapped(target, {
      append: (...call) => (left-- > 0 ? target.append(...call) : Promise.reject(new Error('cut'))),
    });
    await expect(copyLog(source, failing)).rejects.toThrow('cut');
    const report = await copyLog(source, target);
    expect(report).toMatchObject({ events: 60, alreadyThere: 20, written: 40 });
    expect(await copyLog(source, target)).toMatchObject({ alreadyThere: 60, written: 0, hash: report.hash });
  });

  test.each([
    [
      'another log',
      async (target: EventStore) => void (await target.append('plan-0', 'none', [event()])),
      /another log: its event 0/,
    ],
    [
      'more than the source',
      async (target: EventStore, source: EventStore) => {
        await copyLog(source, target);
        await target.append('plan-new', 'none', [event()]);
      },
      /more than the source: its event 60/,
    ],
  ])('to a target that holds %s is refused, and changes nothing', async (_, prepare, sentence) => {
    const source = await filled();
    const target = openMemoryStore();
    await prepare(target, source);
    const before = await digestOf(target);
    const refused = copyLog(source, target);
    await expect(refused).rejects.toBeInstanceOf(CopyRefused);
    await expect(refused).rejects.toThrow(sentence);
    expect(await digestOf(target)).toEqual(before);
  });

  test('while somebody still writes the source is not called complete', async () => {
    const source = await filled();
    const target = openMemoryStore();
    const busy = wrapped(target, {
      append: async (...call) => {
        await source.append(`plan-${randomUUID()}`, 'none', [event()]);
        return target.append(...call);
      },
    });
    await expect(copyLog(source, busy)).rejects.toThrow(/has been written to meanwhile/);
  });

  test('a target that does not keep what it was given is found out', async () => {
    const source = await filled();
    const target = openMemoryStore();
    const careless = wrapped(target, {
      append: (stream, expected, events) =>
        target.append(
          stream,
          expected,
          events.map((one) => ({ ...one, data: { ...one.data, text: 'x' } })),
        ),
    });
    await expect(copyLog(source, careless)).rejects.toThrow(/differs from the source/);
  });

  test('nothing at all is a log, too', async () => {
    expect(await copyLog(openMemoryStore(), openMemoryStore())).toMatchObject({ events: 0, written: 0 });
  });
});

describe('the command line', () => {
  const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    promisify(execFile)(process.execPath, [cli, 'copy', ...args], { env: { ...process.env, ...env }, timeout: 60_000 });

  test('moves a running server’s log: it takes no more commands, and the next server goes on where it was', async () => {
    const prefix = `moved-${randomUUID()}`;
    const before = new ServerProcess({ EVENTSTORE_URL: '', EVENTSTORE_PREFIX: prefix });
    await before.start();
    const noor = await Person.signIn(before.url, 'act_demo-noor');
    const plans = async (person: Person): Promise<string> => (await person.get('/api/history?limit=200')).text;
    const seen = await plans(noor);
    const { port } = before;
    const env = { PORT: String(port), EVENTSTORE_PREFIX: prefix, DATA_DIR: before.dataDir };
    const { stdout } = await run([before.dataDir, url], env);
    expect(stdout).toMatch(/^\d+ events in both, \d+ of them copied now; the same hash on both sides:\n[0-9a-f]{64}\n/);
    const refused = await noor.give({
      type: 'ParkPlan',
      subject: 'pln_00000000-0000-7000-8000-000000000000',
      data: { reason: 'xxx' },
    });
    expect(refused.body).toMatchObject({ code: 'READ_ONLY', status: 503 });
    expect(await plans(noor)).toBe(seen);
    await before.kill();

    // the vault stays with its data directory: keys and names go on from there
    const after = new ServerProcess({ EVENTSTORE_URL: url, EVENTSTORE_PREFIX: prefix }, before.dataDir);
    await after.start();
    expect(await plans(await Person.signIn(after.url, 'act_demo-noor'))).toBe(seen);
    await after.kill();

    // and back into a file
    const home = freshDirectory();
    const back = await run([url, home], { EVENTSTORE_PREFIX: prefix });
    expect(back.stdout.split('\n')[1]).toBe(stdout.split('\n')[1]);
    expect(existsSync(join(home, 'log.db'))).toBe(true);
    for (const file of readdirSync(before.dataDir).filter((name) => name.startsWith('vault')))
      cpSync(join(before.dataDir, file), join(home, file));
    const again = await listening(home, { EVENTSTORE_URL: '' });
    expect(await plans(await again.as('act_demo-noor'))).toBe(seen);
    await again.stop();
  });

  test.each([
    [['nowhere', 'esdb://127.0.0.1:1?tls=false'], /nowhere holds no log: name the data directory/],
    [[], /regiotafel copy <from> <to>/],
  ])('copy %j says what to do', async (args, sentence) => {
    await expect(run(args)).rejects.toMatchObject({ stderr: expect.stringMatching(sentence) });
  });
});
