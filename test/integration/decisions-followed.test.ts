import { afterEach, expect, test } from 'vitest';
import type { DecisionState } from '../../events/decision-record/state.ts';
import type { PlanState } from '../../events/plan/state.ts';
import type { RegionState } from '../../events/region/state.ts';
import type { Core } from '../../server/composition/core.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { askerIn, coreAt, freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';

/** What is decided is carried out in the plan and the region that it is about, and taken back with it. */

const open: Core[] = [];
afterEach(async () => {
  for (const core of open.splice(0)) await core.stop();
});

const LOTTE = 'act_lotte';
const JOOST = 'act_joost';
const ring = [
  [5, 52],
  [5.1, 52],
  [5.1, 52.1],
  [5, 52],
];

/** A region, the province and the programme's office with mandates. */
async function table() {
  const core = await coreAt(freshDirectory(), openMemoryStore(), 'as they are');
  open.push(core);
  const id = nameIds(core.seed());
  const system = async (type: string, subject: string, data: Record<string, unknown>, organisation?: string) => {
    const cause = organisation === undefined ? {} : { organisation, role: 'COMPANY' as const };
    const answer = await core.commands.executeAsSystem({ id: newCommandId(), type, subject, data }, cause);
    expect(answer.ok, `${type} ${JSON.stringify(answer)}`).toBe(true);
  };
  const region = id('reg', 'region');
  const outline = { type: 'MultiPolygon', coordinates: [[ring]] };
  await system('DefineRegion', region, {
    ...{ name: 'Waard', kind: 'CUSTOM', geometry: outline, provinceCodes: ['PV24'], municipalityCodes: [] },
  });
  for (const [name, kind, actorId, role] of [
    ['province', 'PROVINCE', LOTTE, 'PROVINCE'],
    ['office', 'PROGRAMME_OFFICE', JOOST, 'PROGRAMME_LEAD'],
  ] as const) {
    await system('RegisterOrganisation', id('org', name), { name, kinds: [kind] });
    await system('GrantMembership', id('org', name), { actorId, role, regionIds: [region], from: '2025-01-01' });
    for (const subject of ['GATE', 'REGION_SELECTION'])
      await system('GrantMandate', id('org', name), {
        ...{ mandateId: id('mnd', `${name} ${subject}`), actorId, subject, from: '2025-01-01' },
      });
  }
  const state = (prefix: string, name: string): unknown =>
    core.readModels.state(id(prefix, name).replace(/^[a-z]+_/, streams[prefix] ?? ''));
  const give = async (actor: string, type: string, name: string, data: Record<string, unknown>) => {
    const based = ['TakeDecision', 'EndorseDecision', 'RevokeDecision'].includes(type);
    const content = (state('dec', name) as DecisionState | undefined)?.content?.command;
    const command = { id: newCommandId(), type, subject: id('dec', name), data };
    const basis = based && content !== undefined ? { basis: { content } } : {};
    const answer = await core.commands.execute({ ...command, ...basis }, () => askerIn(core, actor));
    expect(answer.ok, `${type} ${JSON.stringify(answer)}`).toBe(true);
    await core.settled();
  };
  const take = async (name: string, type: string, subjectIds: string[]): Promise<void> => {
    await give(LOTTE, 'DraftDecision', name, { type, question: 'Gaan we hiermee verder?', subjectIds });
    for (const [label, doNothing] of [
      ['Niets doen', true],
      ['Doorgaan', false],
    ] as const)
      await give(LOTTE, 'AddAlternative', name, { alternativeId: id('alt', label), label, doNothing });
    await give(LOTTE, 'TakeDecision', name, {
      ...{ chosen: id('alt', 'Doorgaan'), mandateId: id('mnd', `province ${type}`), effectiveDate: '2026-06-01' },
      motivation: 'Omdat de warmte er is, de vraag er is, en wachten geen euro goedkoper maakt.',
    });
  };
  const revoke = (name: string, type: string) =>
    give(LOTTE, 'RevokeDecision', name, { reason: 'Verkeerd stuk', mandateId: id('mnd', `province ${type}`) });
  return { id, system, state, give, take, revoke, region };
}
const streams: Record<string, string> = { dec: 'decision-', pln: 'plan-', reg: 'region-' };

test('a gate is passed when both have signed, and open again when that is revoked', async () => {
  const { id, system, state, give, take, revoke, region } = await table();
  const PLAN = id('pln', 'plan');
  const companies = ['kiln', 'oven'].map((name) => id('org', name));
  for (const org of companies) await system('RegisterOrganisation', org, { name: 'Oven', kinds: ['COMPANY'] });
  const [kiln = '', oven = ''] = companies;
  const begun = { regionId: region, kind: 'SHARED_HEAT', title: 'Samen warm', initiatorOrg: kiln };
  await system('StartSynergyPlan', PLAN, begun, kiln);
  await system('InviteParticipant', PLAN, { orgId: oven, role: 'SINK' }, kiln);
  await system('JoinPlan', PLAN, { orgId: oven, role: 'SINK', siteIds: [] }, oven);
  const letter = { agreementId: id('agr', 'loi'), fileId: 'brief', hash: 'a'.repeat(64) };
  await system('DraftAgreement', PLAN, { ...letter, type: 'LOI' }, kiln);
  await system('SignAgreement', PLAN, { ...letter, signatories: [kiln], date: '2026-01-01' }, kiln);
  await system('RequestGate', PLAN, { gate: 'G1', snapshotIds: [] }, kiln);
  const gate = () => (state('pln', 'plan') as PlanState).gates.G1;

  await take('g1', 'GATE', [region, PLAN]);
  expect(gate()?.passed).toBeUndefined();
  await give(JOOST, 'EndorseDecision', 'g1', { orgId: id('org', 'office'), mandateId: id('mnd', 'office GATE') });
  expect(gate()?.passed).toMatchObject({ value: id('dec', 'g1') });
  expect((state('pln', 'plan') as PlanState).status).toBe('EXPLORING');
  await revoke('g1', 'GATE');
  expect(gate()).toMatchObject({ reopened: { value: id('dec', 'g1') } });
  expect((state('pln', 'plan') as PlanState).status).toBe('DRAFT');

  // what was there when the gate was requested falls away before the second signature
  await system('RequestGate', PLAN, { gate: 'G1', snapshotIds: [] }, kiln);
  await take('again', 'GATE', [region, PLAN]);
  await system('LeavePlan', PLAN, { orgId: oven, reason: 'Verkocht' }, oven);
  await give(JOOST, 'EndorseDecision', 'again', { orgId: id('org', 'office'), mandateId: id('mnd', 'office GATE') });
  expect(gate()).toMatchObject({
    failed: { value: { decisionId: id('dec', 'again'), conditions: ['PLAN_TOO_FEW_ORGS'] } },
  });
});

test('a region is selected by decision, and no longer when that is revoked', async () => {
  const { id, state, take, revoke, region } = await table();
  await take('choice', 'REGION_SELECTION', [region]);
  expect(state('reg', 'region') as RegionState).toMatchObject({ status: 'SELECTED', selectedBy: id('dec', 'choice') });
  await revoke('choice', 'REGION_SELECTION');
  expect((state('reg', 'region') as RegionState).status).toBe('CANDIDATE');
  expect((state('reg', 'region') as RegionState).selectedBy).toBeUndefined();
});
