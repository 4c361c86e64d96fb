import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { selectionEvents, type SelectionEventData } from '../../../events/selection/events.ts';
import { evolve, initial, view, type SelectionState } from '../../../events/selection/state.ts';
import { noFacts, redact, type Class } from '../../../events/visibility.ts';
import { flipsOf, normalised, rankingOf, reasonsOf, withWeight } from '../../../projections/selection-view/ranking.ts';
import { regionsStanding } from '../../../projections/region-ranking/standing.ts';
import { topic } from '../../../projections/topic/projection.ts';
import { regionRanking } from '../../../projections/region-ranking/region-ranking.ts';
import { cut, shownTable, valueTable } from '../../../projections/selection-view/value-table.ts';
import { Calculator } from '../../../server/analysis/calculator.ts';
import { SelectionRuns } from '../../../server/analysis/selection-runs.ts';
import vectors from '../analysis/vectors.json' with { type: 'json' };
import { id, recorded, type Happened } from '../given.ts';

const SELECTION = id('sel');
const STREAM = SELECTION.replace('sel_', 'selection-');
const calculator = new Calculator();
afterAll(() => calculator.stop());

type Score = SelectionEventData['ScoreEntered']['score'];
type Cells = Readonly<Record<string, Readonly<Record<string, Score>>>>;
const exactly = (value: number): Score => ({ low: value, mid: value, high: value });

/** The events of a selection whose regions, called by letters, have these scores; `few` names criteria of three sites. */
function happened(
  cells: Cells,
  bounds: Readonly<Record<string, [number, number]>> = {},
  few: string[] = [],
): Happened[] {
  const regions = Object.keys(cells);
  const keys = Object.keys(cells[regions[0] ?? ''] ?? {});
  const criteria = keys.map((key) => ({ key, nl: `Maat ${key}`, en: `Measure ${key}`, scorers: [] }));
  const valueFunctions = Object.entries(bounds).map(([criterion, [worst, best]]) => ({ criterion, worst, best }));
  return [
    { type: 'SelectionModelDefined', data: { criteria, valueFunctions, regions: regions.map(regionId) } },
    ...regions.flatMap((region, n) =>
      keys.map((criterion, m) => ({
        type: 'ScoreEntered',
        data: {
          ...{ scoreId: id('scr', 100 * n + m), regionId: regionId(region), criterion, sourceRef: 'x' },
          ...{ score: cells[region]![criterion]!, ...(few.includes(criterion) ? { sites: 3 } : {}) },
        },
      })),
    ),
  ];
}
const regionId = (name: string): string => id('reg', name.charCodeAt(name.length - 1));
const logOf = (events: readonly Happened[]): RecordedEvent[] => events.map((one, n) => recorded(STREAM, n, one));
const stateOf = (events: readonly Happened[]): SelectionState => logOf(events).reduce(evolve, initial());
const runsOn = (events: readonly RecordedEvent[]): SelectionRuns =>
  new SelectionRuns(() => ({ head: () => events.length - 1, eventsIn: () => events }), calculator);

describe('the vector of C8', () => {
  const { input, output } = vectors.find(({ calculation }) => calculation === 'region-selection') as unknown as {
    input: {
      weights: Record<string, number>;
      bounds: Record<string, [number, number]>;
      raw: Record<string, Record<string, number>>;
    };
    output: { scores: Record<string, number>; flipWeights: Record<string, { region: string; weight: number } | null> };
  };
  const cells = Object.fromEntries(
    Object.entries(input.raw).map(([region, raw]) => [
      region,
      Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, exactly(value)])),
    ]),
  );
  const table = valueTable(stateOf(happened(cells, input.bounds)))!;

  test('as the country’s ranking: of the frozen run, and the weight that has to change least', () => {
    const run = (n: number, score: (region: string) => number): Happened => ({
      type: 'SelectionRunExecuted',
      data: {
        ...{ runId: id('run', n), method: 'SMAA', N: 1, seed: 1, code: {}, inputIndex: 3, hash: '' },
        weighing: { weights: input.weights, order: null, intervals: null },
        results: Object.keys(cells).map((region) => ({
          ...{ regionId: regionId(region), score: score(region), rankAcceptability: [0.25, 0.75] },
          ...{ confidence: null, centralWeights: null },
        })),
      },
    });
    const events = [...happened(cells, input.bounds), run(1, (region) => output.scores[region] ?? 0), run(2, () => 0)];
    const of = (...more: Happened[]) => regionRanking({ streams: { [STREAM]: stateOf([...events, ...more]) } });
    expect(of()).toMatchObject({ run: id('run', 2), frozen: false });
    const ranking = of({ type: 'SelectionFrozen', data: { runId: id('run', 1), byActor: 'act_x' } });
    expect(ranking).toMatchObject({ selection: SELECTION, run: id('run', 1), frozen: true, inputIndex: 3 });
    expect(ranking?.rows.map((row) => [row.rank, row.regionId, row.first])).toEqual(
      ['R1', 'R2', 'R3', 'R4'].map((name, n) => [n + 1, regionId(name), 0.25]),
    );
    expect(ranking?.turns).toMatchObject({ criterion: 'reduction', from: 0.2, region: regionId('R2') });
    expect(ranking?.turns?.to).toBeCloseTo(0.2332, 4);
    expect(regionRanking({ streams: { [STREAM]: stateOf(happened(cells)) } })).toBeUndefined();
    // on the map of the country, for who is a partner; to others it is not there
    const whole = { streams: { [STREAM]: stateOf(events) } };
    const seenBy = (classes: string): unknown => {
      const sees = () => (cls: Class) => classes.includes(cls);
      return regionsStanding(topic.view(whole, { sees }));
    };
    expect(seenBy('P0 P1')).toMatchObject({ ranking: { selection: SELECTION, frozen: false, rows: { length: 4 } } });
    expect(seenBy('P0')).toEqual({ statuses: {} });
  });

  test('through the log: scores, order, and where the first place turns', () => {
    const ranking = rankingOf(table, input.weights);
    expect(ranking.map(({ regionId: region }) => region)).toEqual(['R1', 'R2', 'R3', 'R4'].map(regionId));
    for (const [n, score] of Object.values(output.scores).entries()) expect(ranking[n]?.score).toBeCloseTo(score, 4);
    const flips = flipsOf(table, input.weights);
    for (const [key, flip] of Object.entries(output.flipWeights)) {
      expect(flips[key]?.region ?? null, key).toBe(flip ? regionId(flip.region) : null);
      if (flip) expect(flips[key]?.weight, key).toBeCloseTo(flip.weight, 3);
    }
  });

  test('the draws find the shares of first places, and what carries a region adds up to its lead', async () => {
    const asked = { method: 'SMAA', N: 10_000, seed: 1, weighing: { weights: input.weights } } as const;
    const outcome = await runsOn(logOf(happened(cells, input.bounds))).outcome(SELECTION, asked);
    if ('refused' in outcome) throw new Error(outcome.refused.code);
    const first = outcome.results.map(({ rankAcceptability }) => rankAcceptability[0] ?? 0);
    for (const [n, share] of [0.611, 0.142, 0.226, 0.021].entries())
      expect(Math.abs(first[n]! - share)).toBeLessThan(0.02);
    expect(outcome.results[0]?.score).toBeCloseTo(0.58925, 5);
    const reasons = reasonsOf(table, input.weights, regionId('R1'), regionId('R2'));
    expect(reasons.reduce((sum, { difference }) => sum + difference, 0)).toBeCloseTo(0.58925 - 0.5685, 4);
    expect([...reasons].sort((a, b) => b.difference - a.difference)).toEqual(reasons);
  });
});

const figure = fc.integer({ min: -50, max: 50 });
const range = fc.tuple(figure, figure, figure).map((three): Score => {
  const [low, mid, high] = [...three].sort((a, b) => a - b) as [number, number, number];
  return { low, mid, high };
});

test('random selections: values and sums as somebody works them out by hand', () => {
  const keys = ['one', 'two', 'three'];
  const row = fc.record(
    Object.fromEntries(keys.map((key) => [key, fc.oneof(range, fc.constant({ unknown: true } as const))])),
  );
  const weighing = fc.record(Object.fromEntries(keys.map((key) => [key, fc.integer({ min: 0, max: 20 })])));
  fc.assert(
    fc.property(fc.record({ A: row, B: row, C: row }), weighing, (cells, points) => {
      const weights = normalised(points);
      const table = valueTable(stateOf(happened(cells)))!;
      for (const { regionId: region, score, least, most } of rankingOf(table, weights)) {
        const own = cells[['A', 'B', 'C'].find((name) => regionId(name) === region) as 'A'];
        let [sum, low, high] = [0, 0, 0];
        for (const key of keys) {
          const known = Object.values(cells).flatMap((one) =>
            'unknown' in one[key]! ? [] : [one[key]!.low, one[key]!.high],
          );
          const [from, to] = [Math.min(...known), Math.max(...known)];
          const score = own[key]!;
          const v = (raw: number): number => (from === to ? 1 : (raw - from) / (to - from));
          sum += weights[key]! * ('unknown' in score ? 0.5 : v(score.mid));
          low += weights[key]! * ('unknown' in score ? 0 : v(score.low));
          high += weights[key]! * ('unknown' in score ? 1 : v(score.high));
        }
        expect([score, least, most].map((one) => one.toFixed(9))).toEqual(
          [sum, low, high].map((one) => one.toFixed(9)),
        );
      }
    }),
    { numRuns: 200 },
  );
});

test('random pairs under two criteria: the share of first places is the length of the weights that give it', async () => {
  const one = fc.integer({ min: 0, max: 20 }).map((n) => n / 20);
  await fc.assert(
    fc.asyncProperty(fc.tuple(one, one, one, one), async ([a1, a2, b1, b2]) => {
      const cells = { A: { one: exactly(a1), two: exactly(a2) }, B: { one: exactly(b1), two: exactly(b2) } };
      const bounds: Record<string, [number, number]> = { one: [0, 1], two: [0, 1] };
      const outcome = await runsOn(logOf(happened(cells, bounds))).outcome(SELECTION, {
        ...{ method: 'SMAA', N: 4_000, seed: 7, weighing: {} },
      });
      if ('refused' in outcome) throw new Error(outcome.refused.code);
      // w(a1−b1) + (1−w)(a2−b2) ≥ 0 for w from 0 to 1
      const [at0, at1] = [a2 - b2, a1 - b1];
      const expected = at0 >= 0 && at1 >= 0 ? 1 : at0 < 0 && at1 < 0 ? 0 : (at1 >= 0 ? at1 : at0) / Math.abs(at1 - at0);
      if (at0 === 0 || at1 === 0) return;
      expect(Math.abs((outcome.results[0]?.rankAcceptability[0] ?? 0) - expected)).toBeLessThan(0.035);
    }),
    { numRuns: 20 },
  );
});

test('a value beyond the ends counts as 0 or 1, in the draws too', async () => {
  const cells = { A: { one: { low: -5, mid: 2, high: 2 } }, B: { one: exactly(1) } } as Cells;
  const events = logOf(happened(cells, { one: [0, 1] }));
  const outcome = await runsOn(events).outcome(SELECTION, { method: 'SMAA', N: 10_000, seed: 1, weighing: {} });
  if ('refused' in outcome) throw new Error(outcome.refused.code);
  // A draws level (and is named first) when its raw score is at least 1: 1 − (6/7)² of the triangle
  expect(Math.abs((outcome.results[0]?.rankAcceptability[0] ?? 0) - (1 - (6 / 7) ** 2))).toBeLessThan(0.02);
  expect(cut(7)).toBe(1);
});

describe('what is not for everybody', () => {
  const partner = (cls: Class): boolean => cls === 'P0' || cls === 'P1';
  const cells = { A: { one: exactly(12.3456), two: exactly(1) }, B: { one: exactly(20), two: exactly(3) } } as Cells;

  test('of few sites the raw score is hidden, and its value is shown in hundredths', () => {
    const state = stateOf(happened(cells, { one: [0, 30] }, ['one']));
    const seen = view(state, partner);
    expect(JSON.stringify(seen)).not.toContain('12.3456');
    const shown = shownTable(state, valueTable(state)!);
    expect(shown.values[regionId('A')]?.['one']).toEqual({ low: 0.41, mid: 0.41, high: 0.41 });
    expect(shown.bounds).toEqual({ one: [0, 30], two: [1, 3] });
    // bounds that follow from what is hidden are hidden with it
    const unbound = stateOf(happened(cells, {}, ['one']));
    expect(shownTable(unbound, valueTable(unbound)!).bounds['one']).toBeNull();
  });

  test('a sealed proposal looks the same to others whatever it says and of whatever kind it is', () => {
    const kinds = [
      { weights: { one: 0.31, two: 0.69 } },
      { order: ['two', 'one'] },
      { intervals: { one: [0, 1], two: [0, 1] } },
    ];
    const seen = kinds.map((given) => {
      const data = { orgId: id('org', 5), weights: null, order: null, intervals: null, ...given };
      const event = recorded(STREAM, 1, { type: 'WeightsProposed', data });
      return redact(event, selectionEvents['WeightsProposed'].classes, partner, noFacts)?.data;
    });
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[1]).toEqual(seen[2]);
    expect(JSON.stringify(seen)).not.toContain('0.31');
  });
});

test('a frozen run is the same to the bit after 10,000 later events, and another on the scores of now', async () => {
  const cells = Object.fromEntries(
    ['A', 'B', 'C'].map((name, n) => [
      name,
      { one: { low: n, mid: n + 1, high: n + 3 }, two: { low: 1, mid: 4 - n, high: 6 } },
    ]),
  ) as Cells;
  const before = happened(cells);
  const asked = { method: 'SMAA', N: 10_000, seed: 42, weighing: { weights: { one: 0.7, two: 0.3 } } } as const;
  const outcome = await runsOn(logOf(before)).outcome(SELECTION, asked);
  if ('refused' in outcome) throw new Error(outcome.refused.code);
  const { inputIndex, results, hash } = outcome;
  const code = { commit: '0123456', runtime: 'node' };
  const run = { runId: id('run'), ...asked, code, inputIndex, results: [...results], hash };
  const later = Array.from({ length: 10_000 }, (_, n) => ({
    type: 'ScoreRevised',
    data: { scoreId: id('scr', 0), old: exactly(n), new: exactly(n + 1), reason: 'again' },
  }));
  const runs = runsOn(logOf([...before, { type: 'SelectionRunExecuted', data: run }, ...later]));
  const repeated = await runs.repeat(SELECTION, JSON.parse(JSON.stringify(run)) as typeof run);
  if ('refused' in repeated) throw new Error(repeated.refused.code);
  expect(repeated.equal).toBe(true);
  expect(JSON.stringify(repeated.then.results)).toBe(JSON.stringify(results));
  expect(repeated.now.hash).not.toBe(hash);
  // what was changed in one bit is found
  const bent = { ...run, results: results.map((one) => ({ ...one, score: (one.score ?? 0) + Number.EPSILON })) };
  expect(await runs.repeat(SELECTION, bent)).toMatchObject({ equal: false });
  const command = { id: id('cmd'), type: 'RecordSelectionRun', subject: SELECTION, data: bent };
  expect(await runs.check({ command })).toMatchObject({ code: 'RUN_DIFFERS' });
  expect(await runs.check({ command: { ...command, data: run } })).toBeUndefined();
});

test('one weight is set, the others keep their proportion, and together they stay 1', () => {
  const weights = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
  fc.assert(
    fc.property(
      weights,
      fc.double({ min: -1, max: 2, noNaN: true }),
      fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }),
      (keys, set, points) => {
        const start = normalised(Object.fromEntries(keys.map((key, n) => [key, points[n]!])));
        const moved = withWeight(start, keys[0]!, set);
        expect(Object.values(moved).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        if (keys.length > 1) expect(moved[keys[0]!]).toBe(cut(set));
        if (keys.length > 2 && start[keys[2]!]! > 0 && cut(set) < 1)
          expect(moved[keys[1]!]! / moved[keys[2]!]!).toBeCloseTo(start[keys[1]!]! / start[keys[2]!]!, 6);
      },
    ),
  );
});
