import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../server/composition/start-server.ts';
import { readConfig } from '../../server/ops/config.ts';
import { freshDirectory } from '../integration/core-harness.ts';
import { listening, Person } from '../integration/server-harness.ts';
import { rmSync } from 'node:fs';
import { storeAt } from '../integration/store-under-test.ts';
import { wrapped } from './store-wrapper.ts';

test('while it reads its log it says how far, answers nothing else, and opens no socket', async () => {
  const directory = freshDirectory();
  await (await listening(directory)).stop();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `readmodels.db${suffix}`), { force: true });

  const file = storeAt(directory);
  let letThrough: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letThrough = resolve));
  const server = await startServer({
    config: readConfig({ DATA_DIR: directory, PORT: '0' }),
    clientDir: directory,
    log: () => undefined,
    onFatal: () => undefined,
    openStore: () =>
      wrapped(file, {
        subscribe: async (options, onBatch, signal) => {
          await gate;
          return file.subscribe(options, onBatch, signal);
        },
      }),
  });
  const visitor = new Person(server.url, '');
  expect((await visitor.get('/healthz')).status).toBe(200);
  expect((await visitor.get('/metrics')).status).toBe(200);
  const ready = await visitor.get('/readyz');
  expect(ready.status).toBe(503);
  expect(ready.body).toMatchObject({ status: 'starting', index: -1, of: expect.any(Number) });
  for (const path of ['/api/regions', '/api/session', '/api/history', '/api/people']) {
    const answer = await visitor.get(path);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.body).toMatchObject({ code: 'STARTING', values: { index: -1, of: ready.body['of'] } });
  }
  expect((await visitor.give({ type: 'ParkPlan' })).body['code']).toBe('STARTING');
  await expect(visitor.connect()).rejects.toThrow();

  letThrough();
  await server.ready;
  expect((await visitor.get('/readyz')).body).toMatchObject({ status: 'ready', paused: [] });
  expect((await visitor.get('/api/regions')).status).toBe(200);
  const socket = await visitor.connect();
  expect(socket.connected).toBe(true);
  visitor.hangUp();
  await server.stop();
});
