import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../events/catalogue.ts';
import { LOG_SUBJECT } from '../../events/log/subject.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import { streamOf, type KindName } from '../../events/ids.ts';
import { rightNameOf } from '../../events/rights/commands.ts';
import type { RightName } from '../../events/rights/rights.ts';
import { story } from '../spec/recorded/story.ts';
import { newCommandId } from './ids.ts';
import { listening, type LiveSocket, type Person, type TestServer } from './server-harness.ts';

/** Who tries: a participant of the plan and owner of the site, another participant, a member of the region … */
const people = {
  participant: 'act_demo-noor',
  otherParticipant: 'act_demo-daan',
  member: 'act_demo-joost',
  outsider: 'act_demo-bram',
  steward: 'act_demo-amina',
  province: 'act_demo-lotte',
  signedOut: undefined,
} as const;
type Who = keyof typeof people;
/** NOT_OWN_ORGANISATION: they may, but not in another's name. */
type Expected = 'yes' | 'NOT_ALLOWED' | 'NOT_FOUND' | 'NOT_SIGNED_IN' | 'NOT_OWN_ORGANISATION' | 'NOT_OWN_TEXT';

let server: TestServer;
const persons = {} as Record<Who, Person>;
const sockets = {} as Record<Who, LiveSocket>;
/** Events that corrections aim at. */
const events: Record<string, string> = {};

beforeAll(async () => {
  server = await listening();
  for (const [who, persona] of Object.entries(people) as [Who, string | undefined][]) {
    persons[who] = await server.as(persona);
    sockets[who] = await persons[who].connect();
  }
  const found = async (subject: string, type: string): Promise<string> => {
    const { body } = await persons.participant.get(`/api/history?subject=${subject}&type=${type}`);
    return (body['entries'] as { event: { id: string } }[]).at(-1)?.event.id ?? '';
  };
  events['offer'] = await found(id('sit', 'klinker'), 'ResidualHeatOffered');
  const typed = await persons.participant.give({
    type: 'EditText',
    subject: textOf('motivation'),
    data: { textRevision: 0, changes: [[0, 'Omdat het kan.']] },
  });
  events['typed'] = (typed.body['events'] as { meta: { command: string } }[])[0]?.meta.command ?? '';
  const lately = async (type: string, subject: string, data: Record<string, unknown>): Promise<string> => {
    const given = await persons.participant.give({ type, subject, data });
    return (given.body['events'] as { id: string }[])[0]?.id ?? '';
  };
  for (const [key, subject] of [
    ['momentOfRegion', id('reg', 'region')],
    ['momentOfPlan', plan()],
  ] as const) {
    events[key] = fresh('mom');
    await lately('NameMoment', subject, { momentId: events[key], name: 'Begin', index: 1 });
  }
  events['lately'] = await lately('SetPlanDetail', plan(), { field: 'lossHours', value: 7_777 });
  events['siteLately'] = await lately('SetSiteDetail', site(), { field: 'name', value: 'Oven 4' });
  events['detail'] = await found(id('pln', 'heat'), 'PlanDetailSet');
  await persons.province.give({
    type: 'DraftDecision',
    subject: decision(),
    data: { type: 'PRIORITY', question: 'Welke bron gaat eerst?', subjectIds: [id('reg', 'region')] },
  });
  for (const [name, doNothing] of [
    ['rights', false],
    ['rights nothing', true],
  ] as const)
    await persons.province.give({
      type: 'AddAlternative',
      subject: decision(),
      data: { alternativeId: id('alt', name), label: name, doNothing },
    });
});
afterAll(async () => {
  for (const person of Object.values(persons)) person.hangUp();
  await server.stop();
});

const id = (prefix: string, name: string): string => server.id(prefix, name);
const fresh = (prefix: string): string => `${prefix}_${newCommandId()}`;
const box = [
  [
    [
      [5, 52],
      [5.1, 52],
      [5.1, 52.1],
      [5, 52],
    ],
  ],
];
let number = 0;

const nobodyBut = (allowed: Partial<Record<Who, Expected>>, others: Expected): Record<Who, Expected> => ({
  participant: others,
  otherParticipant: others,
  member: others,
  outsider: others,
  steward: others,
  province: others,
  signedOut: 'NOT_SIGNED_IN',
  ...allowed,
});
const stewards = nobodyBut({ steward: 'yes' }, 'NOT_ALLOWED');
const ownSite = nobodyBut({ participant: 'yes' }, 'NOT_ALLOWED');
const ownSiteOrSteward = nobodyBut({ participant: 'yes', steward: 'yes' }, 'NOT_ALLOWED');
/** Of a plan that one may not see one learns not even that it is there. */
const participants = nobodyBut({ participant: 'yes', outsider: 'NOT_FOUND' }, 'NOT_ALLOWED');
const bothParticipants = { ...participants, otherParticipant: 'yes' as const, province: 'yes' as const };
const members = nobodyBut(
  { participant: 'yes', otherParticipant: 'yes', member: 'yes', province: 'yes' },
  'NOT_ALLOWED',
);
const commenters = { ...bothParticipants, member: 'yes' as const };

const deciders = nobodyBut({ province: 'yes', outsider: 'NOT_FOUND' }, 'NOT_ALLOWED');
/** A seat at the table is enough; a steward has one and no say. */
const seats = { ...deciders, participant: 'yes', otherParticipant: 'yes', member: 'yes' } as const;
/** Who has a seat speaks for his own organisation. */
const forKlinker: Record<Who, Expected> = {
  ...seats,
  otherParticipant: 'NOT_OWN_ORGANISATION',
  member: 'NOT_OWN_ORGANISATION',
  province: 'NOT_OWN_ORGANISATION',
};
const textOf = (section: string) => `${plan().replace('pln_', 'txt_')}_${section}`;

type Wish = { subject: string; data: Record<string, unknown>; reason?: string };
const site = () => id('sit', 'klinker');
const plan = () => id('pln', 'heat');
const decision = () => id('dec', 'rights');
const comment = { threadId: '', id: '' };

/** Every command that a person may give: what it says, and who may. Ordered, as some go before others. */
const table: Record<string, [() => Wish, Record<Who, Expected>]> = {
  'organisation.RegisterOrganisation': [
    () => ({ subject: fresh('org'), data: { name: 'Nieuw', kinds: ['COMPANY'] } }),
    stewards,
  ],
  'organisation.GrantMembership': [
    () => ({
      subject: id('org', 'helder'),
      data: { actorId: 'act_new-one', role: 'COMPANY', regionIds: [], from: '2026-01-01' },
    }),
    stewards,
  ],
  'organisation.RevokeMembership': [
    () => ({ subject: id('org', 'helder'), data: { actorId: 'act_new-one', role: 'COMPANY', reason: 'Weg' } }),
    stewards,
  ],
  'region.DefineRegion': [
    () => ({
      subject: fresh('reg'),
      data: {
        name: 'Nieuw',
        kind: 'CUSTOM',
        geometry: { type: 'MultiPolygon', coordinates: box },
        provinceCodes: ['PV24'],
        municipalityCodes: [],
      },
    }),
    stewards,
  ],
  'region.ChangeRegionBoundary': [
    () => ({
      subject: id('reg', 'region'),
      data: { geometry: { type: 'MultiPolygon', coordinates: box }, reason: 'Anders' },
    }),
    stewards,
  ],
  'region.JoinRegion': [
    () => ({ subject: id('reg', 'region'), data: { orgId: id('org', 'smeltkroes'), role: 'gast' } }),
    stewards,
  ],
  'region.LeaveRegion': [
    () => ({ subject: id('reg', 'region'), data: { orgId: id('org', 'smeltkroes'), reason: 'Klaar' } }),
    stewards,
  ],
  'region.NameMoment': [
    () => ({ subject: id('reg', 'region'), data: { momentId: fresh('mom'), name: `Stand ${++number}`, index: 3 } }),
    members,
  ],
  'region.UnnameMoment': [
    () => ({ subject: id('reg', 'region'), data: { momentId: events['momentOfRegion'] ?? '' } }),
    members,
  ],
  'site.RegisterSite': [
    () => ({
      subject: (events['site'] = fresh('sit')),
      data: {
        orgId: id('org', 'klinker'),
        name: 'Nieuw',
        address: { city: 'Hier' },
        point: [5.2, 52.5],
        location: 'ONSHORE',
        sector: 'GLASS',
      },
    }),
    stewards,
  ],
  'site.SetSiteDetail': [
    () => ({ subject: site(), data: { field: 'name', value: `Oven ${++number}` } }),
    ownSiteOrSteward,
  ],
  'site.RevertChange': [() => ({ subject: site(), data: { event: events['siteLately'] ?? '' } }), ownSiteOrSteward],
  'site.RelocateSite': [
    () => ({
      subject: site(),
      data: { address: { city: `Straat ${++number}` }, point: [5.21, 52.56], reason: 'Nauwkeuriger' },
    }),
    ownSiteOrSteward,
  ],
  'site.AssignCluster': [
    () => ({ subject: site(), data: { cluster: 'CLUSTER_6', basis: 'nagekeken', from: '2026-01-01' } }),
    stewards,
  ],
  'site.SetEtsStatus': [
    () => ({ subject: site(), data: { ets: 'ETS1', eutlId: 'NL-990000', from: '2022-01-01' } }),
    stewards,
  ],
  'site.ReportVerifiedEmissions': [
    () => ({ subject: site(), data: { sourceRef: 'verslag', years: [{ year: 2000 + ++number, t: 5 }] } }),
    ownSiteOrSteward,
  ],
  'site.OfferResidualHeat': [
    () => ({
      subject: site(),
      data: {
        offerId: fresh('ofr'),
        MW: 1,
        T_out: 80,
        MWh: 100,
        medium: 'WATER',
        from: '2030-01-01',
        firmUntil: '2031-01-01',
      },
    }),
    ownSite,
  ],
  'site.RecordConnectionContract': [
    () => ({
      subject: site(),
      data: {
        connectionId: fresh('con'),
        offtakeMW: 1,
        feedInMW: 0,
        physicalMVA: 2,
        voltageKV: 10,
        right: 'FIRM',
        from: '2026-01-01',
      },
    }),
    ownSite,
  ],
  'site.PledgeContribution': [
    () => ({
      subject: site(),
      data: {
        contributionId: id('ctr', 'rights'),
        planId: plan(),
        kind: 'HEAT_MW',
        amount: 0.1,
        from: '2030-01-01',
        to: '2031-12-31',
        firmness: 'FIRM',
      },
    }),
    ownSite,
  ],
  'site.CorrectFact': [
    () => ({
      subject: site(),
      data: { targetEventId: events['offer'] ?? '', field: 'MW', new: 7.5 + ++number / 1000 },
      reason: 'Meting',
    }),
    ownSiteOrSteward,
  ],
  'site.WithdrawResidualHeat': [
    () => ({ subject: site(), data: { offerId: id('ofr', 'klinker'), reason: 'Oven stopt', from: '2045-01-01' } }),
    ownSite,
  ],
  'plan.StartSynergyPlan': [
    () => ({
      subject: fresh('pln'),
      data: {
        regionId: id('reg', 'region'),
        kind: 'SHARED_HEAT',
        title: 'Nieuw plan',
        initiatorOrg: id('org', 'klinker'),
      },
    }),
    nobodyBut({ participant: 'yes' }, 'NOT_ALLOWED'),
  ],
  'plan.SetPlanDetail': [
    () => ({ subject: plan(), data: { field: 'title', value: `Titel ${++number}` } }),
    bothParticipants,
  ],
  'plan.InviteParticipant': [
    () => ({ subject: plan(), data: { orgId: id('org', ++number % 2 ? 'helder' : 'watermerk'), role: 'MEMBER' } }),
    bothParticipants,
  ],
  'plan.JoinPlan': [
    () => ({ subject: plan(), data: { orgId: id('org', 'klinker'), role: 'SOURCE', siteIds: [events['site'] ?? ''] } }),
    participants,
  ],
  'plan.SetCapacityTarget': [
    () => ({
      subject: plan(),
      data: { direction: 'OFFTAKE', MW: 1, fromYear: 2030 },
    }),
    bothParticipants,
  ],
  'plan.DrawRoute': [
    () => ({
      subject: plan(),
      data: {
        LineString: [
          [5.21, 52.56],
          [5.23, 52.56],
        ],
        length_km: 1.5,
      },
    }),
    bothParticipants,
  ],
  'plan.PlanMilestone': [
    () => ({
      subject: plan(),
      data: { milestoneId: fresh('mst'), name: 'Stap', date: '2028-01-01', programmeFunded: false, dependsOn: [] },
    }),
    bothParticipants,
  ],
  'plan.MoveMilestoneForecast': [
    () => ({
      subject: plan(),
      data: { milestoneId: id('mst', 'loi'), new: '2027-03-01', reason: 'Later' },
    }),
    bothParticipants,
  ],
  'plan.ReachMilestone': [
    () => ({ subject: plan(), data: { milestoneId: id('mst', 'loi'), date: '2026-03-01', evidence: 'Brief' } }),
    bothParticipants,
  ],
  'plan.NameMoment': [
    () => ({ subject: plan(), data: { momentId: fresh('mom'), name: `Versie ${++number}`, index: 3 } }),
    bothParticipants,
  ],
  'plan.UnnameMoment': [
    () => ({ subject: plan(), data: { momentId: events['momentOfPlan'] ?? '' } }),
    bothParticipants,
  ],
  'plan.PlaceComment': [
    () => {
      const commentId = fresh('cmt');
      Object.assign(comment, { id: comment.id || commentId });
      return { subject: plan(), data: { commentId, threadId: commentId, target: 'title', text: 'Hm', mentions: [] } };
    },
    commenters,
  ],
  'plan.ResolveComment': [() => ({ subject: plan(), data: { commentId: id('cmt', '1') } }), commenters],
  'plan.ReopenComment': [() => ({ subject: plan(), data: { commentId: id('cmt', '1') } }), commenters],
  'plan.RevertChange': [() => ({ subject: plan(), data: { event: events['lately'] ?? '' } }), bothParticipants],
  'plan.CorrectFact': [
    () => ({
      subject: plan(),
      data: { targetEventId: events['detail'] ?? '', field: 'value', new: 110 + ++number / 100 },
      reason: 'Tikfout',
    }),
    bothParticipants,
  ],
  'narrative.EditText': [
    () => ({ subject: textOf('risks'), data: { textRevision: 0, changes: [[0, `Zin ${++number}. `]] } }),
    bothParticipants,
  ],
  'narrative.RevertText': [
    () => ({ subject: textOf('motivation'), data: { commands: [events['typed'] ?? ''] } }),
    { ...participants, otherParticipant: 'NOT_OWN_TEXT', province: 'NOT_OWN_TEXT' },
  ],
  'plan.WithdrawContribution': [
    () => ({ subject: plan(), data: { contributionId: id('ctr', 'klinker'), reason: 'Toch niet' } }),
    { ...participants, otherParticipant: 'NOT_OWN_ORGANISATION', province: 'NOT_OWN_ORGANISATION' },
  ],
  'plan.ParkPlan': [() => ({ subject: plan(), data: { reason: 'Even wachten' } }), bothParticipants],
  'plan.ResumePlan': [() => ({ subject: plan(), data: { reason: 'Verder' } }), bothParticipants],
  'plan.LeavePlan': [
    () => ({ subject: plan(), data: { orgId: id('org', 'klinker'), reason: 'Andere keuze' } }),
    { ...participants, otherParticipant: 'NOT_OWN_ORGANISATION', province: 'NOT_OWN_ORGANISATION' },
  ],
  'organisation.GrantMandate': [
    () => ({
      subject: id('org', 'klinker'),
      data: {
        mandateId: (events['mandate'] ??= fresh('mnd')),
        actorId: 'act_demo-noor',
        subject: 'PRIORITY',
        from: '2026-01-01',
      },
    }),
    stewards,
  ],
  'decision.DraftDecision': [
    () => ({
      subject: fresh('dec'),
      data: { type: 'PRIORITY', question: 'Wat gaat eerst in deze regio?', subjectIds: [id('reg', 'region'), plan()] },
    }),
    { ...seats, outsider: 'NOT_ALLOWED' },
  ],
  'decision.AddAlternative': [
    () => ({
      subject: decision(),
      data: { alternativeId: fresh('alt'), label: `Keuze ${++number}`, doNothing: false },
    }),
    seats,
  ],
  'decision.TakeDecision': [
    () => ({
      subject: decision(),
      data: {
        chosen: id('alt', 'rights'),
        motivation: 'Omdat de warmte er is en de vraag er is, en wachten niets goedkoper maakt.',
        mandateId: id('mnd', 'province'),
        conditions: [{ conditionId: id('cnd', 'rights'), text: 'Geld', due: '2030-01-01' }],
        effectiveDate: '2026-01-01',
      },
    }),
    deciders,
  ],
  'decision.EndorseDecision': [
    () => ({ subject: decision(), data: { orgId: id('org', 'klinker'), mandateId: events['mandate'] ?? '' } }),
    forKlinker,
  ],
  'decision.RecordDissent': [
    () => ({ subject: decision(), data: { orgId: id('org', 'klinker'), text: `Liever anders ${++number}` } }),
    forKlinker,
  ],
  'decision.BreachCondition': [
    () => ({ subject: decision(), data: { conditionId: id('cnd', 'rights'), text: 'Niet gehaald' } }),
    deciders,
  ],
  'decision.FulfilCondition': [
    () => ({ subject: decision(), data: { conditionId: id('cnd', 'rights'), evidence: 'Alsnog betaald' } }),
    seats,
  ],
  'decision.PublishDecision': [() => ({ subject: decision(), data: { channel: 'WEBSITE', redactions: [] } }), deciders],
  'decision.ArchiveDecision': [
    () => ({ subject: decision(), data: { mdtoId: 'NL-1', packageHash: '0'.repeat(64) } }),
    { ...stewards, outsider: 'NOT_FOUND' },
  ],
  'decision.RevokeDecision': [
    () => ({ subject: decision(), data: { reason: 'Vergissing', mandateId: id('mnd', 'province') } }),
    deciders,
  ],
  'organisation.RevokeMandate': [
    () => ({
      subject: id('org', 'klinker'),
      data: { mandateId: events['mandate'] ?? '', from: '2026-02-01', reason: 'Andere functie' },
    }),
    stewards,
  ],
  'log.SetRetentionTerms': [
    () => ({ subject: LOG_SUBJECT, data: { terms: { person: 9, organisation: 20, text: 20 }, ground: 'Een lijst' } }),
    stewards,
  ],
  'log.PlaceLegalHold': [
    () => ({ subject: LOG_SUBJECT, data: { subject: id('org', 'helder'), ground: 'Bezwaar' } }),
    stewards,
  ],
  'log.LiftLegalHold': [
    () => ({ subject: LOG_SUBJECT, data: { subject: id('org', 'helder'), ground: 'Afgehandeld' } }),
    stewards,
  ],
  'import.StartImport': [
    () => ({ subject: fresh('imp'), data: { format: 'x', fileId: 'x', hash: '0'.repeat(64), rows: 1 } }),
    stewards,
  ],
  'import.CompleteImport': [
    () => ({ subject: fresh('imp'), data: { written: 1, unchanged: 0, rejected: 0 } }),
    stewards,
  ],
};

/** Every command is enumerated against all roles and relations in test/spec/identity/rights-table.test.ts. */
const byRoleAndRelation: RightName[] = [
  'own-project',
  'own-project-or-steward',
  'bottleneck-owner',
  'own-organisation',
  'action-owner',
  'in-region',
  'partner',
  'network',
  'operator',
  'government',
  'programme',
  'programme-or-steward',
  'interviewer',
  'interviewee',
  'scorer',
  'adviser',
  'system',
];

const head = async (): Promise<number> => (await persons.signedOut.get('/readyz')).body['index'] as number;
/** What follows from the commands before has been written. */
async function quiet(): Promise<void> {
  for (let before = -1, now = await head(); now !== before;) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 40));
    now = await head();
  }
}
const codeOf = (answer: CommandAnswer | Record<string, unknown>): unknown =>
  'problem' in answer ? (answer.problem as { code: string }).code : (answer as { code?: string }).code;

describe('who may give which command', () => {
  test('the table has every right but those that are told by role and relation in test/spec/identity', () => {
    const all = Object.entries(catalogue).flatMap(([kind, { commands }]) =>
      Object.keys(commands).map((type) => ({
        name: `${kind}.${type}`,
        right: rightNameOf(kind as KindName, type) ?? 'system',
      })),
    );
    expect(Object.keys(table).filter((name) => !all.some((one) => one.name === name))).toEqual([]);
    const tried = new Set<RightName>(all.flatMap(({ name, right }) => (name in table ? [right] : [])));
    const untried = all.filter(({ right }) => !tried.has(right) && !byRoleAndRelation.includes(right));
    expect(untried).toEqual([]);
  });

  test.each(Object.keys(table))('%s', async (name) => {
    const [make, expected] = table[name] ?? [];
    if (!make || !expected) throw new Error('no line');
    await quiet();
    const type = name.slice(name.indexOf('.') + 1);
    const refused = (Object.entries(expected) as [Who, Expected][]).filter(([, what]) => what !== 'yes');
    for (const [who, code] of refused) {
      const before = await head();
      const command = { type, ...make() };
      const http = await persons[who].give(command);
      expect(http.body['code'], `${who} over HTTP`).toBe(code);
      expect(codeOf(await persons[who].tell(sockets[who], command)), `${who} over a socket`).toBe(code);
      expect(await head()).toBe(before);
    }
    let said = '';
    for (const [who, what] of Object.entries(expected) as [Who, Expected][]) {
      if (what !== 'yes') continue;
      const wish = { type, ...make() };
      let answer = await persons[who].give(wish);
      if (answer.body['code'] === 'EDIT_CONFLICT') {
        // "use mine": the same again, based on what is there
        const { field, command } = answer.body['values'] as { field: string; command: string };
        answer = await persons[who].give({ ...wish, basis: { [field]: command } });
      }
      said = answer.text;
      // a rule of the domain may still refuse the second who does the same; rights did not
      expect(['NOT_ALLOWED', 'NOT_SIGNED_IN', 'INVALID_REQUEST'], `${who}: ${answer.text}`).not.toContain(
        answer.body['code'],
      );
      if (answer.status === 200 && Array.isArray(answer.body['events']) && answer.body['events'].length > 0) {
        expect((answer.body['events'] as { meta: { actor: string } }[])[0]?.meta.actor).toBe(people[who]);
        events[name] = 'done';
      }
    }
    if (name !== 'import.CompleteImport')
      expect(events[name], `${name} has been recorded once; last: ${said}`).toBe('done');
  });

  test('commands of the system itself are for nobody', async () => {
    const samples: Record<string, Record<string, unknown>> = {
      RecordPledge: {
        ...{ contributionId: fresh('ctr'), siteId: site(), kind: 'HEAT_MW' },
        ...{ amount: 1, from: '2030-01-01', firmness: 'FIRM' },
      },
      ReleaseSiteCapacity: { contributionId: id('ctr', 'klinker'), reason: 'x' },
      CreateLog: { origin: 'x' },
      DestroyKeys: { keys: ['key_x'], ground: 'none', subject: 'act_demo-noor' },
      RestateFact: { targetEventId: '0190a000-0000-8000-8000-000000000001', field: '/data/name', value: 'x' },
      RestateText: { textRevision: 1, text: ['x'] },
      SupersedeDecision: { byDecisionId: fresh('dec') },
      RemindOfCondition: { conditionId: id('cnd', 'rights'), stage: 'SOON' },
      EraseActor: { actorId: 'act_demo-noor' },
    };
    const subjects: Record<string, string> = {
      ...{ plan: plan(), site: site(), organisation: id('org', 'klinker'), region: id('reg', 'region') },
      narrative: `${plan().replace('pln_', 'txt_')}_risks`,
      import: fresh('imp'),
      decision: decision(),
    };
    for (const [kind, { commands }] of Object.entries(catalogue)) {
      for (const type of Object.keys(commands)) {
        if (rightNameOf(kind as KindName, type) !== 'system') continue;
        for (const who of Object.keys(people) as Who[]) {
          const example = story().commands.find((one) => streamOf(one.subject)?.kind === kind && one.type === type);
          const subject = subjects[kind] ?? example?.subject ?? 'log_00000000-0000-7000-8000-000000000000';
          const data = samples[type] ?? example?.data;
          expect(data, `${type} needs an example here`).toBeDefined();
          const { body } = await persons[who].give({ type, subject, data: data ?? {} });
          expect(['NOT_ALLOWED', 'NOT_SIGNED_IN', 'NOT_FOUND']).toContain(body['code']);
        }
      }
    }
  });
});
