import { describe, expect, test } from 'vitest';
import { given, id, uuid, type Happened } from '../given.ts';

const plan = id('pln');
const org = id('org', 1);
const other = id('org', 2);
const started: Happened[] = [
  { type: 'SynergyPlanStarted', data: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Heat', initiatorOrg: org } },
  { type: 'ParticipantJoined', data: { orgId: org, role: 'INITIATOR', siteIds: [id('sit', 1)] } },
];
const detail = (field: string, value: unknown, by = 'act_noor'): Happened => ({
  type: 'PlanDetailSet',
  data: { field, value },
  meta: { actor: by },
});

describe('starting a plan', () => {
  const data = { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Heat', initiatorOrg: org };
  test('the own organisation joins as initiator in the same append', () => {
    const drafts = given(plan).when('StartSynergyPlan', data).then('SynergyPlanStarted', 'ParticipantJoined');
    expect(drafts[1]?.data).toEqual({ orgId: org, role: 'INITIATOR', siteIds: [] });
  });
  test('for another organisation is refused', () =>
    given(plan)
      .when('StartSynergyPlan', { ...data, initiatorOrg: other })
      .thenRefused('NOT_OWN_ORGANISATION'));
  test('in a region that is not there is refused', () =>
    given(plan)
      .when('StartSynergyPlan', data, { around: { regionExists: () => false } })
      .thenRefused('NOT_FOUND'));
  test('twice is refused', () =>
    given(plan, ...started)
      .when('StartSynergyPlan', data)
      .thenRefused('ALREADY_EXISTS'));
  test('nothing can be asked of a plan that is not there', () =>
    given(plan).when('SetPlanDetail', { field: 'title', value: 'Heat' }).thenRefused('NOT_FOUND'));
});

describe('setting a detail', () => {
  test('a first value is taken, with its unit', () => {
    const [draft] = given(plan, ...started)
      .when('SetPlanDetail', { field: 'pipeDN', value: 200 })
      .then('PlanDetailSet');
    expect(draft?.data).toEqual({ field: 'pipeDN', value: 200, unit: 'DN' });
  });
  test('an equal value does nothing and names the command that holds it', () =>
    given(plan, ...started, detail('pipeDN', 200))
      .when('SetPlanDetail', { field: 'pipeDN', value: 200 })
      .thenNothing(uuid(102)));
  test('based on what stands, it is taken', () =>
    void given(plan, ...started, detail('pipeDN', 200))
      .when('SetPlanDetail', { field: 'pipeDN', value: 250 }, { basis: { pipeDN: uuid(102) } })
      .then('PlanDetailSet'));
  test('I16: changed by somebody else meanwhile, a strict field is refused with both values', () =>
    given(plan, ...started, detail('pipeDN', 200), detail('pipeDN', 300, 'act_daan'))
      .when('SetPlanDetail', { field: 'pipeDN', value: 250 }, { basis: { pipeDN: uuid(102) } })
      .thenRefused('EDIT_CONFLICT', { mine: 250, theirs: 300, who: 'act_daan', command: uuid(103) }));
  test('"use mine" names what it overrides', () =>
    void given(plan, ...started, detail('pipeDN', 200), detail('pipeDN', 300, 'act_daan'))
      .when('SetPlanDetail', { field: 'pipeDN', value: 250 }, { basis: { pipeDN: uuid(103) } })
      .then('PlanDetailSet'));
  test('a label goes to the last writer', () =>
    void given(plan, ...started, detail('title', 'Warm', 'act_daan'))
      .when('SetPlanDetail', { field: 'title', value: 'Heat for all' }, { basis: { title: uuid(100) } })
      .then('PlanDetailSet'));
  test.each([
    ['pipeDN', 5, 'OUT_OF_RANGE'],
    ['pipeDN', 'wide', 'WRONG_TYPE'],
    ['upgradeHeatPump', 1, 'WRONG_TYPE'],
    ['title', 'ab', 'TEXT_LENGTH'],
    ['colour', 1, 'UNKNOWN_FIELD'],
  ])('%s = %j is refused as %s', (field, value, code) =>
    given(plan, ...started)
      .when('SetPlanDetail', { field, value })
      .thenRefused(code),
  );
  test('another unit is refused', () =>
    given(plan, ...started)
      .when('SetPlanDetail', { field: 'backupMW', value: 5, unit: 'kW' })
      .thenRefused('UNIT_EXPECTED'));
});

describe('I2: the source must be warm enough', () => {
  const warm = [...started, detail('requiredTemperatureC', 80), detail('exchangerDeltaK', 5)];
  test('90 °C serves 80 °C through two exchangers of 5 K', () =>
    void given(plan, ...warm)
      .when('SetPlanDetail', { field: 'sourceTemperatureC', value: 90 })
      .then('PlanDetailSet'));
  test('89 °C does not, and the refusal says what is needed', () =>
    given(plan, ...warm)
      .when('SetPlanDetail', { field: 'sourceTemperatureC', value: 89 })
      .thenRefused('HEAT_TEMPERATURE_TOO_LOW', { source: 89, required: 80, needed: 90 }));
  test('a heat pump lifts it', () =>
    void given(plan, ...warm, detail('upgradeHeatPump', true))
      .when('SetPlanDetail', { field: 'sourceTemperatureC', value: 60 })
      .then('PlanDetailSet'));
  test('raising the demand beyond the source is refused too', () =>
    given(plan, ...warm, detail('sourceTemperatureC', 90))
      .when(
        'SetPlanDetail',
        { field: 'requiredTemperatureC', value: 85 },
        { basis: { requiredTemperatureC: uuid(102) } },
      )
      .thenRefused('HEAT_TEMPERATURE_TOO_LOW', { needed: 95 }));
  test('without a heat pump again it would be too cold', () =>
    given(plan, ...warm, detail('upgradeHeatPump', true), detail('sourceTemperatureC', 60))
      .when('SetPlanDetail', { field: 'upgradeHeatPump', value: false }, { basis: { upgradeHeatPump: uuid(104) } })
      .thenRefused('HEAT_TEMPERATURE_TOO_LOW'));
  test('another field is not held up by it', () =>
    void given(plan, ...warm, detail('upgradeHeatPump', true), detail('sourceTemperatureC', 60))
      .when('SetPlanDetail', { field: 'pipeDN', value: 200 })
      .then('PlanDetailSet'));
});

describe('I19: programme-funded milestones end with the programme', () => {
  const milestone = (date: string, programmeFunded: boolean) => ({
    milestoneId: id('mst'),
    name: 'Warm',
    date,
    programmeFunded,
    dependsOn: [],
  });
  const planned: Happened = { type: 'MilestonePlanned', data: milestone('2030-12-01', true) };
  test('on the last day it may', () =>
    void given(plan, ...started)
      .when('PlanMilestone', milestone('2030-12-31', true))
      .then('MilestonePlanned'));
  test('a day later it may not', () =>
    given(plan, ...started)
      .when('PlanMilestone', milestone('2031-01-01', true))
      .thenRefused('AFTER_PROGRAMME_END'));
  test('with other money it may', () =>
    void given(plan, ...started)
      .when('PlanMilestone', milestone('2031-01-01', false))
      .then('MilestonePlanned'));
  test('nor may it be moved beyond', () =>
    given(plan, ...started, planned)
      .when('MoveMilestoneForecast', { milestoneId: id('mst'), new: '2031-02-01', reason: 'late' }, { basis: {} })
      .thenRefused('AFTER_PROGRAMME_END'));
  test('dates are strict: moved by somebody else meanwhile is a conflict', () =>
    given(plan, ...started, planned, {
      type: 'MilestoneForecastMoved',
      data: { milestoneId: id('mst'), old: '2030-12-01', new: '2030-11-01', reason: 'x' },
    })
      .when(
        'MoveMilestoneForecast',
        { milestoneId: id('mst'), new: '2030-10-01', reason: 'early' },
        { basis: { [`milestone.${id('mst')}.forecast`]: uuid(102) } },
      )
      .thenRefused('EDIT_CONFLICT', { theirs: '2030-11-01' }));
  test('it cannot depend on what is not planned', () =>
    given(plan, ...started)
      .when('PlanMilestone', { ...milestone('2029-01-01', false), dependsOn: [id('mst', 9)] })
      .thenRefused('NOT_FOUND'));
});

describe('I22: a correction needs a reason and the event it corrects', () => {
  const wrong = detail('routeLengthKm', 30);
  const target = '0190a000-0000-8000-8000-000000000002';
  test('with both it is recorded with old and new', () => {
    const [draft] = given(plan, ...started, wrong)
      .when('CorrectFact', { targetEventId: target, field: 'value', new: 3 }, { reason: 'typing error' })
      .then('FactCorrected');
    expect(draft?.data).toMatchObject({ old: 30, new: 3, targetEventId: target });
  });
  test('without a reason it is refused', () =>
    given(plan, ...started, wrong)
      .when('CorrectFact', { targetEventId: target, field: 'value', new: 3 })
      .thenRefused('CORRECTION_WITHOUT_REASON'));
  test('without the event it is refused', () =>
    given(plan, ...started, wrong)
      .when('CorrectFact', { field: 'value', new: 3 }, { reason: 'typing error' })
      .thenRefused('CORRECTION_WITHOUT_REASON'));
  test('a value that does not fit is refused', () =>
    given(plan, ...started, wrong)
      .when('CorrectFact', { targetEventId: target, field: 'value', new: 3000 }, { reason: 'typing error' })
      .thenRefused('OUT_OF_RANGE'));
  test('a corrected value keeps its place in the order of facts', () => {
    const { state } = given(plan, ...started, wrong, detail('routeLengthKm', 4), {
      type: 'FactCorrected',
      data: { targetEventId: target, field: 'value', old: 30, new: 3, reason: 'typing error' },
    });
    const timeline = (state as { details: Record<string, { value: unknown }[]> }).details['routeLengthKm'];
    expect(timeline?.map((entry) => entry.value)).toEqual([3, 4]);
  });
});

describe('participants', () => {
  const invited: Happened = { type: 'ParticipantInvited', data: { orgId: other, role: 'SINK' } };
  const asOther = { context: { organisation: other }, around: { siteOwner: () => other } };
  test('a participant invites', () =>
    void given(plan, ...started)
      .when('InviteParticipant', { orgId: other, role: 'SINK' })
      .then('ParticipantInvited'));
  test('the invited organisation joins with its own sites', () =>
    void given(plan, ...started, invited)
      .when('JoinPlan', { orgId: other, role: 'SINK', siteIds: [id('sit', 2)] }, asOther)
      .then('ParticipantJoined'));
  test('not with a site of somebody else', () =>
    given(plan, ...started, invited)
      .when(
        'JoinPlan',
        { orgId: other, role: 'SINK', siteIds: [id('sit', 2)] },
        { ...asOther, around: { siteOwner: () => org } },
      )
      .thenRefused('NOT_OWN_SITE'));
  test('uninvited it cannot', () =>
    given(plan, ...started)
      .when('JoinPlan', { orgId: other, role: 'SINK', siteIds: [] }, asOther)
      .thenRefused('NOT_INVITED'));
  test('the last one cannot leave', () =>
    given(plan, ...started)
      .when('LeavePlan', { orgId: org, reason: 'done' })
      .thenRefused('LAST_PARTICIPANT'));
  test('who leaves takes its contributions along', () => {
    const { state } = given(
      plan,
      ...started,
      {
        type: 'ContributionPledged',
        data: {
          contributionId: id('ctr'),
          siteId: id('sit', 1),
          kind: 'HEAT_MW',
          amount: 3,
          unit: 'MW',
          from: '2028-01-01',
          firmness: 'FIRM',
        },
      },
      { type: 'ParticipantLeft', data: { orgId: org, reason: 'done' } },
    );
    expect(
      (state as { contributions: Record<string, { withdrawn?: unknown }> }).contributions[id('ctr')]?.withdrawn,
    ).toBeDefined();
  });
});

describe('parking', () => {
  const parked: Happened = { type: 'PlanParked', data: { reason: 'waits for the grid' } };
  test('a draft can be parked and comes back', () => {
    given(plan, ...started)
      .when('ParkPlan', { reason: 'waits for the grid' })
      .then('PlanParked');
    given(plan, ...started, parked)
      .when('ResumePlan', { reason: 'grid is there' })
      .then('PlanResumed');
  });
  test('a parked plan takes comments', () =>
    void given(plan, ...started, parked)
      .when('PlaceComment', { commentId: id('cmt'), threadId: id('cmt'), target: 'title', text: 'When?', mentions: [] })
      .then('CommentPlaced'));
  test('but no details', () =>
    given(plan, ...started, parked)
      .when('SetPlanDetail', { field: 'pipeDN', value: 200 })
      .thenRefused('PLAN_PARKED'));
  test('resuming what is not parked does nothing', () =>
    given(plan, ...started)
      .when('ResumePlan', { reason: 'why not' })
      .thenNothing());
});
