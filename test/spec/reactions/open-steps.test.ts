import { describe, expect, test } from 'vitest';
import { openSteps, type OpenStepsState } from '../../../server/reactions/open-steps.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';

const SITE = `site-${uuid(1)}`;
const PLAN = `plan-${uuid(1)}`;
const reserved: Happened = {
  type: 'SiteCapacityReserved',
  data: { contributionId: id('ctr'), planId: id('pln'), kind: 'HEAT_MW', MW: 2, from: '2030-01-01', firmness: 'FIRM' },
};
const cause = '0190a000-0000-8000-8000-000000000000';
const because = { $causationId: cause };

function after(...events: [stream: string, event: Happened][]): OpenStepsState {
  const state = openSteps.initial();
  for (const [index, [stream, event]] of events.entries()) openSteps.apply(state, recorded(stream, index, event));
  return state;
}
const rules = (state: OpenStepsState): string[] => Object.values(state.steps).map((step) => step.rule);

describe('an open step', () => {
  test('is opened by a reservation, for the cause’s organisation', () => {
    const state = after([SITE, reserved]);
    expect(rules(state)).toEqual(['record-pledge']);
    expect(state.steps[cause]).toMatchObject({ cause, site: id('sit'), organisation: id('org'), role: 'COMPANY' });
  });

  test('is closed by the plan’s event of that cause, first or changed', () => {
    for (const type of ['ContributionPledged', 'ContributionChanged'])
      expect(rules(after([SITE, reserved], [PLAN, { type, data: {}, meta: because }]))).toEqual([]);
    expect(rules(after([SITE, reserved], [PLAN, { type: 'ContributionPledged', data: {} }]))).toEqual([
      'record-pledge',
    ]);
  });

  test('is closed by the release that follows a refusal', () => {
    const released = { type: 'SiteCapacityReleased', data: { contributionId: id('ctr'), reason: 'NOT_PARTICIPANT' } };
    const state = after([SITE, reserved], [SITE, released]);
    expect(rules(state)).toEqual([]);
    expect(state.reserved).toEqual({});
  });

  test('a withdrawal opens the release of what is reserved, and only of that', () => {
    const pledged: [string, Happened] = [PLAN, { type: 'ContributionPledged', data: {}, meta: because }];
    const withdrawn = (n: number): [string, Happened] => [
      PLAN,
      { type: 'ContributionWithdrawn', data: { contributionId: id('ctr', n), reason: 'x' } },
    ];
    expect(rules(after([SITE, reserved], pledged, withdrawn(1)))).toEqual(['release-capacity']);
    expect(rules(after([SITE, reserved], pledged, withdrawn(2)))).toEqual([]);
  });

  test('leaving a plan opens the release of everything that the organisation reserved for it', () => {
    const left = (plan: string, org: number): [string, Happened] => [
      plan,
      { type: 'ParticipantLeft', data: { orgId: id('org', org), reason: 'x' } },
    ];
    const pledged: [string, Happened] = [PLAN, { type: 'ContributionPledged', data: {}, meta: because }];
    expect(rules(after([SITE, reserved], pledged, left(PLAN, 1)))).toEqual(['release-capacity']);
    expect(rules(after([SITE, reserved], pledged, left(PLAN, 2)))).toEqual([]);
    expect(rules(after([SITE, reserved], pledged, left(`plan-${uuid(2)}`, 1)))).toEqual([]);
  });

  test('stopping a plan opens the release of everything that anybody reserved for it', () => {
    const stopped = (plan: string): [string, Happened] => [
      plan,
      { type: 'PlanStopped', data: { decisionId: id('dec'), reason: 'x' } },
    ];
    const pledged: [string, Happened] = [PLAN, { type: 'ContributionPledged', data: {}, meta: because }];
    expect(rules(after([SITE, reserved], pledged, stopped(PLAN)))).toEqual(['release-capacity']);
    expect(rules(after([SITE, reserved], pledged, stopped(`plan-${uuid(2)}`)))).toEqual([]);
  });
});

describe('a decision that replaces another', () => {
  const [OLD, NEW, OTHER] = [`decision-${uuid(1)}`, `decision-${uuid(2)}`, `decision-${uuid(3)}`];
  const drafted = (stream: string, supersedes?: string): [string, Happened] => [
    stream,
    { type: 'DecisionDrafted', data: supersedes === undefined ? {} : { supersedes } },
  ];
  const taken = (stream: string): [string, Happened] => [stream, { type: 'DecisionTaken', data: {} }];
  const replaced: [string, Happened] = [OLD, { type: 'DecisionSuperseded', data: { byDecisionId: id('dec', 2) } }];
  const revoked: [string, Happened] = [OLD, { type: 'DecisionRevoked', data: { reason: 'x', mandateId: id('mnd') } }];

  test('opens a step when it is taken, not when it is drafted; one that replaces nothing opens none', () => {
    expect(rules(after(drafted(NEW, id('dec', 1))))).toEqual([]);
    expect(rules(after(drafted(NEW, id('dec', 1)), taken(NEW)))).toEqual(['supersede-decision']);
    expect(rules(after(drafted(NEW), taken(NEW)))).toEqual([]);
  });

  test('the end of the other closes it, however it came; after that no step is opened', () => {
    for (const end of [replaced, revoked]) {
      expect(rules(after(drafted(NEW, id('dec', 1)), taken(NEW), end))).toEqual([]);
      expect(rules(after(drafted(OTHER, id('dec', 1)), end, taken(OTHER)))).toEqual([]);
    }
  });
});
