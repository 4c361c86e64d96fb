import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { meaningOf } from '../../server/store/eventstoredb-errors.ts';
import { event } from '../contract/an-event.ts';
import { freshDirectory } from '../integration/core-harness.ts';
import { listening } from '../integration/server-harness.ts';
import { makeCertificates } from './certificates.ts';
import { StandIn } from './stand-in.ts';

/** What an operator is told when something is wrong, and what he does about it. */

const servers: StandIn[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.kill();
});
const certificates = makeCertificates();
const ca = join(mkdtempSync(join(tmpdir(), 'regiotafel-ca-')), 'ca.pem');
writeFileSync(ca, certificates.authority);

async function secured(): Promise<StandIn> {
  const tls = { ...certificates, users: { admin: 'changeit', app: 's e/cret' } };
  const server = await new StandIn({ tls }).start();
  servers.push(server);
  return server;
}
const address = (server: StandIn, who: string, more = `?tlsCAFile=${ca}`): string =>
  `esdb://${who}127.0.0.1:${server.port}${more}`;
const app = `app:${encodeURIComponent('s e/cret')}@`;
const quick = { callMs: 500, appendMs: 900 };
const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [cli, ...args], { timeout: 30_000 });

describe('with TLS', () => {
  test(
    'a user of its own: told to prepare, prepared, and then everything works but unmaking',
    { timeout: 60_000 },
    async () => {
      const server = await secured();
      const before = openEventStoreDb(address(server, app), quick);
      await expect(before.readAll()).rejects.toMatchObject({
        reason: 'denied',
        message: expect.stringContaining('regiotafel store prepare'),
      });
      await before.close();
      await expect(listening(freshDirectory(), { EVENTSTORE_URL: address(server, app) })).rejects.toThrow(
        /regiotafel store prepare/,
      );

      await expect(run('store', 'prepare', address(server, app), 'app')).rejects.toMatchObject({
        stderr: expect.stringContaining('address of an administrator'),
      });
      const { stdout } = await run('store', 'prepare', address(server, 'admin:changeit@'), 'app');
      expect(stdout).toMatch(/app may read the whole log .*\napp may append to streams/);

      const running = await listening(freshDirectory(), { EVENTSTORE_URL: address(server, app) });
      const { body } = await (await running.as(undefined)).get('/readyz');
      expect(body).toMatchObject({ status: 'ready', store: { ok: true, lagSeconds: 0 } });
      expect((body['store'] as { warning?: string }).warning).toBeUndefined();
      await running.stop();
    },
  );

  test('a user who may too much is a warning', { timeout: 60_000 }, async () => {
    const server = await secured();
    const running = await listening(freshDirectory(), { EVENTSTORE_URL: address(server, 'admin:changeit@') });
    const visitor = await running.as(undefined);
    await expect
      .poll(async () => (await visitor.get('/readyz')).body['store'])
      .toMatchObject({ ok: true, warning: expect.stringContaining('may delete streams') });
    await running.stop();
  });

  test.each([
    ['a wrong password', (server: StandIn) => address(server, 'app:no@'), /refuses the user or the password/],
    ['no user', (server: StandIn) => address(server, ''), /may not do this|refuses the user/],
    [
      'an authority that is not known',
      (server: StandIn) => address(server, app, ''),
      /certificate is not trusted.*tlsCaFile/,
    ],
  ])('%s is said at once, and not tried for ever', async (_, of, sentence) => {
    const server = await secured();
    const store = openEventStoreDb(of(server), { ...quick, appendMs: 20_000 });
    const begun = performance.now();
    await expect(store.readAll()).rejects.toThrow(sentence);
    await expect(store.append('plan-a', 'none', [event()])).rejects.toThrow(sentence);
    const following = store.subscribe({}, () => undefined, new AbortController().signal);
    await expect(following).rejects.toThrow(sentence);
    expect(store.health()).toMatchObject({ ok: false, problem: expect.stringMatching(sentence) });
    expect(performance.now() - begun).toBeLessThan(10_000);
    await store.close();
  });

  test('a server without TLS at an address with it', async () => {
    const server = await new StandIn().start();
    servers.push(server);
    const store = openEventStoreDb(address(server, app), quick);
    await expect(store.readAll()).rejects.toThrow(/tls=false|cannot be (asked|reached)/);
    await store.close();
  });
});

describe('an address', () => {
  test.each([
    ['of nobody', 'esdb://127.0.0.1:1?tls=false', /Nothing listens|cannot be reached/],
    ['with a name that is not known', 'esdb://nobody.invalid:2113?tls=false', /is not known here|cannot be reached/],
    [
      'of a cluster that is not there',
      'esdb://127.0.0.1:1,127.0.0.1:2?tls=false',
      /No server of the cluster|did not answer/,
    ],
  ])('%s', { timeout: 30_000 }, async (_, url, sentence) => {
    const store = openEventStoreDb(url, { callMs: 3_000, appendMs: 4_000 });
    await expect(store.readAll()).rejects.toThrow(sentence);
    await store.close();
  });

  test.each(['http://x', 'esdb:/x', 'x'])('"%s" is none', (url) => {
    expect(() => openEventStoreDb(url)).toThrow();
  });
});

describe('the store’s state', () => {
  test('readyz is red while the store is away, and green again after', { timeout: 60_000 }, async () => {
    const server = await new StandIn().start();
    servers.push(server);
    const running = await listening(freshDirectory(), { EVENTSTORE_URL: server.url, EVENTSTORE_PREFIX: 'away' });
    const visitor = await running.as(undefined);
    const noor = await running.as('act_demo-noor');
    expect((await visitor.get('/readyz')).status).toBe(200);
    expect((await visitor.get('/metrics')).text).toMatch(/^regiotafel_store_up 1$/m);
    server.kill();
    await expect
      .poll(async () => (await visitor.get('/readyz')).body, { timeout: 15_000 })
      .toMatchObject({
        status: 'store-unavailable',
        store: { ok: false, problem: expect.any(String) },
      });
    expect((await visitor.get('/metrics')).text).toMatch(/^regiotafel_store_up 0$/m);
    // what is known is still told
    expect((await noor.get('/api/regions')).status).toBe(200);
    await server.start();
    await expect.poll(async () => (await visitor.get('/readyz')).status, { timeout: 40_000 }).toBe(200);
    await running.stop();
  });
});

describe('errors of the client', () => {
  test.each([
    [
      { type: 'wrong-expected-version', actualVersion: 4n, message: '' },
      { kind: 'conflict', actual: 4 },
    ],
    [
      { type: 'wrong-expected-version', actualVersion: 'no_stream', message: '' },
      { kind: 'conflict', actual: 'none' },
    ],
    [
      { type: 'wrong-expected-version', actualVersion: -1n, code: 9, message: 'x' },
      { kind: 'conflict', actual: 'none' },
    ],
    [{ type: 'stream-not-found', message: 'x not found' }, { kind: 'stream-not-found' }],
    [{ type: 'maximum-append-size-exceeded', maxAppendSize: 1, message: '' }, { kind: 'too-large' }],
    [{ type: 'access-denied', code: 16, message: 'x' }, { kind: 'denied' }],
    [{ type: 'access-denied', code: 7, message: 'x' }, { kind: 'denied' }],
    [{ type: 'access-denied', message: '' }, { kind: 'denied' }],
    [{ type: 'not-leader', message: 'x' }, { kind: 'not-sent' }],
    [{ type: 'stream-deleted', message: '' }, { kind: 'misuse' }],
    [{ type: 'unavailable', code: 14, message: '14 UNAVAILABLE: read ECONNRESET' }, { kind: 'unknown' }],
    [{ type: 'unavailable', code: 14, message: '14 UNAVAILABLE: Connection dropped' }, { kind: 'unknown' }],
    [{ type: 'deadline-exceeded', message: '' }, { kind: 'unknown' }],
    [{ type: 'cancelled', code: 1, message: 'x' }, { kind: 'unknown' }],
    [{ type: 'timeout', message: '' }, { kind: 'unknown' }],
    [
      {
        code: 14,
        message: '14 UNAVAILABLE: No connection established. Last error: Error: connect ECONNREFUSED 1.2.3.4:1',
      },
      { kind: 'not-sent' },
    ],
    [{ code: 14, message: '14 UNAVAILABLE: Name resolution failed for target dns:nobody' }, { kind: 'not-sent' }],
    [
      { code: 14, message: 'No connection established. Last error: Error: unable to verify the first certificate' },
      { kind: 'denied' },
    ],
    [
      { code: 14, message: 'No connection established. Last error: Error: self-signed certificate' },
      { kind: 'denied' },
    ],
    [{ message: 'Failed to discover after 10 attempts.' }, { kind: 'not-sent' }],
    [{ type: 'unknown', message: 'Could not recognize BadRequest' }, { kind: 'misuse' }],
    [{ type: 'unknown', code: 2, message: '2 UNKNOWN: Unexpected ReadStreamResult: Error' }, { kind: 'misuse' }],
    [{ type: 'unknown', message: 'something new' }, { kind: 'unknown' }],
    ['a string', { kind: 'unknown' }],
    [undefined, { kind: 'unknown' }],
  ])('%# %o', (shape, meaning) => {
    const error = typeof shape === 'object' ? Object.assign(new Error(shape.message), shape) : shape;
    expect(meaningOf(error)).toMatchObject(meaning);
  });
});
