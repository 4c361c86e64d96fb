import { describe, expect, test } from 'vitest';
import { catalogue, commandSpec, kindFunctions } from '../../../events/catalogue.ts';
import type { Command } from '../../../events/decision.ts';
import type { RecordedEvent, Role, SubjectId } from '../../../events/envelope.ts';
import { kindOf, streamOf, type KindName } from '../../../events/ids.ts';
import type { AnyState } from '../../../events/kinds.ts';
import { commandRights, rightNameOf } from '../../../events/rights/commands.ts';
import { seesOf } from '../../../projections/where/audience.ts';
import { initial } from '../../../projections/where/state.ts';
import { applyWhere } from '../../../projections/where/where.ts';
import { authorise } from '../../../server/identity/authorise.ts';
import type { Asker } from '../../../server/identity/viewer.ts';
import { Grants } from '../../../server/readmodels/rights.ts';
import { id, recorded, uuid } from '../given.ts';
import { story } from '../recorded/story.ts';
import { expected, named, relations, roles, type Relation } from './b5.ts';

/** Every role × every command × every relation, asked of the server's own authorisation, against domain.md B.5. */

const ORG = id('org', 1);
const SECOND = id('org', 2);
const orgs = { facilitator: id('org', 70), invited: id('org', 71), member: id('org', 72), consented: id('org', 73) };
const STRANGER = id('org', 99);
const REGIONS = [id('reg', 1), id('reg', 2)];
const plans = [id('pln', 1), id('pln', 2)];
const TODAY = '2026-06-01';

const more = plans.flatMap((plan) => [
  joined(plan, ORG, 'INITIATOR'),
  joined(plan, SECOND, 'MEMBER'),
  joined(plan, orgs.facilitator, 'FACILITATOR'),
  { stream: streamOf(plan)?.stream ?? '', type: 'ParticipantInvited', data: { orgId: orgs.invited, role: 'MEMBER' } },
]);
const consent = {
  stream: streamOf(ORG)?.stream ?? '',
  type: 'DataConsentGiven',
  data: {
    ...{ consentId: id('cns', 9), siteIds: [], dataClass: 'ALL', audience: orgs.consented, purpose: 'PLAN' },
    ...{ from: '2026-01-01', to: '2030-12-31' },
  },
};

const states = new Map<string, unknown>(story().states);
const where = initial();
const events: RecordedEvent[] = [
  ...story().events,
  ...[...more, consent].map(({ stream, ...happened }, n) => recorded(stream, story().events.length + n, happened)),
];
for (const event of events) applyWhere(where, event);
for (const event of events.slice(story().events.length)) {
  const kind = kindFunctions(kindOf(event.stream));
  states.set(event.stream, kind.evolve(structuredClone(states.get(event.stream)), event));
}
for (const [stream, state] of states) {
  if (kindOf(stream) !== 'decision') continue;
  // everything that is decided asks the first organisation to take part
  states.set(stream, { ...(state as object), participants: [ORG] });
  where.decisions.get(stream.replace('decision-', 'dec_'))?.organisations.add(ORG);
}

const facts = {
  state: (stream: string) => states.get(stream) as AnyState | undefined,
  topicsOf: (stream: string) => where.topics.get(stream) ?? [],
  sees: (grants: Asker['grants'], stream: string) => seesOf(where, grants.has, stream, TODAY),
};
const grants = new Grants();

const all = Object.entries(catalogue).flatMap(([kind, { commands }]) =>
  Object.keys(commands).map((type) => ({ kind: kind as KindName, type, name: `${kind}.${type}` })),
);

describe('roles × commands × relations', () => {
  test('the table of rights and that of B.5 name every command, and no other', () => {
    const names = all.filter(({ type }) => type !== 'RestateFact').map(({ name }) => name);
    expect(all.filter(({ kind, type }) => rightNameOf(kind, type) === undefined)).toEqual([]);
    expect(names.filter((name) => !named.has(name))).toEqual([]);
    expect([...named].filter((name) => !names.includes(name))).toEqual([]);
    const listed = Object.entries(commandRights).flatMap(([kind, by]) =>
      Object.values(by).flatMap((types) => types.map((type) => `${kind}.${type}`)),
    );
    expect([...listed].sort()).toEqual([...names].sort());
  });

  test('the server allows what B.5 allows, and nothing else', () => {
    const wrong: string[] = [];
    const codes = new Map<string, number>();
    let cases = 0;
    let allowed = 0;
    for (const { name, kind } of all) {
      for (const example of examplesOf(name)) {
        for (const role of roles) {
          for (const relation of relations) {
            const { asker, command } = askedBy(example, kind, role, relation);
            const answer = authorise(facts, asker, command);
            const code = 'refused' in answer ? answer.refused.code : 'yes';
            codes.set(code, (codes.get(code) ?? 0) + 1);
            const may = expected(name, isGate(example), role, relation) === true && there(example, role, relation);
            cases++;
            allowed += Number(may);
            if ((code === 'yes') !== may) wrong.push(`${name} ${role} ${relation}: ${code}, B.5 says ${may}`);
          }
        }
      }
    }
    console.info(`${cases} cases of roles × commands × relations, ${allowed} allowed;`, Object.fromEntries(codes));
    expect(wrong).toEqual([]);
    expect(cases).toBeGreaterThan(15_000);
    const known = ['yes', 'NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN', 'NOT_OWN_ORGANISATION', 'NOT_INFRA_OWNER'];
    expect([...codes.keys()].sort()).toEqual([...known].sort());
  });

  test('a ministry reads, and gives no command, whatever its role', () => {
    const MINISTRY = id('org', 80);
    const stream = streamOf(MINISTRY)?.stream ?? '';
    states.set(stream, { kinds: ['MINISTRY'] });
    const memberships = (['PROGRAMME_LEAD', 'PROVINCE', 'STEWARD'] as const).map((role) => ({
      ...{ organisation: MINISTRY, role, regionIds: REGIONS },
    }));
    const asker = { principal, memberships, grants: grants.of(memberships, where) };
    const answers = all.flatMap(({ name }) => examplesOf(name).map((command) => authorise(facts, asker, command)));
    states.delete(stream);
    expect(answers.filter((answer) => !('refused' in answer))).toEqual([]);
  });
});

const principal = { actor: 'act_x', session: 's' };

/** Examples of a command from the story; of decisions one about a gate and one about something else. */
function examplesOf(name: string): Command[] {
  const [kind = '', type = ''] = name.split('.');
  const found = story().commands.filter((one) => streamOf(one.subject)?.kind === kind && one.type === type);
  const [first] = found;
  if (first) return kind === 'decision' ? [true, false].flatMap((gate) => exampleAt(found, first, gate)) : [first];
  const other = story().commands.find((one) => streamOf(one.subject)?.kind === kind);
  if (!other || type !== 'RestateFact') throw new Error(`${name} has no example in the story`);
  return [{ ...other, type, data: { targetEventId: uuid(1), field: '/data/name', value: 'x' } }];
}

/** A command that is only given of a decision of another type is asked of this one. */
function exampleAt(found: readonly Command[], first: Command, gate: boolean): Command {
  const fitting = found.find((one) => isGate(one) === gate);
  if (fitting) return fitting;
  const of = story().commands.find((one) => one.type === 'DraftDecision' && isGate(one) === gate);
  return { ...first, subject: of?.subject ?? '' };
}

function isGate({ subject, type, data }: Command): boolean {
  if (type === 'DraftDecision') return data['type'] === 'GATE';
  const state = states.get(streamOf(subject)?.stream ?? '') as { type?: string } | undefined;
  return streamOf(subject)?.kind === 'decision' && state?.type === 'GATE';
}

/** Fields by which a command says for whom it speaks. */
const voices: Record<string, string> = {
  ...{ StartSynergyPlan: 'initiatorOrg', JoinPlan: 'orgId', LeavePlan: 'orgId', AcceptCostSplit: 'orgId' },
  ...{ EndorseDecision: 'orgId', RecordDissent: 'orgId', EndorseLesson: 'byOrg', ProposeWeights: 'orgId' },
  SubmitResponse: 'orgId',
};

function askedBy(example: Command, kind: KindName, role: Role, relation: Relation) {
  const owner = ownerOf(example, kind);
  const organisation = organisationFor(relation, owner);
  const voice = voices[example.type];
  const spoken = relation === 'in another name' ? id('org', 98) : organisation;
  // what makes a stream is asked of one that is not there yet
  const subject = commandSpec(kind, example.type)?.creates ? `${example.subject.slice(0, -4)}ffff` : example.subject;
  const command = { ...example, subject, data: { ...example.data, ...(voice ? { [voice]: spoken } : {}) } };
  // who is made the owner of a bottleneck sees the project as a member of its region
  const inRegion = relation === 'member' || (relation === 'own' && example.type === 'ResolveBottleneck');
  const regionIds = inRegion ? REGIONS : [];
  const memberships =
    relation === 'no organisation' || relation === 'signed out' ? [] : [{ organisation, role, regionIds }];
  const asker: Asker = {
    principal: relation === 'signed out' ? undefined : principal,
    memberships,
    grants: grants.of(memberships, where),
  };
  return { asker, command };
}

function organisationFor(relation: Relation, owner: SubjectId): SubjectId {
  if (relation === 'own') return owner;
  if (relation === 'participant') return owner === SECOND ? ORG : SECOND;
  return relation in orgs ? orgs[relation as keyof typeof orgs] : STRANGER;
}

/** The organisation whose thing it is: what the command names of the subject, else the subject. */
function ownerOf({ subject, type, data }: Command, kind: KindName): SubjectId {
  const state = (states.get(streamOf(subject)?.stream ?? '') ?? {}) as {
    orgId?: SubjectId;
    actions?: Record<string, { ownerOrg: SubjectId }>;
  };
  if (type === 'CompleteAction') return state.actions?.[String(data['actionId'])]?.ownerOrg ?? '';
  if (type === 'ResolveBottleneck') return id('org', 3);
  if (kind === 'organisation') return subject;
  if (kind === 'infrastructure') return id('org', 3);
  if (kind === 'site') return type === 'RegisterSite' ? String(data['orgId']) : (state.orgId ?? '');
  return ORG;
}

/** Is the subject there for who asks? Of some kinds only for its region, its partners, and who watches over all. */
function there({ subject, type }: Command, role: Role, relation: Relation): boolean {
  const kind = streamOf(subject)?.kind ?? 'log';
  const seen: Partial<Record<KindName, readonly Relation[]>> = {
    plan: ['own', 'participant', 'facilitator', 'invited', 'member'],
    project: ['own', 'participant', 'facilitator', 'member', 'consented'],
    case: ['own', 'member'],
  };
  if (commandSpec(kind, type)?.creates || role === 'STEWARD' || role === 'AUDITOR') return true;
  return seen[kind]?.includes(relation) ?? true;
}

function joined(plan: SubjectId, orgId: SubjectId, role: string) {
  const sites = { [ORG]: [id('sit', 1)], [SECOND]: [id('sit', 2)] };
  const data = { orgId, role, siteIds: plan === id('pln', 1) ? (sites[orgId] ?? []) : [] };
  return { stream: streamOf(plan)?.stream ?? '', type: 'ParticipantJoined', data };
}
