import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InterviewState } from '../../../events/interview/state.ts';
import { COHORT } from '../../../events/release/decide.ts';
import { parametersOn } from '../../../projections/analysis/parameters.ts';
import { deltaParts } from '../../../projections/interview-rounds/comparison.ts';
import { totalsOfRound, type Placing, type RoundTotals } from '../../../projections/interview-rounds/publication.ts';
import { toldOf } from '../../../projections/interview-rounds/rounds.ts';
import { id } from '../given.ts';
import { roundOf, type Said } from './rounds.ts';

/** What of a round is told to everybody gives nobody away (domain.md B.6), also not beside what was told before. */

const parameters = parametersOn(undefined, '2026-06-01', 0);
/** Every project on a site of its own; companies 1 and 2 are one family. */
const placing: Placing = (project, organisation) => ({
  ...{ site: project, sector: 'FOOD' },
  parent: organisation === id('org', 2) ? id('org', 1) : organisation,
});

const said = (project: number, tonnes = 1_000, startYear = 2028): Said => ({
  ...{ project, org: project, phase: 'STUDY', startYear, t2030: tonnes, t2035: tonnes, t2040: tonnes },
});
const many = (n: number, tonnes?: (project: number) => number): Said[] =>
  Array.from({ length: n }, (_, at) => said(at + 1, tonnes?.(at + 1)));

function tell(round: InterviewState, others: readonly InterviewState[] = []): RoundTotals {
  const told = totalsOfRound(round, others, placing, parameters);
  if (!told) throw new Error('nothing could be worked out');
  return told;
}
const told = ({ aggregates }: RoundTotals, key: string): number | undefined =>
  aggregates.find((one) => one.key === key)?.value;

/** A round with these answers that has been published, after those. */
function published(year: number, answers: readonly Said[], others: readonly InterviewState[] = []): InterviewState {
  const from = year * 1_000;
  return roundOf(year, answers, { from, published: { ...tell(roundOf(year, answers, { from }), others) } });
}

describe('a round alone', () => {
  test('tells the total of enough sites of enough families, to two digits', () => {
    const round = roundOf(
      2025,
      many(8, (n) => 1_000 + n),
    );
    expect(told(tell(round), 'REDUCTION 2030')).toBe(8_000);
    expect(told(tell(round), 'EXPECTED 2030')).toBe(2_000);
  });
  test('tells nothing of five companies, of which each sees four others', () => {
    const { aggregates, suppressedCells } = tell(roundOf(2025, many(5)));
    expect(aggregates).toEqual([]);
    expect(suppressedCells).toContain('REDUCTION 2030');
    expect(suppressedCells).toContain('PART 2030 newParticipant');
  });
  test('tells nothing when one is most of it', () =>
    expect(
      told(
        tell(
          roundOf(
            2025,
            many(8, (n) => (n === 8 ? 90_000 : 1_000)),
          ),
        ),
        'REDUCTION 2030',
      ),
    ).toBeUndefined());
  test('what is not validated is in no total', () => {
    const answers = many(8).map((one, n) => ({ ...one, validated: n < 5 }));
    expect(tell(roundOf(2025, answers)).aggregates).toEqual([]);
  });
});

describe('two publications, held side by side', () => {
  const first = published(2023, many(9));
  test('of which one company is the difference: the second tells no total', () => {
    const second = roundOf(2025, [...many(8), said(9, 4_000)], { from: 2_025_000 });
    expect(told(tell(second), 'REDUCTION 2030')).toBe(12_000);
    expect(told(tell(second, [first]), 'REDUCTION 2030')).toBeUndefined();
    expect(told(tell(second, [first]), 'EXPECTED 2030')).toBeUndefined();
  });
  test('of which enough companies are the difference: it tells its total and its part', () => {
    const second = roundOf(
      2025,
      many(9, (n) => (n <= 7 ? 1_500 : 1_000)),
      { from: 2_025_000 },
    );
    expect(told(tell(second, [first]), 'REDUCTION 2030')).toBe(13_000);
    expect(told(tell(second, [first]), 'PART 2030 rescopedUp')).toBe(3_500);
  });
  test('a part is kept back when what is left would give somebody away', () => {
    const after = many(9).map((one, n) => ({ ...one, startYear: n === 8 ? 2029 : n < 7 ? 2033 : 2028 }));
    const more = roundOf(2025, [...after.slice(0, 8), said(9, 3_000)], { from: 2_025_000 });
    const totals = tell(more, [first]);
    for (const part of [...deltaParts, 'rest']) expect(told(totals, `PART 2030 ${part}`)).toBeUndefined();
  });
  test('of one round: corrections in between change nothing that was told', () => {
    const answers = many(9);
    const later = [{ project: 9, field: 't2030', old: 1_000, new: 8_000 }];
    const totals = tell(roundOf(2025, answers, { later, from: 2_025_000 }));
    const before = tell(roundOf(2025, answers, { from: 2_025_000 }));
    expect(totals).toEqual(before);
    const again = roundOf(2025, answers, { later, published: { ...before }, from: 2_025_000 });
    expect(tell(again)).toEqual(before);
  });
  test('corrections of enough companies are told, once', () => {
    const later = many(8).map(({ project }) => ({ project, field: 't2030', old: 1_000, new: 500 }));
    const first = tell(roundOf(2025, many(9), { later }));
    expect(told(first, 'CORRECTED 2030')).toBe(-4_000);
    const more = [...later, { project: 9, field: 't2030', old: 1_000, new: 0 }];
    expect(tell(roundOf(2025, many(9), { later: more, published: { ...first } }))).toEqual(first);
  });
});

test('whatever two rounds say: when both tell a total, enough of them changed, none of them most of it', () => {
  const answers = fc.uniqueArray(
    fc.record({
      ...{ project: fc.integer({ min: 1, max: 14 }), startYear: fc.constantFrom(2028, 2033) },
      tonnes: fc.oneof({ weight: 19, arbitrary: fc.constantFrom(500, 1_000, 2_000) }, fc.constant(20_000)),
    }),
    { selector: ({ project }) => project, minLength: 11, maxLength: 14 },
  );
  let both = 0;
  fc.assert(
    fc.property(answers, answers, (one, two) => {
      const [before, after] = [one, two].map((all) => all.map((a) => said(a.project, a.tonnes, a.startYear)));
      const first = published(2023, before ?? []);
      const totals = tell(roundOf(2025, after ?? [], { from: 2_025_000 }), [first]);
      const earlier = first.published?.value;
      if (told(totals, 'REDUCTION 2030') === undefined || earlier === undefined || !('aggregates' in earlier)) return;
      if (told(earlier, 'REDUCTION 2030') === undefined) return;
      const counts = (all: readonly Said[] | undefined, project: number): number => {
        const found = all?.find((a) => a.project === project);
        return found && found.startYear <= 2030 ? found.t2030 : 0;
      };
      const families = new Map<number, number>();
      for (let project = 1; project <= 14; project++) {
        const change = Math.abs(counts(after, project) - counts(before, project));
        const family = project === 2 ? 1 : project;
        if (change > 0) families.set(family, (families.get(family) ?? 0) + change);
      }
      const all = [...families.values()].sort((x, y) => y - x);
      if (all.length === 0) return;
      both++;
      // whoever changed himself takes his own part out
      expect(all.length - 1).toBeGreaterThanOrEqual(COHORT.parentsChanged);
      const [largest = 0, , ...rest] = all;
      expect(largest / (largest + rest.reduce((x, y) => x + y, 0))).toBeLessThanOrEqual(COHORT.largestShare);
    }),
    { numRuns: 60 },
  );
  expect(both).toBeGreaterThan(2);
});

test('what was told reads as a comparison by year', () => {
  const first = published(2023, many(9));
  const second = published(
    2025,
    many(9, (n) => (n <= 7 ? 1_500 : 1_000)),
    [first],
  );
  const [by2030] = toldOf(second) ?? [];
  expect(by2030).toMatchObject({ horizon: 2030, reduction: 13_000, parts: [{ part: 'rescopedUp', tonnes: 3_500 }] });
  expect(by2030?.suppressed).toBeGreaterThan(0);
});
