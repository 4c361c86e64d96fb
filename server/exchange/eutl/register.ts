import type { Address, Sector } from '../../../events/site/state.ts';
import type { ImportParts, RowError } from '../import-run.ts';
import { numberIn, readTable, type TableRow } from '../table.ts';
import { sectorOf } from './classify.ts';
import { offshorePlatforms } from './offshore.ts';
import { properCity } from './places.ts';

export interface SiteRow {
  readonly eutlId: string;
  readonly name: string;
  readonly kvk: string;
  readonly holder: string;
  readonly address: Address;
  /** Longitude, latitude; null for a platform at sea. */
  readonly point: [number, number] | null;
  readonly offshore: boolean;
  readonly nace: string | undefined;
  readonly sector: Sector;
  /** Verified emissions per year, t CO2-eq. */
  readonly emissions: readonly { year: number; t: number }[];
}

export interface RegisterRead {
  readonly sites: SiteRow[];
  readonly year: number;
  readonly leftOut: { readonly stationaryWithoutFigure: string[]; readonly aircraftOperators: string[] };
  readonly errors: RowError[];
}

const AIRCRAFT = '10';
const columns = [
  'id',
  'AccountHolderName',
  'CompanyRegistrationNo',
  'InstallationNameOrAircraftOperatorCode',
  'Address1',
  'City',
  'ZipCode',
  'MainActivityTypeCode',
];

/**
 * Joins the four files of the EU register: installations, coordinates, NACE codes and their meaning. Stationary
 * installations with a figure for the latest year are sites; the others are named as left out.
 */
export function readRegister(parts: ImportParts): RegisterRead {
  const table = (part: string, wanted: readonly string[]) => readTable(part, parts[part]?.text ?? '', wanted);
  const installations = table('installations', columns);
  const coordinates = table('coordinates', ['installation_id', 'latitude', 'longitude']);
  const nace = table('nace', ['id', 'nace']);
  const codes = table('codes', ['id', 'description']);
  const errors = [installations, coordinates, nace, codes].flatMap((read) => read.errors);
  const none = { sites: [], year: 0, leftOut: { stationaryWithoutFigure: [], aircraftOperators: [] }, errors };
  if (errors.length > 0) return none;

  const years = Object.keys(installations.rows[0]?.cells ?? {})
    .flatMap((name) => /^VerifiedEmissions_(\d{4})$/.exec(name)?.[1] ?? [])
    .map(Number);
  const year = Math.max(...years);
  if (years.length === 0)
    return {
      ...none,
      errors: [
        { part: 'installations', row: 1, code: 'COLUMN_MISSING', message: 'Add columns VerifiedEmissions_<year>.' },
      ],
    };
  const points = new Map(coordinates.rows.map(({ cells }) => [canonicalId(cells['installation_id']), cells]));
  const activities = new Map(nace.rows.map(({ cells }) => [canonicalId(cells['id']), cells['nace']]));
  const known = new Set(codes.rows.map(({ cells }) => cells['id']));

  const sites: SiteRow[] = [];
  const leftOut = { stationaryWithoutFigure: [] as string[], aircraftOperators: [] as string[] };
  const seen = new Set<string>();
  for (const row of installations.rows) {
    const id = canonicalId(row.cells['id']);
    if (!/^NL-\d+$/.test(id))
      errors.push({
        part: 'installations',
        row: row.line,
        column: 'id',
        code: 'ID_UNKNOWN',
        message: `"${row.cells['id'] ?? ''}" is no id like NL-123.`,
      });
    else if (seen.has(id))
      errors.push({
        part: 'installations',
        row: row.line,
        column: 'id',
        code: 'ID_TWICE',
        message: `${id} stands in the file twice; leave one out.`,
      });
    else if (row.cells['MainActivityTypeCode'] === AIRCRAFT) leftOut.aircraftOperators.push(id);
    else if (numberIn(row.cells[`VerifiedEmissions_${year}`] ?? '') === undefined)
      leftOut.stationaryWithoutFigure.push(id);
    else {
      const site = siteOf(id, row, years, points.get(id), activities.get(id), known);
      if (site.errors.length > 0) errors.push(...site.errors);
      else if (site.row) sites.push(site.row);
    }
    seen.add(id);
  }
  return errors.length > 0 ? { sites: [], year, leftOut, errors } : { sites, year, leftOut, errors };
}

function siteOf(
  id: string,
  { line, cells }: TableRow,
  years: readonly number[],
  coordinates: Readonly<Record<string, string>> | undefined,
  nace: string | undefined,
  known: ReadonlySet<string | undefined>,
): { row?: SiteRow; errors: RowError[] } {
  const errors: RowError[] = [];
  const say = (column: string, code: string, message: string): void =>
    void errors.push({ part: 'installations', row: line, column, code, message });
  const offshore = offshorePlatforms.has(id);
  const point: [number, number] = [
    Number(coordinates?.['longitude'] ?? 'NaN'),
    Number(coordinates?.['latitude'] ?? 'NaN'),
  ];
  const inNL = point[0] >= 3.2 && point[0] <= 7.3 && point[1] >= 50.7 && point[1] <= 53.7;
  if (!offshore && !inNL)
    say('id', 'NO_COORDINATE', `${id} needs a coordinate inside the Netherlands in the part "coordinates".`);
  const kvk = (cells['CompanyRegistrationNo'] ?? '').replaceAll(/\D/g, '');
  if (kvk.length !== 8)
    say(
      'CompanyRegistrationNo',
      'KVK_UNFIT',
      `${id}: "${cells['CompanyRegistrationNo'] ?? ''}" is no KvK number of 8 digits.`,
    );
  const postcode = (cells['ZipCode'] ?? '').replaceAll(/\s/g, '').toUpperCase();
  if (!/^\d{4}[A-Z]{2}$/.test(postcode))
    say('ZipCode', 'POSTCODE_UNFIT', `${id}: "${cells['ZipCode'] ?? ''}" is no postcode like 1234 AB.`);
  if (nace !== undefined && nace !== '' && !known.has(nace))
    say('id', 'NACE_UNKNOWN', `${id}: NACE code ${nace} is not in the part "codes".`);
  if (errors.length > 0) return { errors };
  const emissions = years.flatMap((year) => {
    const t = numberIn(cells[`VerifiedEmissions_${year}`] ?? '');
    return t === undefined ? [] : [{ year, t }];
  });
  const street = given(cells['Address1']);
  const code = nace === '' ? undefined : nace;
  return {
    errors,
    row: {
      eutlId: id,
      name: given(cells['InstallationNameOrAircraftOperatorCode']) ?? id,
      kvk,
      holder: given(cells['AccountHolderName']) ?? kvk,
      address: { ...(street === undefined ? {} : { street }), postcode, city: properCity(cells['City'] ?? '') },
      point: offshore ? null : point,
      offshore,
      nace: code,
      sector: sectorOf(cells['MainActivityTypeCode'] ?? '', code),
      emissions: emissions.sort((a, b) => a.year - b.year),
    },
  };
}

/** Both spellings, `NL-434` and `NL_434`, are one id. */
const canonicalId = (id: string | undefined): string => (id ?? '').replace('_', '-');

function given(cell: string | undefined): string | undefined {
  return cell === undefined || cell === '' || cell === 'NA' || cell === '-' ? undefined : cell;
}
