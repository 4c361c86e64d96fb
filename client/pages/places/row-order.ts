import type { Carrier } from '../../../events/carriers.ts';
import { projectPhases } from '../../../events/project/phases.ts';
import type { PlaceRow } from '../../../projections/region-places/place-rows.ts';

/** What is looked for in the table of sites and projects; all of it stands in the address. */
export interface RowFilters {
  readonly words: string;
  readonly sector: string;
  readonly phase: string;
  readonly blockedBy: string;
}

export type Column = 'site' | 'project' | 'sector' | 'emissionsT' | 'phase' | 'startYear' | 'blockedBy' | Carrier;

/** The rows that fit all filters; an empty one asks for nothing. */
export function fittingRows(rows: readonly PlaceRow[], { words, sector, phase, blockedBy }: RowFilters): PlaceRow[] {
  const wanted = words.toLocaleLowerCase('nl').split(/\s+/).filter(Boolean);
  return rows.filter(({ site, project }) => {
    if (sector !== '' && site.sector !== sector) return false;
    if (phase !== '' && project?.phase !== phase) return false;
    if (blockedBy !== '' && project?.blockedBy.includes(blockedBy) !== true) return false;
    const text = `${site.name} ${site.organisation} ${site.city} ${project?.title ?? ''}`.toLocaleLowerCase('nl');
    return wanted.every((word) => text.includes(word));
  });
}

/** Rows in the order of a column; what has no value there stands last, whichever way. Equal ones: by site, then project. */
export function orderedRows(rows: readonly PlaceRow[], column: Column, ascending: boolean): PlaceRow[] {
  const sign = ascending ? 1 : -1;
  const compare = new Intl.Collator('nl', { numeric: true }).compare;
  const keyed = rows.map((row) => ({ row, key: keyOf(row, column) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      if (a.key !== b.key) return a.key === undefined ? 1 : -1;
    } else {
      const order =
        typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : compare(String(a.key), String(b.key));
      if (order !== 0) return sign * order;
    }
    return compare(a.row.site.name, b.row.site.name) || compare(a.row.project?.title ?? '', b.row.project?.title ?? '');
  });
  return keyed.map(({ row }) => row);
}

const phaseOrder: readonly string[] = [...projectPhases, 'ON_HOLD', 'CANCELLED'];

function keyOf({ site, project }: PlaceRow, column: Column): string | number | undefined {
  switch (column) {
    case 'site':
      return site.name;
    case 'sector':
      return site.sector;
    case 'emissionsT':
      return site.emissionsT;
    case 'project':
      return project?.title;
    case 'phase':
      return project && phaseOrder.indexOf(project.phase);
    case 'startYear':
      return project?.startYear;
    case 'blockedBy':
      return project && project.blockedBy.length > 0 ? project.blockedBy.length : undefined;
    default:
      return project?.needs[column];
  }
}
