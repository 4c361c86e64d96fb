import fc from 'fast-check';
import { expect, test } from 'vitest';
import { view, type ReleaseState } from '../../../events/release/state.ts';
import { given, id, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const ONE = id('rel');
const cohort = { sites: 5, parents: 3, largestShare: 0.7, sitesChanged: 3, parentsChanged: 2 };
const total = { key: 'reduction 2030', scope: id('reg'), audience: 'PARTNERS', value: 123_456, index: 9 };
const wish = { ...total, cohort };
/** Recorded on 1 March; the examples ask on 1 June unless they say otherwise. */
const released: Happened = { type: 'AggregateReleased', data: { ...total, value: 120_000 } };

test('I23: of five sites of three owners, none of them most of it; rounded to two digits', () => {
  const [draft] = given(ONE).when('ReleaseAggregate', wish).then('AggregateReleased');
  expect(draft?.data).toEqual({ ...total, value: 120_000 });
  for (const small of [{ sites: 4 }, { parents: 2 }, { largestShare: 0.71 }])
    given(ONE)
      .when('ReleaseAggregate', { ...wish, cohort: { ...cohort, ...small } })
      .thenRefused('COHORT_TOO_SMALL', { k: 5 });
});

test('again only when enough have changed and a week has passed, so that a difference tells of nobody', () => {
  const next = { ...wish, value: 200_000 };
  given(ONE, released).when('ReleaseAggregate', next).then('AggregateReleased');
  for (const few of [{ sitesChanged: 2 }, { parentsChanged: 1 }])
    given(ONE, released)
      .when('ReleaseAggregate', { ...next, cohort: { ...cohort, ...few } })
      .thenRefused('RELEASE_TOO_SOON');
  given(ONE, released)
    .when('ReleaseAggregate', next, { context: { today: '2026-03-07' } })
    .thenRefused('RELEASE_TOO_SOON', { earliest: '2026-03-08' });
  given(ONE, released)
    .when('ReleaseAggregate', next, { context: { today: '2026-03-08' } })
    .then('AggregateReleased');
  given(ONE, released)
    .when('ReleaseAggregate', { ...next, scope: 'national' })
    .thenRefused('OTHER_SCOPE');
});

test('a total is for its audience', () => {
  const { state } = given(ONE, released);
  expect(view(state as ReleaseState, (cls) => cls === 'P0').exists).toBe(false);
  expect(view(state as ReleaseState, (cls) => cls === 'P0' || cls === 'P1').exists).toBe(true);
});

test('any sequence: what is told never comes from a small cohort, and changes at most once a week', () => {
  const step = fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    value: fc.integer({ min: 1, max: 9 }),
    sites: fc.integer({ min: 3, max: 7 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const one = sequence<ReleaseState>(ONE);
      let told: number[] = [];
      for (const { day, value, sites } of steps) {
        // recorded at the beginning of March: a release counts from that day on
        const today = `2026-03-${String(day).padStart(2, '0')}`;
        one.give('ReleaseAggregate', { ...wish, value, cohort: { ...cohort, sites } }, { today });
        if (sites >= 5 && told.at(-1) !== value && (told.length === 0 || day >= 8)) told = [...told, value];
      }
      const values = Object.values(one.state().totals).flat();
      expect(values.map((entry) => ('value' in entry.value ? entry.value.value : undefined))).toEqual(told);
    }),
    { numRuns: 100 },
  );
});
