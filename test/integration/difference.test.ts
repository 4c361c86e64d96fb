import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listening, type Person, type TestServer } from './server-harness.ts';

/** Difference, chain and restore over HTTP: what is told, to whom, and what is told to nobody who may not see it. */

let server: TestServer;
let noor: Person;
let daan: Person;
let member: Person;
let outsider: Person;
/** Log index before anything below was done. */
let begin: number;

const plan = (): string => server.id('pln', 'heat');
const site = (): string => server.id('sit', 'klinker');
const region = (): string => server.id('reg', 'region');
const text = (section: string): string => `${plan().replace('pln_', 'txt_')}_${section}`;

interface Item {
  name: string;
  id: string;
  kind: string;
  parts: {
    member: string;
    changed: boolean;
    before?: { value: unknown };
    after?: { value: unknown };
    words?: { text: string; kind: string }[];
  }[];
  causes?: { count: number; events: { id: string; type: string; meta: { actor: string; reason?: string } }[] };
}
type Answered = { groups: { group: string; items: Item[] }[]; from: { index: number }; to: { index: number } };

const head = async (): Promise<number> => (await noor.get(`/api/plans/${plan()}`)).body['index'] as number;
async function difference(person: Person, query: string): Promise<Answered> {
  const answer = await person.get(`/api/difference?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as Answered;
}
const changed = ({ groups }: Answered): Record<string, Item> =>
  Object.fromEntries(
    groups.flatMap(({ group, items }) =>
      items.filter(({ kind }) => kind !== 'same').map((item) => [`${group}/${item.id}`, item]),
    ),
  );
const given = async (person: Person, command: Record<string, unknown>): Promise<string> => {
  const answer = await person.give(command);
  expect(answer.status, answer.text).toBe(200);
  return (answer.body['events'] as { id: string }[])[0]?.id ?? '';
};

const pledge = (amount: number) => ({
  type: 'PledgeContribution',
  subject: site(),
  data: {
    ...{ contributionId: server.id('ctr', 'klinker'), planId: plan(), kind: 'HEAT_MW', amount },
    ...{ from: '2029-01-01', to: '2043-12-31', firmness: 'CONDITIONAL' },
  },
});

beforeAll(async () => {
  server = await listening();
  noor = await server.as('act_demo-noor');
  daan = await server.as('act_demo-daan');
  member = await server.as('act_demo-joost');
  outsider = await server.as('act_demo-bram');
  begin = await head();
});
afterAll(async () => {
  await server.stop();
});

describe('the difference of two moments', () => {
  test('tells what changed, by whom and why; a moment differs in nothing from itself', async () => {
    await given(noor, {
      type: 'SetPlanDetail',
      subject: plan(),
      data: { field: 'pipeDN', value: 250 },
      basis: { pipeDN: await standing('pipeDN') },
      reason: 'De berekening vraagt een dikkere buis',
    });
    const answer = await difference(member, `plan=${plan()}&from=${begin}`);
    const { 'fields/pipeDN': pipe, ...rest } = changed(answer);
    expect(rest).toEqual({});
    expect(pipe?.parts).toMatchObject([{ member: 'value', before: { value: 200 }, after: { value: 250 } }]);
    expect(pipe?.causes).toMatchObject({
      count: 1,
      events: [
        { type: 'PlanDetailSet', meta: { actor: 'act_demo-noor', reason: 'De berekening vraagt een dikkere buis' } },
      ],
    });
    for (const at of [begin, answer.to.index])
      expect(changed(await difference(noor, `plan=${plan()}&from=${at}&to=${at}`))).toEqual({});
    expect(changed(await difference(noor, `region=${region()}&from=${begin}&to=${begin}`))).toEqual({});
  });

  test('of a text by words, and of a region by its plans', async () => {
    await given(noor, {
      type: 'EditText',
      subject: text('risks'),
      data: { textRevision: 0, changes: [[0, 'De oven valt uit.']] },
    });
    const before = await head();
    await given(daan, {
      type: 'EditText',
      subject: text('risks'),
      data: { textRevision: 1, changes: [8, [8, 'staat stil'], 1] },
    });
    const found = changed(await difference(member, `plan=${plan()}&from=${before}`))['texts/risks'];
    const words = found?.parts[0]?.words ?? [];
    expect(
      words
        .filter(({ kind }) => kind !== 'added')
        .map((part) => part.text)
        .join(''),
    ).toBe('De oven valt uit.');
    expect(
      words
        .filter(({ kind }) => kind !== 'removed')
        .map((part) => part.text)
        .join(''),
    ).toBe('De oven staat stil.');
    expect(JSON.stringify(found?.causes)).not.toContain('staat stil');
    const instant = new Date().toISOString();
    await given(noor, {
      type: 'SetPlanDetail',
      subject: plan(),
      data: { field: 'title', value: 'Warmte van de oven' },
    });
    expect(changed(await difference(member, `region=${region()}&from=${instant}`))[`plans/${plan()}`]).toMatchObject({
      parts: expect.arrayContaining([
        expect.objectContaining({ member: 'title', after: { value: 'Warmte van de oven' } }),
      ]) as unknown,
      causes: { count: 1 },
    });
  });

  test('holds nothing that one may not see: no amount, no text, no plan', async () => {
    const before = await head();
    const { body } = await noor.get(`/api/history?subject=${site()}&type=SiteCapacityReserved`);
    const [reserved] = body['entries'] as { event: { meta: { command: string } } }[];
    const basis = { [`contribution.${server.id('ctr', 'klinker')}`]: reserved?.event.meta.command };
    await given(noor, { ...pledge(5.9), basis });
    await until(async () => Object.keys(changed(await difference(daan, `plan=${plan()}&from=${before}`))).length > 0);
    const place = `contributions/${server.id('ctr', 'klinker')}`;
    const seen = changed(await difference(daan, `plan=${plan()}&from=${before}`))[place];
    expect(seen?.parts.find(({ member: name }) => name === 'amount')).toMatchObject({
      before: { value: 5.5 },
      after: { value: 5.9 },
    });
    for (const query of [`plan=${plan()}`, `region=${region()}`]) {
      const answer = await member.get(`/api/difference?${query}&from=${before}`);
      expect(changed(answer.body as unknown as Answered)).toEqual({});
      expect(answer.text).not.toContain('5.9');
    }
    const outside = await outsider.get(`/api/difference?plan=${plan()}&from=0`);
    expect([outside.status, outside.body['code']]).toEqual([404, 'NOT_FOUND']);
    const open = await outsider.get(`/api/difference?region=${region()}&from=0`);
    expect(open.status).toBe(200);
    // a decision's public copy may speak of "De ovenwarmte"
    expect(open.text).not.toMatch(/Warmte van de oven|De oven\b|dikkere buis/);
    const decided = (open.body as unknown as Answered).groups.find(({ group }) => group === 'decisions')?.items ?? [];
    expect(decided.map(({ name, kind }) => [name, kind])).toEqual([
      ['Welke warmtebron in Nieuwe Waard krijgt tot 2030 voorrang bij onderzoek en vergunningen?', 'added'],
    ]);
    expect((await (await server.as(undefined)).get(`/api/difference?plan=${plan()}&from=0`)).status).toBe(404);
  });

  test('says what is wrong with a question', async () => {
    for (const [query, part] of [
      ['from=1', 'region= or plan='],
      [`plan=${plan()}`, 'from'],
      [`plan=${plan()}&region=${region()}&from=1`, 'not both'],
      [`plan=${plan()}&from=gisteren`, 'log index or an instant'],
    ] as const) {
      const answer = await noor.get(`/api/difference?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(part);
    }
    expect((await noor.get(`/api/difference?plan=${region()}&from=1`)).status).toBe(404);
  });
});

describe('the chain of an event', () => {
  test('a pledge: from the figure in the plan to what was reserved at the site, and back', async () => {
    const { body } = await noor.get(`/api/history?subject=${plan()}&type=ContributionPledged`);
    const pledged = (body['entries'] as { event: { id: string } }[]).at(-1)?.event.id ?? '';
    const chain = (await noor.get(`/api/events/${pledged}`)).body;
    expect(chain).toMatchObject({
      ...{ planId: plan(), regionId: region(), slot: server.id('ctr', 'klinker'), moreEffects: false },
      label: { nl: 'Inbreng toegezegd', en: 'Contribution pledged' },
      causes: [{ type: 'SiteCapacityReserved', meta: { actor: 'act_demo-noor' } }],
      next: { type: 'ContributionChanged', data: { new: 5.9 } },
    });
    const [cause] = chain['causes'] as { id: string }[];
    expect((await noor.get(`/api/events/${cause?.id}`)).body['effects']).toMatchObject([
      { event: { id: pledged }, depth: 0 },
    ]);
    const seen = await member.get(`/api/events/${pledged}`);
    expect(seen.body).toMatchObject({ causes: [], event: { data: { amount: { hidden: true } } } });
    expect(seen.text).not.toContain(':5.9'); // a clock may say 35.9
    for (const id of [pledged, cause?.id])
      expect((await outsider.get(`/api/events/${id}`)).body['code']).toBe('NOT_FOUND');
    expect((await noor.get('/api/events/niets')).status).toBe(404);
  });

  test('keystrokes are for auditors, the event itself for all who see the text', async () => {
    const { body } = await noor.get(`/api/history?subject=${plan()}&type=TextEdited&limit=1`);
    const id = (body['entries'] as { event: { id: string } }[])[0]?.event.id;
    const chain = (await member.get(`/api/events/${id}`)).body;
    expect(chain['event']).toMatchObject({ type: 'TextEdited', data: { section: 'risks', changes: { hidden: true } } });
    expect(chain).toMatchObject({ planId: plan() });
  });
});

describe('restoring is a new event', () => {
  test('a text as it was is given by revision, to those who see it', async () => {
    const then = await member.get(`/api/texts/${text('risks')}?textRevision=1`);
    expect(then.body).toEqual({ textRevision: 1, text: 'De oven valt uit.' });
    expect((await member.get(`/api/texts/${text('risks')}?textRevision=99`)).status).toBe(404);
    expect((await outsider.get(`/api/texts/${text('risks')}`)).status).toBe(404);
  });

  test('a figure put back with its reason stands in the history beside what it replaced', async () => {
    const restored = await given(noor, {
      type: 'SetPlanDetail',
      subject: plan(),
      data: { field: 'pipeDN', value: 200 },
      basis: { pipeDN: await standing('pipeDN') },
      reason: 'De berekening klopte niet',
    });
    expect((await member.get(`/api/events/${restored}`)).body).toMatchObject({
      event: { data: { value: 200 }, meta: { reason: 'De berekening klopte niet' } },
      before: { data: { value: 250 } },
    });
    expect(changed(await difference(noor, `plan=${plan()}&from=${begin}`))['fields/pipeDN']).toBeUndefined();
  });
});

async function standing(field: string): Promise<string> {
  const { body } = await noor.get(`/api/plans/${plan()}?on=2050-12-31`);
  const fields = body['fields'] as { name: string; last?: { command: string } }[];
  return fields.find(({ name }) => name === field)?.last?.command ?? '';
}

/** What a reaction writes comes a moment after the answer. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  await expect.poll(holds, { timeout: 10_000 }).toBe(true);
}
