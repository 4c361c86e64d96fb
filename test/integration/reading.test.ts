import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amsterdamDay } from '../../events/timeline.ts';
import { onceSigned } from './audit-calls.ts';
import { everythingRead, type Sought } from './everything-read.ts';
import { newCommandId } from './ids.ts';
import { listening, type Person, type TestServer } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';

/** Who reads a company's secrets, by any door: each secret is a value that stands nowhere else. */

const canaries = {
  ENERGY_USE: '271828.25',
  HEAT: '13.579',
  CONNECTION: 'Goudvink',
  FLEXIBILITY: '141.421',
  /** The address of the file. */
  LOAD_PROFILE: 'not sent yet',
  PROJECTS: '86753.25',
  money: '555666777.25',
  emissions: '7654321.5',
  answers: '44332211.5',
  weights: '0.314159',
};
type Canary = keyof typeof canaries;
const everyCanary = Object.keys(canaries) as Canary[];
/** What a consent may share; money and profiles are P4, and go to an organisation that is named. */
const P3 = ['ENERGY_USE', 'HEAT', 'CONNECTION', 'FLEXIBILITY', 'PROJECTS', 'emissions'] as const;

const people = {
  owner: 'act_demo-noor',
  neighbour: 'act_demo-daan',
  operator: 'act_demo-sanne',
  province: 'act_demo-lotte',
  lead: 'act_demo-ruben',
  steward: 'act_demo-amina',
  named: 'act_demo-bram',
  rvo: 'act_demo-fatima',
  auditor: 'act_demo-joost',
  ministry: 'act_demo-pieter',
  signedOut: undefined,
} as const;
type Who = keyof typeof people;
const everybody = Object.keys(people) as Who[];

const today = amsterdamDay(new Date().toISOString());
const fresh = (prefix: string): string => `${prefix}_${newCommandId()}`;
const [site, project, round, selection] = [fresh('sit'), fresh('prj'), fresh('rnd'), fresh('sel')];
let server: TestServer;
let sought: Sought;
const persons = {} as Record<Who, Person>;

beforeAll(async () => {
  server = await listening(undefined, {}, { requestsPerMinute: 100_000 });
  for (const who of everybody) persons[who] = await server.as(people[who]);
  const org = (name: string): string => server.id('org', name);
  const region = server.id('reg', 'region');
  const anew = async (who: Who, role: string, kinds: string[], old: [organisation: string, role: string]) => {
    const [actorId, id] = [people[who], fresh('org')];
    await give('steward', org(old[0]), 'RevokeMembership', { actorId, role: old[1], reason: 'Ander werk' });
    await give('steward', id, 'RegisterOrganisation', { name: `Van ${who}`, kinds });
    await give('steward', id, 'GrantMembership', { actorId, role, regionIds: [], from: '2026-01-01' });
  };
  await anew('rvo', 'RVO', ['RVO'], ['watermerk', 'COMPANY']);
  await anew('auditor', 'AUDITOR', ['ADVISER'], ['helder', 'COMPANY']);
  await anew('ministry', 'PROGRAMME_LEAD', ['MINISTRY'], ['gemeente', 'MUNICIPALITY']);

  await give('steward', site, 'RegisterSite', {
    ...{ orgId: org('klinker'), name: 'Oven 9', address: { city: 'Waard' }, point: [5.22, 52.55] },
    ...{ location: 'ONSHORE', sector: 'CERAMICS', example: true },
  });
  const energy = { carrier: 'NATURAL_GAS', year: 2024, MWh: Number(canaries.ENERGY_USE), quality: 'MEASURED' };
  const heat = { offerId: fresh('ofr'), MW: Number(canaries.HEAT), T_out: 90, MWh: 1_000, medium: 'WATER' };
  const contract = { connectionId: fresh('con'), offtakeMW: 5, feedInMW: 1, physicalMVA: 8, voltageKV: 10 };
  const profile = await sentProfile(org('klinker'));
  const events = [
    await give('owner', site, 'ReportEnergyUse', energy),
    await give('owner', site, 'OfferResidualHeat', { ...heat, from: '2026-01-01', firmUntil: '2040-12-31' }),
    await give('owner', site, 'RecordConnectionContract', {
      ...{ ...contract, right: 'FIRM', substation: canaries.CONNECTION, from: '2024-01-01' },
    }),
    await give('owner', site, 'StateFlexPotential', {
      ...{ type: 'SHIFT', MW: 1, maxHours: 4, calls: 50, EURPerMWh: Number(canaries.FLEXIBILITY) },
    }),
    await give('owner', site, 'UploadLoadProfile', profile),
    await give('owner', site, 'ReportVerifiedEmissions', {
      ...{ sourceRef: 'eigen opgave', years: [{ year: 2024, t: Number(canaries.emissions) }] },
    }),
    await give('owner', project, 'ProposeProject', {
      ...{ siteId: site, title: 'Oven op stroom', route: 'ELECTRIFICATION', phase: 'IDEA', startYear: 2030 },
      ...{ reduction: { t2030: Number(canaries.PROJECTS), t2035: 1, t2040: 1 }, capexEUR: Number(canaries.money) },
    }),
    await give('rvo', round, 'OpenRound', { year: 2026, questionnaireVersion: '1', invited: [org('klinker')] }),
    await give('owner', round, 'SubmitResponse', {
      ...{ responseId: fresh('rsp'), orgId: org('klinker'), projectId: project, phase: 'IDEA', startYear: 2030 },
      ...{ t2030: Number(canaries.answers), t2035: 1, t2040: 1, certainty: 0.5, bottlenecks: [] },
    }),
    await give('lead', selection, 'DefineSelectionModel', {
      criteria: ['one', 'two'].map((key) => ({ key, nl: `Maat ${key}`, en: `Measure ${key}`, scorers: [] })),
      ...{ valueFunctions: [], regions: [region, await otherRegion()] },
    }),
    await give('province', selection, 'ProposeWeights', {
      ...{ orgId: org('provincie'), weights: { one: Number(canaries.weights), two: 1 - Number(canaries.weights) } },
    }),
  ];
  sought = {
    ...{ region, plan: server.id('pln', 'heat'), decision: server.id('dec', 'priority') },
    selection,
    subjects: [site, project, round, selection, org('klinker')],
    events,
    topics: [`region:${region}`, `organisation:${org('klinker')}`, 'national', 'decisions'],
    words: [canaries.CONNECTION, canaries.LOAD_PROFILE],
    file: canaries.LOAD_PROFILE,
  };
  // proofs and dossiers are given of what has been signed
  await onceSigned(() => persons.lead.get(`/api/audit/proof/${events.at(-1)}`));
});
afterAll(async () => {
  for (const person of Object.values(persons)) person.hangUp();
  await server.stop();
});

/** The owner sends a year of his site by the hour; its address is what others must not find. */
async function sentProfile(organisation: string): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({ name: 'profiel.csv', subject: site, organisation, year: '2025', unit: 'kW' });
  const content = Array.from({ length: 8_760 }, (_, hour) => (hour === 9 ? 5_000 : 900)).join('\n');
  const { body, text } = await persons.owner.ask(`/api/files?${query}&direction=OFFTAKE`, {
    ...{ method: 'POST', headers: { 'content-type': 'text/csv' }, body: content },
  });
  const { address: fileId, hash, profile } = body as { address?: string; hash: string; profile: object };
  if (fileId === undefined) throw new Error(text);
  canaries.LOAD_PROFILE = fileId;
  const { year, step, direction, peakMW } = profile as Record<string, unknown>;
  return { fileId, hash, year, step, direction, peakMW };
}

/** Gives a command that must be recorded; returns the id of its first event. */
async function give(who: Who, subject: string, type: string, data: Record<string, unknown>): Promise<string> {
  const { body, text } = await persons[who].give({ type, subject, data });
  expect(body['ok'], `${type}: ${text}`).toBe(true);
  return (body['events'] as { id: string }[])[0]?.id ?? '';
}

async function otherRegion(): Promise<string> {
  const ring = [
    [6, 53],
    [6.1, 53],
    [6.1, 53.1],
    [6, 53],
  ];
  const id = fresh('reg');
  const geometry = { type: 'MultiPolygon', coordinates: [[ring]] };
  const codes = { provinceCodes: ['PV20'], municipalityCodes: [] };
  await give('steward', id, 'DefineRegion', { name: 'Elders', kind: 'CUSTOM', geometry, ...codes });
  return id;
}

/** Which secrets somebody finds by any door, or by those behind which values stand. */
async function foundBy(who: Who, doors: 'all' | 'where values stand' = 'all'): Promise<Canary[]> {
  const read = [...(await everythingRead(persons[who], sought, doors)).values()].join('\n');
  return everyCanary.filter((canary) => read.includes(canaries[canary]));
}

const owns = everyCanary.filter((canary) => canary !== 'weights');
const watches: Canary[] = [...P3, 'answers'];
const before: Record<Who, Canary[]> = {
  owner: owns,
  neighbour: [],
  operator: [],
  province: ['weights'],
  lead: [],
  steward: watches,
  named: [],
  rvo: ['answers'],
  auditor: watches,
  ministry: [],
  signedOut: [],
};

describe('without a consent', () => {
  test('the doors that are tried are all that read', async () => {
    const { paths } = (await persons.owner.get('/api/openapi.json')).body as { paths: Record<string, object> };
    const reading = Object.keys(paths).filter((path) => 'get' in (paths[path] ?? {}));
    const tried = [...(await everythingRead(persons.owner, sought)).keys()];
    expect(reading.filter((path) => !tried.includes(path))).toEqual([]);
    expect(reading.length).toBeGreaterThan(30);
  });
  test.each(everybody)('%s finds his own, and what his office is to see', async (who) => {
    expect((await foundBy(who)).sort()).toEqual([...before[who]].sort());
  });
});

/** What a consent of a class shares with a group, and with an organisation that is named. */
const sharedWith = {
  group: (data: string): Canary[] => (data === 'ALL' ? [...P3] : P3.filter((one) => one === data)),
  named: (data: string): Canary[] => {
    const beyond: Canary[] = { ALL: ['money', 'LOAD_PROFILE'], LOAD_PROFILE: ['LOAD_PROFILE'], PROJECTS: ['money'] }[
      data
    ] as Canary[];
    return [...sharedWith.group(data), ...(beyond ?? [])];
  },
};

async function consent(dataClass: string, audience: string, purpose = 'PLAN', siteIds = [site]): Promise<string> {
  const consentId = fresh('cns');
  const dates = { from: '2026-01-01', to: '2099-12-31' };
  const data = { consentId, siteIds, dataClass, audience, purpose, ...dates };
  await give('owner', server.id('org', 'klinker'), 'GiveDataConsent', data);
  return consentId;
}
const withdraw = (consentId: string): Promise<string> =>
  give('owner', server.id('org', 'klinker'), 'WithdrawDataConsent', { consentId, from: today });

describe('a consent gives and takes at once, also in open windows', () => {
  const audiences: [audience: string, reached: Who[]][] = [
    ['PUBLIC', ['signedOut']],
    ['PARTNERS', ['named']],
    ['REGION', ['operator']],
    ['RVO', ['rvo']],
    ['PROGRAMME', ['lead', 'ministry']],
    ['PLAN', []],
    ['named', ['named']],
  ];
  test.each(audiences)('for %s', async (audience, reached) => {
    // somebody with no office, whom the consent does not reach
    const spared: Who[] = ['PUBLIC', 'PARTNERS'].includes(audience) ? [] : ['signedOut'];
    for (const dataClass of audience === 'named' ? ['ALL', 'LOAD_PROFILE', 'PROJECTS'] : ['HEAT', 'ALL']) {
      const windows = new Map<Who, TopicWatch>();
      for (const who of [...reached, ...spared]) {
        const watch = new TopicWatch(await persons[who].connect(), sought.topics[0] ?? '');
        await watch.begin();
        windows.set(who, watch);
        expect(watch.resets.length).toBe(1);
      }
      const shown = (who: Who): Canary[] => {
        const text = JSON.stringify(windows.get(who)?.state);
        return everyCanary.filter((canary) => text.includes(canaries[canary]));
      };
      const granted = sharedWith[audience === 'named' ? 'named' : 'group'](dataClass);
      const given = await consent(dataClass, audience === 'named' ? server.id('org', 'smeltkroes') : audience);
      for (const who of reached) {
        const own = before[who].filter((canary) => canary !== 'weights' && canary !== 'answers');
        await windows.get(who)?.until(() => shown(who).length > own.length, `${who} ${dataClass}`);
        expect(shown(who).sort(), `${who} ${dataClass}`).toEqual([...own, ...granted].sort());
      }
      for (const who of [...reached, ...spared]) {
        const expected = reached.includes(who) ? [...before[who], ...granted] : before[who];
        const doors = dataClass === 'ALL' && who === 'named' ? 'all' : 'where values stand';
        const found = await foundBy(who, doors);
        expect(found.sort(), `${who} ${dataClass}`).toEqual([...expected].sort());
      }
      await withdraw(given);
      for (const who of reached) {
        await windows.get(who)?.until(() => shown(who).every((canary) => !granted.includes(canary)), `${who} again`);
        expect(windows.get(who)?.resets.length).toBe(3);
        expect((await foundBy(who, 'where values stand')).sort()).toEqual([...before[who]].sort());
      }
    }
  });

  test('what only programs are to use, and data of another site, nobody reads', async () => {
    const given = [
      await consent('ALL', 'PUBLIC', 'AGGREGATE'),
      await consent('ALL', 'PARTNERS', 'SUGGESTION'),
      await consent('ALL', 'PUBLIC', 'PLAN', [server.id('sit', 'klinker')]),
      await consent('LOAD_PROFILE', 'PARTNERS'),
    ];
    expect(await foundBy('named')).toEqual([]);
    expect(await foundBy('signedOut')).toEqual([]);
    for (const one of given) await withdraw(one);
  });

  test('who comes back after it was taken gets a reset, and a word is found no more', async () => {
    const given = await consent('CONNECTION', 'PARTNERS');
    const search = `/api/history?subject=${site}&q=goudvink`;
    const found = async (): Promise<number> => ((await persons.named.get(search)).body['entries'] as object[]).length;
    const watch = new TopicWatch(await persons.named.connect(), sought.topics[0] ?? '');
    await watch.begin();
    expect(JSON.stringify(watch.state).includes(canaries.CONNECTION)).toBe(true);
    expect(await found()).toBe(1);
    watch.socket.disconnect();
    await withdraw(given);
    expect(await found()).toBe(0);
    const back = new TopicWatch(await persons.named.connect(), watch.topic, watch);
    await back.socket.timeout(5_000).emitWithAck('watch', back.held);
    await back.until(() => back.resets.length > 0);
    expect(JSON.stringify(back.state).includes(canaries.CONNECTION)).toBe(false);
  });

  test('who was let read leaves a row in the log of accesses', async () => {
    const given = await consent('HEAT', 'RVO');
    await persons.rvo.get(`/api/history?subject=${site}&limit=20`);
    await withdraw(given);
    const { body } = await persons.steward.get(`/api/access-log?actor=${people.rvo}&limit=200`);
    expect(body['rows']).toContainEqual(expect.objectContaining({ what: 'history', topic: expect.any(String) }));
  });
});

test('weights are shown in open windows the moment that all are revealed', async () => {
  const watch = new TopicWatch(await persons.lead.connect(), 'national');
  await watch.begin();
  expect(JSON.stringify(watch.state).includes(canaries.weights)).toBe(false);
  const own = { one: 0.27182, two: 0.72818 };
  await give('lead', selection, 'ProposeWeights', { orgId: server.id('org', 'programma'), weights: own });
  await watch.until(() => JSON.stringify(watch.state).includes('0.27182'));
  expect(await foundBy('province')).toEqual(['weights']);
  const read = [...(await everythingRead(persons.province, sought)).values()].join('\n');
  expect(read.includes('0.27182')).toBe(false);
  await give('lead', selection, 'RevealWeights', {});
  await watch.until(() => JSON.stringify(watch.state).includes(canaries.weights));
  expect(await foundBy('neighbour')).toEqual(['weights']);
});
