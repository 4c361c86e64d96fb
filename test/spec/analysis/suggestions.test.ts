import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import type { ParameterState } from '../../../events/parameter/state.ts';
import { distanceKm } from '../../../projections/analysis/distance.ts';
import { Nearby } from '../../../projections/analysis/nearby.ts';
import { parametersOn } from '../../../projections/analysis/parameters.ts';
import { matchedMWh } from '../../../projections/analysis/suggestions/heat-match.ts';
import { partNames } from '../../../projections/analysis/suggestions/part-names.ts';
import { suggestionScore } from '../../../projections/analysis/suggestions/score.ts';
import { suggestions } from '../../../projections/analysis/suggestions/suggestions.ts';
import { sequence } from '../sequence.ts';
import { ask, expectNear, expectRefused } from './ask.ts';

const pair = {
  ...{ complementarity: 0.8725, scope1TonnesPerYear: 7545, distanceKm: 3.12, maxDistanceKm: 5 },
  ...{ startYears: [2028, 2029], readiness: 0.3, relief: 0.5 },
};

describe('a score', () => {
  test.each([
    [{}, 0.25 * 0.8725 + 0.2 * 0.7545 + 0.15 * 0.376 + 0.1 * 0.8 + 0.1 * 0.3 + 0.2 * 0.5],
    [{ complementarity: null }, (0.2 * 0.7545 + 0.15 * 0.376 + 0.1 * 0.8 + 0.1 * 0.3 + 0.2 * 0.5) / 0.75],
    [{ scope1TonnesPerYear: 40_000 }, 0.25 * 0.8725 + 0.2 + 0.15 * 0.376 + 0.1 * 0.8 + 0.1 * 0.3 + 0.2 * 0.5],
    [{ startYears: [2025, 2028, 2040] }, 0.25 * 0.8725 + 0.2 * 0.7545 + 0.15 * 0.376 + 0.1 * 0.3 + 0.2 * 0.5],
    [
      { distanceKm: null, maxDistanceKm: null, readiness: null },
      (0.25 * 0.8725 + 0.2 * 0.7545 + 0.1 * 0.8 + 0.2 * 0.5) / 0.75,
    ],
  ])('%j', (over, expected) => expectNear(ask(suggestionScore, { ...pair, ...over }).score, 100 * expected));

  test('lies between its lowest and its highest part', () => {
    const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(part, part, part, (complementarity, readiness, relief) => {
        const { parts, score } = ask(suggestionScore, { ...pair, complementarity, readiness, relief });
        const known = partNames.flatMap((name) => parts[name] ?? []);
        expect(score).toBeGreaterThanOrEqual(100 * Math.min(...known) - 1e-9);
        expect(score).toBeLessThanOrEqual(100 * Math.max(...known) + 1e-9);
      }),
    );
  });

  test.each([
    [{ ...pair, distanceKm: 6 }, 'BEYOND', 'distanceKm'],
    [{ ...pair, distanceKm: null }, 'INPUT_MISSING', 'distanceKm'],
    [{ ...pair, relief: undefined }, 'INPUT_MISSING', 'relief'],
    [{ ...pair, readiness: 1.2 }, 'INPUT_TOO_LARGE', 'readiness'],
    [{ ...pair, startYears: [1990] }, 'INPUT_TOO_SMALL', 'startYears.0'],
  ])('%# is refused as %s', (input, code, field) => expectRefused(suggestionScore, input, code, field));
});

const point = fc.record({
  latitude: fc.double({ min: 50.8, max: 53.5, noNaN: true }),
  longitude: fc.double({ min: 3.4, max: 7.2, noNaN: true }),
});

test('the grid finds whom a look at everybody finds', () => {
  const around = fc
    .tuple(point, fc.double({ min: -0.1, max: 0.1, noNaN: true }))
    .map(([at, by]) => [at, { latitude: at.latitude + by / 2, longitude: at.longitude + by }]);
  fc.assert(
    fc.property(fc.array(around, { maxLength: 40 }), fc.double({ min: 0.5, max: 30, noNaN: true }), (pairs, km) => {
      const points = pairs.flat();
      const nearby = new Nearby(points, km);
      for (const [at, one] of points.entries()) {
        const all = points.flatMap((other, own) => (own !== at && distanceKm(one, other) <= km ? [own] : []));
        expect(nearby.of(at).map((found) => found.at)).toEqual(all);
      }
    }),
  );
});

test.each([
  [[{ MW: 8, hours: 7500 }], [{ MW: 6, hours: 2000 }]],
  [[{ MW: 2, hours: 8000 }], [{ MW: 6, hours: 3000 }]],
  [
    [
      { MW: 2, hours: 1000 },
      { MW: 3, hours: 8000 },
    ],
    [{ MW: 4, hours: 6000 }],
  ],
  [
    [{ MW: 5, hours: 4000 }],
    [
      { MW: 1, hours: 100 },
      { MW: 2, hours: 8760 },
      { MW: 4, hours: 2500 },
    ],
  ],
  [[], [{ MW: 1, hours: 100 }]],
])('%j to %j: as hour by hour', (sources, sinks) => {
  let sum = 0;
  const at = (some: { MW: number; hours: number }[], hour: number) =>
    some.reduce((total, one) => total + (hour < one.hours ? one.MW : 0), 0);
  for (let hour = 0; hour < 8760; hour++) sum += Math.min(at(sources, hour), at(sinks, hour));
  expect(matchedMWh(sources, sinks)).toBeCloseTo(sum, 6);
});

const near = (km: number) => ({ latitude: 52 + km / 111.2, longitude: 5 });
const source = { MW: 8, hours: 8000, temperatureC: 95 };
const sink = { MW: 6, hours: 5000, requiredC: 80 };
const keys = (input: object, parameters?: ReturnType<typeof parametersOn>) =>
  ask(suggestions, input, parameters).suggestions.map(({ key }) => key);

describe('what is suggested', () => {
  const A = { id: 'A', parent: 'a', ...near(0) };
  const B = { id: 'B', parent: 'b', ...near(3) };

  test.each([
    [
      [
        { ...A, source },
        { ...B, sink },
      ],
      ['SHARED_HEAT A B'],
    ],
    [
      [
        { ...A, source },
        { ...B, sink: { ...sink, requiredC: 86 } },
      ],
      [],
    ],
    [
      [
        { ...A, source },
        { ...B, ...near(4), sink },
      ],
      [],
    ],
    [
      [
        { ...A, source },
        { ...B, parent: 'a', sink },
      ],
      [],
    ],
    [
      [
        { ...A, gasGWh: 20 },
        { ...B, gasGWh: 30 },
      ],
      ['GREEN_GAS_HUB A B', 'HYDROGEN_HUB A B'],
    ],
    [
      [
        { ...A, gasGWh: 20 },
        { ...B, ...near(12), gasGWh: 30 },
      ],
      ['GREEN_GAS_HUB A B'],
    ],
    [
      [
        { ...A, areaId: 'x', flexMW: 2 },
        { ...B, ...near(60), areaId: 'x', flexMW: 1 },
      ],
      ['FLEX_POOL A B'],
    ],
    [
      [
        { ...A, areaId: 'x', flexMW: 2 },
        { ...B, areaId: 'y', flexMW: 1 },
      ],
      [],
    ],
    [
      [
        { ...A, dso: 'd', areaId: 'x', profileMW: [4, 1] },
        { ...B, dso: 'd', areaId: 'x', profileMW: [1, 4] },
      ],
      ['JOINT_GRID_GTO A B'],
    ],
    [
      [
        { ...A, dso: 'd', areaId: 'x', profileMW: [4, 1] },
        { ...B, dso: 'd', areaId: 'x', profileMW: [4, 2] },
      ],
      [],
    ],
  ])('%#: %j is %j', (sites, expected) => expect(keys({ sites })).toEqual(expected));

  test('CO2 by the distance to a link, not to each other', () => {
    const link = { id: 'L', ...near(10) };
    const sites = [
      { ...A, co2Tonnes: 5e4 },
      { ...B, ...near(20), co2Tonnes: 4e4 },
      { id: 'C', parent: 'c', ...near(35), co2Tonnes: 9e4 },
    ];
    expect(keys({ sites, co2Links: [link] })).toEqual(['CO2_COLLECTION A B']);
    expect(keys({ sites })).toEqual([]);
  });

  test('one source and two sinks make one plan; what was dismissed does not come back', () => {
    const sites = [
      { ...A, source: { ...source, MW: 20 } },
      { ...B, sink },
      { id: 'C', parent: 'c', ...near(-3), sink },
    ];
    expect(keys({ sites })).toEqual(['SHARED_HEAT A B C']);
    expect(keys({ sites, dismissed: ['SHARED_HEAT A B C'] })).toEqual([]);
    // Who is dismissed in one group may still fit another.
    const more = [...sites, { id: 'D', parent: 'd', ...near(-1), sink: { ...sink, MW: 1 } }];
    expect(keys({ sites: more, dismissed: ['SHARED_HEAT A B C'] })[0]).toMatch(/^SHARED_HEAT A/);
  });

  test('a group of at most as many as the parameter says, and twelve when it says nothing', () => {
    const sites = Array.from({ length: 20 }, (_, at) => ({
      id: `S${10 + at}`,
      parent: `p${at}`,
      ...near(at / 10),
      gasGWh: 2,
    }));
    const sizes = ask(suggestions, { sites }).suggestions.map(({ siteIds }) => siteIds.length);
    expect(Math.max(...sizes)).toBe(12);
  });
});

describe('pairs', () => {
  const all = sequence<ParameterState>(PARAMETERS_SUBJECT);
  all.give('SetParameter', {
    key: 'suggestion.groupSites',
    value: 2,
    unit: '-',
    validFrom: '2026-01-01',
    sourceRef: 'test',
  });
  const twos = parametersOn(all.state(), '2026-11-26', 0);

  test('any sites: those that a search over all pairs finds, the best left each time', () => {
    const site = fc.record({
      at: fc.integer({ min: 0, max: 300 }),
      parent: fc.constantFrom('a', 'b', 'c'),
      gasGWh: fc.integer({ min: 1, max: 60 }),
      startYear: fc.integer({ min: 2027, max: 2035 }),
    });
    fc.assert(
      fc.property(fc.array(site, { maxLength: 14 }), (list) => {
        const sites = list.map(({ at, ...one }, own) => ({ id: `S${10 + own}`, ...near(at / 10), ...one }));
        const pairs = sites.flatMap((one, own) =>
          sites.slice(own + 1).flatMap((other) => {
            const km = distanceKm(one, other);
            if (km > 10 || one.parent === other.parent) return [];
            const tonnes = (one.gasGWh + other.gasGWh) * 203.4;
            const { score } = ask(suggestionScore, {
              ...{ complementarity: null, scope1TonnesPerYear: tonnes, distanceKm: km, maxDistanceKm: 10 },
              ...{ startYears: [one.startYear, other.startYear], readiness: null, relief: 0 },
            });
            return [{ ids: [one.id, other.id], score: score! }];
          }),
        );
        const expected: string[] = [];
        const used = new Set<string>();
        for (const { ids } of pairs.sort(
          (one, other) => other.score - one.score || (one.ids.join(' ') < other.ids.join(' ') ? -1 : 1),
        ))
          if (!ids.some((id) => used.has(id))) {
            expected.push(`HYDROGEN_HUB ${ids.join(' ')}`);
            for (const id of ids) used.add(id);
          }
        expect(keys({ sites }, twos).filter((key) => key.startsWith('HYDROGEN'))).toEqual(expected);
      }),
    );
  });
});

describe('who may not see all of a suggestion', () => {
  const sites = [
    { id: 'A', parent: 'a', ...near(0), source, startYear: 2028, phase: 'STUDY' as const },
    {
      id: 'B',
      parent: 'b',
      ...near(1.37),
      sink,
      startYear: 2029,
      phase: 'FEED' as const,
      blockedBy: ['HEAT_NONE', 'PERMIT'],
    },
  ];

  test('sees low, medium or high, tens, and nothing that a site measured', () => {
    const [told] = ask(suggestions, { sites, seenSites: ['A'] }).suggestions;
    expect(told).toEqual({
      ...{ key: 'SHARED_HEAT A B', kind: 'SHARED_HEAT', siteIds: ['A', 'B'], withinKm: 5, band: 'MT', exact: false },
      score: 70,
      parts: {
        complementarity: 'HIGH',
        scale: 'MEDIUM',
        proximity: 'MEDIUM',
        timing: 'HIGH',
        readiness: 'LOW',
        relief: 'MEDIUM',
      },
    });
    expect(ask(suggestions, { sites, seenSites: ['A', 'B'] }).suggestions[0]).toMatchObject({
      exact: true,
      parts: { readiness: expect.closeTo(0.3, 9) },
    });
  });

  test('cannot tell from the order more than from the tens', () => {
    const more = [...sites, ...sites.map((one) => ({ ...one, id: `${one.id}2`, latitude: one.latitude + 0.5 }))];
    const better = more.map((one) => (one.id === 'B2' ? { ...one, sink: { ...sink, MW: 6.05 } } : one));
    const [before, after] = [more, better].map((list) => ask(suggestions, { sites: list, seenSites: [] }).suggestions);
    expect(after).toEqual(before);
  });
});

test.each([
  [{ sites: undefined }, 'INPUT_MISSING', 'sites'],
  [{ sites: [{ id: 'A', parent: 'a', latitude: 5, longitude: 52 }] }, 'INPUT_TOO_SMALL', 'sites.0.latitude'],
  [{ sites: [{ id: 'A', parent: 'a', ...near(0), gasGWh: -1 }] }, 'INPUT_NEGATIVE', 'sites.0.gasGWh'],
  [
    {
      sites: [
        { id: 'A', parent: 'a', ...near(0) },
        { id: 'A', parent: 'b', ...near(1) },
      ],
    },
    'TWICE',
    'sites.1.id',
  ],
])('%# is refused as %s', (input, code, field) => expectRefused(suggestions, input, code, field));
