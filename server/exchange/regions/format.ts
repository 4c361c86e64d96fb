import type { RegionState } from '../../../events/region/state.ts';
import { boundaryOf } from '../../../events/region/state.ts';
import { subjectOf } from '../../../events/ids.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import type { NameId } from '../example/script.ts';
import type { PlannedSubject } from '../import-run.ts';
import type { ImportFormat } from '../imports.ts';
import { readRegions, type RegionRow } from './regions.ts';

export interface StandingRegions {
  readonly regions: () => readonly (readonly [stream: string, state: RegionState])[];
  readonly id: NameId;
  /** Keeps the outlines of municipalities, for placing sites later. */
  readonly keepMunicipalities: (text: string) => void;
}

/** Regions of the country from municipal outlines and the table of who belongs where. */
export function regionsFormat({ regions, id, keepMunicipalities }: StandingRegions): ImportFormat {
  return {
    parts: [
      { name: 'municipalities', required: true, hint: 'GeoJSON of the municipalities, EPSG:4326' },
      { name: 'table', required: true, hint: 'CSV: statcode, province, RES and COROP region per municipality' },
    ],
    plan(parts) {
      const read = readRegions(parts['municipalities']?.text ?? '', parts['table']?.text ?? '');
      const standing = new Map(
        regions()
          .filter(([, state]) => !state.example && state.cbsCode !== undefined)
          .map(([stream, state]) => [state.cbsCode, { stream, state }]),
      );
      const planned = read.regions.map((row) => planRegion(row, standing.get(row.cbsCode), id));
      const changed = planned.filter((subject) => subject.commands.length > 0);
      const count = (kind: string): number => read.regions.filter((row) => row.kind === kind).length;
      return {
        groups: [changed],
        rows: read.regions.length,
        unchanged: planned.length - changed.length,
        errors: read.errors,
        notes: {
          municipalities: read.municipalities.length,
          provinces: count('PROVINCE'),
          resRegions: count('RES'),
          coropRegions: count('COROP'),
        },
      };
    },
    accepted: (parts) => keepMunicipalities(parts['municipalities']?.text ?? ''),
  };
}

function planRegion(
  row: RegionRow,
  standing: { stream: string; state: RegionState } | undefined,
  id: NameId,
): PlannedSubject {
  const { kind, cbsCode, name, geometry, provinceCodes, municipalityCodes } = row;
  if (!standing) {
    const data = { name, kind, cbsCode, geometry, provinceCodes, municipalityCodes, operatorIds: [] };
    return { key: cbsCode, commands: [{ type: 'DefineRegion', subject: id('reg', cbsCode), data }] };
  }
  const subject = subjectOf(standing.stream);
  if (JSON.stringify(boundaryOf(standing.state)) === JSON.stringify(geometry)) return { key: cbsCode, commands: [] };
  const basis = { geometry: lastRecorded(standing.state.boundary)?.command ?? null };
  return {
    key: cbsCode,
    commands: [
      { type: 'ChangeRegionBoundary', subject, data: { geometry, reason: 'Nieuwe gemeentegrenzen ingelezen' }, basis },
    ],
  };
}
