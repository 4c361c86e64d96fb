import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localTime, utcOf } from '../../../client/pages/difference/local-time.ts';
import { wishOf } from '../../../client/restore/wishes.ts';
import { linesOf, questionsFor } from '../../../client/blame/lines.ts';
import { HIDDEN } from '../../../events/envelope.ts';
import { decide } from '../../../events/plan/decide.ts';
import type { PlanState } from '../../../events/plan/state.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { topic } from '../../../projections/topic/projection.ts';
import type { TopicState } from '../../../projections/topic/topic.ts';
import { slotOf } from '../../../server/readmodels/slots.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';

/** Putting back what stood somewhere, as an ordinary command that the server decides. */

const PLAN = `plan-${uuid(1)}`;
const started: Happened = {
  type: 'SynergyPlanStarted',
  data: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Warmte', initiatorOrg: id('org') },
};
const set = (field: string, value: number): Happened => ({ type: 'PlanDetailSet', data: { field, value } });
const table = (...happened: Happened[]): TopicState =>
  [started, ...happened]
    .map((event, index) => recorded(PLAN, index, event))
    .reduce((state, event) => topic.apply(state, event), topic.initial());

/** Decides what puts something back, on what stood on the screen, and folds what comes of it. */
function restored(state: TopicState, place: { group: string; id: string }, then: Record<string, unknown>): PlanState {
  const wish = wishOf(state, id('pln', 1), place, then, 'daarom');
  if (!wish) throw new Error('There is nothing to put back.');
  const { type, subject, data, facet, standing } = wish;
  const command = { id: uuid(900), type, subject, data, basis: { [facet]: standing ?? null }, reason: 'daarom' };
  const decision = decide(state.streams[PLAN] as PlanState, command, {
    ...{ actor: 'act_noor', organisation: id('org'), role: 'COMPANY', now: '2026-03-02T10:00:00.000Z' },
    ...{
      today: '2026-03-02',
      around: { siteOwner: () => null, regionExists: () => true, organisationExists: () => true },
    },
  });
  if (!('events' in decision)) throw new Error(JSON.stringify(decision));
  for (const event of decision.events)
    topic.apply(state, recorded(PLAN, 90, { ...event, data: { ...event.data }, meta: { command: command.id } }));
  return state.streams[PLAN] as PlanState;
}

describe('what is put back stands there again', () => {
  test('a field, whatever it was before', () => {
    const values = fc.array(fc.integer({ min: 20, max: 1_200 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(values, fc.nat(), (some, pick) => {
        const value = some[pick % some.length] ?? 0;
        fc.pre(value !== some.at(-1));
        const plan = restored(
          table(...some.map((one) => set('pipeDN', one))),
          { group: 'fields', id: 'pipeDN' },
          { value },
        );
        expect(lastRecorded(plan.details['pipeDN'])?.value).toBe(value);
      }),
    );
  });

  test('nothing, where there was nothing', () => {
    const plan = restored(table(set('pipeDN', 200), set('pipeDN', 300)), { group: 'fields', id: 'pipeDN' }, {});
    expect(lastRecorded(plan.details['pipeDN'])?.value).toBeNull();
  });

  test('a target and a forecast, with why', () => {
    const target = (MW: number): Happened => ({
      type: 'CapacityTargetSet',
      data: { direction: 'HEAT', MW, fromYear: 2030 },
    });
    const targets = restored(table(target(7), target(8)), { group: 'targets', id: 'HEAT' }, { MW: 7 });
    expect(lastRecorded(targets.capacityTargets['HEAT'])?.value).toEqual({ MW: 7, fromYear: 2030 });
    const planned = { milestoneId: id('mst'), name: 'Warm', date: '2028-01-01', dependsOn: [], programmeFunded: false };
    const moved = { milestoneId: id('mst'), old: '2028-01-01', new: '2029-01-01', reason: 'later' };
    const milestones = restored(
      table({ type: 'MilestonePlanned', data: planned }, { type: 'MilestoneForecastMoved', data: moved }),
      { group: 'milestones', id: id('mst') },
      { forecast: '2028-01-01' },
    );
    expect(milestones.milestones[id('mst')]?.forecast.value).toBe('2028-01-01');
  });

  test('what stands there already, or is no such field, is not put back', () => {
    const state = table(set('pipeDN', 200));
    for (const [place, then] of [
      [{ group: 'fields', id: 'pipeDN' }, { value: 200 }],
      [{ group: 'fields', id: 'title' }, {}],
      [{ group: 'fields', id: 'backupMW' }, { value: 3 }],
      [{ group: 'comments', id: id('cmt') }, { text: 'x' }],
    ] as const)
      expect(wishOf(state, id('pln', 1), place, then, 'daarom')).toBeUndefined();
  });
});

test('of corrections, those that correct one of the values are told, each event once and newest first', () => {
  const events = [set('pipeDN', 20), set('backupMW', 3)].map((event, index) => recorded(PLAN, index, event));
  const correcting = (index: number, target: number): Happened => ({
    type: 'FactCorrected',
    data: { targetEventId: events[target]?.id, field: 'value', old: 2, new: 10 * index, reason: 'typefout' },
  });
  const [own, other] = [recorded(PLAN, 2, correcting(2, 0)), recorded(PLAN, 3, correcting(3, 1))];
  const pipe = events[0];
  if (!pipe || !own || !other) throw new Error('There are no events.');
  // the value after the correction, then the value that it corrected
  expect(linesOf([pipe, pipe, own, other]).map(({ event, value }) => [event.index, value])).toEqual([
    [2, 20],
    [0, 20],
  ]);
});

test('a figure of a site: what was reported and corrected for its year, and nothing of what is hidden', () => {
  const SITE = `site-${uuid(1)}`;
  const reported = (index: number, year: number, t: unknown) =>
    recorded(SITE, index, { type: 'VerifiedEmissionsReported', data: { year, t, sourceRef: 'EUTL' } });
  const corrected = (index: number, target: string, value: unknown) =>
    recorded(SITE, index, {
      type: 'FactCorrected',
      data: { targetEventId: target, field: 't', old: 50_000, new: value, reason: 'verkeerde kolom' },
    });
  const [own, other] = [reported(0, 2021, 50_000), reported(1, 2022, 48_000)];
  const figure = { subject: id('sit', 1), slot: 'VerifiedEmissionsReported.2021' };
  expect(slotOf(own)).toBe(figure.slot);
  expect(questionsFor(figure)).toEqual([
    `/api/history?subject=${id('sit', 1)}&limit=6&field=VerifiedEmissionsReported.2021`,
    `/api/history?subject=${id('sit', 1)}&limit=6&type=FactCorrected`,
  ]);
  const told = (...events: Parameters<typeof linesOf>[0]) =>
    linesOf(events).map(({ event, value }) => [event.index, value]);
  // the correction of the other year's figure came with the second question, and is not told
  expect(told(own, corrected(3, own.id, 50_100), corrected(4, other.id, 48_500))).toEqual([
    [3, 50_100],
    [0, 50_000],
  ]);
  expect(told(reported(0, 2021, HIDDEN), corrected(3, own.id, HIDDEN))).toEqual([
    [3, undefined],
    [0, undefined],
  ]);
  const named = ['name', 'sector'].map((field, index) =>
    recorded(SITE, index, { type: 'SiteDetailSet', data: { field, value: index === 0 ? 'Oven Noord' : 'GLASS' } }),
  );
  expect(named.map(slotOf)).toEqual(['name', 'sector']);
  expect(told(...named)).toEqual([
    [1, 'GLASS'],
    [0, 'Oven Noord'],
  ]);
});

test('a time on the screen is that of the Netherlands, also where the clock changes', () => {
  const seconds = fc.integer({
    min: Date.parse('2026-01-01T00:00:00Z') / 1000,
    max: Date.parse('2027-12-31T00:00:00Z') / 1000,
  });
  fc.assert(
    fc.property(seconds, (second) => {
      const local = localTime(new Date(second * 1000).toISOString());
      expect(localTime(utcOf(local))).toBe(local);
    }),
  );
  expect(utcOf('2026-07-01T12:00')).toBe('2026-07-01T10:00:00.999Z');
  expect(utcOf('2026-12-01T12:00:30')).toBe('2026-12-01T11:00:30.999Z');
  expect(utcOf('gisteren')).toBeUndefined();
});
