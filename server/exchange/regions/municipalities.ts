import type { MultiPolygon } from '../../../events/region/state.ts';
import type { RowError } from '../import-run.ts';
import { signedArea } from './dissolve.ts';

export interface Municipality {
  readonly code: string;
  readonly name: string;
  /** Wound as RFC 7946 asks. */
  readonly geometry: MultiPolygon;
}

const PART = 'municipalities';
type Ring = [number, number][];

/** Reads the outlines of municipalities (GeoJSON, EPSG:4326, properties `statcode` and `statnaam`). */
export function readMunicipalities(text: string): { municipalities: Municipality[]; errors: RowError[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return failed('NOT_JSON', 'The map is no JSON: choose the GeoJSON file of the municipalities.');
  }
  const features = (parsed as { type?: string; features?: unknown }).features;
  if ((parsed as { type?: string }).type !== 'FeatureCollection' || !Array.isArray(features)) {
    return failed(
      'NOT_A_COLLECTION',
      'The map is no FeatureCollection: choose the GeoJSON file of the municipalities.',
    );
  }
  const municipalities: Municipality[] = [];
  const errors: RowError[] = [];
  const seen = new Set<string>();
  for (const [at, feature] of (features as Feature[]).entries()) {
    const row = at + 1;
    const { statcode: code = '', statnaam: name = '' } = feature?.properties ?? {};
    const say = (problem: string, message: string): void =>
      void errors.push({ part: PART, row, code: problem, message });
    if (!/^GM\d{4}$/.test(code) || name === '')
      say('CODE_MISSING', `Feature ${row} needs a statcode like GM0014 and a statnaam.`);
    else if (seen.has(code)) say('CODE_TWICE', `${code} stands in the map twice; leave one out.`);
    else {
      const rings = ringsOf(feature.geometry);
      const unfit = rings === undefined ? 'is no polygon' : misfit(rings.flat());
      if (unfit) say('GEOMETRY_UNFIT', `The outline of ${name} ${unfit}.`);
      else
        municipalities.push({ code, name, geometry: { type: 'MultiPolygon', coordinates: (rings ?? []).map(wound) } });
    }
    seen.add(code);
  }
  if (municipalities.length === 0 && errors.length === 0)
    return failed('NO_FEATURES', 'The map holds no municipalities.');
  return { municipalities, errors };
}

interface Feature {
  properties?: { statcode?: string; statnaam?: string };
  geometry?: { type?: string; coordinates?: unknown };
}

function ringsOf(geometry: Feature['geometry']): Ring[][] | undefined {
  if (geometry?.type === 'Polygon') return [geometry.coordinates as Ring[]];
  return geometry?.type === 'MultiPolygon' ? (geometry.coordinates as Ring[][]) : undefined;
}

function misfit(rings: readonly Ring[]): string | undefined {
  for (const ring of rings) {
    if (!Array.isArray(ring) || ring.length < 4) return 'has a ring of fewer than four positions';
    if (!ring.flat().every((value) => Number.isFinite(value))) return 'holds a position that is no number';
    if (ring.some(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90))
      return 'is not in degrees: save the map in EPSG:4326 (longitude, latitude)';
    const [first, last] = [ring[0], ring.at(-1)];
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return 'has a ring that is not closed';
  }
  return undefined;
}

/** Outer ring counter-clockwise, holes clockwise. */
function wound(polygon: Ring[]): Ring[] {
  return polygon.map((ring, at) => (signedArea(ring) > 0 === (at === 0) ? ring : [...ring].reverse()));
}

function failed(code: string, message: string): { municipalities: Municipality[]; errors: RowError[] } {
  return { municipalities: [], errors: [{ part: PART, code, message }] };
}
