import { describe, expect, test } from 'vitest';
import type { Role, SubjectId } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import { audiences, dataClasses, purposes } from '../../../events/organisation/consent.ts';
import type { Class } from '../../../events/visibility.ts';
import { seesOf } from '../../../projections/where/audience.ts';
import { initial, type WhereState } from '../../../projections/where/state.ts';
import { applyWhere } from '../../../projections/where/where.ts';
import { Grants } from '../../../server/readmodels/rights.ts';
import { id, recorded } from '../given.ts';
import { story } from '../recorded/story.ts';
import { roles } from './b5.ts';

/** Every role × relation × class of a site and its project, and of kinds of stream with one reader, against B.5 and B.6. */

const OWNER = id('org', 1);
const TABLE = id('org', 2);
const INVITED = id('org', 71);
const STRANGER = id('org', 99);
const NAMED = id('org', 73);
const MINISTRY = id('org', 74);
const PLAN = streamOf(id('pln', 1))?.stream ?? '';
const SITE = streamOf(id('sit', 1))?.stream ?? '';
const PROJECT = streamOf(id('prj', 1))?.stream ?? '';
const ORGANISATION = streamOf(OWNER)?.stream ?? '';
const TODAY = '2026-06-01';

const relations = ['owner', 'at the table', 'invited', 'member', 'stranger', 'nobody'] as const;
type Relation = (typeof relations)[number];
const organisations: Partial<Record<Relation, SubjectId>> = { owner: OWNER, 'at the table': TABLE, invited: INVITED };
const classes: Class[] = ['P0', 'P1', 'P2', 'P3', 'P4'];

type More = [stream: string, type: string, data: Record<string, unknown>];

function standing(): WhereState {
  const state = initial();
  const besides: More[] = [
    [PLAN, 'ParticipantInvited', { orgId: INVITED, role: 'MEMBER' }],
    [PLAN, 'ParticipantJoined', { orgId: OWNER, role: 'SOURCE', siteIds: [id('sit', 1)] }],
    [PLAN, 'ParticipantJoined', { orgId: TABLE, role: 'SINK', siteIds: [] }],
    [streamOf(MINISTRY)?.stream ?? '', 'OrganisationRegistered', { name: 'EZK', kinds: ['MINISTRY'] }],
  ];
  for (const event of story().events) if (!event.type.startsWith('DataConsent')) applyWhere(state, event);
  add(state, besides);
  return state;
}

function add(state: WhereState, events: readonly More[]): void {
  for (const [n, [stream, type, data]] of events.entries())
    applyWhere(state, recorded(stream, 9_000 + n, { type, data }));
}

function seesAs(state: WhereState, role: Role, organisation: SubjectId | undefined, regionIds: SubjectId[] = []) {
  const memberships = organisation === undefined ? [] : [{ organisation, role, regionIds }];
  const grants = new Grants().of(memberships, state);
  return (stream: string) => seesOf(state, grants.has, stream, TODAY);
}

/** B.6: P0 all, P1 partners, P2 region, P3 the table and who watches over all, P4 the owner. */
function expectedOf(role: Role, relation: Relation): Class {
  if (relation === 'nobody') return 'P0';
  if (relation === 'owner') return 'P4';
  if (relation === 'at the table' || role === 'STEWARD' || role === 'AUDITOR') return 'P3';
  return relation === 'member' ? 'P2' : 'P1';
}

test('without a consent, of a site and its project', () => {
  const state = standing();
  const wrong: string[] = [];
  let cases = 0;
  for (const role of roles) {
    for (const relation of relations) {
      const organisation = relation === 'nobody' ? undefined : (organisations[relation] ?? STRANGER);
      const sees = seesAs(state, role, organisation, relation === 'member' ? [id('reg', 1)] : []);
      for (const stream of [SITE, PROJECT]) {
        for (const cls of classes) {
          const may = classes.indexOf(cls) <= classes.indexOf(expectedOf(role, relation));
          cases++;
          if (sees(stream)(cls) !== may) wrong.push(`${stream.slice(0, 7)} ${role} ${relation} ${cls}: not ${may}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cases).toBe(600);
});

/** Whom an audience of a consent means, besides who reads anyway. */
const reach: Record<string, (role: Role, relation: Relation | 'named' | 'ministry') => boolean> = {
  PUBLIC: () => true,
  PARTNERS: (_, relation) => relation !== 'nobody',
  REGION: (_, relation) => relation === 'member',
  PLAN: (_, relation) => relation === 'at the table',
  RVO: (role, relation) => role === 'RVO' && relation !== 'nobody',
  PROGRAMME: (role, relation) => (role === 'PROGRAMME_LEAD' && relation !== 'nobody') || relation === 'ministry',
  [NAMED]: (_, relation) => relation === 'named',
};

test('by consent: role × relation × audience × purpose × kind of data × class, given, withdrawn and past', () => {
  const wrong: string[] = [];
  let cases = 0;
  const state = standing();
  const grantedTo = [...relations, 'named', 'ministry'] as const;
  for (const audience of [...audiences, NAMED]) {
    for (const purpose of purposes) {
      for (const dataClass of dataClasses) {
        const consent = { consentId: id('cns', 1), siteIds: [], dataClass, audience, purpose };
        const given = (from: string, to: string): More => [
          ...([ORGANISATION, 'DataConsentGiven', { ...consent, from, to }] as const),
        ];
        const withdrawn: More = [ORGANISATION, 'DataConsentWithdrawn', { consentId: id('cns', 1), from: TODAY }];
        const states = {
          given: [given('2026-01-01', TODAY)],
          withdrawn: [given('2026-01-01', '2030-01-01'), withdrawn],
          past: [given('2026-01-01', '2026-05-31')],
        };
        for (const [when, events] of Object.entries(states)) {
          state.consents.clear();
          add(state, events);
          for (const role of roles) {
            for (const relation of grantedTo) {
              const sees = seesAs(state, role, orgOf(relation), relation === 'member' ? [id('reg', 1)] : []);
              for (const data of ['HEAT', 'LOAD_PROFILE', 'PROJECTS'] as const) {
                for (const cls of ['P3', 'P4'] as const) {
                  const anyway = classes.indexOf(cls) <= classes.indexOf(expectedOf(role, asRelation(relation)));
                  const forPeople = purpose !== 'AGGREGATE' && purpose !== 'SUGGESTION';
                  const shared = dataClass === 'ALL' || dataClass === data;
                  const beyond = cls === 'P3' || audience === NAMED;
                  const lets =
                    when === 'given' && forPeople && shared && beyond && reach[audience]?.(role, relation) === true;
                  const seen = data === 'PROJECTS' ? sees(PROJECT)(cls) : sees(SITE)(cls, { data });
                  cases++;
                  if (seen !== (anyway || lets))
                    wrong.push(
                      `${audience} ${purpose} ${dataClass} ${when}: ${role} ${relation} ${data} ${cls}: ${seen}`,
                    );
                }
              }
            }
          }
        }
      }
    }
  }
  console.info(`${cases} cases of reading by consent`);
  expect(wrong).toEqual([]);
}, 60_000);

function orgOf(relation: Relation | 'named' | 'ministry'): SubjectId | undefined {
  if (relation === 'named') return NAMED;
  if (relation === 'ministry') return MINISTRY;
  return relation === 'nobody' ? undefined : (organisations[relation] ?? STRANGER);
}

const asRelation = (relation: Relation | 'named' | 'ministry'): Relation =>
  relation === 'named' || relation === 'ministry' ? 'stranger' : relation;

describe('what is not of a site', () => {
  const readers: [prefix: string, cls: Class, Role[]][] = [
    ['rnd', 'P3', ['RVO', 'STEWARD', 'AUDITOR']],
    ['bud', 'P2', ['PROVINCE', 'RVO', 'INVEST_NL', 'PROGRAMME_LEAD', 'AUDITOR']],
    ['sel', 'P3', ['STEWARD', 'AUDITOR']],
    ['sel', 'P4', []],
    ['rel', 'P3', ['STEWARD', 'AUDITOR']],
  ];
  const state = standing();
  test.each(readers)('%s %s', (prefix, cls, expected) => {
    const stream = streamOf(id(prefix))?.stream ?? '';
    expect(roles.filter((role) => seesAs(state, role, STRANGER)(stream)(cls))).toEqual(expected);
  });
  test('what an organisation said itself among many, it sees', () => {
    const round = streamOf(id('rnd'))?.stream ?? '';
    const own = { owner: OWNER };
    expect(roles.filter((role) => !seesAs(state, role, OWNER)(round)('P3', own))).toEqual([]);
    expect(seesAs(state, 'COMPANY', TABLE)(round)('P3', own)).toBe(false);
    expect(seesAs(state, 'COMPANY', undefined)(round)('P3', own)).toBe(false);
  });
  test('a ministry sees the budget, whatever its role', () =>
    expect(roles.filter((role) => !seesAs(state, role, MINISTRY)(streamOf(id('bud'))?.stream ?? '')('P2'))).toEqual(
      [],
    ));
});
