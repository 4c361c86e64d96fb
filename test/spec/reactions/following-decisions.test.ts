import { describe, expect, test } from 'vitest';
import type { Role } from '../../../events/envelope.ts';
import { failureAfter, gateCommand, type GateStep } from '../../../server/reactions/gate-steps.ts';
import { openSteps, type OpenStepsState } from '../../../server/reactions/open-steps.ts';
import { selectionCommand, type SelectionStep } from '../../../server/reactions/selection-steps.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';

/** What follows in a plan or a region when a decision about it is taken, endorsed or revoked. */

type Told = [stream: string, event: Happened];
const stream = (kind: string, n: number): string => `${kind}-${uuid(n)}`;
const PLAN = stream('plan', 1);
const REGION = stream('region', 1);

function after(...events: Told[]): OpenStepsState {
  const state = openSteps.initial();
  for (const [index, [name, event]] of events.entries()) openSteps.apply(state, recorded(name, index, event));
  return state;
}
const steps = (state: OpenStepsState): Record<string, unknown>[] =>
  Object.values(state.steps).map(({ rule, ...step }) => {
    if ('plan' in step) return { rule, plan: step.plan, gate: step.gate, decision: step.decision };
    return 'region' in step ? { rule, region: step.region, decision: step.decision } : { rule };
  });

const drafted = (n: number, type: string, ...subjectIds: string[]): Told[] => [
  [stream('decision', n), { type: 'DecisionDrafted', data: { type, subjectIds } }],
  [stream('decision', n), { type: 'AlternativeAdded', data: { alternativeId: id('alt', 1), doNothing: true } }],
  [stream('decision', n), { type: 'AlternativeAdded', data: { alternativeId: id('alt', 2), doNothing: false } }],
];
const taken = (n: number, chosen = 2, role: Role = 'PROVINCE'): Told => [
  stream('decision', n),
  { type: 'DecisionTaken', data: { chosen: id('alt', chosen) }, meta: { role } },
];
const endorsed = (n: number, role: Role = 'PROGRAMME_LEAD'): Told => [
  stream('decision', n),
  { type: 'DecisionEndorsed', data: { orgId: id('org', 4) }, meta: { role } },
];
const revoked = (n: number): Told => [stream('decision', n), { type: 'DecisionRevoked', data: { reason: 'secret' } }];
const superseded = (n: number): Told => [stream('decision', n), { type: 'DecisionSuperseded', data: {} }];

describe('a decision on a gate', () => {
  const gate = (type: string, name: string, decision = 1): Told => [
    PLAN,
    { type, data: { gate: name, decisionId: id('dec', decision) } },
  ];
  const asked: Told[] = [gate('GateRequested', 'G1'), ...drafted(1, 'GATE', id('reg'), id('pln', 1))];
  const passing = { rule: 'pass-gate', plan: id('pln', 1), gate: 'G1', decision: id('dec', 1) };

  test('passes the gate that was requested, once the province and the programme lead take part in it', () => {
    expect(steps(after(...asked, taken(1)))).toEqual([]);
    expect(steps(after(...asked, taken(1), endorsed(1, 'MUNICIPALITY')))).toEqual([]);
    expect(steps(after(...asked, taken(1), endorsed(1)))).toEqual([passing]);
    expect(steps(after(...asked, endorsed(1), taken(1)))).toEqual([passing]);
    expect(steps(after(...asked, taken(1, 2, 'PROGRAMME_LEAD'), endorsed(1, 'PROVINCE')))).toEqual([passing]);
  });

  test('of another type, or about no plan that waits, it passes nothing', () => {
    const scope = [gate('GateRequested', 'G1'), ...drafted(1, 'SCOPE', id('pln', 1)), taken(1), endorsed(1)];
    expect(steps(after(...scope))).toEqual([]);
    expect(steps(after(...drafted(1, 'GATE', id('pln', 1)), taken(1), endorsed(1)))).toEqual([]);
  });

  test('passes no gate that was requested after it was taken', () => {
    const later = [...asked, taken(1), endorsed(1), gate('GatePassed', 'G1'), gate('GateRequested', 'G2')];
    expect(steps(after(...later, endorsed(1, 'PROVINCE')))).toEqual([]);
  });

  test('is settled by what becomes of the gate, however it came', () => {
    const open = [...asked, taken(1), endorsed(1)];
    expect(steps(after(...open, gate('GatePassed', 'G1')))).toEqual([]);
    expect(steps(after(...open, gate('GateFailed', 'G1')))).toEqual([]);
    expect(steps(after(...open, [PLAN, { type: 'PlanStopped', data: { decisionId: id('dec', 9) } }]))).toEqual([]);
    expect(steps(after(...open, superseded(1)))).toEqual([]);
    expect(steps(after(...open, revoked(1)))).toEqual([]);
  });

  test('to do nothing fails the gate', () => {
    const state = after(...asked, taken(1, 1));
    expect(steps(state)).toEqual([{ ...passing, rule: 'fail-gate' }]);
    const [step] = Object.values(state.steps) as GateStep[];
    expect(step && gateCommand(step)).toMatchObject({ type: 'FailGate', subject: id('pln', 1) });
  });

  test('revoked, it opens every gate again that was passed with it, also one that was just being passed', () => {
    const reopening = { ...passing, rule: 'reopen-gate' };
    const open = [...asked, taken(1), endorsed(1)];
    expect(steps(after(...open, gate('GatePassed', 'G1'), revoked(1)))).toEqual([reopening]);
    expect(steps(after(...open, revoked(1), gate('GatePassed', 'G1')))).toEqual([reopening]);
    expect(steps(after(...open, gate('GatePassed', 'G1', 2), revoked(1)))).toEqual([]);
    expect(steps(after(...open, gate('GatePassed', 'G1'), revoked(1), gate('GateReopened', 'G1')))).toEqual([]);
  });

  test('is tried anew when a parked plan goes on', () => {
    const state = after(...asked, taken(1), endorsed(1), [PLAN, { type: 'PlanResumed', data: { reason: 'x' } }]);
    expect(steps(state)).toEqual([passing]);
    const [[key, step] = []] = Object.entries(state.steps);
    expect(key?.startsWith(step?.cause ?? '?')).toBe(true);
    expect(step?.index).toBe(asked.length + 2);
  });

  test('its commands have ids that follow from the cause; what fell away fails the gate with the code', () => {
    const [step] = Object.values(after(...asked, taken(1), endorsed(1)).steps) as GateStep[];
    if (!step) throw new Error('no step');
    expect(gateCommand(step)).toEqual(gateCommand({ ...step }));
    expect(gateCommand(step)).toMatchObject({ type: 'PassGate', data: { gate: 'G1', decisionId: id('dec', 1) } });
    expect(failureAfter(step, 'GATE_CHECKLIST')).toMatchObject({
      type: 'FailGate',
      data: { conditions: ['GATE_CHECKLIST'] },
    });
    expect(failureAfter(step, 'GATE_CHECKLIST')?.id).not.toBe(gateCommand(step).id);
    for (const code of ['PLAN_PARKED', 'DECISION_NEEDED', 'GATE_NOT_REQUESTED'])
      expect(failureAfter(step, code), code).toBeUndefined();
  });
});

describe('a decision that selects regions', () => {
  const selected = (decision: number): Told => [
    REGION,
    { type: 'RegionSelected', data: { decisionId: id('dec', decision) } },
  ];
  const draft = drafted(1, 'REGION_SELECTION', id('reg', 1), id('reg', 2));
  const one = { rule: 'select-region', region: id('reg', 1), decision: id('dec', 1) };

  test('selects each that has not been selected, and none when it was to do nothing', () => {
    expect(steps(after(...draft, taken(1)))).toEqual([one, { ...one, region: id('reg', 2) }]);
    expect(steps(after(selected(9), ...draft, taken(1)))).toEqual([{ ...one, region: id('reg', 2) }]);
    expect(steps(after(...draft, taken(1, 1)))).toEqual([]);
    expect(steps(after(...drafted(1, 'PRIORITY', id('reg', 1)), taken(1)))).toEqual([]);
  });

  test('selects the region of the alternative that was chosen, where it names one', () => {
    const named: Told = [
      stream('decision', 1),
      { type: 'AlternativeAdded', data: { alternativeId: id('alt', 3), doNothing: false, regionId: id('reg', 2) } },
    ];
    expect(steps(after(...draft, named, taken(1, 3)))).toEqual([{ ...one, region: id('reg', 2) }]);
    expect(steps(after(...draft, named, taken(1)))).toHaveLength(2);
  });

  test('is settled when the region is selected, or the decision ends', () => {
    expect(steps(after(...draft, taken(1), selected(1)))).toEqual([{ ...one, region: id('reg', 2) }]);
    expect(steps(after(...draft, taken(1), superseded(1)))).toEqual([]);
    expect(steps(after(...draft, taken(1), revoked(1)))).toEqual([]);
  });

  test('revoked, it takes back the selection that rests on it, without the words of the revocation', () => {
    const withdrawing = { ...one, rule: 'withdraw-selection' };
    const state = after(...draft, taken(1), selected(1), revoked(1));
    expect(steps(state)).toEqual([withdrawing]);
    expect(steps(after(...draft, taken(1), revoked(1), selected(1)))).toEqual([withdrawing]);
    expect(steps(after(...draft, taken(1), selected(9), revoked(1)))).toEqual([]);
    const [step] = Object.values(state.steps) as SelectionStep[];
    if (!step) throw new Error('no step');
    expect(selectionCommand(step)).toEqual(selectionCommand({ ...step }));
    expect(selectionCommand(step)).toMatchObject({
      type: 'WithdrawRegionSelection',
      subject: id('reg', 1),
      data: { reason: 'DecisionRevoked' },
    });
    const gone: Told = [REGION, { type: 'RegionSelectionWithdrawn', data: { decisionId: id('dec', 1), reason: 'x' } }];
    expect(steps(after(...draft, taken(1), selected(1), revoked(1), gone))).toEqual([]);
  });
});
