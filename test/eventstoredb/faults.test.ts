import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { openEventStoreDb, type EventStoreDb, type EventStoreDbOptions } from '../../server/store/eventstoredb.ts';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable, type Cursor } from '../../server/store/port.ts';
import { event } from '../contract/an-event.ts';
import { TcpProxy } from '../faults/tcp-proxy.ts';
import { Cluster } from './cluster.ts';
import { StandIn } from './stand-in.ts';

/** What servers do: fall silent, die, come back, lose an answer, lose the lead. */

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const quick: EventStoreDbOptions = { callMs: 400, appendMs: 6_000, heartbeatMs: 200 };

async function standing(options: EventStoreDbOptions = quick): Promise<{ server: StandIn; store: EventStoreDb }> {
  const server = await new StandIn().start();
  const store = openEventStoreDb(server.url, { prefix: `faults-${randomUUID()}`, ...options });
  cleanups.push(
    () => server.kill(),
    () => store.close(),
  );
  return { server, store };
}

/** Follows in the background and keeps what came. */
function following(store: EventStoreDb, after?: Cursor) {
  const ending = new AbortController();
  const seen: { id: string; index: number }[] = [];
  const last: { cursor: Cursor | undefined } = { cursor: after };
  const ended = store.subscribe(
    after ? { after } : {},
    (page) => {
      seen.push(...page.events.map(({ id, index }) => ({ id, index })));
      last.cursor = page.next;
    },
    ending.signal,
  );
  ended.catch(() => undefined);
  cleanups.push(() => ending.abort());
  return { seen, last, ended, stop: () => ending.abort() };
}

const idsIn = async (store: EventStoreDb): Promise<string[]> => {
  const found: string[] = [];
  let after: Cursor | undefined;
  for (;;) {
    const page = await store.readAll({ ...(after ? { after } : {}), limit: 1_000 });
    if (page.events.length === 0) return found;
    found.push(...page.events.map((one) => one.id));
    after = page.next;
  }
};

describe('an append', () => {
  test('of which the answer is lost after the write is there once, and answered', async () => {
    const { server, store } = await standing();
    await store.append('plan-a', 'none', [event()]);
    server.loseAnswers(1);
    const batch = [event(), event()];
    expect(await store.append('plan-a', 0, batch)).toEqual({ revision: 2, repeated: false });
    expect(await store.read('plan-a')).toHaveLength(3);
    expect((await store.append('plan-a', 0, batch)).revision).toBe(2);
    expect(await store.read('plan-a')).toHaveLength(3);
  });

  test('to a mute server settles, and is there once when the server goes on', async () => {
    const { server, store } = await standing();
    await store.append('plan-a', 'none', [event()]);
    server.mute();
    const one = event();
    const appended = store.append('plan-a', 0, [one]);
    setTimeout(() => server.unmute(), 1_500);
    expect(await appended).toMatchObject({ revision: 1 });
    expect((await store.read('plan-a')).map((found) => found.id)).toContain(one.id);
    expect(await store.read('plan-a')).toHaveLength(2);
  });

  test('to a server that stays mute ends with an unknown outcome, in its time; sent again it has one effect', async () => {
    const { server, store } = await standing({ ...quick, appendMs: 1_200 });
    await store.append('plan-a', 'none', [event()]);
    server.mute();
    const one = event();
    const begun = performance.now();
    await expect(store.append('plan-a', 0, [one])).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(store.health()).toMatchObject({ ok: false, problem: expect.any(String) });
    server.unmute();
    expect((await store.append('plan-a', 0, [one])).revision).toBe(1);
    expect(await store.read('plan-a')).toHaveLength(2);
    expect(store.health().ok).toBe(true);
  });

  test('that somebody else overtook while its outcome was unknown is a conflict, and is not there', async () => {
    const { server, store } = await standing();
    await store.append('plan-a', 'none', [event()]);
    server.kill();
    const one = event();
    const appended = store.append('plan-a', 0, [one]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await server.start();
    const other = openEventStoreDb(`${server.url}&connectionName=other`, quick);
    cleanups.push(() => other.close());
    const outcome = await appended.then(
      () => 'written',
      (error: unknown) => error,
    );
    // either way the stream holds what was answered
    const held = (await store.read('plan-a')).map((found) => found.id);
    if (outcome === 'written') expect(held[1]).toBe(one.id);
    else expect(outcome).toBeInstanceOf(RevisionConflict);
    await expect(store.append('plan-a', 0, [event()])).rejects.toBeInstanceOf(RevisionConflict);
  });

  test('while nothing listens is refused with what to do; when it listens again it goes through', async () => {
    const { server, store } = await standing({ ...quick, appendMs: 800 });
    await store.append('plan-a', 'none', [event()]);
    server.kill();
    const refused = store.append('plan-b', 'none', [event()]);
    await expect(refused).rejects.toSatisfy(
      (error) => error instanceof StoreUnavailable || error instanceof OutcomeUnknown,
    );
    await expect(store.append('plan-c', 'none', [event()])).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      reason: 'unreachable',
      message: expect.stringMatching(/EVENTSTORE_URL|cannot be reached/),
    });
    await server.start();
    expect(await store.append('plan-d', 'none', [event()])).toMatchObject({ revision: 0 });
  });

  test('on a slow server takes its time and is there once', async () => {
    const { server, store } = await standing();
    server.slow(150);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.append(`plan-${n}`, 'none', [event()])),
    );
    expect(answers.every((answer) => answer.revision === 0)).toBe(true);
    expect(await idsIn(store)).toHaveLength(20);
  });

  test('over a line that is open and dead settles, and the next line carries it', async () => {
    const server = await new StandIn().start();
    const line = new TcpProxy(() => server.port);
    const address = new URL(await line.listen());
    const store = openEventStoreDb(`esdb://${address.host}?tls=false`, { ...quick, prefix: 'half', appendMs: 8_000 });
    cleanups.push(
      () => server.kill(),
      () => line.close(),
      () => store.close(),
    );
    await store.append('plan-a', 'none', [event()]);
    line.freeze();
    const appended = store.append('plan-a', 0, [event()]);
    setTimeout(() => line.thaw(), 1_500);
    expect(await appended).toMatchObject({ revision: 1 });
    expect(await store.read('plan-a')).toHaveLength(2);
  });
});

describe('a read', () => {
  test('from a mute server ends in its time with a sentence', async () => {
    const { server, store } = await standing({ ...quick, appendMs: 900 });
    await store.append('plan-a', 'none', [event()]);
    server.mute();
    await expect(store.read('plan-a')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', reason: 'unreachable' });
    await expect(store.readAll()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    server.unmute();
    expect(await store.read('plan-a')).toHaveLength(1);
  });
});

describe('a follower', () => {
  test('goes on after the server was killed and came back: everything once, in order', async () => {
    const { server, store } = await standing();
    const { seen } = following(store);
    for (let n = 0; n < 10; n++) await store.append(`plan-${n}`, 'none', [event()]);
    await expect.poll(() => seen.length).toBe(10);
    server.kill();
    const late = store.append('plan-late', 'none', [event(), event()]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await server.start();
    await late;
    for (let n = 20; n < 30; n++) await store.append(`plan-${n}`, 'none', [event()]);
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(22);
    expect(seen.map((one) => one.index)).toEqual([...Array(22).keys()]);
    expect(seen.map((one) => one.id)).toEqual(await idsIn(store));
  });

  test('goes on when its line alone was broken', async () => {
    const { server, store } = await standing();
    const { seen } = following(store);
    await store.append('plan-a', 'none', [event()]);
    await expect.poll(() => seen.length).toBe(1);
    for (let round = 0; round < 3; round++) {
      server.dropFollowers();
      await store.append(`plan-${round}`, 'none', [event()]);
    }
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(4);
    expect(seen.map((one) => one.index)).toEqual([0, 1, 2, 3]);
  });

  test('whose line is open and dead notices by itself, and says for how long it has been behind', async () => {
    const server = await new StandIn().start();
    const line = new TcpProxy(() => server.port);
    const address = new URL(await line.listen());
    const followerStore = openEventStoreDb(`esdb://${address.host}?tls=false`, { ...quick, prefix: 'dead' });
    const writer = openEventStoreDb(server.url, { ...quick, prefix: 'dead' });
    cleanups.push(
      () => server.kill(),
      () => line.close(),
      () => writer.close(),
      () => followerStore.close(),
    );
    const { seen } = following(followerStore);
    await writer.append('plan-a', 'none', [event()]);
    await expect.poll(() => seen.length).toBe(1);
    line.freeze();
    await writer.append('plan-b', 'none', [event()]);
    await expect.poll(() => followerStore.health().ok, { timeout: 10_000 }).toBe(false);
    line.thaw();
    await expect.poll(() => seen.length, { timeout: 15_000 }).toBe(2);
    await expect.poll(() => followerStore.health()).toMatchObject({ ok: true, lagSeconds: 0 });
  });

  test('sees nothing of other programs on the server, and counts nothing of theirs', async () => {
    const { server, store } = await standing();
    const { seen } = following(store);
    const others = openEventStoreDb(server.url, { prefix: 'others' });
    cleanups.push(() => others.close());
    for (let n = 0; n < 20; n++) {
      await others.append(`thing-${n}`, 'none', [event(), event()]);
      server.shelf.append('$stats-127', 'any', [
        {
          id: randomUUID(),
          type: '$stats',
          contentType: 'application/json',
          data: Buffer.from('{}'),
          metadata: Buffer.alloc(0),
        },
      ]);
      if (n % 4 === 0) await store.append(`plan-${n}`, 'none', [event()]);
    }
    await expect.poll(() => seen.length).toBe(5);
    expect(seen.map((one) => one.index)).toEqual([0, 1, 2, 3, 4]);
    expect((await store.readAll({ limit: 2 })).events.map((one) => one.index)).toEqual([0, 1]);
    expect(await idsIn(store)).toEqual(seen.map((one) => one.id));
  });

  test('finds the few of ours among very many of others, however long the server searches', async () => {
    const { server, store } = await standing({ ...quick, callMs: 150 });
    await store.append('plan-a', 'none', [event()]);
    const foreign = () => ({
      id: randomUUID(),
      type: 'Other',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      metadata: Buffer.alloc(0),
    });
    for (let n = 0; n < 40; n++) server.shelf.append('others', 'any', Array.from({ length: 1_000 }, foreign));
    await store.append('plan-b', 'none', [event()]);
    // a second and a half of searching, ten times as long as a call may be silent
    server.searchSlowly(35);
    expect((await store.readAll()).events.map((one) => one.stream)).toEqual(['plan-a', 'plan-b']);
    const { seen } = following(store);
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(2);
  });

  test('that is slow is waited for: the line is told to wait, nothing is lost', async () => {
    const { store } = await standing();
    for (let n = 0; n < 50; n++)
      await store.append(
        `plan-${n}`,
        'none',
        Array.from({ length: 100 }, () => event()),
      );
    const ending = new AbortController();
    const seen: number[] = [];
    await store.subscribe(
      {},
      async (page) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        seen.push(...page.events.map((one) => one.index));
        if (seen.length >= 5_000) ending.abort();
      },
      ending.signal,
    );
    expect(seen).toEqual([...Array(5_000).keys()]);
  });
});

describe('a cluster whose leader is killed under load, twice', () => {
  test('loses nothing, doubles nothing, and repeats nothing to who follows', { timeout: 60_000 }, async () => {
    const cluster = await new Cluster().start();
    cleanups.push(() => cluster.stop());
    const store = openEventStoreDb(cluster.url, { prefix: 'cluster', callMs: 500, appendMs: 20_000, heartbeatMs: 300 });
    cleanups.push(() => store.close());
    const { seen } = following(store);
    const acknowledged: string[] = [];
    let stop = false;
    const writers = Array.from({ length: 4 }, async (_, w) => {
      for (let revision = -1; !stop; revision++) {
        const one = event();
        await store.append(`plan-${w}`, revision < 0 ? 'none' : revision, [one]);
        acknowledged.push(one.id);
      }
    });
    for (let round = 0; round < 2; round++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      // longer than the client looks for a leader by itself
      await cluster.killLeader(round === 0 ? 400 : 4_000);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await cluster.revive();
    }
    stop = true;
    await Promise.all(writers);
    const log = await idsIn(store);
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(log.toSorted()).toEqual(acknowledged.toSorted());
    await expect.poll(() => seen.length, { timeout: 15_000 }).toBe(log.length);
    expect(seen.map((one) => one.id)).toEqual(log);
    expect(seen.map((one) => one.index)).toEqual([...log.keys()]);
  });
});
