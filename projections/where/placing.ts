import type { SubjectId } from '../../events/envelope.ts';
import type { MultiPolygon } from '../../events/region/state.ts';
import { placePoint } from './geometry.ts';

/** Regions of these kinds cover the country: a point just off the simplified coast goes to the nearest within this. */
export const COAST_TOLERANCE_KM = 1.5;

/** In which of these regions a point lies: of each kind the one that holds it, of custom ones all that do. */
export function regionsAround(
  point: [number, number],
  regions: readonly { readonly id: SubjectId; readonly kind: string; readonly geometry: MultiPolygon }[],
): SubjectId[] {
  return [...new Set(regions.map(({ kind }) => kind))].flatMap((kind) => {
    const outlines = regions.filter((region) => region.kind === kind);
    if (kind === 'CUSTOM')
      return outlines.filter((outline) => placePoint(point, [outline], 0) !== undefined).map((outline) => outline.id);
    const placed = placePoint(point, outlines, COAST_TOLERANCE_KM);
    return placed ? [placed.id] : [];
  });
}
