import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InterviewState } from '../../events/interview/state.ts';
import { streamOf } from '../../events/ids.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import { coreAt, freshDirectory } from './core-harness.ts';
import { Clock, countryOn } from './country.ts';
import { newCommandId } from './ids.ts';
import { listening, type Answer, type Person, type TestServer } from './server-harness.ts';

/** Rounds of interviews: what the server tells of them, and answers as a table. */

describe('what the server tells of a round', () => {
  test('follows from its answers; a second round that one company changed is told no total, nor are corrections', async () => {
    const clock = new Clock();
    const core = await coreAt(freshDirectory(), openMemoryStore(), 'anything', ':memory:', clock.now);
    const { found, give, site, owner } = countryOn(core);
    const id = nameIds(core.seed());
    await found();
    const sites = Array.from({ length: 8 }, (_, nth) => nth);
    const project = (nth: number): string => id('prj', `Waard ${nth}`);
    for (const nth of sites) {
      const data = {
        ...{ siteId: site('Waard', nth), title: `Oven ${nth}`, route: 'HEAT', phase: 'STUDY', startYear: 2029 },
        reduction: { t2030: 1, t2035: 1, t2040: 1 },
      };
      const wish = { id: newCommandId(), type: 'ProposeProject', subject: project(nth), data };
      const as = { organisation: owner('Waard', nth), role: 'COMPANY' as const };
      expect(await core.commands.executeAsSystem(wish, as)).toMatchObject({ ok: true });
    }
    const round = async (year: number, tonnes: (nth: number) => number): Promise<Record<string, number>> => {
      const subject = id('rnd', String(year));
      const response = (nth: number): string => id('rsp', `${year} ${nth}`);
      await give('OpenRound', subject, { year, questionnaireVersion: '2', invited: [] });
      for (const nth of sites) {
        const t = tonnes(nth);
        await give('SubmitResponse', subject, {
          ...{ responseId: response(nth), orgId: owner('Waard', nth), projectId: project(nth), phase: 'FID' },
          ...{ startYear: 2029, t2030: t, t2035: t, t2040: t, certainty: 0.5, bottlenecks: [] },
        });
        await give('ValidateResponse', subject, { responseId: response(nth) });
      }
      await give('CloseRound', subject, {});
      await give('PublishRound', subject, {});
      clock.days(8);
      await give('CorrectResponse', subject, {
        ...{ responseId: response(0), field: 't2030', new: 9_000, reason: 'counted twice' },
      });
      const again = { id: newCommandId(), type: 'PublishRound', subject, data: {} };
      expect(await core.commands.executeAsSystem(again)).toMatchObject({ ok: true, events: [] });
      const state = core.readModels.state(streamOf(subject)?.stream ?? '') as InterviewState;
      const told = state.published?.value;
      if (told === undefined || !('aggregates' in told)) throw new Error('nothing was published');
      return Object.fromEntries(told.aggregates.map(({ key, value }) => [key, value]));
    };
    expect(await round(2023, (nth) => 1_000 + nth)).toMatchObject({ 'REDUCTION 2030': 8_000, 'EXPECTED 2030': 7_200 });
    expect(await round(2025, (nth) => (nth === 3 ? 5_000 : 1_000 + nth))).toEqual({});
    expect(await round(2027, (nth) => 1_500 + nth)).toMatchObject({ 'REDUCTION 2030': 12_000 });
    await core.stop();
  });
});

describe('answers as a table', () => {
  let server: TestServer;
  let merel: Person;
  let noor: Person;
  let round = '';
  beforeAll(async () => {
    server = await listening();
    [merel, noor] = [await server.as('act_demo-merel'), await server.as('act_demo-noor')];
    round = server.id('rnd', 'open');
    const data = { year: 2027, questionnaireVersion: '3', invited: [] };
    await merel.post('/api/commands', { id: newCommandId(), type: 'OpenRound', subject: round, data });
  });
  afterAll(() => server.stop());

  const HEAD = 'project_id;phase;start_year;t2030;t2035;t2040;certainty;bottleneck_codes';
  const kiln = (): string => `${server.id('prj', 'klinker')};STUDY;2032;0;14000,5;18000;0,4;GRID_CAPACITY SPACE`;
  const send = (person: Person, rows: readonly string[], query = ''): Promise<Answer> => {
    const form = new FormData();
    form.append('answers', new Blob([[HEAD, ...rows].join('\r\n')]), 'answers.csv');
    return person.ask(`/api/rounds/${round}/answers${query}`, { method: 'POST', body: form });
  };
  const csv = async (person: Person): Promise<string> => (await person.get(`/api/rounds/${round}/answers.csv`)).text;

  test('are looked at first; with an error in a row nothing is written', async () => {
    expect((await send(merel, [kiln()], '?dryRun=1')).body).toMatchObject({ ok: true, written: 1 });
    const wrong = [kiln(), kiln(), `prj_nothing;STUDIE;1999;-1;;1;2;NOISE`];
    const { status, body } = await send(merel, wrong);
    expect(status).toBe(422);
    const errors = body['errors'] as { row: number; column: string }[];
    expect(errors.map(({ row, column }) => `${row} ${column}`)).toEqual([
      ...['3 project_id', '4 project_id', '4 phase', '4 start_year', '4 t2030', '4 t2035', '4 certainty'],
      '4 bottleneck_codes',
    ]);
    expect(await csv(merel)).not.toContain(server.id('prj', 'klinker'));
  });
  test('become answers of the company of the site, once; and come out as they went in', async () => {
    expect((await send(merel, [kiln()])).body).toMatchObject({ ok: true, written: 1, unchanged: 0 });
    expect((await send(merel, [kiln()])).body).toMatchObject({ ok: true, written: 0, unchanged: 1 });
    expect((await send(merel, [kiln().replace('2032', '2033')])).status).toBe(422);
    const [head, line] = (await csv(merel)).split('\r\n');
    expect(head).toContain(HEAD.replaceAll(';', ','));
    expect(line).toBe(
      `${server.id('prj', 'klinker')},STUDY,2032,0,14000.5,18000,0.4,GRID_CAPACITY SPACE,Oven 3 op groen gas en stroom,Steenfabriek De Klinker,no,0`,
    );
  });
  test('the same in a workbook, which comes in again as well', async () => {
    const sheet = await fetch(`${server.url}/api/rounds/${round}/answers.xlsx`, { headers: { cookie: merel.cookie } });
    const bytes = Buffer.from(await sheet.arrayBuffer());
    const [, row] = await readSheet(bytes);
    expect(row?.slice(0, 8)).toEqual([
      ...[server.id('prj', 'klinker'), 'STUDY', 2032, 0, 14_000.5, 18_000, 0.4, 'GRID_CAPACITY SPACE'],
    ]);
    const form = new FormData();
    form.append('answers', new Blob([bytes]), 'answers.xlsx');
    const again = await merel.ask(`/api/rounds/${round}/answers`, { method: 'POST', body: form });
    expect(again.body).toMatchObject({ ok: true, written: 0, unchanged: 1 });
    const torn = new FormData();
    torn.append('answers', new Blob([bytes.subarray(0, 300)]), 'answers.xlsx');
    expect((await merel.ask(`/api/rounds/${round}/answers`, { method: 'POST', body: torn })).status).toBe(422);
  });
  test('are for who gave them and who holds the interviews', async () => {
    expect(await csv(noor)).toContain(server.id('prj', 'klinker'));
    for (const other of ['act_demo-daan', 'act_demo-ruben', undefined])
      expect(await csv(await server.as(other)), other).not.toContain(server.id('prj', 'klinker'));
    expect((await send(noor, [kiln()])).status).toBe(403);
    expect((await send(await server.as(undefined), [kiln()])).status).toBe(401);
  });
});
