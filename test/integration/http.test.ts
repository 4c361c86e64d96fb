import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../events/catalogue.ts';
import { rightNameOf } from '../../events/rights/commands.ts';
import { prefixes, type KindName } from '../../events/ids.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { aWitness } from '../spec/audit/a-witness.ts';
import { onceSigned, signedHead } from './audit-calls.ts';
import { newCommandId } from './ids.ts';
import { listening, type Answer, type Person, type TestServer } from './server-harness.ts';

const witness = aWitness('partner.example/witness');
let server: TestServer;
let noor: Person;
let steward: Person;
let nobody: Person;
type Schema = Record<string, unknown>;
type Operation = {
  parameters: { name: string; in: string }[];
  responses: { 200: { content: Record<string, { schema: Schema }> } };
};
let document: { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

beforeAll(async () => {
  server = await listening(undefined, { WITNESS_KEYS: witness.key });
  noor = await server.as('act_demo-noor');
  steward = await server.as('act_demo-amina');
  nobody = await server.as(undefined);
  document = (await nobody.get('/api/openapi.json')).body as unknown as typeof document;
});
afterAll(async () => {
  await server.stop();
});

/** Copying makes a server read-only, so one of its own is asked. */
async function copyAtOwnServer(): Promise<Answer> {
  const [own, target] = [await listening(), await new StandIn().start()];
  const answer = await (await own.as('act_demo-amina')).post('/api/operations/copy', { to: target.url });
  await own.stop();
  target.kill();
  return answer;
}

const region = () => server.id('reg', 'region');
const plan = () => server.id('pln', 'heat');
const text = () => `${plan().replace('pln_', 'txt_')}_approach`;

function expectProblem(answer: Answer, status?: number, code?: string): void {
  expect(answer.headers.get('content-type'), answer.text).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^urn:regiotafel:problem:/),
    status: answer.status,
    code: expect.stringMatching(/^[A-Z_]+$/),
    detail: expect.stringMatching(/.{8,}/),
    sentences: { nl: expect.stringMatching(/.{8,}/), en: expect.stringMatching(/.{8,}/) },
  });
  expect(answer.text).not.toMatch(/\bat .*\.(ts|js|mjs):\d+|node:internal|undefined/);
  if (status !== undefined) expect(answer.status, answer.text).toBe(status);
  if (code !== undefined) expect(answer.body['code']).toBe(code);
}

describe('the OpenAPI document', () => {
  test('is valid', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  test('has every command that a person may give', () => {
    const names = Object.entries(catalogue).flatMap(([kind, { commands }]) =>
      Object.keys(commands).flatMap((type) =>
        rightNameOf(kind as KindName, type) === 'system' ? [] : [`${kind}.${type}`],
      ),
    );
    expect(Object.keys(document.components.schemas).sort()).toEqual(['Problem', ...names].sort());
  });

  const json = (method: string, body: unknown): RequestInit => ({
    ...{ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });
  const sendProfile = (): Promise<Answer> =>
    noor.ask(`/api/files?subject=${server.id('sit', 'klinker')}&name=a.csv&year=2025&unit=kW`, {
      ...{ method: 'POST', headers: { 'content-type': 'text/csv' }, body: '900\n'.repeat(8_760) },
    });
  const answersOf = (project: string): string =>
    `project_id;phase;start_year;t2030;t2035;t2040;certainty;bottleneck_codes\n${project};STUDY;2032;0;14000,5;18000;0,4;GRID_CAPACITY\n`;
  /** One good call for every operation; an operation without one fails the test below. */
  const calls: Record<string, () => Promise<Answer>> = {
    'get /healthz': () => nobody.get('/healthz'),
    'get /readyz': () => nobody.get('/readyz'),
    'get /metrics': () => nobody.get('/metrics'),
    'post /api/commands': () =>
      noor.give({ type: 'SetPlanDetail', subject: plan(), data: { field: 'lossHours', value: 6_900 } }),
    'get /api/exports/history.csv': () => noor.get(`/api/exports/history.csv?subject=${plan()}`),
    'get /api/exports/history.jsonl': () => noor.get(`/api/exports/history.jsonl?subject=${plan()}`),
    'get /api/exports/history.xlsx': () => noor.get(`/api/exports/history.xlsx?subject=${plan()}`),
    'get /api/history': () => noor.get(`/api/history?subject=${plan()}&q=mijlpaal&limit=3`),
    'get /api/history/types': () => nobody.get('/api/history/types'),
    'get /api/figures': () => noor.get(`/api/figures?region=${server.id('reg', 'region')}&at=20`),
    'get /api/history/moments': () => noor.get(`/api/history/moments?subject=${plan()}&limit=5`),
    'get /api/difference': () => noor.get(`/api/difference?plan=${plan()}&from=0`),
    'get /api/events/{id}': async () => {
      const { body } = await noor.get(`/api/history?subject=${plan()}&limit=1`);
      return noor.get(`/api/events/${(body['entries'] as { event: { id: string } }[])[0]?.event.id}`);
    },
    'get /api/session': () => nobody.get('/api/session'),
    'post /api/session/demo': () => nobody.post('/api/session/demo', { persona: 'act_demo-daan' }),
    'delete /api/session': async () => (await server.as('act_demo-daan')).ask('/api/session', { method: 'DELETE' }),
    'get /api/people': () => noor.get('/api/people'),
    'get /api/organisations': () => noor.get('/api/organisations'),
    'put /api/settings/example': () =>
      steward.ask('/api/settings/example', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"shown":true}',
      }),
    'get /api/regions': () => nobody.get('/api/regions?geometry=1'),
    'get /api/regions/{id}': () => noor.get(`/api/regions/${region()}`),
    'get /api/tables/{id}': () => noor.get(`/api/tables/${region()}`),
    'get /api/lessons': () => noor.get('/api/lessons'),
    'get /api/open-items': () => noor.get('/api/open-items'),
    'get /api/regions/{id}/changes': () => noor.get(`/api/regions/${server.id('reg', 'region')}/changes`),
    'get /api/regions/{id}/models/{model}': () =>
      noor.get(`/api/regions/${server.id('reg', 'region')}/models/plan-board`),
    'post /api/suggestions/search': () => steward.post('/api/suggestions/search', {}),
    'get /api/plans/{id}': () => noor.get(`/api/plans/${plan()}?on=2029-06-01`),
    'get /api/plans/{id}/calculation': () => noor.get(`/api/plans/${plan()}/calculation`),
    'get /api/plans/{id}/snapshots/{snapshot}': async () => {
      const snapshotId = server.id('snp', 'document');
      await noor.give({ type: 'TakeCalculationSnapshot', subject: plan(), data: { snapshotId, calc: 'plan-balance' } });
      return noor.get(`/api/plans/${plan()}/snapshots/${snapshotId}`);
    },
    'get /api/texts/{id}/changes': async () => {
      await noor.give({
        type: 'EditText',
        subject: text(),
        data: { textRevision: 0, changes: [[0, 'Warmte die anders weg is.']] },
      });
      return noor.get(`/api/texts/${text()}/changes?after=0`);
    },
    'get /api/texts/{id}': () => noor.get(`/api/texts/${text()}?textRevision=1`),
    'get /api/texts/{id}/history': () => noor.get(`/api/texts/${text()}/history`),
    'get /api/erasures': () => steward.get('/api/erasures'),
    'post /api/erasures': () =>
      steward.post('/api/erasures', { kind: 'person', actor: 'act_demo-nobody', ground: 'an example' }),
    'post /api/erasures/preview': () =>
      steward.post('/api/erasures/preview', { kind: 'person', actor: 'act_demo-daan' }),
    'get /api/retention': () => steward.get('/api/retention'),
    'get /api/access-log': () => steward.get('/api/access-log?actor=act_demo-noor&limit=2'),
    'get /api/access-log/export': () => steward.get('/api/access-log/export?actor=act_demo-noor'),
    'get /api/notices': () => noor.get('/api/notices?limit=2'),
    'put /api/notices/read': () => noor.ask('/api/notices/read', json('PUT', { upTo: 3 })),
    'get /api/notices/preferences': () => noor.get('/api/notices/preferences'),
    'put /api/notices/preferences': () =>
      noor.ask(
        '/api/notices/preferences',
        json('PUT', { appOff: ['status'], mailOff: [], digest: 'weekly', language: 'en' }),
      ),
    'post /api/visits': () => noor.post('/api/visits', { place: plan() }),
    'put /api/visits': () => noor.ask('/api/visits', json('PUT', { place: plan(), index: 5, all: true })),
    'get /api/decisions': () => noor.get(`/api/decisions?region=${region()}&status=TAKEN&q=warmte`),
    'get /api/budget/revoked-basis': () => noor.get('/api/budget/revoked-basis'),
    'get /api/decisions/revoked-mandates': () => noor.get('/api/decisions/revoked-mandates'),
    'get /api/decisions/{id}': () => noor.get(`/api/decisions/${server.id('dec', 'priority')}`),
    'get /api/decisions/{id}/dossier': () =>
      onceSigned(() => nobody.get(`/api/decisions/${server.id('dec', 'priority')}/dossier`)),
    'get /api/audit/checkpoint': () => signedHead(nobody),
    'get /api/audit/keys': () => nobody.get('/api/audit/keys'),
    'get /api/audit/consistency': () => nobody.get('/api/audit/consistency?from=3&to=7'),
    'get /api/audit/tile/{path}': () => nobody.get('/api/audit/tile/0/000.p/5'),
    'get /api/audit/proof/{eventId}': async () => {
      const { body } = await nobody.get('/api/history?type=LogCreated');
      const [first] = body['entries'] as { event: { id: string } }[];
      return nobody.get(`/api/audit/proof/${first?.event.id}`);
    },
    'post /api/audit/cosignatures': async () => {
      const { text } = await signedHead(nobody);
      const size = Number(text.split('\n')[1]);
      return nobody.post('/api/audit/cosignatures', { size, signature: witness.cosignature(text) });
    },
    'post /api/files': () => sendProfile(),
    'get /api/files/{address}': async () => noor.get(`/api/files/${String((await sendProfile()).body['address'])}`),
    'get /api/files/{address}/about': async () =>
      noor.get(`/api/files/${String((await sendProfile()).body['address'])}/about`),
    'get /api/files/{address}/profile': async () =>
      noor.get(`/api/files/${String((await sendProfile()).body['address'])}/profile`),
    'get /api/operations/copy': () => steward.get('/api/operations/copy'),
    'post /api/operations/copy': () => copyAtOwnServer(),
    'get /api/analysis': () => nobody.get('/api/analysis'),
    'post /api/analysis/{calculation}': () =>
      nobody.post('/api/analysis/emissions', { gasNm3: 3e6, heatPumpCOP: 2.7, gridTonnesPerMWh: 0.3 }),
    'get /api/selections': () => noor.get('/api/selections'),
    'get /api/selections/{id}': async () => noor.get(`/api/selections/${(await ranSelection()).selection}`),
    'post /api/selections/{id}/outcome': async () => outcomeOf((await ranSelection()).selection),
    'get /api/selections/{id}/runs/{run}': async () => {
      const { selection, run } = await ranSelection();
      return noor.get(`/api/selections/${selection}/runs/${run}`);
    },
    'get /api/programme': () => noor.get('/api/programme'),
    'get /api/programme/report': () => noor.get('/api/programme/report?month=2026-03'),
    'get /api/programme/report.pdf': () => nobody.get('/api/programme/report.pdf?month=2026-03&language=en'),
    'get /api/rounds/{id}/answers.csv': () => noor.get(`/api/rounds/${server.id('rnd', '2025')}/answers.csv`),
    'get /api/rounds/{id}/answers.xlsx': () => noor.get(`/api/rounds/${server.id('rnd', '2025')}/answers.xlsx`),
    'post /api/rounds/{id}/answers': async () => {
      const merel = await server.as('act_demo-merel');
      const round = server.id('rnd', 'open');
      const data = { year: 2027, questionnaireVersion: '3', invited: [] };
      await merel.post('/api/commands', { id: newCommandId(), type: 'OpenRound', subject: round, data });
      const form = new FormData();
      form.append('answers', new Blob([answersOf(server.id('prj', 'klinker'))]), 'answers.csv');
      return merel.ask(`/api/rounds/${round}/answers`, { method: 'POST', body: form });
    },
    'get /api/imports': () => steward.get('/api/imports'),
    'post /api/imports/{format}': () => {
      const form = new FormData();
      form.append('municipalities', new Blob(['{"type":"FeatureCollection","features":[]}']), 'm.geojson');
      form.append('table', new Blob(['statcode']), 't.csv');
      return steward.ask('/api/imports/regions?dryRun=1', { method: 'POST', body: form });
    },
  };

  test('names what is there, and each answer is as it says', async () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(Object.keys(calls).sort()).toEqual(operations.sort());
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [name, call] of Object.entries(calls)) {
      const [method = '', path = ''] = name.split(' ');
      const answer = await call();
      const content = document.paths[path]?.[method]?.responses[200].content ?? {};
      const schema = (content['application/json'] ?? Object.values(content)[0])?.schema;
      if (name === 'post /api/imports/{format}') {
        expectProblem(answer, 422, 'IMPORT_HAS_ERRORS');
        expect(ajv.validate(schema ?? false, answer.body), ajv.errorsText()).toBe(true);
        continue;
      }
      expect(answer.status, `${name} ${answer.text}`).toBe(200);
      const value = /[/+]json(;|$)/.test(answer.headers.get('content-type') ?? '') ? answer.body : answer.text;
      expect(ajv.validate(schema ?? false, value), `${name}: ${ajv.errorsText()}`).toBe(true);
      const isFile = name === 'get /api/files/{address}';
      expect(answer.headers.get('content-security-policy')).toContain(isFile ? 'sandbox' : "script-src 'self'");
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-powered-by')).toBeNull();
      if (path.startsWith('/api')) expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('bad input', () => {
  test.each([
    ['GET', '/api/nothing', 404, 'NOT_FOUND'],
    ['GET', '/api/regions/x', 404, 'NOT_FOUND'],
    ['GET', '/api/regions/reg_00000000-0000-7000-8000-000000000000', 404, 'NOT_FOUND'],
    ['GET', '/api/regions/%00', 404, 'NOT_FOUND'],
    ['GET', '/api/regions/%', 400, 'INVALID_REQUEST'],
    ['GET', '/api/plans/__proto__', 404, 'NOT_FOUND'],
    ['GET', '/api/regions?geometry=2', 400, 'INVALID_REQUEST'],
    ['GET', '/api/regions?constructor=1', 400, 'INVALID_REQUEST'],
    ['GET', '/api/history?limit=0', 400, 'INVALID_REQUEST'],
    ['GET', '/api/history?cursor=-1', 400, 'INVALID_REQUEST'],
    ['GET', '/api/history?subject=x', 404, 'NOT_FOUND'],
    ['GET', '/api/history?limit=1&limit=2', 400, 'INVALID_REQUEST'],
    ['GET', '/api/figures?region=x', 400, 'INVALID_REQUEST'],
    ['GET', '/api/figures?region=reg_00000000-0000-7000-8000-000000000000', 404, 'NOT_FOUND'],
    ['GET', '/api/history/moments?limit=2001', 400, 'INVALID_REQUEST'],
    ['GET', '/api/history/moments?region=x', 404, 'NOT_FOUND'],
    ['GET', '/api/regions?at=yesterday', 400, 'INVALID_REQUEST'],
    ['GET', '/api/people', 401, 'NOT_SIGNED_IN'],
    ['GET', '/api/organisations', 401, 'NOT_SIGNED_IN'],
    ['GET', '/api/imports', 401, 'NOT_SIGNED_IN'],
    ['POST', '/api/imports/regions', 401, 'NOT_SIGNED_IN'],
    ['POST', '/api/regions', 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', '/api/commands', 405, 'METHOD_NOT_ALLOWED'],
    ['PATCH', '/api/session', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/assets/nothing.js', 404, undefined],
  ])('%s %s → %i %s', async (method, path, status, code) => {
    expectProblem(await nobody.ask(path, { method }), status, code);
  });

  test.each([
    ['no body', undefined, 'application/json', 400],
    ['no JSON', '{"id":', 'application/json', 400],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['text', 'hello', 'text/plain', 415],
    ['another encoding', '{}', 'application/json; charset=latin9', 400],
    ['a number', '7', 'application/json', 400],
    ['2 MB', `{"id":"${'x'.repeat(2_000_000)}"}`, 'application/json', 413],
    ['deep nesting', `${'{"data":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 'application/json', 400],
    ['a polluting key', '{"__proto__":{"x":1},"constructor":{"prototype":{}}}', 'application/json', 400],
  ])('as a command: %s', async (_, body, type, status) => {
    const init = { method: 'POST', headers: { 'content-type': type }, ...(body === undefined ? {} : { body }) };
    expectProblem(await noor.ask('/api/commands', init), status);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test('every schema of every command refuses what does not fit, with the place', async () => {
    const wrong = [undefined, null, 1, 'x', [], { extra: true }, { __proto__: null, title: 7 }];
    // every schema is tried with everything in test/spec/commands; here each is asked once, one wrong after another
    let n = 0;
    for (const [kind, { commands }] of Object.entries(catalogue)) {
      for (const type of Object.keys(commands)) {
        const subject = `${prefixes[kind as KindName]}_${newCommandId()}`;
        const answer = await noor.give({ type, subject, data: wrong[n++ % wrong.length] });
        expectProblem(answer);
        expect([400, 401, 403, 404]).toContain(answer.status);
      }
    }
  });

  test.each([
    ['no format of ours', 'pdf', 404],
    ['no parts', 'regions', 422],
  ])('an import with %s', async (_, format, status) => {
    const form = new FormData();
    form.append('other', new Blob(['x']), 'x.txt');
    const answer = await steward.ask(`/api/imports/${format}`, { method: 'POST', body: form });
    expectProblem(answer, status);
    if (status === 422) expect(answer.body).toMatchObject({ ok: false, code: 'IMPORT_HAS_ERRORS', written: 0 });
  });

  test('an import that is no upload, or broken off', async () => {
    expectProblem(await steward.post('/api/imports/regions', { a: 1 }), 422, 'IMPORT_HAS_ERRORS');
    const broken = await steward.ask('/api/imports/regions', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="table"; filename="t"\r\n\r\nabc',
    });
    expectProblem(broken, 400);
  });

  test('an import of a file that is not what it says names row or part, and writes nothing', async () => {
    const before = (await nobody.get('/readyz')).body['index'];
    for (const text of ['', 'nonsense', '{"type":"FeatureCollection","features":[{}]}', 'a,b\n"c', '\u0000\u0001']) {
      const form = new FormData();
      form.append('municipalities', new Blob([text]), 'm.geojson');
      form.append('table', new Blob([text]), 't.csv');
      const answer = await steward.ask('/api/imports/regions', { method: 'POST', body: form });
      expect(answer.status, answer.text).toBe(422);
      expect((answer.body['errors'] as { message: string }[]).length).toBeGreaterThan(0);
    }
    expect((await nobody.get('/readyz')).body['index']).toBe(before);
  });

  test('nothing of it was an error of ours, and the server is up', async () => {
    expect(server.logged).toEqual([]);
    expect((await nobody.get('/healthz')).status).toBe(200);
  });
});

describe('signing in as a demonstration person', () => {
  /** fetch does not let a page choose these headers; a program can. */
  const raw = (path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const call = rawRequest({ hostname, port, path, method, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      call.on('error', reject);
      call.end(body);
    });

  test.each([
    ['a foreign Host (DNS rebinding)', { host: 'rebind.example:3000' }],
    ['a Host that begins like ours', { host: 'localhost.evil.example' }],
    ['a proxy', { 'x-forwarded-for': '10.0.0.1' }],
    ['a proxy by the standard header', { forwarded: 'for=10.0.0.1' }],
    ['a proxy that names itself', { via: '1.1 proxy' }],
  ])('is refused through %s, for reading too', async (_, headers) => {
    expect(await raw('/api/session', headers)).toBe(403);
    expect(await raw('/', headers)).toBe(403);
  });

  test.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['another site by fetch metadata', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
  ])('is refused from %s', async (_, headers) => {
    const all = { ...headers, 'content-type': 'application/json' };
    expect(await raw('/api/session/demo', all, 'POST', '{"persona":"act_demo-noor"}')).toBe(403);
  });

  test('gives a new session id and a cookie that scripts cannot read', async () => {
    const first = await nobody.post('/api/session/demo', { persona: 'act_demo-noor' });
    const [cookie = ''] = first.headers.getSetCookie();
    expect(cookie).toMatch(/^regiotafel-demo=/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const again = await nobody.ask('/api/session/demo', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookie.split(';')[0] ?? '' },
      body: JSON.stringify({ persona: 'act_demo-daan' }),
    });
    expect(again.headers.getSetCookie()[0]?.split(';')[0]).not.toBe(cookie.split(';')[0]);
    const old = await nobody.ask('/api/session', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(old.body['signedIn']).toBe(false);
  });

  test('is limited in number', async () => {
    const other = await listening();
    const visitor = await other.as(undefined);
    const codes = new Set<number>();
    for (let n = 0; n < 70; n++) codes.add((await visitor.post('/api/session/demo', { persona: 'x' })).status);
    expect(codes).toEqual(new Set([404, 429]));
    expect((await visitor.get('/api/session')).status).toBe(200);
    await other.stop();
  });
});

describe('any moment', () => {
  const value = (answer: Answer, name: string): unknown =>
    (answer.body['fields'] as { name: string; value?: unknown }[]).find((field) => field.name === name)?.value;

  test('?at= an index, ?at= an instant and ?on= a day', async () => {
    const set = async (data: number, effectiveOn?: string): Promise<number> => {
      const standing = await noor.get(`/api/plans/${plan()}?on=2099-01-01`);
      const last = (standing.body['fields'] as { name: string; last?: { command: string } }[]).find(
        (f) => f.name === 'backupMW',
      )?.last;
      const answer = await noor.give({
        type: 'SetPlanDetail',
        subject: plan(),
        data: { field: 'backupMW', value: data },
        basis: { backupMW: last?.command ?? null },
        ...(effectiveOn === undefined ? {} : { effectiveOn }),
      });
      expect(answer.status, answer.text).toBe(200);
      return answer.body['index'] as number;
    };
    const first = await set(11);
    const between = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = await set(12);
    const future = await set(13, '2031-01-01');
    const read = (query: string): Promise<Answer> => noor.get(`/api/plans/${plan()}?${query}`);
    expect(value(await read(''), 'backupMW')).toBe(12);
    expect(value(await read(`at=${first}`), 'backupMW')).toBe(11);
    expect(value(await read(`at=${second}`), 'backupMW')).toBe(12);
    expect(value(await read(`at=${between}`), 'backupMW')).toBe(11);
    expect((await read(`at=${between}`)).body).toMatchObject({ at: first, provisional: true });
    expect(value(await read('on=2031-01-01'), 'backupMW')).toBe(13);
    expect(value(await read(`on=2031-01-01&at=${second}`), 'backupMW')).toBe(12);
    expect(value(await read(`on=2030-12-31&at=${future}`), 'backupMW')).toBe(12);
    expect((await noor.get(`/api/regions/${region()}?at=${first}`)).body).toMatchObject({ at: first, id: region() });
    expect((await noor.get(`/api/regions/${region()}?at=0`)).status).toBe(404);
    for (const bad of [
      'at=x',
      'at=1e3',
      'at=-1',
      'on=2031-02-30',
      'on=tomorrow',
      'at=2026-13-01T00:00:00Z',
      'when=1',
    ]) {
      expectProblem(await read(bad), 400, 'INVALID_REQUEST');
    }
  });

  test('a moment ahead of this server is waited for, then 503', async () => {
    const answer = await noor.get(`/api/plans/${plan()}?at=999999`);
    expectProblem(answer, 503, 'AHEAD');
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});

describe('starting', () => {
  test.each([
    ['an address that is not loopback', { HOST: '0.0.0.0' }, /HOST is 0\.0\.0\.0/],
    ['an address of EventStoreDB that is none', { EVENTSTORE_URL: 'http://x' }, /EVENTSTORE_URL must be an address/],
    ['an OpenID provider that it cannot talk to yet', { OIDC_ISSUER: 'https://id.example' }, /OIDC_ISSUER/],
    ['a port that is none', { PORT: '99999' }, /PORT/],
    ['a short secret', { SESSION_SECRET: 'x' }, /SESSION_SECRET/],
  ])('with %s is refused in a sentence', async (_, env, sentence) => {
    await expect(listening(undefined, env)).rejects.toThrow(sentence);
  });

  test('on a directory that a live process holds is refused', async () => {
    const { spawn } = await import('node:child_process');
    const { writeFileSync } = await import('node:fs');
    const { freshDirectory } = await import('./core-harness.ts');
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const directory = freshDirectory();
    writeFileSync(`${directory}/lock`, String(holder.pid));
    await expect(listening(directory)).rejects.toThrow(`in use by process ${holder.pid}`);
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
    const taken = await listening(directory);
    await taken.stop();
  });

  test('on a taken port is refused, and sets the directory free', async () => {
    const { port } = new URL(server.url);
    await expect(listening(undefined, { PORT: port })).rejects.toThrow(`Port ${port} is taken`);
  });
});

test('the table of a region is what each may see of it, now and at an earlier moment', async () => {
  const kinds = ({ body }: Answer) =>
    new Set(Object.keys(body['streams'] as Record<string, unknown>).map((stream) => stream.split('-')[0]));
  const site = server.id('sit', 'klinker').replace('sit_', 'site-');
  const offers = ({ body }: Answer) =>
    Object.keys((body['streams'] as Record<string, { offers: Record<string, unknown> }>)[site]?.offers ?? {});
  const [own, outside] = [await noor.get(`/api/tables/${region()}`), await nobody.get(`/api/tables/${region()}`)];
  expect([kinds(own).has('plan'), offers(own).length]).toEqual([true, 1]);
  expect([kinds(outside).has('plan'), kinds(outside).has('site'), offers(outside).length]).toEqual([false, true, 0]);
  const earlier = await noor.get(`/api/tables/${region()}?at=20`);
  expect([earlier.body['index'], kinds(earlier).has('plan')]).toEqual([20, false]);
  expectProblem(await noor.get(`/api/tables/${plan()}`), 404, 'NOT_FOUND');
});

/** A selection of two regions by one criterion, with a run that the programme lead recorded. */
async function ranSelection(): Promise<{ selection: string; run: string }> {
  const lead = await server.as('act_demo-ruben');
  const made = (prefix: string): string => `${prefix}_${newCommandId()}`;
  const [selection, other, run] = [made('sel'), made('reg'), made('run')];
  const given = async (who: Person, subject: string, type: string, data: object): Promise<void> => {
    const { status, text } = await who.give({ subject, type, data });
    expect(status, `${type} ${text}`).toBe(200);
  };
  const ring = [[6, 53], [6.1, 53], [6.1, 53.1], [6, 53]]; // prettier-ignore
  await given(steward, other, 'DefineRegion', {
    ...{ name: 'Elders', kind: 'CUSTOM', provinceCodes: ['PV20'], municipalityCodes: [] },
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
  });
  const regions = [region(), other];
  const criteria = [{ key: 'pilot', nl: 'Proef', en: 'Pilot', scorers: [] }];
  await given(lead, selection, 'DefineSelectionModel', { criteria, valueFunctions: [], regions });
  for (const [n, regionId] of regions.entries())
    await given(lead, selection, 'EnterScore', {
      ...{ scoreId: made('scr'), regionId, criterion: 'pilot', sourceRef: 'x' },
      score: { low: n, mid: n + 1, high: n + 2 },
    });
  const { inputIndex, results, hash, code } = (await outcomeOf(selection)).body;
  const asked = { runId: run, ...question };
  await given(lead, selection, 'RecordSelectionRun', { ...asked, code, inputIndex, results, hash });
  return { selection, run };
}

const question = { method: 'SMAA', N: 500, seed: 3, weighing: { weights: { pilot: 1 } } };
const outcomeOf = (selection: string): Promise<Answer> => noor.post(`/api/selections/${selection}/outcome`, question);
