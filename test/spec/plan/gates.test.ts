import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../../events/envelope.ts';
import { gateRoles, gates, statusByGates, type Gate } from '../../../events/plan/gates.ts';
import type { PlanState } from '../../../events/plan/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const PLAN = id('pln');
const org = id('org', 1);
const other = id('org', 2);
const started = (kind = 'SHARED_HEAT'): Happened[] => [
  { type: 'SynergyPlanStarted', data: { regionId: id('reg'), kind, title: 'Together', initiatorOrg: org } },
  { type: 'ParticipantJoined', data: { orgId: org, role: 'INITIATOR', siteIds: [id('sit', 1)] } },
];
const joined: Happened = { type: 'ParticipantJoined', data: { orgId: other, role: 'SINK', siteIds: [id('sit', 2)] } };
const file = { fileId: 'f', hash: 'a'.repeat(64) };
const agreement = (type: string, n: number): Happened[] => [
  { type: 'AgreementDrafted', data: { agreementId: id('agr', n), type, ...file } },
  { type: 'AgreementSigned', data: { agreementId: id('agr', n), signatories: [org], date: '2026-01-01', ...file } },
];
const requested = (gate: Gate, snapshotIds: string[] = []): Happened => ({
  type: 'GateRequested',
  data: { gate, checklist: [], snapshotIds },
});
const passed = (...names: Gate[]): Happened[] =>
  names.map((gate) => ({ type: 'GatePassed', data: { gate, decisionId: id('dec') } }));
const snapshot: Happened = {
  type: 'CalculationSnapshotTaken',
  data: { snapshotId: id('snp'), calc: 'shared-heat', inputIndex: 1, paramVersion: 0, code: {}, outputs: {}, hash: '' },
};
const split = (shares: [string, number][]): Happened => ({
  type: 'CostSplitProposed',
  data: {
    proposalId: id('csp'),
    method: 'EQUAL',
    shares: shares.map(([orgId, share]) => ({ orgId, share })),
    totalEUR: 9,
  },
});
const accepted = (orgId: string): Happened => ({ type: 'CostSplitAccepted', data: { proposalId: id('csp'), orgId } });
const ask = (gate: Gate, snapshotIds: string[] = []) => ({ gate, snapshotIds });
const known = {
  around: {
    bottlenecksWithoutOwner: () => 0,
    flexibilityStated: () => true,
    groupCapacity: () => [],
    standingDecision: () => ({ type: 'GATE', subjectIds: [PLAN], roles: [...gateRoles] }),
  },
};

describe('I1, I14, I25: a gate is requested', () => {
  test('G1 with two organisations and a signed letter of intent', () => {
    given(PLAN, ...started(), ...agreement('LOI', 1))
      .when('RequestGate', ask('G1'), known)
      .thenRefused('PLAN_TOO_FEW_ORGS');
    given(PLAN, ...started(), joined)
      .when('RequestGate', ask('G1'), known)
      .thenRefused('GATE_CHECKLIST', { gate: 'G1', missing: ['letterOfIntent'] });
    const [draft] = given(PLAN, ...started(), joined, ...agreement('LOI', 1))
      .when('RequestGate', ask('G1'), known)
      .then('GateRequested');
    expect(draft?.data).toEqual({ gate: 'G1', checklist: ['organisations', 'letterOfIntent'], snapshotIds: [] });
  });
  test('in order', () =>
    given(PLAN, ...started(), joined)
      .when('RequestGate', ask('G3'), known)
      .thenRefused('GATE_ORDER', { gate: 'G1', before: 'G3' }));
  test('G2 with a calculation, owners of bottlenecks and the flexibility of every site', () => {
    const table = [...started(), joined, ...passed('G1'), snapshot];
    given(PLAN, ...table)
      .when('RequestGate', ask('G2', [id('snp')]), known)
      .then('GateRequested');
    given(PLAN, ...table)
      .when('RequestGate', ask('G2'), known)
      .thenRefused('GATE_CHECKLIST', { missing: ['calculation'] });
    const around = {
      ...known.around,
      bottlenecksWithoutOwner: () => 2,
      flexibilityStated: (site: string) => site === id('sit', 1),
    };
    given(PLAN, ...table)
      .when('RequestGate', ask('G2', [id('snp')]), { around })
      .thenRefused('GATE_CHECKLIST', { missing: ['bottlenecksOwned', 'flexibilityStated'] });
    given(PLAN, ...table)
      .when('RequestGate', ask('G2', [id('snp', 9)]), known)
      .thenRefused('NOT_FOUND');
  });
  test('what cannot be known here is left to the server', () => {
    const { decision } = given(PLAN, ...started(), joined, ...passed('G1'), snapshot).when(
      'RequestGate',
      ask('G2', [id('snp')]),
    );
    expect(decision).toEqual({ unknown: true });
  });
  test('I4: G3 of a group contract with the operator’s word', () => {
    const table = [...started('JOINT_GRID_GTO'), joined, ...passed('G1', 'G2')];
    const agreed = [
      split([
        [org, 0.5],
        [other, 0.5],
      ]),
      accepted(org),
      accepted(other),
      ...agreement('GTO', 2),
    ];
    given(PLAN, ...table, ...agreed)
      .when('RequestGate', ask('G3'), known)
      .thenRefused('GTO_NOT_GRANTED');
    const around = { ...known.around, groupCapacity: () => [{ direction: 'OFFTAKE' as const, MW: 5 }] };
    given(PLAN, ...table, ...agreed)
      .when('RequestGate', ask('G3'), { around })
      .then('GateRequested');
  });
  test('G3 with a cost split that everybody in it has accepted', () => {
    const table = [
      ...started(),
      joined,
      ...passed('G1', 'G2'),
      ...agreement('JV', 2),
      split([
        [org, 0.5],
        [other, 0.5],
      ]),
      accepted(org),
    ];
    given(PLAN, ...table)
      .when('RequestGate', ask('G3'), known)
      .thenRefused('GATE_CHECKLIST', { missing: ['costSplitAccepted'] });
    given(PLAN, ...table, accepted(other))
      .when('RequestGate', ask('G3'), known)
      .then('GateRequested');
    given(PLAN, ...table, accepted(other), { type: 'ParticipantLeft', data: { orgId: other, reason: 'sold' } })
      .when('RequestGate', ask('G3'), known)
      .thenRefused('GATE_CHECKLIST');
  });
  test('its milestones are reached', () => {
    const planned: Happened = {
      type: 'MilestonePlanned',
      data: {
        milestoneId: id('mst'),
        name: 'Permit',
        date: '2027-01-01',
        gate: 'G4',
        dependsOn: [],
        programmeFunded: false,
      },
    };
    const reached: Happened = { type: 'MilestoneReached', data: { milestoneId: id('mst'), date: '2026-01-01' } };
    const table = [...started(), joined, ...passed('G1', 'G2', 'G3'), planned];
    given(PLAN, ...table)
      .when('RequestGate', ask('G4'), known)
      .thenRefused('GATE_CHECKLIST', { missing: ['milestonesReached'] });
    given(PLAN, ...table, reached)
      .when('RequestGate', ask('G4'), known)
      .then('GateRequested');
  });
});

describe('a gate follows its decision', () => {
  const decision = { gate: 'G1', decisionId: id('dec') };
  const table = [...started(), joined, ...agreement('LOI', 1), requested('G1')];
  test('it is passed with a decision about this plan', () => {
    given(PLAN, ...table)
      .when('PassGate', decision, known)
      .then('GatePassed');
    const elsewhere = {
      ...known.around,
      standingDecision: () => ({ type: 'GATE', subjectIds: [id('pln', 9)], roles: [...gateRoles] }),
    };
    given(PLAN, ...table)
      .when('PassGate', decision, { around: elsewhere })
      .thenRefused('DECISION_NEEDED');
    given(PLAN, ...started(), joined)
      .when('PassGate', decision, known)
      .thenRefused('GATE_NOT_REQUESTED');
  });
  test('the province and the programme lead both take part in it', () => {
    const by = (...roles: Role[]) => ({
      around: { ...known.around, standingDecision: () => ({ type: 'GATE', subjectIds: [PLAN], roles }) },
    });
    const request = given(PLAN, ...table);
    request.when('PassGate', decision, by('PROVINCE', 'PROGRAMME_LEAD')).then('GatePassed');
    request
      .when('PassGate', decision, by('PROVINCE', 'MUNICIPALITY'))
      .thenRefused('GATE_NOT_ENDORSED', { gate: 'G1', missing: ['PROGRAMME_LEAD'] });
  });
  test('what it asked for must still be there', () =>
    given(PLAN, ...table, { type: 'ParticipantLeft', data: { orgId: other, reason: 'sold' } })
      .when('PassGate', decision, known)
      .thenRefused('PLAN_TOO_FEW_ORGS'));
  test('failed, it can be requested again', () => {
    const failed: Happened = { type: 'GateFailed', data: { ...decision, conditions: ['ask the town'] } };
    given(PLAN, ...table)
      .when('FailGate', { ...decision, conditions: [] })
      .then('GateFailed');
    given(PLAN, ...table, failed)
      .when('RequestGate', ask('G1'), known)
      .then('GateRequested');
    given(PLAN, ...table)
      .when('RequestGate', ask('G1'), known)
      .thenNothing(uuid(105));
  });
  test('reopened by the same decision it was passed with, and the status falls back', () => {
    const open = given(PLAN, ...table, ...passed('G1', 'G2'));
    expect((open.state as PlanState).status).toBe('FEASIBILITY');
    open.when('ReopenGate', { gate: 'G1', decisionId: id('dec', 9) }).thenNothing();
    open.when('ReopenGate', decision).then('GateReopened');
    const { state } = given(PLAN, ...table, ...passed('G1', 'G2'), { type: 'GateReopened', data: decision });
    expect((state as PlanState).status).toBe('DRAFT');
  });
  test('status comes back after parking', () => {
    const parked: Happened[] = [{ type: 'PlanParked', data: { reason: 'waits' } }];
    const resumed: Happened = { type: 'PlanResumed', data: { reason: 'goes on' } };
    expect((given(PLAN, ...started(), ...passed('G1'), ...parked).state as PlanState).status).toBe('PARKED');
    expect((given(PLAN, ...started(), ...passed('G1'), ...parked, resumed).state as PlanState).status).toBe(
      'EXPLORING',
    );
  });
});

describe('the end', () => {
  test('realised after the last gate', () => {
    const results = { date: '2026-03-01', results: { t: 1, MW: 1, EUR: 1 } };
    given(PLAN, ...started(), ...passed('G1', 'G2', 'G3', 'G4'))
      .when('RealisePlan', results)
      .thenRefused('GATE_ORDER', { gate: 'G5' });
    given(PLAN, ...started(), ...passed(...gates))
      .when('RealisePlan', results)
      .then('PlanRealised');
  });
  test('stopped by a decision: contributions go, nothing else comes, who was wrong can be corrected', () => {
    const stop = { decisionId: id('dec'), reason: 'no pipe' };
    given(PLAN, ...started())
      .when('StopPlan', stop, known)
      .thenRefused('DECISION_NEEDED', { type: 'SCOPE' });
    const stopped: Happened = { type: 'PlanStopped', data: stop };
    const pledged: Happened = {
      type: 'ContributionPledged',
      data: {
        contributionId: id('ctr'),
        siteId: id('sit'),
        kind: 'HEAT_MW',
        amount: 1,
        unit: 'MW',
        from: '2028-01-01',
        firmness: 'FIRM',
      },
    };
    const ended = given(PLAN, ...started(), pledged, stopped);
    expect((ended.state as PlanState).contributions[id('ctr')]?.withdrawn).toBeDefined();
    ended.when('SetPlanDetail', { field: 'title', value: 'Again' }).thenRefused('PLAN_STOPPED');
    ended.when('StopPlan', stop, known).thenNothing(uuid(103));
  });
  test('a pilot is a hub of another carrier', () => {
    const pilot = { decisionId: id('dec') };
    const decided = {
      around: { standingDecision: () => ({ type: 'PRIORITY', subjectIds: [PLAN], roles: [...gateRoles] }) },
    };
    given(PLAN, ...started())
      .when('DesignatePilot', pilot, decided)
      .thenRefused('ONLY_OF_KIND');
    given(PLAN, ...started('GREEN_GAS_HUB'))
      .when('DesignatePilot', pilot, decided)
      .then('PilotDesignated');
  });
});

test('any sequence of requests, decisions and revocations: gates are passed in order, and the status says how far', () => {
  const wish = fc.record({
    type: fc.constantFrom('RequestGate', 'PassGate', 'ReopenGate', 'FailGate'),
    gate: fc.constantFrom(...gates),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
      const plan = sequence<PlanState>(PLAN);
      plan.give('StartSynergyPlan', { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Together', initiatorOrg: org });
      plan.give('InviteParticipant', { orgId: other, role: 'SINK' });
      plan.give('JoinPlan', { orgId: other, role: 'SINK', siteIds: [] }, { organisation: other });
      for (const [n, type] of ['LOI', 'JV'].entries()) {
        plan.give('DraftAgreement', { agreementId: id('agr', n + 1), type, ...file });
        plan.give('SignAgreement', { agreementId: id('agr', n + 1), signatories: [org], date: '2026-01-01', ...file });
      }
      plan.give('ProposeCostSplit', {
        proposalId: id('csp'),
        method: 'EQUAL',
        shares: [{ orgId: org, share: 1 }],
        totalEUR: 1,
      });
      plan.give('AcceptCostSplit', { proposalId: id('csp'), orgId: org });
      plan.give('TakeCalculationSnapshot', {
        snapshotId: id('snp'),
        calc: 'shared-heat',
        inputIndex: 1,
        paramVersion: 0,
        code: { commit: '0123456', runtime: 'n' },
        outputs: {},
        hash: 'a'.repeat(64),
      });
      const around = {
        siteOwner: () => other,
        regionExists: () => true,
        organisationExists: () => true,
        ...known.around,
      };
      const asked = new Set<Gate>();
      const done = new Set<Gate>();
      for (const { type, gate } of wishes) {
        const data: Record<string, Record<string, unknown>> = {
          RequestGate: { gate, snapshotIds: [id('snp')] },
          PassGate: { gate, decisionId: id('dec') },
          FailGate: { gate, decisionId: id('dec'), conditions: [] },
          ReopenGate: { gate, decisionId: id('dec') },
        };
        plan.give(type, data[type] ?? {}, { around });
        const inOrder = gates.slice(0, gates.indexOf(gate)).every((one) => done.has(one));
        if (type === 'RequestGate' && !done.has(gate) && inOrder) asked.add(gate);
        else if (type === 'PassGate' && asked.has(gate) && inOrder) done.add(gate);
        else if (type === 'ReopenGate' && done.delete(gate)) asked.delete(gate);
        expect(plan.state().status).toBe(statusByGates((one) => done.has(one)));
      }
    }),
    { numRuns: 80 },
  );
});
