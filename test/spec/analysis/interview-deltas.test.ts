import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interviewDeltas } from '../../../projections/analysis/interview-deltas.ts';
import { ask, expectRefused } from './ask.ts';

const study = (tonnes: number, startYear: number, phase = 'STUDY') => ({ tonnes, startYear, phase });
const rounds = (previous: object, current: object, over: object = {}) => ({
  ...{ horizonYear: 2030, previous, current, newParticipantProjects: [], confirmedCancelled: [], ...over },
});

describe('one project between two rounds', () => {
  test.each([
    [{ a: study(100, 2028) }, { a: study(100, 2033) }, {}, { delayed: -100 }],
    [{ a: study(100, 2033) }, { a: study(100, 2030) }, {}, { accelerated: 100 }],
    [{ a: study(100, 2033) }, { a: study(140, 2030) }, {}, { accelerated: 100, rescopedUp: 40 }],
    [{ a: study(100, 2028) }, { a: study(60, 2028) }, {}, { rescopedDown: -40 }],
    [{ a: study(100, 2028) }, { a: study(60, 2035) }, {}, { delayed: -100 }],
    [{ a: study(100, 2028) }, {}, { confirmedCancelled: ['a'] }, { cancelled: -100 }],
    [{ a: study(100, 2028) }, {}, {}, { notReReported: -100 }],
    [{ a: study(100, 2035) }, {}, { confirmedCancelled: ['a'] }, {}],
    [{}, { a: study(100, 2028) }, {}, { newProject: 100 }],
    [{}, { a: study(100, 2028) }, { newParticipantProjects: ['a'] }, { newParticipant: 100 }],
    [{}, { a: study(100, 2031) }, {}, {}],
    [{ a: study(100, 2028) }, { a: study(100, 2028, 'CANCELLED') }, {}, { rescopedDown: -100 }],
  ])('%j → %j %j: %j', (previous, current, over, parts) => {
    const answer = ask(interviewDeltas, rounds(previous, current, over));
    const others = Object.fromEntries(Object.entries(answer.parts).filter(([, tonnes]) => tonnes !== 0));
    expect(others).toEqual(parts);
  });
});

test('the parts are the difference exactly, whatever was answered; without a change there are none', () => {
  const answer = fc.record({
    // Any grams of tonnes are kept to the kilogram.
    tonnes: fc.integer({ min: 0, max: 2_000_000_000 }).map((kg) => kg / 1_000),
    startYear: fc.integer({ min: 2024, max: 2040 }),
    phase: fc.constantFrom('IDEA', 'STUDY', 'FEED', 'FID', 'CONSTRUCTION', 'OPERATIONAL', 'CANCELLED'),
  });
  const round = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), answer);
  const kg = (tonnes: number) => Math.round(tonnes * 1_000);
  fc.assert(
    fc.property(round, round, fc.integer({ min: 2024, max: 2040 }), (previous, current, horizonYear) => {
      const confirmedCancelled = Object.keys(previous).filter((name, at) => !(name in current) && at % 2 === 0);
      const newParticipantProjects = Object.keys(current).filter((name, at) => !(name in previous) && at % 2 === 0);
      const input = rounds(previous, current, { horizonYear, confirmedCancelled, newParticipantProjects });
      const told = ask(interviewDeltas, input);
      const counted = (list: typeof previous) =>
        Object.values(list).reduce(
          (sum, one) => sum + (one.startYear <= horizonYear && one.phase !== 'CANCELLED' ? kg(one.tonnes) : 0),
          0,
        );
      expect(kg(told.deltaTonnes)).toBe(counted(current) - counted(previous));
      expect(Object.values(told.parts).reduce((sum, part) => sum + kg(part), 0)).toBe(kg(told.deltaTonnes));
      expect(told.riskWeightedTonnes).toBeLessThanOrEqual(told.currentTonnes + 1e-6);
      expect(
        Object.values(ask(interviewDeltas, rounds(previous, previous, { horizonYear })).parts).every(
          (part) => part === 0,
        ),
      ).toBe(true);
    }),
  );
});

test.each([
  ['IDEA', 10],
  ['STUDY', 25],
  ['FEED', 50],
  ['FID', 90],
  ['CONSTRUCTION', 95],
  ['OPERATIONAL', 100],
  ['CANCELLED', 0],
])('100 t in phase %s count as %d, and half of that on hold', (phase, expected) => {
  expect(ask(interviewDeltas, rounds({}, { a: study(100, 2028, phase) })).riskWeightedTonnes).toBeCloseTo(expected, 9);
  const held = { ...study(100, 2028, 'ON_HOLD'), heldPhase: phase };
  if (phase === 'CANCELLED')
    return expectRefused(interviewDeltas, rounds({}, { a: held }), 'INPUT_MISFIT', 'current.a.heldPhase');
  expect(ask(interviewDeltas, rounds({}, { a: held })).riskWeightedTonnes).toBeCloseTo(expected / 2, 9);
});

test('what was corrected after a round closed is a bar of its own', () => {
  const answer = ask(
    interviewDeltas,
    rounds({}, { a: study(100, 2028) }, { laterCorrections: { a: study(70, 2028) } }),
  );
  expect(answer).toMatchObject({ currentTonnes: 100, deltaTonnes: 100, correctedTonnes: -30 });
});

test.each([
  [rounds({}, {}, { horizonYear: 2019 }), 'INPUT_TOO_SMALL', 'horizonYear'],
  [rounds({ a: study(-5, 2028) }, {}), 'INPUT_NEGATIVE', 'previous.a.tonnes'],
  [rounds({ a: study(Number.NaN, 2028) }, {}), 'INPUT_NOT_A_NUMBER', 'previous.a.tonnes'],
  [rounds({ a: study(5, 2028, 'MAYBE') }, {}), 'INPUT_MISFIT', 'previous.a.phase'],
  [rounds({}, { a: study(5, 2028, 'ON_HOLD') }), 'INPUT_MISSING', 'current.a.heldPhase'],
  [rounds({}, {}, { confirmedCancelled: ['x'] }), 'NOT_THERE', 'confirmedCancelled.0'],
  [
    rounds({ a: study(5, 2028) }, { a: study(5, 2028) }, { confirmedCancelled: ['a'] }),
    'IN_BOTH_ROUNDS',
    'confirmedCancelled.0',
  ],
  [
    rounds({ a: study(5, 2028) }, { a: study(5, 2028) }, { newParticipantProjects: ['a'] }),
    'IN_BOTH_ROUNDS',
    'newParticipantProjects.0',
  ],
])('%# is refused as %s', (input, code, field) => expectRefused(interviewDeltas, input, code, field));
