import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDirectory } from '../integration/core-harness.ts';
import { RedisServer } from '../integration/redis-server.ts';
import { listening, type TestServer } from '../integration/server-harness.ts';

/** Two servers count together how often an address asks, by a real Redis; without it each counts for itself. */

const PER_MINUTE = 40;
const redis = new RedisServer();
let servers: TestServer[];

beforeAll(async () => {
  await redis.start();
  const settings = { REDIS_URL: redis.url, EVENTSTORE_PREFIX: 'limits' };
  const start = (): Promise<TestServer> => listening(freshDirectory(), settings, { requestsPerMinute: PER_MINUTE });
  servers = await Promise.all([start(), start()]);
});
afterAll(async () => {
  for (const server of servers) await server.stop();
  await redis.remove();
});

const asked = async (server: TestServer | undefined): Promise<number> =>
  (await (await server?.as(undefined))?.get('/api/regions'))?.status ?? 0;

test('what an address has asked at one counts at the other', async () => {
  const [a, b] = servers;
  // three quarters of what is allowed at each: neither alone would refuse
  const most = (PER_MINUTE * 3) / 4;
  const atA: number[] = [];
  for (let n = 0; n < most; n++) atA.push(await asked(a));
  expect(atA).toEqual(Array<number>(most).fill(200));
  let allowed = 0;
  for (let n = 0; n < most && (await asked(b)) === 200; n++) allowed++;
  expect(allowed).toBeGreaterThan(0);
  expect(allowed).toBeLessThan(most);
  const refused = await (await servers[1]?.as(undefined))?.get('/api/regions');
  expect(refused?.status).toBe(429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused?.body['code']).toBe('TOO_MANY_REQUESTS');
});
