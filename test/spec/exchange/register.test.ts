import { describe, expect, test } from 'vitest';
import { clusterOf, sectorOf } from '../../../server/exchange/eutl/classify.ts';
import { properCity } from '../../../server/exchange/eutl/places.ts';
import { readRegister } from '../../../server/exchange/eutl/register.ts';

const head =
  'id,AccountHolderName,CompanyRegistrationNo,InstallationNameOrAircraftOperatorCode,Address1,City,ZipCode,MainActivityTypeCode,VerifiedEmissions_2021,VerifiedEmissions_2022';
const row = (more: Partial<Record<string, string>> = {}) => {
  const cells = {
    id: 'NL-1',
    holder: 'Steen B.V.',
    kvk: '12345678',
    name: 'Oven',
    street: 'Kade 1',
    city: 'OUDE PEKELA',
    zip: '9665 RR',
    activity: '32',
    y21: '100',
    y22: '90',
    ...more,
  };
  return Object.values(cells).join(',');
};
const read = (rows: string[], more: Record<string, string> = {}) =>
  readRegister(
    Object.fromEntries(
      Object.entries({
        installations: [head, ...rows].join('\n'),
        coordinates: 'installation_id,latitude,longitude\nNL_1,53.1,7.0\nNL_2,52.0,5.0\n',
        nace: 'id,nace15,nace20,nace\nNL_1,23.32,23.32,23.32\n',
        codes: 'id,level,parent_id,description\n23.32,4,23.3,Bricks\n',
        ...more,
      }).map(([name, text]) => [name, { name, text }]),
    ),
  );

describe('the register of installations', () => {
  test('both spellings of an id are one; postcode and place are put right', () => {
    const { sites, errors } = read([row()]);
    expect(errors).toEqual([]);
    expect(sites[0]).toMatchObject({
      eutlId: 'NL-1',
      point: [7.0, 53.1],
      nace: '23.32',
      sector: 'CERAMICS',
      address: { postcode: '9665RR', city: 'Oude Pekela' },
      emissions: [
        { year: 2021, t: 100 },
        { year: 2022, t: 90 },
      ],
    });
  });
  test.each(['NA', 'Excluded', 'Not Reported', 'Not Calculated', ''])(
    '"%s" is not zero: the installation is left out',
    (value) => {
      const { sites, leftOut } = read([row({ y22: value })]);
      expect(sites).toEqual([]);
      expect(leftOut.stationaryWithoutFigure).toEqual(['NL-1']);
    },
  );
  test('a true zero is a figure, and earlier years without one are left empty', () => {
    expect(read([row({ y21: 'NA', y22: '0' })]).sites[0]?.emissions).toEqual([{ year: 2022, t: 0 }]);
  });
  test('aircraft operators are left out by name', () =>
    expect(read([row({ activity: '10' })]).leftOut.aircraftOperators).toEqual(['NL-1']));
  test.each([
    ['an id twice', [row(), row()], {}, 'ID_TWICE'],
    ['an unknown id', [row({ id: 'DE-1' })], {}, 'ID_UNKNOWN'],
    ['no coordinate', [row({ id: 'NL-9' })], {}, 'NO_COORDINATE'],
    [
      'a coordinate abroad',
      [row()],
      { coordinates: 'installation_id,latitude,longitude\nNL_1,40.1,7.0\n' },
      'NO_COORDINATE',
    ],
    ['a KvK number that is none', [row({ kvk: '12' })], {}, 'KVK_UNFIT'],
    ['a postcode that is none', [row({ zip: '12' })], {}, 'POSTCODE_UNFIT'],
    ['a NACE code nobody knows', [row()], { nace: 'id,nace\nNL_1,99.99\n' }, 'NACE_UNKNOWN'],
    ['a missing column', [row()], { nace: 'id\nNL_1\n' }, 'COLUMN_MISSING'],
    ['a file that is no table', [row()], { codes: '"unclosed' }, 'NOT_A_TABLE'],
  ])('%s: nothing is read, the error names row and reason', (_, rows, more, code) => {
    const { sites, errors } = read(rows, more);
    expect(sites).toEqual([]);
    expect(errors.map((error) => error.code)).toContain(code);
  });
});

test.each([
  ['32', '35.11', 'CERAMICS'],
  ['31', undefined, 'GLASS'],
  ['20', '10.51', 'FOOD'],
  ['20', '17.12', 'PAPER_BOARD'],
  ['20', '23.51', 'BUILDING_MATERIALS'],
  ['20', '38.21', 'WASTE_TO_ENERGY'],
  ['20', undefined, 'OTHER'],
])('activity %s with NACE %s is %s', (activity, nace, sector) => expect(sectorOf(activity, nace)).toBe(sector));

test.each([
  ['35.11', 'Achterhoek', false, 'NONE'],
  ['20.15', 'Moerdijk', false, 'RIJNMOND'],
  ['20.15', 'Stein (L.)', false, 'CHEMELOT'],
  ['10.51', 'Winterswijk', false, 'CLUSTER_6'],
  ['06.20', undefined, true, 'NONE'],
])('NACE %s in %s (at sea: %s) is proposed as %s', (nace, municipality, offshore, cluster) =>
  expect(clusterOf({ nace, municipality, offshore })).toBe(cluster),
);

test.each([
  ["'S-HERTOGENBOSCH", "'s-Hertogenbosch"],
  ['IJMUIDEN', 'IJmuiden'],
  ['ALPHEN AAN DEN RIJN', 'Alphen aan den Rijn'],
  ['DEN HAAG', 'Den Haag'],
  ['Europoort Rotterdam', 'Europoort Rotterdam'],
  ['SITTARD-GELEEN', 'Sittard-Geleen'],
])('%s is written %s', (raw, written) => expect(properCity(raw)).toBe(written));
