import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InterviewState } from '../../../events/interview/state.ts';
import { streamOf } from '../../../events/ids.ts';
import { countedRound } from '../../../projections/interview-rounds/answers.ts';
import {
  compareRounds,
  deltaParts,
  horizons,
  type Horizon,
  type RoundComparison,
} from '../../../projections/interview-rounds/comparison.ts';
import { roundPair } from '../../../projections/interview-rounds/rounds.ts';
import { parametersOn } from '../../../projections/analysis/parameters.ts';
import { id } from '../given.ts';
import { roundOf, type Said } from './rounds.ts';

/** RoundComparison: domain C9 from the streams of two rounds. */

const parameters = parametersOn(undefined, '2026-06-01', 0);
const said = (project: number, kt: number, startYear: number, more: Partial<Said> = {}): Said => ({
  ...{ project, org: project, phase: 'STUDY', startYear },
  ...{ t2030: kt * 1_000, t2035: kt * 1_000, t2040: kt * 1_000 },
  ...more,
});

function compare(previous: InterviewState | undefined, current: InterviewState, horizon: Horizon): RoundComparison {
  const answer = compareRounds(previous && countedRound(previous), countedRound(current), horizon, parameters);
  if ('refused' in answer) throw new Error(answer.refused.code);
  return answer;
}
const [a, b, c, d, e, f, g] = [1, 2, 3, 4, 5, 6, 7];
const FEED = { phase: 'FEED' } as const;
const FID = { phase: 'FID' } as const;
const before = [
  said(a, 1200, 2028),
  said(b, 800, 2029),
  said(c, 500, 2029, FEED),
  said(d, 150, 2027, FID),
  said(e, 60, 2032),
];
const after = [
  ...[
    said(a, 1200, 2033),
    said(b, 800, 2029, { phase: 'CANCELLED' }),
    said(c, 500, 2029, FEED),
    said(d, 180, 2027, FID),
  ],
  // a project of a company that answered before, and one of a company that did not
  ...[said(e, 60, 2030), said(f, 90, 2029, { org: a }), said(g, 40, 2028, FID)],
];

describe('the vector of C9, told by two rounds', () => {
  const [previous, current] = [roundOf(2023, before), roundOf(2025, after)];
  test('by 2030 it comes to -1,780 kt, part by part', () => {
    expect(compare(previous, current, 2030)).toMatchObject({
      ...{ previousTonnes: 2_650_000, currentTonnes: 870_000, deltaTonnes: -1_780_000 },
      parts: {
        ...{ delayed: -1_200_000, cancelled: -800_000, accelerated: 60_000, rescopedUp: 30_000, rescopedDown: 0 },
        ...{ newProject: 90_000, newParticipant: 40_000, notReReported: 0 },
      },
      correctedTonnes: 0,
    });
  });
  test.each([
    [2030, 485_500],
    [2035, 785_500],
  ] as const)('weighted by risk it is in %i %i t', (horizon, expected) =>
    expect(compare(previous, current, horizon).riskWeightedTonnes).toBeCloseTo(expected, 6),
  );
});

test('what is not validated does not count; what was corrected after the close is a bar of its own', () => {
  const current = roundOf(2025, [said(a, 10, 2029), said(b, 20, 2029, { validated: false })], {
    later: [{ project: a, field: 't2030', old: 10_000, new: 7_000 }],
  });
  expect(compare(undefined, current, 2030)).toMatchObject({ currentTonnes: 10_000, correctedTonnes: -3_000 });
  expect(compare(roundOf(2023, [said(a, 10, 2029), said(b, 5, 2029)]), current, 2030).parts).toMatchObject({
    notReReported: -5_000,
    rescopedDown: 0,
  });
});

test('what grows towards its full effect counts for a year as it was answered for that year', () => {
  const growing = { t2030: 1_000, t2035: 5_000, t2040: 9_000 };
  const round = roundOf(2025, [said(a, 0, 2029, growing)]);
  expect(horizons.map((horizon) => compare(undefined, round, horizon).currentTonnes)).toEqual([1_000, 5_000, 9_000]);
});

test('a round that is open is compared as it stands; the one before it is the last that closed', () => {
  const rounds = [roundOf(2021, before), roundOf(2023, before), roundOf(2025, after, { open: true })];
  const streams = Object.fromEntries(rounds.map((round, n) => [streamOf(id('rnd', n + 1))?.stream ?? '', round]));
  const pair = roundPair({ streams }, id('rnd', 3));
  expect(pair?.previous?.year).toBe(2023);
  expect(compare(pair?.previous, rounds[2] ?? roundOf(1, []), 2030).deltaTonnes).toBe(-1_780_000);
});

test('whatever two rounds say, the parts add up to the difference, to the kilogram', () => {
  const phases = ['IDEA', 'STUDY', 'FID', 'ON_HOLD', 'CANCELLED'] as const;
  const anything = fc.uniqueArray(
    fc.record({
      ...{ project: fc.integer({ min: 1, max: 8 }), org: fc.integer({ min: 1, max: 3 }) },
      ...{ phase: fc.constantFrom(...phases), startYear: fc.integer({ min: 2026, max: 2042 }) },
      t2030: fc.integer({ min: 0, max: 9_999_999 }).map((kg) => kg / 1_000),
      t2035: fc.integer({ min: 0, max: 9_999_999 }).map((kg) => kg / 1_000),
      t2040: fc.integer({ min: 0, max: 9_999_999 }).map((kg) => kg / 1_000),
      validated: fc.boolean(),
    }),
    { selector: ({ project }) => project, maxLength: 8 },
  );
  fc.assert(
    fc.property(anything, anything, fc.constantFrom(...horizons), (previous, current, horizon) => {
      const told = compare(roundOf(2023, previous), roundOf(2025, current), horizon);
      const kilograms = (tonnes: number): number => Math.round(tonnes * 1_000);
      const sum = deltaParts.reduce((total, part) => total + kilograms(told.parts[part]), 0);
      expect(sum).toBe(kilograms(told.deltaTonnes));
      expect(kilograms(told.currentTonnes)).toBe(kilograms(told.previousTonnes) + sum);
      const answered = current
        .filter(({ validated, phase, startYear }) => validated && phase !== 'CANCELLED' && startYear <= horizon)
        .reduce((total, one) => total + kilograms(one[`t${horizon}`]), 0);
      expect(kilograms(told.currentTonnes)).toBe(answered);
    }),
    { numRuns: 200 },
  );
});
