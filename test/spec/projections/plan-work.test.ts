import { describe, expect, test } from 'vitest';
import { decide } from '../../../events/plan/decide.ts';
import { streamOf } from '../../../events/ids.ts';
import { initial as initialDecision, type DecisionState } from '../../../events/decision-record/state.ts';
import { entryOf } from '../../../events/timeline.ts';
import { gates } from '../../../events/plan/gates.ts';
import type { PlanState } from '../../../events/plan/state.ts';
import { view } from '../../../events/plan/state.ts';
import { gateChecklist, grantedMW, sitesWithoutFlexibility } from '../../../projections/plan-view/gate-checklist.ts';
import { gateDecisions } from '../../../projections/plan-view/gate-decisions.ts';
import { planBalance } from '../../../projections/plan-view/plan-balance.ts';
import { planWork } from '../../../projections/plan-view/plan-work.ts';
import type { TopicState } from '../../../projections/topic/topic.ts';
import { given, id, recorded, type Happened } from '../given.ts';

const PLAN = id('pln');
const SITE = id('sit', 1);
const AREA = id('inf', 1);
const org = id('org', 1);
const other = id('org', 2);
const started = (kind: string): Happened[] => [
  { type: 'SynergyPlanStarted', data: { regionId: id('reg'), kind, title: 'Together', initiatorOrg: org } },
  { type: 'ParticipantJoined', data: { orgId: org, role: 'INITIATOR', siteIds: [SITE] } },
];
const joined: Happened = { type: 'ParticipantJoined', data: { orgId: other, role: 'SINK', siteIds: [] } };
const pledged = (n: number, kind: string, amount: number, firmness: string): Happened => ({
  type: 'ContributionPledged',
  data: { contributionId: id('ctr', n), siteId: SITE, kind, amount, unit: 'MW', from: '2029-01-01', firmness },
});
const passed = (...names: string[]): Happened[] =>
  names.map((gate) => ({ type: 'GatePassed', data: { gate, decisionId: id('dec') } }));
const site = (...more: Happened[]) =>
  given(
    SITE,
    {
      type: 'SiteRegistered',
      data: { orgId: org, name: 'Kiln', point: [5, 52], location: 'ONSHORE', sector: 'CERAMICS', address: {} },
    },
    ...more,
  ).state;
const area = (...more: Happened[]) =>
  given(
    AREA,
    { type: 'InfrastructureRegistered', data: { kind: 'GRID_AREA', name: 'MS', operatorId: other, geometry: null } },
    ...more,
  ).state;
const flexible: Happened = {
  type: 'FlexPotentialStated',
  data: { type: 'NONE', reason: 'looked', MW: 0, maxHours: 0, calls: 0 },
};
const granted: Happened = {
  type: 'GroupCapacityGranted',
  data: { planId: PLAN, MW: 4, direction: 'OFFTAKE', conditions: '', from: '2027-01-01' },
};
const stream = (subject: string): string => streamOf(subject)?.stream ?? '';
const table = (plan: unknown, siteState: unknown, areaState: unknown): TopicState =>
  ({ streams: { [stream(PLAN)]: plan, [stream(SITE)]: siteState, [stream(AREA)]: areaState } }) as TopicState;

describe('what a gate asks for', () => {
  const plan = given(PLAN, ...started('JOINT_GRID_GTO'), joined, ...passed('G1', 'G2')).state;

  test('is said item by item, and is what a request is refused for', () => {
    const lines = gateChecklist(table(plan, site(), area()), PLAN, 'G3', true);
    expect(lines).toEqual([
      { item: 'costSplitAccepted', there: false },
      { item: 'agreementsDrafted', there: false },
      { item: 'operatorConfirmation', there: false },
    ]);
    const around = {
      ...{ siteOwner: () => null, regionExists: () => true, organisationExists: () => true },
      groupCapacity: () => grantedMW(table(plan, site(), area(granted)), PLAN),
    };
    const command = { id: id('cmd'), type: 'RequestGate', subject: PLAN, data: { gate: 'G3', snapshotIds: [] } };
    const context = {
      actor: 'act_noor',
      organisation: org,
      role: 'COMPANY',
      now: '',
      today: '2027-01-01',
      around,
    } as const;
    const decision = decide(structuredClone(plan) as PlanState, command, context);
    expect('refused' in decision && decision.refused).toEqual({
      code: 'GATE_CHECKLIST',
      values: { gate: 'G3', missing: ['costSplitAccepted', 'agreementsDrafted'] },
    });
  });
  test('follows the operator and the sites; what somebody cannot see he is not told is missing', () => {
    const there = (gate: 'G2' | 'G3', all: boolean, ...state: Happened[]) =>
      Object.fromEntries(
        gateChecklist(
          table(
            plan,
            site(...state.filter((one) => one === flexible)),
            area(...state.filter((one) => one === granted)),
          ),
          PLAN,
          gate,
          all,
        ).map(({ item, there: stands }) => [item, stands]),
      );
    expect(there('G3', true, granted)['operatorConfirmation']).toBe(true);
    expect(there('G3', false)['operatorConfirmation']).toBeUndefined();
    expect(there('G2', true)['flexibilityStated']).toBe(false);
    expect(there('G2', false)['flexibilityStated']).toBeUndefined();
    expect(there('G2', false, flexible)['flexibilityStated']).toBe(true);
    expect(sitesWithoutFlexibility(table(plan, site(), area()), [SITE])).toEqual([SITE]);
    expect(sitesWithoutFlexibility(table(plan, site(flexible), area()), [SITE])).toEqual([]);
  });
});

describe('the balance of a plan', () => {
  const heat = [
    ...started('SHARED_HEAT'),
    pledged(1, 'HEAT_MW', 0.1, 'FIRM'),
    pledged(2, 'HEAT_MW', 0.2, 'INDICATIVE'),
    { type: 'CapacityTargetSet', data: { direction: 'HEAT', MW: 0.6, fromYear: 2029 } },
    { type: 'PlanDetailSet', data: { field: 'sourceTemperatureC', value: 118 } },
    { type: 'PlanDetailSet', data: { field: 'requiredTemperatureC', value: 85 } },
  ];
  test('adds up what is pledged and firm, covers the target, and names the margin of the source', () => {
    expect(planBalance(given(PLAN, ...heat).state as PlanState)).toEqual({
      ...{ 'HEAT_MW.total': 0.3, 'HEAT_MW.firm': 0.1, 'HEAT.targetMW': 0.6, 'HEAT.covered': 0.5 },
      'heat.marginK': 23,
    });
  });
  test('is not worked out by who does not see the amounts', () => {
    const seen = view(given(PLAN, ...heat).state as PlanState, (cls) => cls !== 'P3' && cls !== 'P4');
    expect(planBalance(seen)).toBeUndefined();
  });
});

test('the work on a plan: stands of gates, who signed, the newest split, the heaviest risk; no amounts for outsiders', () => {
  const risk = (n: number, p: number): Happened => ({
    type: 'RiskRaised',
    data: { riskId: id('rsk', n), cause: 'c', effect: 'e', p, impact: 5, owner: org },
  });
  const split = (n: number): Happened => ({
    type: 'CostSplitProposed',
    data: { proposalId: id('csp', n), method: 'EQUAL', shares: [{ orgId: org, share: 1 }], totalEUR: 10 },
  });
  const paper = { fileId: 'loi.pdf', hash: 'a'.repeat(64) };
  const state = given(
    PLAN,
    ...started('SHARED_HEAT'),
    joined,
    { type: 'AgreementDrafted', data: { agreementId: id('agr'), type: 'LOI', ...paper } },
    { type: 'AgreementSigned', data: { agreementId: id('agr'), signatories: [org], date: '2026-01-01', ...paper } },
    ...[risk(1, 1), risk(2, 4), split(1), split(2), ...passed('G1')],
    { type: 'GateRequested', data: { gate: 'G2', checklist: [], snapshotIds: [] } },
  ).state as PlanState;
  const work = planWork(state);
  expect(work.gates.map(({ stand }) => stand)).toEqual(['passed', 'requested', 'open', 'open', 'open']);
  expect(work.gates.map(({ gate }) => gate)).toEqual([...gates]);
  expect(work.agreements[0]?.signatures).toEqual([
    { org, signed: true },
    { org: other, signed: false },
  ]);
  expect(work.risks.map(({ id: riskId }) => riskId)).toEqual([id('rsk', 2), id('rsk', 1)]);
  expect(work.costSplits.map(({ id: one }) => one)).toEqual([id('csp', 2), id('csp', 1)]);
  const outside = JSON.stringify(planWork(view(state, (cls) => cls !== 'P3' && cls !== 'P4')));
  expect(outside).not.toContain('loi.pdf');
  expect(outside).not.toContain('totalEUR');
});

test('a decision on a gate waits for whoever has not joined it', () => {
  const event = recorded(stream(id('dec')), 1, { type: 'DecisionDrafted', data: {} });
  const drafted: DecisionState = {
    ...initialDecision(),
    ...{ exists: true, type: 'GATE', question: 'Open?', subjectIds: [PLAN], drafted: entryOf(event, true as const) },
  };
  const endorsed: DecisionState = {
    ...drafted,
    endorsements: {
      [other]: {
        org: other,
        mandateId: id('mnd'),
        role: 'PROVINCE',
        beforeTaken: true,
        entry: entryOf(event, true as const),
      },
    },
  };
  const of = (decision: DecisionState) =>
    gateDecisions({ streams: { [stream(id('dec'))]: decision } }, PLAN).map(({ awaited }) => awaited);
  expect(of(drafted)).toEqual([['PROVINCE', 'PROGRAMME_LEAD']]);
  expect(of(endorsed)).toEqual([['PROGRAMME_LEAD']]);
  expect(of({ ...drafted, type: 'SCOPE' })).toEqual([]);
});
