import { describe, expect, test } from 'vitest';
import { initial as organisation } from '../../../events/organisation/state.ts';
import { initial as project, type ProjectState } from '../../../events/project/state.ts';
import { initial as region } from '../../../events/region/state.ts';
import { scoreOf } from '../../../events/selection/decide-score.ts';
import { evolve, initial } from '../../../events/selection/state.ts';
import { initial as site } from '../../../events/site/state.ts';
import type { Entry } from '../../../events/timeline.ts';
import { costScore, type CostFacts, type ToldCosts } from '../../../projections/selection-view/costs.ts';
import { toldCosts } from '../../../projections/selection-view/told-costs.ts';
import { aroundOf } from '../../../server/commands/around.ts';
import { id, recorded } from '../given.ts';

/** What reductions of a region cost: worked numbers, and whom they must not give away. */

const entry = <T>(value: T, index = 0): Entry<T> => ({
  ...{ value, from: '2026-01-01', event: 'e', index, command: 'c', by: 'act_x', organisation: 'org_x' },
  at: '2026-01-01T00:00:00.000Z',
});
const reduction = { t2030: 500, t2035: 1000, t2040: 1000, low: 800, high: 1250 };
/** A project on a site of its own: 1000 t/yr (800 to 1250). */
const costing = (
  site: number,
  capexEUR?: number,
  opexDelta?: number,
  more: Partial<ProjectState> = {},
): ProjectState => ({
  ...project(),
  ...{ exists: true, siteId: id('sit', site), reduction: [entry(reduction)] },
  capexEUR: capexEUR === undefined ? [] : [entry(capexEUR)],
  details: opexDelta === undefined ? {} : { opexDeltaEUR: [entry(opexDelta)] },
  ...more,
});
const projectsOf = (all: readonly ProjectState[]) => new Map(all.map((one, n) => [id('prj', n + 1), one] as const));
const eight = Array.from({ length: 8 }, (_, n) => costing(n + 1, 971_225, 20_000));
/** Two sites per family. */
const facts = (all: readonly ProjectState[], more: Partial<CostFacts> = {}): CostFacts => ({
  projects: projectsOf(all),
  parentOf: (site) => `family ${Math.ceil(Number.parseInt(site.slice(-4), 16) / 2)}`,
  parameters: { version: 0, index: 0, on: '2026-03-01', values: {} },
  ...{ on: '2026-03-01', told: [], overlapping: [] },
  ...more,
});
const mid = (all: readonly ProjectState[], more: Partial<CostFacts> = {}) => costScore(facts(all, more))?.score.mid;

describe('EUR per tonne', () => {
  test('971 225 EUR over 15 years at 6 % is 100 000 a year; with 20 000 a year more, 120 EUR for 1000 t', () => {
    // 120 000 / 1250 t = 96, / 800 t = 150
    expect(costScore(facts(eight))).toEqual({ score: { low: 96, mid: 120, high: 150 }, sites: 8 });
  });
  test('parameters of the programme, as they were set', () => {
    const values = {
      'selection.lifetime': { value: 10, unit: 'yr' },
      'selection.interestRate': { value: 0, unit: '-' },
    };
    // 97 122.5 + 20 000 a year
    expect(mid(eight, { parameters: { version: 2, index: 9, on: '2026-03-01', values } })).toBe(120);
    const years = { 'selection.lifetime': { value: 30, unit: 'yr' } };
    // 971 225 × 0.07265 = 70 559
    expect(mid(eight, { parameters: { version: 1, index: 9, on: '2026-03-01', values: years } })).toBe(91);
  });
  test('who saves on yearly costs brings it below nothing, and low stays below high', () => {
    const saving = eight.map((_, n) => costing(n + 1, 971_225, -180_000));
    expect(costScore(facts(saving))?.score).toEqual({ low: -100, mid: -80, high: -64 });
  });
  test('only who says both counts; what was cancelled or gave way to another route does not', () => {
    const more = [
      ...[
        costing(9, 1e9),
        costing(10, undefined, 1e9),
        costing(11, 1e9, 1e9, { phases: [entry('CANCELLED' as const)] }),
      ],
      costing(12, 1e9, 1e9, { alternative: entry({ groupId: 'g', preferred: false }) }),
    ];
    expect(mid([...eight, ...more])).toBe(120);
  });
});

describe('of whom it is not told', () => {
  test('six sites of three families: each of the three would know the other two', () => {
    expect(mid(eight.slice(0, 6))).toBeUndefined();
    // seven of four: for who takes his two out five of three are left
    expect(mid(eight.slice(0, 7))).toBe(120);
  });
  test('one who is more than 70 % of what the others see, in investments or in yearly costs', () => {
    expect(mid([...eight.slice(0, 7), costing(8, 3e7, 20_000)])).toBeUndefined();
    expect(mid([...eight.slice(0, 7), costing(8, 971_225, 5e6)])).toBeUndefined();
  });
  test('what is left when an overlapping region of which it was told is taken off', () => {
    const all = eight.concat(Array.from({ length: 8 }, (_, n) => costing(n + 9, 971_225, 20_000)));
    const overlapping = (n: number) => ({ overlapping: [new Map([...projectsOf(all)].slice(0, n))] });
    expect(mid(all, overlapping(8))).toBe(120);
    expect(mid(all, overlapping(9))).toBe(120);
    expect(mid(all, overlapping(13))).toBeUndefined();
  });
});

describe('told again', () => {
  const told: ToldCosts = {
    score: { low: 96, mid: 120, high: 150 },
    sites: 8,
    inputIndex: 10,
    at: '2026-02-01T00:00:00.000Z',
  };
  /** The first n sites doubled their investment after the index of what was told. */
  const changed = (n: number) =>
    eight.map((one, at) => (at < n ? { ...one, capexEUR: [...one.capexEUR, entry(1_942_450, 20)] } : one));

  test('only once enough have changed; until then what was told, with the moment that it is of', () => {
    for (const n of [0, 1, 3, 4])
      expect(costScore(facts(changed(n), { told: [told] })), String(n)).toEqual({
        ...{ score: told.score, sites: 8, inputIndex: 10 },
      });
    // six of three families: for each of them four of two
    expect(mid(changed(6), { told: [told] })).toBe(200);
  });
  test('not within a week, and not when one of two earlier ones is too close', () => {
    expect(mid(changed(6), { told: [told], on: '2026-02-05' })).toBe(120);
    const after = { ...told, inputIndex: 20, score: { low: 1, mid: 2, high: 3 } };
    expect(mid(changed(6), { told: [told, after] })).toBe(2);
  });
  test('what was told is found in all selections, and nothing that was entered by hand', () => {
    const score = (n: number, criterion: string, inputIndex?: number) =>
      recorded(id('sel').replace('sel_', 'selection-'), n, {
        type: 'ScoreEntered',
        data: {
          ...{ scoreId: id('scr', n), regionId: id('reg'), criterion, sourceRef: 'x', sites: 8 },
          ...{ score: { low: n, mid: n, high: n }, inputIndex },
        },
      });
    const one = [score(5, 'costEffectiveness', 4), score(2, 'reduction', 4)].reduce(evolve, initial());
    const other = [score(3, 'costEffectiveness', 2), score(1, 'costEffectiveness')].reduce(evolve, initial());
    expect(scoreOf(one, id('reg'), 'costEffectiveness')).toBeDefined();
    expect(
      toldCosts([one, other])
        .get(id('reg'))
        ?.map(({ inputIndex }) => inputIndex),
    ).toEqual([2, 4]);
  });
});

test('the server takes it from its streams, and finds what was told of a region before', () => {
  const ring = [
    [
      [5, 52],
      [5, 53],
      [6, 53],
      [6, 52],
      [5, 52],
    ],
  ];
  const boundary = [entry({ type: 'MultiPolygon' as const, coordinates: [ring as [number, number][][]] })];
  const streams = new Map<string, { exists: boolean }>();
  const put = (prefix: string, kind: string, n: number, state: object): void =>
    void streams.set(id(prefix, n).replace(`${prefix}_`, `${kind}-`), { ...state, exists: true });
  put('reg', 'region', 1, { ...region(), boundary });
  for (const [at, one] of eight.entries()) {
    const n = at + 1;
    put('prj', 'project', n, one);
    const parentOrgId = id('org', 100 + Math.ceil(n / 2));
    put('org', 'organisation', n, { ...organisation(), parentOrgId });
    const cluster = [entry({ cluster: 'CLUSTER_6' as const, basis: 'x' })];
    const point = [entry<[number, number]>([5.1 + n / 20, 52.5])];
    put('sit', 'site', n, { ...site(), orgId: id('org', n), cluster, point });
  }
  const measured = () => {
    const all = {
      state: (stream: string) => streams.get(stream),
      streams: (kind: string) => [...streams.keys()].filter((stream) => stream.startsWith(`${kind}-`)),
    };
    return aroundOf(all, '2026-03-01').measuredScore?.(id('reg'), 'costEffectiveness');
  };
  expect(measured()).toEqual({ score: { low: 96, mid: 120, high: 150 }, sites: 8 });
  const data = { scoreId: id('scr'), regionId: id('reg'), criterion: 'costEffectiveness', sourceRef: 'x', sites: 8 };
  const told = { ...data, score: { low: 1, mid: 2, high: 3 }, inputIndex: 7 };
  put('sel', 'selection', 1, evolve(initial(), recorded('selection-x', 9, { type: 'ScoreEntered', data: told })));
  expect(measured()).toEqual({ score: { low: 1, mid: 2, high: 3 }, sites: 8, inputIndex: 7 });
});
