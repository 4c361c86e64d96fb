import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { regionModels } from '../../projections/region-models/region-models.ts';
import { newCommandId } from './ids.ts';
import { listening, type Person, type TestServer } from './server-harness.ts';

/** Models of a region behind their addresses, and the search for suggestions, over a real server. */

let server: TestServer;
let amina: Person;
let noor: Person;
let daan: Person;
let lotte: Person;
const id = (prefix: string, name: string): string => server.id(prefix, name);
const region = (): string => id('reg', 'region');

async function give(by: Person, type: string, subject: string, data: object): Promise<void> {
  const answer = await by.post('/api/commands', { id: newCommandId(), type, subject, data });
  expect(answer.status, answer.text).toBeLessThan(300);
}
const search = async () => (await amina.post('/api/suggestions/search', {})).body;
interface Row {
  id: string;
  kind: string;
  score: number;
  exact: boolean;
  state: string;
}
async function rows(by: Person, more = ''): Promise<Row[]> {
  return (await by.get(`/api/regions/${region()}/models/suggestions${more}`)).body['content'] as Row[];
}
/** What the example gives of itself. */
let own = 0;
const hubs = async (by: Person, more?: string): Promise<Row[]> =>
  (await rows(by, more)).filter(({ kind }) => kind.endsWith('_HUB'));
const gas = (MWh: number) => ({ carrier: 'NATURAL_GAS', year: 2024, MWh, quality: 'MEASURED' });

beforeAll(async () => {
  server = await listening();
  [amina, noor, daan, lotte] = (await Promise.all(
    ['amina', 'noor', 'daan', 'lotte'].map((name) => server.as(`act_demo-${name}`)),
  )) as [Person, Person, Person, Person];
});
afterAll(async () => {
  await server.stop();
});

test('a first start has found some; a steward has it searched at once; again finds nothing new; nobody else may', async () => {
  expect((await noor.post('/api/suggestions/search', {})).status).toBe(403);
  const kinds = new Set((await rows(noor)).filter(({ state }) => state === 'OPEN').map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['CO2_COLLECTION', 'FLEX_POOL', 'GREEN_GAS_HUB', 'HYDROGEN_HUB', 'JOINT_GRID_GTO']);
  expect(await search()).toMatchObject({ recorded: 0 });
  // from here on nobody burns gas but who says so below
  for (const [who, site] of Object.entries({
    noor: 'klinker',
    daan: 'polderwit',
    fatima: 'watermerk',
    joost: 'helder',
  }))
    await give(await server.as(`act_demo-${who}`), 'ReportEnergyUse', id('sit', site), gas(0));
  own = Number((await search())['found']);
  expect(await hubs(noor)).toEqual([]);
  await give(noor, 'ReportEnergyUse', id('sit', 'klinker'), gas(90_000));
  await give(daan, 'ReportEnergyUse', id('sit', 'polderwit'), gas(130_000));
  expect(await search()).toMatchObject({ found: own + 2, recorded: 2 });
  expect((await hubs(noor)).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
    'GREEN_GAS_HUB OPEN',
    'HYDROGEN_HUB OPEN',
  ]);
  expect(await search()).toMatchObject({ found: own + 2, recorded: 0 });
});

test('who sits at no table with both sees tens and levels', async () => {
  const [exact] = await hubs(noor);
  const fatima = await server.as('act_demo-fatima');
  const told = (await rows(fatima)).find((row) => row.id === exact?.id);
  expect(exact).toMatchObject({ exact: true });
  expect(told).toMatchObject({ exact: false, score: Math.round((exact?.score ?? 0) / 10) * 10 });
  expect(await rows(await server.as(undefined))).toEqual([]);
});

test('what was dismissed does not come back, and what no longer follows is not offered', async () => {
  const [hydrogen, greenGas] = (await hubs(noor)).sort((a, b) => b.kind.localeCompare(a.kind));
  const before = (await noor.get('/readyz')).status;
  expect(before).toBe(200);
  await give(lotte, 'DismissSuggestion', hydrogen?.id ?? '', { reason: 'Hier komt geen waterstof.' });
  expect(await search()).toMatchObject({ found: own + 1, recorded: 0 });
  const index = Number((await noor.get(`/api/regions/${region()}/models/suggestions`)).body['logIndex']);
  await give(daan, 'ReportEnergyUse', id('sit', 'polderwit'), gas(0));
  expect(await search()).toMatchObject({ found: own, recorded: 1 });
  expect((await hubs(noor)).map((one) => [one.id, one.state])).toEqual([[hydrogen?.id, 'DISMISSED']]);
  // and as it was before
  expect((await hubs(noor, `?at=${index}`)).find(({ state }) => state === 'OPEN')?.id).toBe(greenGas?.id);
  await give(daan, 'ReportEnergyUse', id('sit', 'polderwit'), gas(130_000));
  expect(await search()).toMatchObject({ found: own + 1, recorded: 1 });
  expect((await hubs(noor)).find(({ state }) => state === 'OPEN')?.id).toBe(greenGas?.id);
});

test('who changed what counts what one sees; lessons are for partners; an unknown model is none', async () => {
  const { body } = await noor.get(`/api/regions/${region()}/changes`);
  const counted = (body['rows'] as { actor: string; kind: string; count: number }[]).filter(
    ({ actor, kind }) => actor === 'act_demo-daan' && kind === 'site',
  );
  expect(counted.length).toBe(1);
  const asPublic = (await (await server.as(undefined)).get(`/api/regions/${region()}/changes`)).body['rows'];
  expect((asPublic as { actor: string }[]).some(({ actor }) => actor === 'act_demo-daan')).toBe(false);
  expect((await noor.get('/api/lessons?sector=FOOD&q=warmte')).body['lessons']).toEqual([]);
  expect((await noor.get('/api/lessons?sector=KAAS')).status).toBe(400);
  expect((await noor.get(`/api/regions/${region()}/models/nothing`)).status).toBe(404);
  expect((await noor.get(`/api/regions/${id('reg', 'elsewhere')}/models/plan-board`)).status).toBe(404);
});

test('load profiles are used for suggestions only while both owners consent to that, and stay their own', async () => {
  const canary = 4.4321;
  const orgs = { klinker: noor, polderwit: daan } as const;
  for (const [name, by] of Object.entries(orgs)) {
    const site = id('sit', name);
    const contract = {
      connectionId: `con_${newCommandId()}`,
      offtakeMW: 5,
      feedInMW: 0,
      physicalMVA: 8,
      voltageKV: 10,
    };
    const place = { dsoOrgId: id('org', 'netbeheer'), offtakeAreaId: id('inf', 'grid') };
    await give(by, 'RecordConnectionContract', site, { ...contract, ...place, right: 'FIRM', from: '2026-01-01' });
    const body = Array.from({ length: 8_760 }, (_, hour) => (hour % 2 === (by === noor ? 0 : 1) ? canary : 0.5)).join(
      '\n',
    );
    const query = new URLSearchParams({ subject: site, name: 'load.csv', year: '2025', unit: 'MW' });
    const headers = { 'content-type': 'text/csv' };
    const { address, hash } = (await by.ask(`/api/files?${query}`, { method: 'POST', headers, body })).body;
    const said = { fileId: address, hash, year: 2025, step: 'PT1H', peakMW: canary };
    await give(by, 'UploadLoadProfile', site, said);
  }
  const groups = async () => (await rows(noor)).filter(({ kind }) => kind === 'JOINT_GRID_GTO');
  for (const [name, by] of Object.entries(orgs)) {
    const given = { consentId: id('cns', name), from: '2025-01-01' };
    await give(by, 'WithdrawDataConsent', id('org', name), given);
  }
  const consents: Record<string, string> = {};
  const consent = async (name: keyof typeof orgs): Promise<void> => {
    consents[name] = `cns_${newCommandId()}`;
    const about = { siteIds: [], dataClass: 'LOAD_PROFILE', audience: 'PLAN', purpose: 'SUGGESTION' };
    const data = { consentId: consents[name], ...about, from: '2020-01-01', to: '2049-12-31' };
    await give(orgs[name], 'GiveDataConsent', id('org', name), data);
    await search();
  };
  await search();
  expect(await groups()).toEqual([]);
  await consent('klinker');
  expect(await groups()).toEqual([]);
  await consent('polderwit');
  expect(await groups()).toMatchObject([{ state: 'OPEN' }]);
  const fatima = await server.as('act_demo-fatima');
  const told = await fatima.get(`/api/tables/${region()}`);
  expect(told.text).toContain('JOINT_GRID_GTO');
  expect(told.text).not.toContain(String(canary));
  const withdrawn = { consentId: consents['klinker'], from: '2020-01-01' };
  await give(noor, 'WithdrawDataConsent', id('org', 'klinker'), withdrawn);
  await search();
  expect(await groups()).toEqual([]);
});

test('each model names its log index, and built from nothing it is the same, now and as it was', async () => {
  const checksums = async (): Promise<Record<string, unknown>> => {
    const all: Record<string, unknown> = {};
    for (const name of Object.keys(regionModels))
      for (const more of ['?on=2028-01-01', '?at=60'])
        for (const [who, person] of Object.entries({ noor, lotte })) {
          const { status, body } = await person.get(`/api/regions/${region()}/models/${name}${more}`);
          expect(status, name).toBe(200);
          all[`${name}${more} ${who}`] = [body['checksum'], more === '?at=60' ? body['logIndex'] : 'now'];
        }
    return all;
  };
  const kept = await checksums();
  expect(new Set(Object.values(kept).map((one) => (one as string[])[0])).size).toBeGreaterThan(12);
  const { dataDir } = server;
  await server.stop();
  for (const end of ['', '-wal', '-shm']) await rm(join(dataDir, `readmodels.db${end}`), { force: true });
  server = await listening(dataDir);
  [amina, noor, lotte] = (await Promise.all(
    ['amina', 'noor', 'lotte'].map((name) => server.as(`act_demo-${name}`)),
  )) as [Person, Person, Person];
  expect(await checksums()).toEqual(kept);
});
