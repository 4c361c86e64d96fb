import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planView } from '../../projections/plan-view/plan-view.ts';
import { regionOverview } from '../../projections/region-overview/region-overview.ts';
import { freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';
import { listening, type LiveSocket, type Person, type TestServer } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';

let server: TestServer;
let noor: Person;
let daan: Person;
let bram: Person;
let amina: Person;

beforeAll(async () => {
  server = await listening();
  noor = await server.as('act_demo-noor');
  daan = await server.as('act_demo-daan');
  bram = await server.as('act_demo-bram');
  amina = await server.as('act_demo-amina');
});
afterAll(async () => {
  for (const person of [noor, daan, bram, amina]) person.hangUp();
  await server.stop();
});

const id = (prefix: string, name: string): string => server.id(prefix, name);
const regionTopic = () => `region:${id('reg', 'region')}`;
const set = (field: string, value: unknown, basis?: string | null) => ({
  type: 'SetPlanDetail',
  subject: id('pln', 'heat'),
  data: { field, value },
  ...(basis === undefined ? {} : { basis: { [field]: basis } }),
});
const comment = (text: string) => {
  const commentId = `cmt_${newCommandId()}`;
  const data = { commentId, threadId: commentId, target: 'title', text, mentions: [] };
  return { type: 'PlaceComment', subject: id('pln', 'heat'), data };
};

async function watching(person: Person, topic = regionTopic()): Promise<[TopicWatch, LiveSocket]> {
  const socket = await person.connect();
  const watch = new TopicWatch(socket, topic);
  await watch.begin();
  return [watch, socket];
}

describe('a topic', () => {
  test('comes whole, then by events that chain: each names the one before it', async () => {
    const [watch] = await watching(daan);
    expect(Object.keys(watch.state.streams).length).toBeGreaterThan(10);
    let held = watch.index ?? -1;
    for (let n = 0; n < 20; n++) expect((await noor.give(comment(`n ${n}`))).status).toBe(200);
    const last = (await noor.give(comment('last'))).body['index'] as number;
    await watch.until(() => watch.index === last);
    for (const batch of watch.batches) {
      expect(batch.prev).toBe(held);
      expect(batch.events.length).toBeGreaterThan(0);
      expect(batch.index).toBe(batch.events.at(-1)?.index);
      held = batch.index;
    }
    expect(watch.events.filter((event) => event.type === 'CommentPlaced')).toHaveLength(21);
  });

  test('goes on where somebody was, after a connection was lost', async () => {
    const [first, socket] = await watching(daan);
    socket.disconnect();
    const answers: number[] = [];
    for (let n = 0; n < 5; n++) answers.push((await noor.give(comment(`away ${n}`))).body['index'] as number);
    const again = new TopicWatch(await daan.connect(), regionTopic(), {
      index: first.index ?? -1,
      state: first.state,
      view: first.view,
    });
    await again.begin();
    await again.until(() => again.index === answers.at(-1));
    expect(again.resets).toEqual([]);
    expect(again.events.map((event) => event.index)).toEqual(answers);
    const [fresh] = await watching(daan);
    expect(again.state).toEqual(fresh.state);
  });

  test('asked from an index that is ahead of this log is sent whole', async () => {
    const socket = await daan.connect();
    const watch = new TopicWatch(socket, regionTopic(), { index: 1_000_000, state: { streams: {} } });
    await watch.begin();
    await watch.until(() => watch.resets.length === 1);
    expect(watch.index).toBeLessThan(1_000_000);
  });

  test('asked on from a state of another form, or of none that is named, is sent whole', async () => {
    const [{ index, state, view }] = await watching(daan);
    await noor.give(comment('vormen'));
    for (const [held, resets] of [
      [view, 0],
      ['of another form', 1],
      [undefined, 1],
    ] as const) {
      const watch = new TopicWatch(await daan.connect(), regionTopic(), { index, state, view: held });
      await watch.begin();
      await watch.until(() => watch.resets.length + watch.batches.length > 0);
      expect(watch.resets).toHaveLength(resets);
    }
  });

  test('sixty who come back at once all get what they missed, a few at a time; others are answered meanwhile', async () => {
    const [held] = await watching(daan);
    daan.hangUp();
    for (let n = 0; n < 20; n++) await noor.give(comment(`gemist ${n}`));
    const sockets = await Promise.all(Array.from({ length: 60 }, () => daan.connect()));
    const watches = sockets.map((socket) => new TopicWatch(socket, regionTopic(), held));
    const caughtUp = watches.map((watch) => watch.begin().then(() => watch.until(() => watch.batches.length > 0)));
    const index = (await noor.give(comment('intussen'))).body['index'];
    await Promise.all(caughtUp);
    for (const watch of watches) {
      await watch.until(() => watch.index === index);
      expect(watch.resets).toEqual([]);
      expect(watch.events).toHaveLength(21);
      expect(watch.state).toEqual(watches[0]?.state);
    }
    daan.hangUp();
  });

  test.each([
    ['region:reg_00000000-0000-7000-8000-000000000000', 'NOT_FOUND'],
    ['region:x', 'INVALID_REQUEST'],
    ['person:act_demo-daan', 'NOT_ALLOWED'],
    ['__proto__', 'INVALID_REQUEST'],
    ['nothing', 'NOT_FOUND'],
  ])('%s is refused with %s', async (topic, code) => {
    const socket = await bram.connect();
    expect(await socket.emitWithAck('watch', { topic, after: null })).toMatchObject({ ok: false, problem: { code } });
    socket.disconnect();
  });

  test('a reset, the HTTP answer and a fold of pushes are the same', async () => {
    const [watch] = await watching(daan);
    await noor.give(comment('same'));
    const { body } = await daan.get(`/api/plans/${id('pln', 'heat')}?on=2030-01-01`);
    await watch.until(() => watch.index === body['index']);
    const mine = planView(watch.state, id('pln', 'heat'), '2030-01-01');
    // the plan's texts come over a topic of their own
    const { at, on, index, provisional, texts, ...served } = body;
    void [at, on, index, provisional, texts];
    expect(JSON.parse(JSON.stringify(mine))).toEqual(served);
  });
});

describe('secrets', () => {
  /** A number that occurs nowhere else. */
  const canary = 4.873_291;

  test('a P3 value never reaches an outsider: not by push, reset, HTTP, history or a refusal', async () => {
    const heard: string[] = [];
    const listen = (socket: LiveSocket): void => {
      socket.onAny((name: string, message: unknown) => heard.push(`${name} ${JSON.stringify(message)}`));
    };
    const socket = await bram.connect();
    listen(socket);
    const topics = [regionTopic(), `organisation:${id('org', 'klinker')}`, 'national'];
    for (const topic of topics) await new TopicWatch(socket, topic).begin();
    const [insider] = await watching(daan);

    const offer = {
      type: 'OfferResidualHeat',
      subject: id('sit', 'klinker'),
      data: {
        offerId: id('ofr', 'canary'),
        MW: canary,
        T_out: 200,
        MWh: 1000,
        medium: 'STEAM',
        from: '2030-01-01',
        firmUntil: '2040-01-01',
      },
    };
    expect((await noor.give(offer)).status).toBe(200);
    const pledge = {
      type: 'PledgeContribution',
      subject: id('sit', 'klinker'),
      data: {
        contributionId: id('ctr', 'canary'),
        planId: id('pln', 'heat'),
        kind: 'HEAT_MW',
        amount: canary,
        from: '2031-01-01',
        to: '2032-12-31',
        firmness: 'FIRM',
      },
    };
    expect((await noor.give(pledge)).status).toBe(200);
    await insider.until(() => JSON.stringify(insider.state).includes(String(canary)), 'the insider’s view');
    // something public, so that the outsider has heard what comes after
    const marker = await amina.give({
      type: 'SetSiteDetail',
      subject: id('sit', 'klinker'),
      data: { field: 'name', value: 'Oven na de kanarie' },
    });
    expect(marker.status, marker.text).toBe(200);
    await expect.poll(() => heard.join('\n').includes('Oven na de kanarie')).toBe(true);

    for (const path of [
      `/api/regions/${id('reg', 'region')}`,
      `/api/regions?geometry=1`,
      `/api/plans/${id('pln', 'heat')}`,
      `/api/history?limit=200`,
      `/api/history?subject=${id('sit', 'klinker')}&limit=200`,
      `/api/history?type=ResidualHeatOffered`,
      `/api/organisations`,
      `/metrics`,
    ]) {
      heard.push((await bram.get(path)).text);
      heard.push((await (await server.as(undefined)).get(path)).text);
    }
    for (const command of [
      pledge,
      { ...pledge, data: { ...pledge.data, amount: 9_999 } },
      { ...offer, data: { ...offer.data, MW: 1 } },
      set('title', 'Van buiten'),
      {
        type: 'WithdrawResidualHeat',
        subject: id('sit', 'klinker'),
        data: { offerId: id('ofr', 'canary'), reason: 'Zomaar', from: '2030-01-01' },
      },
    ]) {
      heard.push(JSON.stringify(await bram.tell(socket, command)));
      heard.push((await bram.give(command)).text);
    }
    const text = heard.join('\n');
    expect(text.length).toBeGreaterThan(10_000);
    const sent = text.replaceAll(JSON.stringify(pledge), '');
    expect(sent).not.toContain(String(canary));
    for (const secret of [
      'ResidualHeatOffered',
      'SiteCapacityReserved',
      'ContributionPledged',
      'Ovenwarmte',
      'salt',
      '"body"',
      '"revision"',
    ]) {
      expect(sent, secret).not.toContain(secret);
    }
  });

  test('a member of the region sees the plan and not its megawatts', async () => {
    const joost = await server.as('act_demo-joost');
    const [watch] = await watching(joost);
    const view = planView(watch.state, id('pln', 'heat'), '2031-01-01');
    expect(view?.contributions.map((c) => c.amount)).toEqual(view?.contributions.map(() => ({ hidden: true })));
    expect(view?.contributions.length).toBeGreaterThan(1);
    expect(view?.totalsMW).toEqual({});
    joost.hangUp();
  });

  test('neither salt nor revision nor the digest of a command leaves the server', async () => {
    const [watch] = await watching(noor);
    await noor.give(comment('plain'));
    await watch.until(() => watch.events.length > 0);
    const texts = [watch.events, watch.resets, (await noor.get('/api/history?limit=200')).body].map((x) =>
      JSON.stringify(x),
    );
    for (const name of ['"salt"', '"revision"', '"body"']) expect(texts.join()).not.toContain(name);
  });
});

describe('rights that change', () => {
  const membership = (type: string, more: Record<string, unknown>) => ({
    type,
    subject: id('org', 'smeltkroes'),
    data: { actorId: 'act_demo-bram', role: 'COMPANY', ...more },
  });

  test('a membership opens an open window, and its revocation closes it; a reset tells', async () => {
    const [watch] = await watching(bram);
    const sees = (): boolean => regionOverview(watch.state, id('reg', 'region'), '2030-01-01')?.plans.length === 3;
    expect(sees()).toBe(false);
    const grant = { regionIds: [id('reg', 'region')], from: '2026-01-01' };
    expect((await amina.give(membership('GrantMembership', grant))).status).toBe(200);
    await watch.until(sees, 'the plans');
    await amina.give(membership('RevokeMembership', { reason: 'Vertrokken' }));
    await watch.until(() => !sees(), 'their going');
    expect(JSON.stringify(watch.state)).not.toContain('Ovenwarmte');
    expect((await bram.get(`/api/plans/${id('pln', 'heat')}`)).status).toBe(404);
    await amina.give(membership('GrantMembership', { regionIds: [], from: '2026-01-01' }));
  });

  test('an organisation that joins a plan sees the megawatts of before; one that leaves does not', async () => {
    const fatima = await server.as('act_demo-fatima');
    const [watch] = await watching(fatima);
    const amount = (): unknown => planView(watch.state, id('pln', 'heat'), '2031-01-01')?.contributions[0]?.amount;
    expect(amount()).toEqual({ hidden: true });
    const seat = { orgId: id('org', 'watermerk'), role: 'MEMBER' };
    await noor.give({ type: 'InviteParticipant', subject: id('pln', 'heat'), data: seat });
    expect(
      (await fatima.give({ type: 'JoinPlan', subject: id('pln', 'heat'), data: { ...seat, siteIds: [] } })).status,
    ).toBe(200);
    await watch.until(() => typeof amount() === 'number', 'the amount');
    await fatima.give({
      type: 'LeavePlan',
      subject: id('pln', 'heat'),
      data: { orgId: id('org', 'watermerk'), reason: 'Te ver' },
    });
    await watch.until(() => typeof amount() === 'object', 'its going');
    fatima.hangUp();
  });

  test('who was away meanwhile cannot go on from what he holds', async () => {
    const joost = await server.as('act_demo-joost');
    const topic = `plan:${id('pln', 'heat')}`;
    const subject = `${id('pln', 'heat').replace('pln_', 'txt_')}_risks`;
    const write = async (textRevision: number, changes: unknown[]): Promise<void> => {
      const answer = await noor.give({ type: 'EditText', subject, data: { textRevision, changes } });
      expect(answer.status, answer.text).toBe(200);
    };
    const back = async (held?: TopicWatch): Promise<TopicWatch> => {
      const watch = new TopicWatch(await joost.connect(), topic, held);
      await watch.begin();
      await watch.until(() => watch.resets.length === 1, 'a reset');
      joost.hangUp();
      return watch;
    };
    const role = { actorId: 'act_demo-joost', role: 'COMPANY' };
    const change = async (type: string, more: Record<string, unknown>): Promise<void> => {
      const answer = await amina.give({ type, subject: id('org', 'helder'), data: { ...role, ...more } });
      expect(answer.status, answer.text).toBe(200);
    };
    await write(0, [[0, 'Eerst']]);
    const member = await back();
    expect(JSON.stringify(member.state)).toContain('Eerst');
    await change('RevokeMembership', { reason: 'Vertrokken' });
    await write(1, [5, [0, ' en toen']]);
    const stranger = await back(member);
    expect(stranger.state.streams).toEqual({});
    await change('GrantMembership', { regionIds: [id('reg', 'region')], from: '2026-01-01' });
    expect(JSON.stringify((await back(stranger)).state)).toContain('en toen');
  });

  test('rights end while others write: nothing of after reaches him, and what he has under way is refused', async () => {
    const joost = await server.as('act_demo-joost');
    const [watch, socket] = await watching(joost);
    const heard: string[] = [];
    socket.onAny((_: string, message: unknown) => heard.push(JSON.stringify(message)));
    const role = { actorId: 'act_demo-joost', role: 'COMPANY' };
    const writing = Array.from({ length: 30 }, (_, n) => noor.give(comment(`regel ${n}`)));
    const under = Array.from({ length: 30 }, () => joost.tell(socket, comment('van Joost')));
    const data = { ...role, reason: 'Vertrokken' };
    const revoked = await amina.give({ type: 'RevokeMembership', subject: id('org', 'helder'), data });
    const end = revoked.body['index'] as number;
    for (const answer of await Promise.all(writing)) expect(answer.status, answer.text).toBe(200);
    const answers = await Promise.all(under);
    expect((await joost.tell(socket, comment('te laat'))).ok).toBe(false);
    for (const answer of answers) {
      if (answer.ok) expect(answer.index).toBeLessThan(end);
      else expect(answer.problem.code).toBe('NOT_FOUND');
    }
    const last = (await noor.give(set('title', 'Kanarie na Joost'))).body['index'] as number;
    const [other] = await watching(daan);
    await other.until(() => (other.index ?? 0) >= last);
    await watch.until(() => watch.resets.length >= 2, 'the reset');
    expect(heard.join()).not.toContain('Kanarie');
    for (const event of watch.events.filter(({ index }) => index > end)) expect(event.type).not.toBe('CommentPlaced');
    expect(watch.state).toEqual((await watching(joost))[0].state);
    const back = { ...role, regionIds: [id('reg', 'region')], from: '2026-01-01' };
    expect((await amina.give({ type: 'GrantMembership', subject: id('org', 'helder'), data: back })).status).toBe(200);
    joost.hangUp();
  });

  test('signing out ends the windows of that session, and of no other', async () => {
    const leaving = await server.as('act_demo-daan');
    const socket = await leaving.connect();
    const other = await daan.connect();
    const revoked = new Promise((resolve) => socket.once('revoked', resolve));
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    await leaving.ask('/api/session', { method: 'DELETE' });
    await revoked;
    await closed;
    expect(other.connected).toBe(true);
    const after = await leaving.give(comment('nog iets'));
    expect(after.body['code']).toBe('NOT_SIGNED_IN');
  });
});

test('pages of another build are told to load again, programs are not', async () => {
  const socket = await noor.connect();
  const told: string[] = [];
  socket.on('upgrade', ({ build }) => told.push(build));
  const hello = (build: string) => socket.timeout(5_000).emitWithAck('hello', { build }) as Promise<{ build: string }>;
  const { build } = await hello('any');
  await hello(build);
  expect(told).toEqual([]);
  await hello('of-last-week');
  await expect.poll(() => told).toEqual([build]);
  socket.disconnect();
});

describe('bad messages', () => {
  test('answered with a problem, or not at all; the connection and the server live', async () => {
    const socket = await noor.connect();
    const emit = socket as unknown as { emit: (name: string, ...args: unknown[]) => void };
    const wrong: unknown[] = [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { topic: 1 },
      { topic: 'national', after: 'x' },
      { extra: 1 },
    ];
    for (const name of ['hello', 'watch', 'unwatch', 'command', 'presence', '__proto__', 'constructor', 'unknown']) {
      for (const message of wrong) {
        emit.emit(name, message);
        emit.emit(name);
        emit.emit(name, message, message, message);
        await new Promise((resolve) => setTimeout(resolve, 25));
        if (name !== 'hello' && name !== 'watch' && name !== 'command') continue;
        const answer = (await socket.timeout(5_000).emitWithAck(name as 'watch', message as never)) as { ok: boolean };
        expect(answer, `${name} ${JSON.stringify(message)}`).toMatchObject({
          ok: false,
          problem: { sentences: { nl: expect.any(String) } },
        });
        expect(JSON.stringify(answer)).not.toMatch(/\.ts:\d+/);
      }
    }
    expect(socket.connected).toBe(true);
    expect(await noor.tell(socket, comment('nog hier'))).toMatchObject({ ok: true });
    expect(server.logged).toEqual([]);
  });

  test('random messages never bring it down', async () => {
    const socket = await noor.connect();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('hello', 'watch', 'unwatch', 'presence', 'command'),
        fc
          .anything({ maxDepth: 3, withBigInt: false, withMap: false, withSet: false })
          .filter((value) => typeof value !== 'function'),
        async (name, message) => {
          (socket as unknown as { emit: (name: string, message: unknown) => void }).emit(name, message);
        },
      ),
      { numRuns: 90 },
    );
    const { body } = await noor.get('/healthz');
    expect(body).toEqual({ status: 'ok' });
    expect(server.logged).toEqual([]);
  });

  test('a packet above 64 KB closes that connection alone', async () => {
    const [victim, other] = [await noor.connect(), await daan.connect()];
    const closed = new Promise((resolve) => victim.once('disconnect', resolve));
    (victim as unknown as { emit: (name: string, message: unknown) => void }).emit('command', {
      x: 'y'.repeat(70_000),
    });
    await closed;
    expect(other.connected).toBe(true);
  });

  test('too many messages are refused for a while', async () => {
    const socket = await daan.connect();
    const answers = await Promise.all(
      Array.from(
        { length: 300 },
        () =>
          socket.timeout(5_000).emitWithAck('hello', { build: 'any' }) as Promise<{
            ok: boolean;
            problem?: { code: string };
          }>,
      ),
    );
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.length).toBeGreaterThan(100);
    expect(refused.every((answer) => answer.problem?.code === 'TOO_MANY_REQUESTS')).toBe(true);
  });

  test.each([
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['a proxy', { 'x-forwarded-for': '10.1.1.1' }],
    ['a foreign host', { host: 'rebind.example' }],
  ])('a socket from %s is not opened, whatever its cookie', async (_, headers) => {
    await expect(noor.connect(headers)).rejects.toThrow();
  });

  test('polling is not offered', async () => {
    const answer = await noor.get('/socket.io/?EIO=4&transport=polling');
    expect(answer.status).toBe(400);
  });
});

describe('presence', () => {
  type People = { actor: string; pointers: { field?: string }[] }[];
  const peopleOf = (socket: LiveSocket): { now: People } => {
    const list: { now: People } = { now: [] };
    socket.on('presence', ({ people }) => (list.now = people as People));
    return list;
  };
  const point = (field: string | undefined) => ({
    topic: regionTopic(),
    pointer: { subject: id('pln', 'heat'), ...(field === undefined ? {} : { field }) },
    state: 'active' as const,
  });

  test('people see who is where, merged per person, and nobody who has gone', async () => {
    const [, watcher] = await watching(daan);
    const list = peopleOf(watcher);
    const [, tabA] = await watching(noor);
    const [, tabB] = await watching(noor);
    tabA.emit('presence', point('pipeDN'));
    tabB.emit('presence', point('backupMW'));
    const noors = () => list.now.filter((person) => person.actor === 'act_demo-noor');
    await expect
      .poll(() =>
        noors()[0]
          ?.pointers.map((p) => p.field)
          .sort(),
      )
      .toEqual(['backupMW', 'pipeDN']);
    expect(noors()).toHaveLength(1);
    tabA.disconnect();
    await expect.poll(() => noors()[0]?.pointers.map((p) => p.field)).toEqual(['backupMW']);
    tabB.disconnect();
    await expect.poll(() => noors().length).toBe(0);
  });

  test('an outsider sees no sign of work on a plan that he may not see', async () => {
    const [, outside] = await watching(bram);
    const heard: string[] = [];
    outside.onAny((name: string, message: unknown) => heard.push(name + JSON.stringify(message)));
    const [, watcher] = await watching(daan);
    const list = peopleOf(watcher);
    const [, tab] = await watching(noor);
    tab.emit('presence', point('supplyTemperatureC'));
    await expect.poll(() => JSON.stringify(list.now)).toContain('supplyTemperatureC');
    expect(heard.join()).not.toContain('supplyTemperatureC');
    expect(heard.join()).not.toContain(id('pln', 'heat'));
  });
});

describe('any commands', () => {
  const field = fc.constantFrom('lossHours', 'backupMW', 'routeLengthKm', 'pipeDN', 'title');
  const step = fc.oneof(
    fc.record({
      do: fc.constant('set' as const),
      by: fc.constantFrom('noor', 'daan'),
      field,
      value: fc.integer({ min: 20, max: 99 }),
    }),
    fc.record({
      do: fc.constant('comment' as const),
      by: fc.constantFrom('noor', 'daan', 'joost'),
      text: fc.string({ minLength: 1, maxLength: 20 }),
    }),
    fc.record({
      do: fc.constant('pledge' as const),
      amount: fc.integer({ min: 1, max: 12 }),
      n: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({ do: fc.constant('withdraw' as const), n: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ do: fc.constant('seat' as const), join: fc.boolean() }),
  );

  test(
    'leave every viewer with what a fresh view of his is, and a restart changes nothing',
    { timeout: 120_000 },
    async () => {
      const dataDir = freshDirectory();
      let own = await listening(dataDir);
      const ids = own.id;
      const names = ['noor', 'daan', 'joost', 'bram'] as const;
      const people = Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await own.as(`act_demo-${name}`)] as const)),
      ) as Record<(typeof names)[number], Person>;
      const topic = `region:${ids('reg', 'region')}`;
      const watches = Object.fromEntries(
        await Promise.all(
          names.map(async (name) => {
            const watch = new TopicWatch(await people[name].connect(), topic);
            await watch.begin();
            return [name, watch] as const;
          }),
        ),
      ) as Record<(typeof names)[number], TopicWatch>;
      const plan = ids('pln', 'heat');
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          const commands = steps.map((one) => {
            if (one.do === 'set') {
              const value = one.field === 'title' ? `Titel ${one.value}` : one.value;
              return people[one.by].give({ type: 'SetPlanDetail', subject: plan, data: { field: one.field, value } });
            }
            if (one.do === 'comment') {
              const commentId = `cmt_${newCommandId()}`;
              const data = { commentId, threadId: commentId, target: 'title', text: one.text, mentions: [] };
              return people[one.by].give({ type: 'PlaceComment', subject: plan, data });
            }
            if (one.do === 'pledge') {
              const data = {
                contributionId: ids('ctr', `p${one.n}`),
                planId: plan,
                kind: 'HEAT_MW',
                amount: one.amount,
                from: '2030-01-01',
                to: '2031-12-31',
                firmness: 'FIRM',
              };
              return people.noor.give({ type: 'PledgeContribution', subject: ids('sit', 'klinker'), data });
            }
            if (one.do === 'withdraw') {
              return people.noor.give({
                type: 'WithdrawContribution',
                subject: plan,
                data: { contributionId: ids('ctr', `p${one.n}`), reason: 'Toch niet' },
              });
            }
            const orgId = ids('org', 'gemeente');
            return one.join
              ? people.noor.give({ type: 'InviteParticipant', subject: plan, data: { orgId, role: 'MEMBER' } })
              : people.noor.give({
                  type: 'SetCapacityTarget',
                  subject: plan,
                  data: { direction: 'HEAT', MW: steps.length, fromYear: 2030 },
                });
          });
          for (const answer of await Promise.all(commands)) expect(answer.status, answer.text).toBeLessThan(500);
          const { body } = await people.noor.get('/api/history?limit=1');
          const head = (body['entries'] as { index: number }[])[0]?.index ?? 0;
          await watches.noor.until(() => (watches.noor.index ?? 0) >= head);
          for (const name of names) {
            const fresh = new TopicWatch(await people[name].connect(), topic);
            await fresh.begin();
            await watches[name].until(() => (watches[name].index ?? 0) >= (fresh.index ?? 0));
            // what came in between is in both or comes to the older one first
            await fresh.until(() => fresh.index === watches[name].index);
            expect(watches[name].state, name).toEqual(fresh.state);
          }
          for (const name of names) expect(JSON.stringify(watches[name].batches)).not.toContain('salt');
        }),
        { numRuns: 8 },
      );
      const before = await people.daan.get(`/api/plans/${plan}?on=2030-06-01`);
      await own.stop();
      own = await listening(dataDir);
      const daanAgain = await own.as('act_demo-daan');
      const after = await daanAgain.get(`/api/plans/${plan}?on=2030-06-01`);
      expect(after.body).toEqual(before.body);
      await own.stop();
    },
  );
});
