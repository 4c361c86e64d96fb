import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditLine } from '../../server/ops/audit.ts';
import { newCommandId } from './ids.ts';
import { listening, type Person, type TestServer } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';

/** Whoever is given confidential values, or their history, leaves a row; nobody else does. */

interface Row {
  actor: string;
  topic: string;
  what: string;
  from: number;
  to: number;
  session: string;
  grants: string;
}

const audited: AuditLine[] = [];
let server: TestServer;
let noor: Person;
let steward: Person;
let plan: string;
let region: string;
beforeAll(async () => {
  server = await listening(undefined, {}, { audit: (line) => audited.push(line) });
  noor = await server.as('act_demo-noor');
  steward = await server.as('act_demo-amina');
  plan = server.id('pln', 'heat');
  region = server.id('reg', 'region');
});
afterAll(() => server.stop());

async function rows(query: string): Promise<Row[]> {
  const { status, body, text } = await steward.get(`/api/access-log?limit=200${query}`);
  expect(status, text).toBe(200);
  return body['rows'] as Row[];
}

async function comment(text: string): Promise<void> {
  const commentId = `cmt_${newCommandId()}`;
  const data = { commentId, threadId: commentId, target: 'title', text, mentions: [] };
  expect((await noor.give({ type: 'PlaceComment', subject: plan, data })).body).toMatchObject({ ok: true });
}

const head = async (): Promise<number> => Number((await noor.get('/readyz')).body['index']);

describe('each door', () => {
  test('notes what was read: plan and region now and then, history, texts, notices, visits', async () => {
    await noor.give({
      type: 'EditText',
      subject: `${plan.replace('pln_', 'txt_')}_risks`,
      data: { textRevision: 0, changes: [[0, 'Een risico.']] },
    });
    const at = 60;
    await noor.get(`/api/plans/${plan}?at=${at}`);
    await noor.get(`/api/regions/${region}?at=${at}`);
    await noor.get(`/api/history?subject=${plan}&limit=3`);
    await noor.get(`/api/texts/${plan.replace('pln_', 'txt_')}_risks/history`);
    await noor.get(`/api/texts/${plan.replace('pln_', 'txt_')}_risks/changes?after=0`);
    await noor.post('/api/visits', { place: plan });
    const of = await rows('&actor=act_demo-noor');
    expect(of.find((row) => row.what === 'plan')).toMatchObject({ topic: `plan:${plan}`, from: 0, to: at });
    expect(of.find((row) => row.what === 'region')).toMatchObject({ topic: `region:${region}`, from: 0, to: at });
    const history = of.find((row) => row.what === 'history');
    expect(history).toMatchObject({ topic: `plan:${plan}` });
    expect(history?.to).toBeLessThanOrEqual(await head());
    expect(of.map((row) => row.what)).toEqual(expect.arrayContaining(['text-history', 'text-changes']));
    expect(history?.grants).toContain(`plan:${plan}`);
  });

  test('a session is named by its hash alone', async () => {
    const [row] = await rows('&actor=act_demo-noor');
    const id =
      decodeURIComponent(noor.cookie)
        .replace(/^[^=]*=s:/, '')
        .split('.')[0] ?? '-';
    expect(row?.session).toMatch(/^[\w-]{43}$/);
    expect(row?.session).not.toContain(id);
  });

  test('who may see nothing confidential leaves none: an outsider, somebody signed out', async () => {
    const bram = await server.as('act_demo-bram');
    for (const person of [bram, await server.as(undefined)]) {
      await person.get(`/api/regions/${region}`);
      await person.get(`/api/history?region=${region}`);
      const watch = new TopicWatch(await person.connect(), `region:${region}`);
      await watch.begin();
      person.hangUp();
    }
    expect(await rows('&actor=act_demo-bram')).toEqual([]);
    expect((await rows('')).filter(({ actor }) => actor === 'nobody')).toEqual([]);
  });
});

describe('a window', () => {
  test('is noted at its beginning, with what it was pushed at its end, and from where it went on', async () => {
    const daan = await server.as('act_demo-daan');
    const watch = new TopicWatch(await daan.connect(), `region:${region}`);
    await watch.begin();
    const opened = watch.index ?? -1;
    await comment('Erbij');
    await watch.until(() => (watch.index ?? -1) > opened);
    const closed = watch.index ?? -1;
    daan.hangUp();
    const own = async (): Promise<Row[]> =>
      (await rows('&actor=act_demo-daan')).filter(({ what }) => what !== 'region');
    await expect.poll(async () => (await own()).map(({ what }) => what)).toEqual(['push', 'watch']);
    expect((await own()).map(({ from, to }) => [from, to])).toEqual([
      [opened + 1, closed],
      [0, opened],
    ]);
    await comment('Erna');
    const again = new TopicWatch(await daan.connect(), `region:${region}`, watch);
    await again.begin();
    await again.until(() => (again.index ?? -1) > closed);
    daan.hangUp();
    await expect
      .poll(async () => (await own()).find(({ from }) => from === closed + 1))
      .toMatchObject({ what: 'watch', to: again.index });
  });

  test('that is open when the server stops is not lost, nor is what was just read', async () => {
    const fatima = await server.as('act_demo-fatima');
    const harbour = server.id('pln', 'harbour');
    const watch = new TopicWatch(await fatima.connect(), `region:${region}`);
    await watch.begin();
    await fatima.get(`/api/plans/${harbour}`);
    await server.stop();
    server = await listening(server.dataDir, {}, { audit: (line) => audited.push(line) });
    steward = await server.as('act_demo-amina');
    noor = await server.as('act_demo-noor');
    const of = await rows('&actor=act_demo-fatima');
    expect(of.map(({ what }) => what)).toEqual(expect.arrayContaining(['plan', 'watch']));
  });
});

describe('the list', () => {
  test('is for auditors and stewards, by person, topic and time, page by page', async () => {
    expect((await noor.get('/api/access-log')).body['code']).toBe('NOT_ALLOWED');
    expect((await (await server.as(undefined)).get('/api/access-log')).body['code']).toBe('NOT_SIGNED_IN');
    await steward.give({
      type: 'GrantMembership',
      subject: server.id('org', 'provincie'),
      data: { actorId: 'act_demo-bram', role: 'AUDITOR', regionIds: [region], from: '2020-01-01' },
    });
    const auditor = await server.as('act_demo-bram');
    expect((await auditor.get('/api/access-log?limit=1')).status).toBe(200);
    const whole = await rows(`&topic=plan:${plan}`);
    const paged: Row[] = [];
    for (let cursor = ''; ;) {
      const { body } = await steward.get(`/api/access-log?topic=plan:${plan}&limit=2${cursor}`);
      paged.push(...(body['rows'] as Row[]));
      if (body['cursor'] === undefined) break;
      cursor = `&cursor=${body['cursor'] as string}`;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(2);
    expect(await rows('&from=2099-01-01T00:00:00Z')).toEqual([]);
    expect(await rows('&to=2001-01-01T00:00:00Z')).toEqual([]);
  });

  test('as CSV: whole, with names, and that it was taken out is an audit line', async () => {
    const { text, headers } = await steward.get(`/api/access-log/export?topic=plan:${plan}`);
    expect(headers.get('content-disposition')).toContain('inzagelog.csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength((await rows(`&topic=plan:${plan}`)).length + 1);
    expect(lines[0]).toBe('at,actor,name,topic,what,from,to,session,grants');
    expect(text).toContain('act_demo-noor,Noor Bakker,');
    expect(audited.at(-1)).toMatchObject({ action: 'export access log', actor: 'act_demo-amina' });
  });
});

test('an audit line says action, object, result, origin, actor and time; no secret', async () => {
  audited.length = 0;
  const daan = await server.as('act_demo-daan');
  const ground = 'een geheime reden';
  await daan.post('/api/erasures', { kind: 'person', actor: 'act_demo-noor', ground });
  const socket = await daan.connect();
  const data = { actorId: 'act_demo-daan', role: 'STEWARD', regionIds: [region], from: '2020-01-01' };
  await daan.tell(socket, { type: 'GrantMembership', subject: server.id('org', 'klinker'), data });
  daan.hangUp();
  const [signedIn, erasing, granting] = audited;
  expect(signedIn).toMatchObject({ action: 'POST /api/session/demo', object: 'act_demo-daan', result: 'done' });
  expect(erasing).toMatchObject({
    ...{ action: 'POST /api/erasures', object: 'act_demo-noor', result: 'refused: NOT_ALLOWED' },
    ...{ actor: 'act_demo-daan', origin: expect.stringContaining('127.0.0.1') },
    at: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(granting).toMatchObject({ action: 'GrantMembership', result: 'refused: NOT_ALLOWED', actor: 'act_demo-daan' });
  expect(JSON.stringify(audited)).not.toContain(ground);
  expect(server.logged).toEqual([]);
});
