import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InfrastructureState } from '../../../events/infrastructure/state.ts';
import type { ProjectState } from '../../../events/project/state.ts';
import { COHORT } from '../../../events/release/decide.ts';
import type { SiteState } from '../../../events/site/state.ts';
import { emptyBook, nextRound, toldTotal, within, type Book } from '../../../projections/aggregates/book.ts';
import { isSafe, worstCohort, type Contributions } from '../../../projections/aggregates/cohort.ts';
import { candidatesOf, figuresOf, HINDERED, wholeOf, type Moment } from '../../../projections/aggregates/figures.ts';
import { toldOutlook } from '../../../projections/aggregates/shown.ts';
import { given, id, uuid } from '../given.ts';
import { worlds } from './worlds.ts';

/** How many projects can go on, told of all by the rules for totals: never that all of them cannot, or nearly all. */

const AREA = id('inf', 1);
const SITES = 16;
/** Two sites for each of eight owners, each with a project that asks 1 MW of one grid, which has so many. */
function momentWith(firmMW: number): Moment {
  const sites = Array.from({ length: SITES }, (_, n) => n + 1);
  const registered = (n: number) => ({
    ...{ orgId: id('org', n % 8), name: 'Oven', address: {}, point: [5.5, 52.5], location: 'ONSHORE', sector: 'GLASS' },
  });
  const proposed = (n: number) => ({
    ...{ siteId: id('sit', n), title: 'Oven op stroom', route: 'ELECTRIFICATION', phase: 'STUDY', startYear: 2030 },
    reduction: { t2030: 1, t2035: 1, t2040: 1 },
  });
  const asked = { needId: id('ned'), carrier: 'ELECTRICITY', direction: 'OFFTAKE', amount: 1, unit: 'MW' };
  const capacity = { direction: 'OFFTAKE', unit: 'MW', asOf: '2026-01-01', sourceRef: 'kaart' };
  const years = Object.fromEntries([2030, 2031, 2032].map((year) => [year, { firm: firmMW }]));
  const grid = given(
    AREA,
    { type: 'InfrastructureRegistered', data: { kind: 'GRID_AREA', operatorId: id('org', 99), geometry: null } },
    { type: 'CapacityPublished', data: { ...capacity, years } },
  ).state as InfrastructureState;
  return {
    site: sites.map((n) => [
      `site-${uuid(n)}`,
      given(
        id('sit', n),
        { type: 'SiteRegistered', data: registered(n) },
        { type: 'ClusterAssigned', data: { cluster: 'CLUSTER_6', basis: 'x', from: '2020-01-01' } },
      ).state as SiteState,
    ]),
    project: sites.map((n) => [
      `project-${uuid(n)}`,
      given(
        id('prj', n),
        { type: 'ProjectProposed', data: proposed(n) },
        { type: 'InfraNeedStated', data: { ...asked, fromYear: 2030, areaId: AREA } },
      ).state as ProjectState,
    ]),
    ...{ organisation: [], region: [] },
    networks: { infrastructure: [[`infrastructure-${AREA.slice(4)}`, grid]], on: '2026-06-01', graceYears: 2 },
  };
}

function told(moment: Moment): [projects: number | undefined, hindered: number | undefined] {
  const now = figuresOf(moment).get('PROJECTS') ?? new Map();
  const book = nextRound(emptyBook, now, candidatesOf(moment, 'PROJECTS'), COHORT, wholeOf);
  return [book && toldTotal(book, 'national'), book && toldTotal(book, `national/${HINDERED}`)];
}

test('what is told is of those that go on and of those that do not, both enough', () => {
  expect(told(momentWith(9))).toEqual([SITES, 7]);
});

test.each([
  ['all of them', 0],
  ['nearly all', 3],
  ['one', 15],
  ['none', 16],
])('it is not told that %s cannot go on; how many projects there are is', (_, firmMW) => {
  expect(told(momentWith(firmMW))).toEqual([SITES, undefined]);
});

test('a site of which one project goes on and another does not is one site, whoever counts', () => {
  const twice = { parent: 'A', value: 1, site: 'one' };
  const cohort = worstCohort([twice, twice, { parent: 'B', value: 1, site: 'two' }]);
  expect(cohort).toEqual({ sites: 1, parents: 1, largestShare: 1 });
});

test('the share is read of both totals, and of neither alone', () => {
  const total = (key: string, value: number, toldAt: string) => ({ key, value, unit: '1', index: 1, toldAt });
  const [all, part] = [total('PROJECTS', 16, '2026-03-08T01:00:00.000Z'), total('PROJECTS/HINDERED', 7, '2026-03-01T01:00:00.000Z')]; // prettier-ignore
  expect(toldOutlook([all, part])).toEqual({ projects: 16, hindered: 7, toldAt: part.toldAt });
  expect([toldOutlook([all]), toldOutlook([part])]).toEqual([undefined, undefined]);
});

test('in every round, what of a whole is not in its part is safe, whatever changes', () => {
  let parts = 0;
  fc.assert(
    fc.property(worlds, fc.infiniteStream(fc.boolean()), ({ moments }, coins) => {
      const scopes = ['national', 'province 0', 'province 1', 'province 2'];
      const candidates = [...scopes, ...scopes.map((scope) => `${scope}/${HINDERED}`)];
      const divided = moments.map((moment): Contributions => {
        const entries = [...moment].map(([site, { parent, cells }]) => {
          const own = cells.filter((cell) => scopes.includes(cell));
          const goesOn = coins.next().value;
          const key = goesOn ? site : `${site} ${HINDERED}`;
          const both = [...own, ...own.map((cell) => `${cell}/${HINDERED}`)];
          return [key, { parent, site, value: 1, cells: goesOn ? own : both }] as const;
        });
        return new Map(entries);
      });
      const book = divided.reduce<Book>((standing, now) => nextRound(standing, now, candidates, COHORT, wholeOf) ?? standing, emptyBook); // prettier-ignore
      for (const round of book.rounds)
        for (const cell of book.cells.slice(0, round.cells)) {
          const whole = wholeOf(cell);
          if (whole === undefined) continue;
          parts++;
          const rest = [...within(round.told, whole)].filter(([, { cells }]) => !cells.includes(cell));
          expect(isSafe(rest.map(([, one]) => one), COHORT)).toBe(true); // prettier-ignore
        }
    }),
    { numRuns: 200 },
  );
  expect(parts).toBeGreaterThan(50);
});
