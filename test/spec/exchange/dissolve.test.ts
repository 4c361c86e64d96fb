import fc from 'fast-check';
import { geoArea } from 'd3-geo';
import { describe, expect, test } from 'vitest';
import { containsPoint, distanceKm, placePoint, turnedForD3 } from '../../../projections/where/geometry.ts';
import { dissolve, signedArea } from '../../../server/exchange/regions/dissolve.ts';
import { readRegions } from '../../../server/exchange/regions/regions.ts';

type Ring = [number, number][];
/** A cell of a grid in degrees, counter-clockwise. */
const cell = (x: number, y: number): Ring => {
  const [a, b, c, d] = [5 + x / 10, 52 + y / 10, 5 + (x + 1) / 10, 52 + (y + 1) / 10].map(
    (n) => Math.round(n * 1000) / 1000,
  ) as [number, number, number, number];
  return [
    [a, b],
    [c, b],
    [c, d],
    [a, d],
    [a, b],
  ];
};
const area = (rings: readonly Ring[]): number => rings.reduce((sum, ring) => sum + signedArea(ring), 0);

describe('dissolving outlines by cancelling shared edges', () => {
  test('two neighbours become one ring', () => {
    const whole = dissolve([cell(0, 0), cell(1, 0)]);
    expect(whole.coordinates).toHaveLength(1);
    expect(whole.coordinates[0]?.[0]).toHaveLength(7);
  });
  test('a ring of cells keeps its hole, wound the other way', () => {
    const around = [0, 1, 2]
      .flatMap((x) => [0, 1, 2].map((y) => [x, y] as const))
      .filter(([x, y]) => x !== 1 || y !== 1);
    const whole = dissolve(around.map(([x, y]) => cell(x, y)));
    expect(whole.coordinates).toHaveLength(1);
    expect(whole.coordinates[0]).toHaveLength(2);
    expect(signedArea(whole.coordinates[0]?.[0] ?? [])).toBeGreaterThan(0);
    expect(signedArea(whole.coordinates[0]?.[1] ?? [])).toBeLessThan(0);
    expect(containsPoint(whole, [5.15, 52.15])).toBe(false);
  });
  test('two cells that touch in a corner stay two outlines', () => {
    expect(dissolve([cell(0, 0), cell(1, 1)]).coordinates).toHaveLength(2);
  });
  test('whatever cells are dissolved, the area is theirs and each middle lies inside exactly when its cell does', () => {
    const grid = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
      maxLength: 25,
      selector: ([x, y]) => `${x},${y}`,
    });
    fc.assert(
      fc.property(grid, (cells) => {
        const whole = dissolve(cells.map(([x, y]) => cell(x, y)));
        expect(area(whole.coordinates.flat())).toBeCloseTo(area(cells.map(([x, y]) => cell(x, y))), 9);
        for (let x = 0; x < 6; x++) {
          for (let y = 0; y < 6; y++) {
            const chosen = cells.some(([a, b]) => a === x && b === y);
            expect(containsPoint(whole, [5 + (x + 0.5) / 10, 52 + (y + 0.5) / 10])).toBe(chosen);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
  test('RFC 7946 winding covers the globe for d3-geo, turned it does not', () => {
    const whole = dissolve([cell(0, 0), cell(1, 0)]);
    expect(geoArea(whole)).toBeGreaterThan(2 * Math.PI);
    expect(geoArea(turnedForD3(whole))).toBeLessThan(2 * Math.PI);
  });
});

describe('where a point lies', () => {
  const west = { id: 'west', geometry: dissolve([cell(0, 0)]) };
  const east = { id: 'east', geometry: dissolve([cell(1, 0)]) };
  test('inside, near, far', () => {
    expect(placePoint([5.05, 52.05], [west, east])).toEqual({ id: 'west', how: 'inside', km: 0 });
    const near = placePoint([4.99, 52.05], [west, east]);
    expect(near).toMatchObject({ id: 'west', how: 'nearest' });
    expect(near?.km).toBeCloseTo(0.685, 2);
    expect(placePoint([4.9, 52.05], [west, east])).toBeUndefined();
  });
  test('a point on a shared edge belongs to exactly one neighbour', () => {
    fc.assert(
      fc.property(fc.double({ min: 52.0001, max: 52.0999, noNaN: true }), (y) => {
        const inside = [west, east].filter(({ geometry }) => containsPoint(geometry, [5.1, y]));
        expect(inside).toHaveLength(1);
      }),
    );
  });
  test('distance to the outline in km', () => expect(distanceKm(west.geometry, [5.05, 51.99])).toBeCloseTo(1.113, 2));
});

const feature = (code: string, ring: Ring) => ({
  type: 'Feature',
  properties: { statcode: code, statnaam: `Plaats ${code}` },
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const map = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const header = 'statcode,statnaam,corop_code,corop_naam,provincie_code,provincie_naam,res_code,res_naam\n';
const row = (code: string) => `${code},Plaats,CR01,Corop,PV20,Provincie,ES01,Res\n`;
const good = map(feature('GM0001', cell(0, 0)), feature('GM0002', cell(1, 0)));

describe('reading regions', () => {
  test('clockwise input is turned, and three kinds come out', () => {
    const clockwise = map(feature('GM0001', [...cell(0, 0)].reverse()), feature('GM0002', [...cell(1, 0)].reverse()));
    const { regions, errors } = readRegions(clockwise, header + row('GM0001') + row('GM0002'));
    expect(errors).toEqual([]);
    expect(regions.map((region) => region.cbsCode)).toEqual(['PV20', 'ES01', 'CR01']);
    expect(regions[0]?.geometry.coordinates).toHaveLength(1);
    expect(regions[0]?.municipalityCodes).toEqual(['GM0001', 'GM0002']);
  });
  test('semicolons and a byte-order mark are read', () => {
    const table = `\uFEFF${(header + row('GM0001') + row('GM0002')).replaceAll(',', ';')}`;
    expect(readRegions(good, table).errors).toEqual([]);
  });
  test.each([
    ['not JSON', 'hello', header + row('GM0001'), 'NOT_JSON'],
    ['another GeoJSON', '{"type":"Feature"}', header + row('GM0001'), 'NOT_A_COLLECTION'],
    ['an empty map', map(), header + row('GM0001'), 'NO_FEATURES'],
    ['no code', map(feature('', cell(0, 0))), header + row('GM0001'), 'CODE_MISSING'],
    [
      'a code twice',
      map(feature('GM0001', cell(0, 0)), feature('GM0001', cell(1, 0))),
      header + row('GM0001'),
      'CODE_TWICE',
    ],
    [
      'another coordinate system',
      map(
        feature(
          'GM0001',
          cell(0, 0).map(([x, y]) => [x * 20_000, y * 9_000]),
        ),
      ),
      header + row('GM0001'),
      'GEOMETRY_UNFIT',
    ],
    ['an open ring', map(feature('GM0001', cell(0, 0).slice(0, 4))), header + row('GM0001'), 'GEOMETRY_UNFIT'],
    ['no table', good, '', 'COLUMN_MISSING'],
    ['a table without rows', good, header, 'NO_ROWS'],
    ['a missing column', good, 'statcode,name\nGM0001,x\n', 'COLUMN_MISSING'],
    [
      'a municipality that is not on the map',
      good,
      header + row('GM0001') + row('GM0002') + row('GM0003'),
      'NOT_ON_MAP',
    ],
    ['a municipality that is not in the table', good, header + row('GM0001'), 'NOT_IN_TABLE'],
    ['an unknown region code', good, header + row('GM0001') + row('GM0002').replace('ES01', 'X1'), 'UNKNOWN_CODE'],
  ])('%s is an error that says what to do', (_, municipalities, table, code) => {
    const { regions, errors } = readRegions(municipalities, table);
    expect(regions).toEqual([]);
    expect(errors.map((error) => error.code)).toContain(code);
    for (const error of errors) expect(error.message.length).toBeGreaterThan(15);
  });
});
