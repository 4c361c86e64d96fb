import { describe, expect, test } from 'vitest';
import { streamOf } from '../../../events/ids.ts';
import { isLate, openItems } from '../../../projections/open-items/open-items.ts';
import { given, id, type Happened } from '../given.ts';

const PLAN = id('pln');
const CASE = id('cas');
const PROJECT = id('prj');
const own = id('org', 1);
const other = id('org', 2);
const TODAY = '2027-03-01';
const started: Happened = {
  type: 'SynergyPlanStarted',
  data: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Together', initiatorOrg: other },
};
const invited: Happened = { type: 'ParticipantInvited', data: { orgId: own, role: 'SINK' } };
const joined: Happened = { type: 'ParticipantJoined', data: { orgId: own, role: 'SINK', siteIds: [] } };
const milestone = (n: number, forecast: string, ownerOrg?: string): Happened => ({
  type: 'MilestonePlanned',
  data: { milestoneId: id('mil', n), name: `M${n}`, date: forecast, dependsOn: [], programmeFunded: false, ...(ownerOrg && { ownerOrg }) }, // prettier-ignore
});
const agreed = (n: number, ownerOrg: string, due: string): Happened => ({
  type: 'ActionAgreed',
  data: { actionId: id('atn', n), text: `Do ${n}`, ownerOrg, due },
});
const done = (n: number): Happened => ({ type: 'ActionDone', data: { actionId: id('atn', n), date: TODAY } });

function waiting(streams: Record<string, readonly Happened[]>): string[] {
  const state = Object.fromEntries(
    Object.entries(streams).map(([subject, events]) => [streamOf(subject)?.stream, given(subject, ...events).state]),
  );
  return openItems({ streams: state }, own, TODAY, () => id('reg')).map(
    (item) => `${item.kind} ${item.place}: ${item.text} ${item.due ?? ''}${isLate(item, TODAY) ? ' late' : ''}`,
  );
}

describe('what waits for an organisation', () => {
  test('an invitation, until it is answered', () => {
    expect(waiting({ [PLAN]: [started, invited] })).toEqual(['INVITATION Together:  ']);
    expect(waiting({ [PLAN]: [started, invited, joined] })).toEqual([]);
  });

  test('milestones that are near or late and nobody else’s, until they are reached', () => {
    const planned = [
      ...[started, joined, milestone(1, '2027-02-01'), milestone(2, '2027-04-29', own)],
      ...[milestone(3, '2027-06-01'), milestone(4, '2027-03-10', other)],
    ];
    expect(waiting({ [PLAN]: planned })).toEqual([
      'MILESTONE Together: M1 2027-02-01 late',
      'MILESTONE Together: M2 2027-04-29',
    ]);
    const reached: Happened = { type: 'MilestoneReached', data: { milestoneId: id('mil', 1), date: TODAY } };
    expect(waiting({ [PLAN]: [...planned, reached] })).toEqual(['MILESTONE Together: M2 2027-04-29']);
    const stopped: Happened = { type: 'PlanStopped', data: { reason: 'NO_BUSINESS_CASE', lessonIds: [] } };
    expect(waiting({ [PLAN]: [...planned, stopped] })).toEqual([]);
  });

  test('its own actions anywhere, soonest first; not another’s, not what is done', () => {
    const opened: Happened = {
      type: 'CaseOpened',
      data: { siteIds: [id('sit')], question: 'Which route?', decisionId: id('dec') },
    };
    expect(
      waiting({
        [PLAN]: [started, joined, agreed(1, own, '2027-05-01'), agreed(2, other, '2027-04-01'), agreed(3, own, TODAY), done(3)], // prettier-ignore
        [CASE]: [opened, agreed(4, own, '2027-02-01')],
      }),
    ).toEqual(['ACTION Which route?: Do 4 2027-02-01 late', 'ACTION Together: Do 1 2027-05-01']);
  });

  test('a bottleneck that it owns, until it is resolved', () => {
    const proposed: Happened = {
      type: 'ProjectProposed',
      data: { siteId: id('sit'), title: 'E-boiler', route: 'ELECTRIFICATION' },
    };
    const reported: Happened = {
      type: 'BottleneckReported',
      data: { bottleneckId: id('btl'), code: 'GRID_CAPACITY', severity: 3, text: 'No room' },
    };
    const assigned = (ownerOrgId: string): Happened => ({
      type: 'BottleneckAssigned',
      data: { bottleneckId: id('btl'), ownerOrgId, due: '2027-09-01' },
    });
    const resolved: Happened = { type: 'BottleneckResolved', data: { bottleneckId: id('btl'), how: 'Cable', date: TODAY } }; // prettier-ignore
    expect(waiting({ [PROJECT]: [proposed, reported, assigned(own)] })).toEqual([
      'BOTTLENECK E-boiler: GRID_CAPACITY 2027-09-01',
    ]);
    expect(waiting({ [PROJECT]: [proposed, reported, assigned(other)] })).toEqual([]);
    expect(waiting({ [PROJECT]: [proposed, reported, assigned(own), resolved] })).toEqual([]);
  });

  test('a condition of a decision in which it takes part, until it is met', () => {
    const drafted: Happened = {
      type: 'DecisionDrafted',
      data: { type: 'FUNDS', question: 'Pay?', subjectIds: [PLAN], participants: [own] },
    };
    const taken: Happened = {
      type: 'DecisionTaken',
      data: {
        ...{ alternativeId: id('alt'), motivation: 'Because', mandateId: id('mnd'), effectiveDate: TODAY, inputIndex: 1, snapshotIds: [], citedEventIds: [] }, // prettier-ignore
        conditions: [{ conditionId: id('cnd'), text: 'Sign', due: '2027-04-01' }],
      },
    };
    const met: Happened = { type: 'ConditionFulfilled', data: { conditionId: id('cnd'), evidence: '', date: TODAY } };
    expect(waiting({ [id('dec')]: [drafted, taken] })).toEqual(['CONDITION Pay?: Sign 2027-04-01']);
    expect(waiting({ [id('dec')]: [drafted, taken, met] })).toEqual([]);
  });
});
