import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confrontation } from '../../../projections/analysis/confrontation/confrontation.ts';
import { ask, expectRefused } from './ask.ts';

interface NaiveArea {
  firmMW: Record<string, number>;
  plannedNotFirmMW: Record<string, number>;
  externalQueueMW: number;
  alleviationYear?: number;
  parent: string | null;
}
interface NaiveProject {
  id: string;
  carrier: 'ELECTRICITY';
  area: string;
  demandMW: number;
  startYear: number;
  flexMW: number;
}

/** The rules once more, each asked anew from the list of projects: slow, and without any running total. */
function naive(areas: Record<string, NaiveArea>, projects: NaiveProject[], grace: number) {
  const chain = (name: string | null): string[] => (name === null ? [] : [name, ...chain(areas[name]!.parent)]);
  return projects.map((p, rank) => {
    const ahead = (n: string, y: number) =>
      areas[n]!.externalQueueMW +
      projects
        .filter((q, at) => at < rank && chain(q.area).includes(n) && q.startYear <= y)
        .reduce((sum, q) => sum + q.demandMW, 0);
    const known = (n: string, y: number) => areas[n]!.firmMW[y] !== undefined;
    const F = (n: string) => areas[n]!.firmMW[p.startYear]! - ahead(n, p.startYear);
    const enough = (n: string, y: number) =>
      known(n, y)
        ? areas[n]!.firmMW[y]! + (areas[n]!.plannedNotFirmMW[y] ?? 0) - ahead(n, y) >= p.demandMW
        : y >= (areas[n]!.alleviationYear ?? 9999);
    const nodes = chain(p.area);
    if (nodes.some((n) => !known(n, p.startYear) && p.startYear < (areas[n]!.alleviationYear ?? 9999)))
      return { verdict: 'POSSIBLY', bottleneck: 'GRID_UNKNOWN', earliestYear: null };
    const years = Array.from({ length: 2050 - p.startYear + 1 }, (_, at) => p.startYear + at);
    const at = nodes.map((n): string => {
      if (known(n, p.startYear) && F(n) >= p.demandMW) return '';
      if (enough(n, p.startYear)) return 'GRID_PLANNED_NOT_FIRM';
      if (p.demandMW - F(n) <= p.flexMW) return 'GRID_FLEX_NEEDED';
      if (years.some((y) => y > p.startYear && y <= p.startYear + grace && enough(n, y))) return 'GRID_LATE';
      return 'GRID_CAPACITY';
    });
    const worst = ['GRID_CAPACITY', 'GRID_LATE', 'GRID_FLEX_NEEDED', 'GRID_PLANNED_NOT_FIRM'].find((code) =>
      at.includes(code),
    );
    const verdict = worst === undefined ? 'FEASIBLE' : worst === 'GRID_CAPACITY' ? 'NOT_FEASIBLE' : 'POSSIBLY';
    return {
      verdict,
      bottleneck: worst ?? null,
      earliestYear: years.find((y) => nodes.every((n) => enough(n, y))) ?? null,
    };
  });
}

const years = fc.dictionary(fc.integer({ min: 2027, max: 2034 }).map(String), fc.integer({ min: 0, max: 30 }), {
  maxKeys: 8,
});
const area = (parent: string | null) =>
  fc.record({
    firmMW: years,
    plannedNotFirmMW: years,
    externalQueueMW: fc.integer({ min: 0, max: 8 }),
    alleviationYear: fc.integer({ min: 2028, max: 2036 }),
    parent: fc.constant(parent),
  });
const areas = fc.record({ top: area(null), mid: area('top'), left: area('mid'), right: area('mid') });
const project = fc.record({
  carrier: fc.constant('ELECTRICITY' as const),
  area: fc.constantFrom('top', 'mid', 'left', 'right'),
  demandMW: fc.integer({ min: 1, max: 12 }),
  startYear: fc.integer({ min: 2026, max: 2035 }),
  flexMW: fc.integer({ min: 0, max: 6 }),
});
const projects = fc
  .array(project, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((one, at) => ({ id: `P${at}`, ...one })));

describe('the grid', () => {
  test('any areas and projects: as the rules say when each is read anew', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(areas, projects, fc.integer({ min: 0, max: 3 }), (given, list, graceYears) => {
        const expected = naive(given, list, graceYears);
        const answer = ask(confrontation, { areas: given, sections: {}, graceYears, projects: list });
        expect(answer.projects.map(({ id: _, ...finding }) => finding)).toEqual(expected);
        for (const { bottleneck } of expected) seen.add(bottleneck ?? 'none');
        expect(answer.shareNotOrPossiblyNot).toBe(
          expected.filter(({ verdict }) => verdict !== 'FEASIBLE').length / list.length,
        );
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(
      ['GRID_CAPACITY', 'GRID_FLEX_NEEDED', 'GRID_LATE', 'GRID_PLANNED_NOT_FIRM', 'GRID_UNKNOWN', 'none'].sort(),
    );
  });

  test('more firm capacity everywhere never makes it worse for anybody', () => {
    const rank = { FEASIBLE: 0, POSSIBLY: 1, NOT_FEASIBLE: 2 };
    fc.assert(
      fc.property(areas, projects, (given, list) => {
        const wider = Object.fromEntries(
          Object.entries(given).map(([name, one]) => [
            name,
            { ...one, firmMW: Object.fromEntries(Object.entries(one.firmMW).map(([year, MW]) => [year, MW + 5])) },
          ]),
        );
        const before = ask(confrontation, { areas: given, sections: {}, graceYears: 2, projects: list });
        const after = ask(confrontation, { areas: wider, sections: {}, graceYears: 2, projects: list });
        for (const [at, { verdict }] of before.projects.entries())
          expect(rank[after.projects[at]!.verdict]).toBeLessThanOrEqual(rank[verdict]);
      }),
    );
  });

  test('who stands behind changes nothing for who stands before', () => {
    fc.assert(
      fc.property(areas, projects, (given, list) => {
        const all = ask(confrontation, { areas: given, sections: {}, graceYears: 2, projects: list });
        const some = ask(confrontation, { areas: given, sections: {}, graceYears: 2, projects: list.slice(0, -1) });
        expect(some.projects).toEqual(all.projects.slice(0, -1));
      }),
    );
  });
});

describe('sections', () => {
  const section = { year: 2030, firmness: 'FIRM', capacity: 30 };
  const input = (over: object, projects: object[]) => ({
    ...{ areas: {}, sections: { S: { ...section, ...over } }, graceYears: 2 },
    projects: projects.map((one, at) => ({
      id: `P${at}`,
      carrier: 'HEAT',
      section: 'S',
      demandMW: 10,
      startYear: 2030,
      ...one,
    })),
  });

  test.each([
    [{}, [{}], 'FEASIBLE', null, 2030],
    [{}, [{ section: null }], 'NOT_FEASIBLE', 'HEAT_NONE', null],
    [{ firmness: 'EXPLORATORY' }, [{}], 'NOT_FEASIBLE', 'HEAT_NONE', null],
    [{ firmness: 'PLANNED' }, [{}], 'POSSIBLY', 'HEAT_PLANNED_NOT_FIRM', 2030],
    [{ firmness: 'PLANNED' }, [{ startYear: 2028 }], 'POSSIBLY', 'HEAT_LATE', 2030],
    [{}, [{ startYear: 2027 }], 'NOT_FEASIBLE', 'HEAT_LATE', 2030],
    [{}, [{ startYear: 2035 }], 'FEASIBLE', null, 2035],
    [{}, [{ demandMW: 25 }, {}], 'NOT_FEASIBLE', 'HEAT_CAPACITY', null],
    [{ capacity: null }, [{ demandMW: 900 }, {}], 'FEASIBLE', null, 2030],
    [{ capacity: 20 }, [{ startYear: 2045 }, {}], 'FEASIBLE', null, 2030],
    [{ capacity: 15, year: 2040 }, [{ startYear: 2045 }, {}], 'NOT_FEASIBLE', 'HEAT_CAPACITY', null],
  ])('%j, %j: the last is %s, %s', (over, list, verdict, bottleneck, earliestYear) => {
    const { projects } = ask(confrontation, input(over, list));
    expect(projects.at(-1)).toMatchObject({ verdict, bottleneck, earliestYear });
  });

  test('each carrier in its own unit and under its own name', () => {
    const of = (carrier: string, demand: object) =>
      ask(confrontation, {
        ...{ areas: {}, sections: {}, graceYears: 2 },
        projects: [{ id: 'P', carrier, section: null, startYear: 2030, ...demand }],
      }).projects[0]?.bottleneck;
    expect(of('GREEN_GAS', { demandNm3PerHour: 400 })).toBe('GAS_NONE');
    expect(of('CO2', { demandTonnesPerHour: 12 })).toBe('CO2_NONE');
    expect(of('HYDROGEN', { demandMW: 12 })).toBe('H2_NONE');
  });
});

test('a project with two needs counts once, by the worse', () => {
  const need = { carrier: 'HEAT', section: 'S', demandMW: 10, startYear: 2030 };
  const answer = ask(confrontation, {
    ...{ areas: {}, graceYears: 2 },
    sections: {
      S: { year: 2030, firmness: 'FIRM', capacity: null },
      T: { year: 2040, firmness: 'FIRM', capacity: null },
    },
    projects: [
      { id: 'A', ...need },
      { id: 'A', ...need, section: 'T' },
      { id: 'B', ...need },
    ],
  });
  expect(answer.shareNotOrPossiblyNot).toBe(0.5);
  expect(ask(confrontation, { areas: {}, sections: {}, graceYears: 2, projects: [] }).shareNotOrPossiblyNot).toBeNull();
});

const open = { firmMW: { 2027: 10 }, plannedNotFirmMW: {}, parent: null };
const one = { id: 'P', carrier: 'ELECTRICITY', area: 'A', demandMW: 6, startYear: 2027 };
const good = { areas: { A: open }, sections: {}, graceYears: 2, projects: [one] };
test.each([
  [{ ...good, graceYears: undefined }, 'INPUT_MISSING', 'graceYears'],
  [{ ...good, projects: [{ ...one, area: 'B' }] }, 'NOT_THERE', 'projects.0.area'],
  [{ ...good, projects: [{ ...one, demandMW: 0 }] }, 'INPUT_ZERO', 'projects.0.demandMW'],
  [{ ...good, projects: [{ ...one, demandMW: -6 }] }, 'INPUT_NEGATIVE', 'projects.0.demandMW'],
  [{ ...good, projects: [{ ...one, demandMW: 6e9 }] }, 'INPUT_TOO_LARGE', 'projects.0.demandMW'],
  [{ ...good, projects: [{ ...one, startYear: 2027.5 }] }, 'INPUT_MISFIT', 'projects.0.startYear'],
  [{ ...good, projects: [{ ...one, carrier: 'STEAM' }] }, 'INPUT_MISFIT', 'projects.0.carrier'],
  [{ ...good, projects: [{ ...one, demandTonnesPerHour: 4 }] }, 'INPUT_UNKNOWN', 'projects.0.demandTonnesPerHour'],
  [{ ...good, areas: { A: { ...open, parent: 'A' } } }, 'PARENTS_IN_CIRCLE', 'areas.A.parent'],
  [
    { ...good, areas: { A: { ...open, parent: 'B' }, B: { ...open, parent: 'A' } } },
    'PARENTS_IN_CIRCLE',
    'areas.A.parent',
  ],
  [{ ...good, areas: { A: { ...open, parent: 'X' } } }, 'NOT_THERE', 'areas.A.parent'],
  [{ ...good, areas: { A: { ...open, firmMW: { 1999: 3 } } } }, 'INPUT_MISFIT', 'areas.A.firmMW.1999'],
  [{ ...good, areas: { A: { ...open, firmMW: { 2027: Number.NaN } } } }, 'INPUT_NOT_A_NUMBER', 'areas.A.firmMW.2027'],
])('%# is refused as %s', (input, code, field) => expectRefused(confrontation, input, code, field));
