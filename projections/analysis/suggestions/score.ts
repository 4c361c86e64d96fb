import { z } from 'zod';
import { calculation } from '../calculation.ts';
import { listOf, quantity, quantityAbove, share, year } from '../quantity.ts';
import { contradiction } from '../refused.ts';
import { partNames, type PartName } from './part-names.ts';

/** Each from 0 to 1; null: nothing is known of it, and its weight goes to the others. */
export type Parts = Readonly<Record<PartName, number | null>>;

const weightOfPart = partNames.map((name) => [name, `suggestion.weight.${name}` as const] as const);

export const SCORE_PARAMETERS = [
  ...weightOfPart.map(([, key]) => key),
  ...(['suggestion.scaleTonnes', 'suggestion.timingYears'] as const),
] as const;
export type ScoreParameters = Readonly<Record<(typeof SCORE_PARAMETERS)[number], number>>;

/** What the parts are made of. */
export interface Facts {
  readonly complementarity: number | null;
  readonly scope1TonnesPerYear: number | null;
  readonly distanceKm: number | null;
  readonly maxDistanceKm: number | null;
  readonly startYears: readonly number[] | null;
  readonly readiness: number | null;
  readonly relief: number | null;
}

/** The parts of a score, each from 0 to 1. */
export function partsOf(facts: Facts, p: ScoreParameters): Parts {
  const { scope1TonnesPerYear: tonnes, distanceKm, maxDistanceKm, startYears } = facts;
  return {
    complementarity: facts.complementarity,
    scale: tonnes === null ? null : Math.min(1, tonnes / p['suggestion.scaleTonnes']),
    proximity: distanceKm === null || maxDistanceKm === null ? null : 1 - distanceKm / maxDistanceKm,
    timing: startYears === null ? null : Math.max(0, 1 - spread(startYears) / p['suggestion.timingYears']),
    readiness: facts.readiness,
    relief: facts.relief,
  };
}

/** 0–100; null when there is no part at all. */
export function scoreOf(parts: Parts, p: ScoreParameters): number | null {
  let [sum, weights] = [0, 0];
  for (const [name, key] of weightOfPart) {
    const value = parts[name];
    if (value === null) continue;
    sum += p[key] * value;
    weights += p[key];
  }
  return weights > 0 ? (100 * sum) / weights : null;
}

function spread(years: readonly number[]): number {
  let [first, last] = [Infinity, -Infinity];
  for (const year of years) {
    first = Math.min(first, year);
    last = Math.max(last, year);
  }
  return last - first;
}

const input = z
  .strictObject({
    complementarity: share().nullable(),
    scope1TonnesPerYear: quantity('t/yr', 0, 1e9).nullable(),
    distanceKm: quantity('km', 0, 500).nullable(),
    maxDistanceKm: quantityAbove('km', 0, 500).nullable(),
    startYears: listOf(year(), 1, 50).nullable(),
    readiness: share().nullable(),
    relief: share().nullable(),
  })
  .superRefine((given, context) => {
    const { distanceKm: value, maxDistanceKm: limit } = given;
    if (value !== null && limit !== null && value > limit)
      contradiction(context, ['distanceKm'], 'BEYOND', { value, other: 'maxDistanceKm', limit });
    if ((value === null) !== (limit === null))
      contradiction(context, [value === null ? 'distanceKm' : 'maxDistanceKm'], 'INPUT_MISSING', {
        fill: '> 0, ≤ 500 km',
      });
    if (Object.values(given).every((part) => part === null))
      contradiction(context, ['complementarity'], 'INPUT_MISSING', { fill: '≥ 0, ≤ 1' });
  });

export interface SuggestionScoreOutput {
  readonly parts: Parts;
  readonly score: number | null;
}

/** How promising it looks to bring some sites together; 0–100, with what it is made of. Source: domain C7. */
export const suggestionScore = calculation({
  name: 'suggestion-score',
  input,
  uses: SCORE_PARAMETERS,
  calculate: (given, p): SuggestionScoreOutput => {
    const parts = partsOf(given, p);
    return { parts, score: scoreOf(parts, p) };
  },
});
