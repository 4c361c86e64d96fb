import { afterAll, beforeAll, expect, test } from 'vitest';
import { twoDigits } from '../../events/release/decide.ts';
import type { Contributions } from '../../projections/aggregates/cohort.ts';
import type { ToldTotal } from '../../projections/aggregates/shown.ts';
import { Attack } from '../spec/aggregates/attack.ts';
import { coreAt, freshDirectory } from './core-harness.ts';
import { Clock, countryOn, gasOf, places, type Place } from './country.ts';
import { newCommandId } from './ids.ts';
import { listening, type LiveSocket, type Person, type TestServer } from './server-harness.ts';
import { storeAt } from './store-under-test.ts';

/**
 * Tries on the real server, from outside and from the inside of one company, to find out what another company keeps to
 * itself: from totals, before and after one edit, from ranks, pushes, sizes, counts, cursors, exports and refusals.
 */

let server: TestServer;
let world: ReturnType<typeof countryOn>;
/** A company that knows its own two sites of Waard; one that edits; one that sees Waard's region but no secrets; nobody. */
let insider: Person;
let owner: Person;
let neighbour: Person;
let anybody: Person;
/** What each site used, and the moments from which on it did. */
const changes: { index: number; site: string; MWh: number }[] = [];
const PROJECT = `prj_${newCommandId()}`;
const ALL = Object.entries(places).flatMap(([place, count]) =>
  Array.from({ length: count }, (_, nth) => [place as Place, nth] as const),
);

beforeAll(async () => {
  const directory = freshDirectory();
  const clock = new Clock();
  const core = await coreAt(directory, storeAt(directory), 'anything', undefined, clock.now);
  world = countryOn(core);
  await world.found();
  for (const [place, nth] of ALL) changes.push({ index: 0, site: world.site(place, nth), MWh: gasOf(place, nth) });
  const day = { from: '2026-01-01', regionIds: [world.region('Waard')], role: 'COMPANY' };
  const { give, region, site } = world;
  await give('GrantMembership', world.owner('Waard', 0), { ...day, actorId: 'act_demo-bram', regionIds: [] });
  await give('GrantMembership', world.owner('Waard', 1), { ...day, actorId: 'act_demo-daan' });
  await give('GrantMembership', world.owner('Heuvel', 1), { ...day, actorId: 'act_demo-fatima' });
  await core.commands.executeAsSystem(
    {
      ...{ id: newCommandId(), type: 'ProposeProject', subject: PROJECT },
      data: {
        ...{ siteId: site('Waard', 1), title: 'Nieuwe oven', route: 'ELECTRIFICATION', phase: 'IDEA', startYear: 2030 },
        reduction: { t2030: 4321.25, t2035: 4321.25, t2040: 4321.25 },
      },
    },
    { organisation: world.owner('Waard', 1), role: 'COMPANY' },
  );
  await give('ReportVerifiedEmissions', site('Waard', 1), { sourceRef: 'eigen', years: [{ year: 2024, t: 765.4321 }] });
  clock.days(1);
  await core.release();
  for (let nth = 0; nth < 5; nth++) {
    await world.uses('Waard', nth, 2000.53 + 37 * nth);
    changes.push({ index: core.readModels.head(), site: site('Waard', nth), MWh: 2000.53 + 37 * nth });
  }
  clock.days(9);
  await core.release();
  expect(world.told(region('Waard'))['DEMAND NATURAL_GAS 2024 PARTNERS']).toHaveLength(2);
  await core.stop();
  server = await listening(directory, {}, { requestsPerMinute: 100_000 });
  [insider, owner, neighbour, anybody] = (await Promise.all(
    ['act_demo-bram', 'act_demo-daan', 'act_demo-fatima', undefined].map((persona) => server.as(persona)),
  )) as [Person, Person, Person, Person];
});
afterAll(async () => {
  for (const person of [insider, owner, neighbour]) person.hangUp();
  await server.stop();
});

/** Everything that somebody can ask for around the country: the answers as they come. */
async function everything(person: Person): Promise<Record<string, string>> {
  const regions = (Object.keys(places) as Place[]).map(world.region);
  const [waard] = regions;
  const site = world.site('Waard', 1);
  const paths = [
    ...['/api/regions', '/api/figures', '/api/history?limit=200', '/api/history?type=EnergyUseReported'],
    ...regions.flatMap((id) => [
      `/api/regions/${id}`,
      `/api/figures?region=${id}`,
      `/api/history?region=${id}&limit=3`,
    ]),
    ...[`/api/history?subject=${site}`, `/api/history/moments?subject=${site}`, `/api/history/moments?region=${waard}`],
    ...['4321', '765', 'NATURAL_GAS', 'aardgas'].map((word) => `/api/history?q=${word}`),
    ...['csv', 'jsonl'].map((format) => `/api/exports/history.${format}?region=${waard}`),
  ];
  const answers: Record<string, string> = {};
  for (const path of paths) {
    const { status, text } = await person.get(path);
    expect(status, path).toBeLessThan(500);
    // how far the log has come is no secret; everything else stays as it is
    answers[path] = text.replaceAll(/"(index|indexedTo)":\d+,"provisional"|"indexedTo":\d+/g, '"…"');
  }
  // a workbook holds when it was written
  const workbook = await fetch(`${server.url}/api/exports/history.xlsx?region=${waard}`, {
    headers: { cookie: person.cookie },
  });
  answers['workbook'] = String((await workbook.arrayBuffer()).byteLength);
  const refused = async (type: string, subject: string, data: Record<string, unknown>): Promise<void> => {
    const { status, text } = await person.give({ type, subject, data });
    expect(status, `${type} ${text}`).toBeGreaterThanOrEqual(400);
    answers[`${type} ${subject}`] = text;
  };
  const t = { t2030: 1e8, t2035: 1e8, t2040: 1e8 };
  await refused('RescopeProject', PROJECT, { reduction: t, reason: 'Kijken wat er gebeurt' });
  await refused('ReportEnergyUse', site, { carrier: 'NATURAL_GAS', year: 2024, MWh: 1, quality: 'MEASURED' });
  await refused('ReportVerifiedEmissions', site, { sourceRef: 'x', years: [{ year: 2024, t: 1 }] });
  await refused('PledgeContribution', site, {
    ...{ contributionId: `ctr_${site.slice(4)}`, planId: `pln_${site.slice(4)}`, kind: 'FLEX_MW' },
    ...{ amount: 9999, from: '2030-01-01' },
  });
  return answers;
}

const secrets = (): string[] => [...changes.map(({ MWh }) => String(MWh)), '4321.25', '765.4321'];

test('no answer holds a value of another company, in no form', async () => {
  for (const person of [anybody, neighbour, insider]) {
    const [place, nth] = person === insider ? (['Waard', 0] as const) : (['Heuvel', 1] as const);
    const own = person === anybody ? [] : [world.site(place, nth), world.site(place, nth + 5)];
    const mine = changes.filter(({ site }) => own.includes(site));
    for (const [path, text] of Object.entries(await everything(person))) {
      const found = secrets().filter((one) => text.includes(one) && !mine.some(({ MWh }) => String(MWh) === one));
      expect(found, path).toEqual([]);
    }
  }
});

test('from all totals that were ever told, at every moment that one can ask for, no value follows', async () => {
  const totals = new Map<string, ToldTotal & { scope: string }>();
  const head = (await insider.get('/api/regions')).body['index'] as number;
  for (const place of Object.keys(places) as Place[]) {
    for (let at = 0; at <= head; at += place === 'Waard' ? 1 : 9) {
      const { body } = await insider.get(`/api/figures?region=${world.region(place)}&at=${at}`);
      for (const [scope, field] of [
        ['national', 'country'],
        [place, 'region'],
      ] as const)
        for (const total of body[field] as ToldTotal[]) {
          expect(total.value).toBe(twoDigits(total.value));
          totals.set(`${scope} ${total.key} ${total.index}`, { ...total, scope });
        }
    }
  }
  // the country and Waard, whole and by sector, before and after
  expect(totals.size).toBe(8);
  const attack = new Attack([]);
  for (const { scope, value, index } of totals.values()) {
    const sites = usedAt(index, scope);
    const half = 10 ** (Math.floor(Math.log10(value)) - 1) / 2;
    attack.learn(sites, value - half, value + half);
  }
  for (const knows of [undefined, ...attack.parents]) {
    for (const [name, { parent, value }] of attack.unknowns) {
      if (parent === knows) continue;
      const { least, most } = attack.bounds(name, knows);
      expect(least, `${name} from below`).toBeLessThan(value * 0.9);
      expect(most, `${name} from above`).toBeGreaterThan(value * 1.1);
    }
  }
});

test('one edit changes nothing that others can read: no total, rank, count, cursor, size or refusal', async () => {
  const people = [anybody, neighbour, insider];
  const before = await Promise.all(people.map(everything));
  const { site } = world;
  const edits = [
    { type: 'ReportEnergyUse', data: { carrier: 'NATURAL_GAS', year: 2024, MWh: 88_888.53, quality: 'MEASURED' } },
    { type: 'ReportEnergyUse', data: { carrier: 'COAL_COKES', year: 2020, MWh: 1, quality: 'ESTIMATE' } },
    { type: 'ReportVerifiedEmissions', data: { sourceRef: 'eigen', years: [{ year: 2023, t: 900_000 }] } },
  ];
  for (const edit of edits) {
    const { status, text } = await owner.give({ ...edit, subject: site('Waard', 1) });
    expect(status, text).toBe(200);
  }
  for (const [at, person] of people.entries()) {
    const after = await everything(person);
    for (const [path, text] of Object.entries(after)) expect(text, path).toBe(before[at]?.[path]);
  }
});

test('an event that one may not see sends him nothing; of one that he sees in part the size says nothing', async () => {
  const socket = await neighbour.connect();
  const frames = framesOf(socket);
  const watch = { topic: `region:${world.region('Waard')}`, after: null };
  for (const topic of [watch.topic, 'national']) await socket.emitWithAck('watch', { ...watch, topic });
  frames.length = 0;
  const report = (MWh: number) => ({
    ...{ type: 'ReportEnergyUse', subject: world.site('Waard', 1) },
    data: { carrier: 'NATURAL_GAS', year: 2023, MWh, quality: 'MEASURED' },
  });
  const propose = (t: number) => ({
    ...{ type: 'ProposeProject', subject: `prj_${newCommandId()}` },
    data: {
      ...{ siteId: world.site('Waard', 1), title: 'Droger op stroom', route: 'ELECTRIFICATION', phase: 'IDEA' },
      ...{ startYear: 2031, reduction: { t2030: t, t2035: t, t2040: t } },
    },
  });
  for (const one of [propose(2), report(1), propose(1), report(987_654.321), propose(654_321.123)]) {
    const { status, text } = await owner.give(one);
    expect(status, text).toBe(200);
  }
  const pushed = (): string[] => frames.filter((frame) => frame.includes('"events"'));
  await expect.poll(() => pushed().length).toBe(3);
  expect(frames).toHaveLength(3);
  const [, small = '', large = ''] = pushed();

  expect(small).toContain('ProjectProposed');
  expect(Buffer.byteLength(small)).toBe(Buffer.byteLength(large));
  expect(small + large).not.toMatch(/EnergyUseReported|654321|"t2030"/);
  // nothing is compressed on the way, so that no size depends on what else was said
  const [answer] = [await neighbour.ask('/api/regions', { headers: { 'accept-encoding': 'gzip, br' } })];
  expect(answer.headers.get('content-encoding')).toBeNull();
});

/** What each site of a scope used at a moment, as the test knows it. */
function usedAt(index: number, scope: string): Contributions {
  return new Map(
    ALL.filter(([place]) => scope === 'national' || place === scope).map(([place, nth]) => {
      const site = world.site(place, nth);
      const MWh = changes.filter((change) => change.site === site && change.index <= index).at(-1)?.MWh ?? 0;
      return [site, { parent: world.owner(place, nth), value: MWh, cells: [] }];
    }),
  );
}

/** Every message of a connection, as it came over the line. */
function framesOf(socket: LiveSocket): string[] {
  const frames: string[] = [];
  socket.io.engine.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
    if (type === 'message') frames.push(String(data));
  });
  return frames;
}
