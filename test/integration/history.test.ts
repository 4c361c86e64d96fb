import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listening, type Answer, type Person, type TestServer } from './server-harness.ts';
import { newCommandId } from './ids.ts';

/** History over HTTP: what happened in words, what it changed, at which moments, and the pages as they were. */

let server: TestServer;
let noor: Person;
let outsider: Person;
let nobody: Person;

beforeAll(async () => {
  server = await listening();
  noor = await server.as('act_demo-noor');
  outsider = await server.as('act_demo-bram');
  nobody = await server.as(undefined);
});
afterAll(async () => {
  for (const person of [noor, outsider, nobody]) person.hangUp();
  await server.stop();
});

interface Entry {
  index: number;
  event: { type: string; stream: string; meta: { actor: string } };
  sentence: { nl: string; en: string };
  change?: { before?: unknown; after: unknown; unit?: string; of: string };
}
const plan = (): string => server.id('pln', 'heat');
const region = (): string => server.id('reg', 'region');
const entriesOf = ({ body }: Answer): Entry[] => body['entries'] as Entry[];
const indexOf = ({ body, text }: Answer): number => {
  if (typeof body['index'] !== 'number') throw new Error(text);
  return body['index'];
};
const give = async (type: string, data: Record<string, unknown>, subject = plan()): Promise<number> => {
  const answer = await noor.give({ type, subject, data });
  const { code, values } = answer.body as { code?: string; values?: { field: string; command: string } };
  if (code !== 'EDIT_CONFLICT' || !values) return indexOf(answer);
  return indexOf(await noor.give({ type, subject, data, basis: { [values.field]: values.command } }));
};

describe('an entry of the history', () => {
  test('says in both languages what happened, and what the field held before and after, with its unit', async () => {
    await give('SetPlanDetail', { field: 'pipeDN', value: 275 });
    const index = await give('SetPlanDetail', { field: 'pipeDN', value: 1_100 });
    const [entry] = entriesOf(await noor.get(`/api/history?subject=${plan()}&field=pipeDN&limit=1`));
    expect(entry).toMatchObject({
      index,
      sentence: {
        nl: 'zette Leidingdiameter op 1.100\u00a0DN',
        en: 'set Pipe diameter to 1,100\u00a0DN',
      },
      change: { before: 275, after: 1_100, unit: 'DN', of: 'pipeDN' },
      event: { meta: { actor: 'act_demo-noor' } },
    });
  });

  test('names organisations and no person, and hides in words and values what is hidden', async () => {
    const answer = await noor.get(`/api/history?subject=${plan()}&type=ParticipantJoined&limit=200`);
    expect(entriesOf(answer).map(({ sentence }) => sentence.nl)).toContain(
      'kwam met Zuivelcoöperatie Polderwit aan tafel als afnemer',
    );
    const all = entriesOf(await noor.get('/api/history?limit=200'));
    const sentences = JSON.stringify(all.map(({ sentence }) => sentence));
    expect(sentences).not.toMatch(/act_|undefined|[{]\w+[}]|Noor Bakker|Daan de Wit/);
    const member = await server.as('act_demo-joost');
    const pledges = entriesOf(await member.get(`/api/history?subject=${plan()}&type=ContributionPledged`));
    expect(pledges[0]).toMatchObject({ sentence: { nl: 'deed een toezegging' }, change: { after: { hidden: true } } });
  });
});

test('moments are one for each command, newest first, page by page, of what one may see', async () => {
  const whole = (await noor.get(`/api/history/moments?subject=${plan()}&limit=2000`)).body;
  const moments = whole['moments'] as { index: number; at: string }[];
  expect(moments.length).toBeGreaterThan(10);
  expect(moments.map(({ index }) => index)).toEqual(moments.map(({ index }) => index).sort((a, b) => b - a));
  // starting a plan is two events and one moment
  const events = entriesOf(await noor.get(`/api/history?subject=${plan()}&limit=200`));
  expect(moments.length).toBeLessThan(events.length);
  const paged: number[] = [];
  for (let cursor = ''; ;) {
    const page = (await noor.get(`/api/history/moments?subject=${plan()}&limit=7${cursor}`)).body as unknown as {
      moments: { index: number }[];
      cursor?: string;
    };
    paged.push(...page.moments.map(({ index }) => index));
    if (page.cursor === undefined) break;
    cursor = `&cursor=${page.cursor}`;
  }
  expect(new Set(paged)).toEqual(new Set([...paged, ...moments.map(({ index }) => index)]));
  expect((await outsider.get(`/api/history/moments?subject=${plan()}`)).body['moments']).toEqual([]);
});

describe('at a moment', () => {
  test('a plan has the texts that it had, for who may see them', async () => {
    const text = `${plan().replace('pln_', 'txt_')}_minutes`;
    const first = await give('EditText', { textRevision: 0, changes: [[0, 'Eerst.']] }, text);
    await give('EditText', { textRevision: 1, changes: [6, [0, ' Daarna.']] }, text);
    const texts = async (at: string, person = noor) => (await person.get(`/api/plans/${plan()}${at}`)).body['texts'];
    expect(await texts(`?at=${first}`)).toMatchObject({ minutes: 'Eerst.' });
    expect(await texts('')).toMatchObject({ minutes: 'Eerst. Daarna.' });
    expect(Object.keys((await texts(`?at=${first - 1}`)) as object)).not.toContain('minutes');
    expect(await texts(`?at=${first}`, outsider)).toBeUndefined();
  });

  test('the list of regions is what was known, and what holds on the day', async () => {
    const list = async (query: string) => {
      const { body } = await nobody.get(`/api/regions${query}`);
      const shown = (body['regions'] as { id: string; figures: object }[]).find(({ id }) => id === region());
      return { body, shown };
    };
    const now = await list('');
    const defined = entriesOf(await nobody.get(`/api/history?subject=${region()}&type=RegionDefined`))[0]?.index ?? 0;
    expect((await list(`?at=${defined - 1}`)).shown).toBeUndefined();
    expect((await list(`?at=${defined}`)).shown?.figures).toMatchObject({ sites: 0, emissionsT: 0, plans: 0 });
    expect((await list(`?at=${String(now.body['index'])}`)).shown).toEqual(now.shown);
    expect((await list('?on=2024-06-01')).body).toMatchObject({ on: '2024-06-01', at: null });
  });

  test('a name is given by who sits there, once, for what has been, and goes again', async () => {
    const momentId = `mom_${newCommandId()}`;
    const wish = { type: 'NameMoment', subject: plan(), data: { momentId, name: 'Versie 3 maart', index: 12 } };
    expect((await outsider.give(wish)).body['code']).toBe('NOT_FOUND');
    expect((await noor.give({ ...wish, data: { ...wish.data, index: 9e9 } })).body).toMatchObject({
      code: 'MOMENT_AHEAD',
      status: 422,
    });
    expect((await noor.give(wish)).status).toBe(200);
    const found = entriesOf(await noor.get(`/api/history?subject=${plan()}&q=maart&type=MomentNamed`));
    expect(found[0]?.sentence.nl).toBe('noemde een moment “Versie 3 maart”');
    expect((await noor.give({ type: 'UnnameMoment', subject: plan(), data: { momentId } })).status).toBe(200);
    expect((await noor.give({ type: 'UnnameMoment', subject: plan(), data: { momentId } })).body['code']).toBe(
      'NOT_FOUND',
    );
  });
});
