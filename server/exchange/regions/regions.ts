import type { MultiPolygon } from '../../../events/region/state.ts';
import type { RowError } from '../import-run.ts';
import { readTable } from '../table.ts';
import { dissolve } from './dissolve.ts';
import { readMunicipalities, type Municipality } from './municipalities.ts';

export interface RegionRow {
  readonly kind: 'PROVINCE' | 'RES' | 'COROP';
  readonly cbsCode: string;
  readonly name: string;
  readonly geometry: MultiPolygon;
  readonly provinceCodes: string[];
  readonly municipalityCodes: string[];
}

const kinds = [
  { kind: 'PROVINCE', code: 'provincie_code', name: 'provincie_naam', pattern: /^PV\d\d$/ },
  { kind: 'RES', code: 'res_code', name: 'res_naam', pattern: /^ES\d\d$/ },
  { kind: 'COROP', code: 'corop_code', name: 'corop_naam', pattern: /^CR\d\d$/ },
] as const;
const wanted = ['statcode', ...kinds.flatMap(({ code, name }) => [code, name])];

/**
 * Provinces, RES and COROP regions, dissolved from the outlines of their municipalities. `municipalities`: GeoJSON;
 * `table`: which municipality belongs to which (docs/data-formats.md).
 */
export function readRegions(
  municipalities: string,
  table: string,
): { regions: RegionRow[]; municipalities: Municipality[]; errors: RowError[] } {
  const map = readMunicipalities(municipalities);
  const list = readTable('table', table, wanted);
  const errors = [...map.errors, ...list.errors];
  const outlines = new Map(map.municipalities.map((municipality) => [municipality.code, municipality]));
  const listed = new Set<string>();
  for (const { line, cells } of list.rows) {
    const code = cells['statcode'] ?? '';
    const say = (column: string, problem: string, message: string): void =>
      void errors.push({ part: 'table', row: line, column, code: problem, message });
    if (listed.has(code)) say('statcode', 'CODE_TWICE', `${code} stands in the table twice; leave one out.`);
    listed.add(code);
    if (!outlines.has(code))
      say('statcode', 'NOT_ON_MAP', `${code} has no outline on the map: use map and table of the same year.`);
    for (const { code: column, pattern } of kinds) {
      if (!pattern.test(cells[column] ?? ''))
        say(
          column,
          'UNKNOWN_CODE',
          `"${cells[column] ?? ''}" is no code of this kind (like ${column === 'res_code' ? 'ES07' : column === 'corop_code' ? 'CR14' : 'PV25'}).`,
        );
    }
  }
  for (const { code, name } of map.municipalities) {
    if (list.rows.length > 0 && !listed.has(code))
      errors.push({
        part: 'table',
        code: 'NOT_IN_TABLE',
        message: `${name} (${code}) is on the map but not in the table: use map and table of the same year.`,
      });
  }
  if (errors.length > 0) return { regions: [], municipalities: [], errors };
  const rows = list.rows.map(({ cells }) => cells);
  return {
    regions: kinds.flatMap((one) => regionsOf(one, rows, outlines)),
    municipalities: map.municipalities,
    errors,
  };
}

function regionsOf(
  { kind, code, name }: (typeof kinds)[number],
  rows: readonly Readonly<Record<string, string>>[],
  outlines: ReadonlyMap<string, Municipality>,
): RegionRow[] {
  const groups = Map.groupBy(rows, (row) => row[code] ?? '');
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cbsCode, members]) => ({
      kind,
      cbsCode,
      name: members[0]?.[name] ?? cbsCode,
      geometry: dissolve(
        members.flatMap((row) => outlines.get(row['statcode'] ?? '')?.geometry.coordinates.flat() ?? []),
      ),
      provinceCodes: [...new Set(members.map((row) => row['provincie_code'] ?? ''))].sort(),
      municipalityCodes: members.map((row) => row['statcode'] ?? '').sort(),
    }));
}
