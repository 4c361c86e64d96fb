import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PARAMETERS_SUBJECT } from '../../events/parameter/decide.ts';
import { Calculator } from '../../server/analysis/calculator.ts';
import { unset } from '../spec/analysis/ask.ts';
import vectors from '../spec/analysis/vectors.json' with { type: 'json' };
import { listening, type Person, type TestServer } from './server-harness.ts';

let server: TestServer;
let nobody: Person;
let steward: Person;

beforeAll(async () => {
  server = await listening();
  nobody = await server.as(undefined);
  steward = await server.as('act_demo-amina');
});
afterAll(async () => {
  await server.stop();
});

const gas = { gasNm3: 1e6, heatPumpCOP: 2.7, gridTonnesPerMWh: 0.3 };

describe('POST /api/analysis/<calculation>', () => {
  test('answers every vector: the names that it gives, with the parameter version and the log index', async () => {
    for (const { calculation, input, output } of vectors) {
      const answer = await nobody.post(`/api/analysis/${calculation}`, input);
      expect(answer.status, `${calculation} ${answer.text.slice(0, 300)}`).toBe(200);
      expect(Object.keys(answer.body)).toEqual(
        expect.arrayContaining([...Object.keys(output), 'parameterVersion', 'logIndex']),
      );
    }
  });

  test.each([
    ['emissions', { ...gas, gasNm3: -1 }, 'INPUT_NEGATIVE', 'gasNm3'],
    ['emissions', { heatPumpCOP: 2.7, gridTonnesPerMWh: 0.3 }, 'INPUT_MISSING', 'gasNm3'],
    ['smaa', { values: { X: [1, 0] }, draws: 5, seed: 1 }, 'INPUT_TOO_SMALL', 'draws'],
    ['region-selection', { weights: { a: 0.4 }, raw: { X: { a: 1 } } }, 'WEIGHTS_NOT_1', 'weights'],
  ])('%s of %j is 422 with the field and what to fill in', async (name, input, code, field) => {
    const answer = await nobody.post(`/api/analysis/${name}`, input);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code, values: { field } });
    expect(answer.body['sentences']).toMatchObject({
      nl: expect.stringMatching(/\w/),
      en: expect.stringMatching(/\w/),
    });
    expect(answer.text).not.toMatch(/\{\w+\}/);
  });

  test('there is no other calculation', async () => {
    expect((await nobody.post('/api/analysis/astrology', {})).status).toBe(404);
  });

  test('a parameter that was set counts from its day on, and a moment before knows nothing of it', async () => {
    const before = await nobody.post('/api/analysis/emissions', gas);
    const data = {
      key: 'gas.emissionFactor',
      value: 57,
      unit: 'kg/GJ',
      validFrom: '2027-01-01',
      sourceRef: 'RVO 2027',
    };
    await steward.give({ type: 'SetParameter', subject: PARAMETERS_SUBJECT, data });
    const at = async (query: string) => (await nobody.post(`/api/analysis/emissions?${query}`, gas)).body;
    const index = before.body['logIndex'] as number;
    expect(await at('on=2027-06-01')).toMatchObject({ parameterVersion: 1, scope1Tonnes: expect.closeTo(1804.05, 6) });
    expect(await at('on=2026-06-01')).toMatchObject({ parameterVersion: 1, scope1Tonnes: before.body['scope1Tonnes'] });
    expect(await at(`at=${index}&on=2027-06-01`)).toEqual(before.body);
  });

  test('a long one tells how far it is, line by line, and ends with what came of it', async () => {
    const { input } = vectors.find(({ calculation }) => calculation === 'smaa')!;
    const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson' };
    const answer = await nobody.ask('/api/analysis/smaa', { method: 'POST', headers, body: JSON.stringify(input) });
    const lines = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const steps = lines.slice(0, -1).map(({ progress }) => progress as number);
    expect(steps.length).toBeGreaterThan(5);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    expect(lines.at(-1)).toHaveProperty('output.rankAcceptability.X');
    const bad = await nobody.ask('/api/analysis/smaa', { method: 'POST', headers, body: '{}' });
    expect(JSON.parse(bad.text)).toHaveProperty('problem.code', 'INPUT_MISSING');
  });

  test('GET /api/analysis lists them with what each takes and assumes', async () => {
    const { body } = await nobody.get('/api/analysis');
    const listed = body['calculations'] as { name: string; input: object; parameters: object }[];
    expect(listed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(vectors.map(({ calculation }) => calculation)),
    );
    const emissions = listed.find(({ name }) => name === 'emissions');
    expect(emissions).toMatchObject({
      input: { properties: { gasNm3: { type: 'number' } }, required: ['gasNm3', 'heatPumpCOP', 'gridTonnesPerMWh'] },
      parameters: { 'boiler.efficiency': { value: 0.93, unit: '-' } },
    });
  });
});

test('who comes when too many wait is asked to come again, and nobody who waits is lost', async () => {
  const calculator = new Calculator();
  const input = { values: { X: [1, 0], Y: [0, 1] }, draws: 2_000, seed: 1 };
  const all = await Promise.all(
    Array.from({ length: 20 }, () => calculator.answer({ name: 'smaa', input, parameters: unset })),
  );
  const refusedOnes = all.filter((answer) => 'refused' in answer);
  expect(refusedOnes).toHaveLength(4);
  expect(refusedOnes[0]).toMatchObject({ refused: { code: 'CALCULATOR_BUSY' } });
  expect(all.filter((answer) => 'rankAcceptability' in answer)).toHaveLength(16);
  await calculator.stop();
});
