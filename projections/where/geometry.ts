import type { Geometry } from '../../events/infrastructure/state.ts';
import type { MultiPolygon } from '../../events/region/state.ts';

type Position = readonly [number, number];

export interface Outline {
  readonly id: string;
  readonly geometry: MultiPolygon;
}

export interface Placed {
  readonly id: string;
  readonly how: 'inside' | 'nearest';
  /** Distance to the outline, 0 inside. */
  readonly km: number;
}

/**
 * In which of these outlines a point lies; else the nearest within the tolerance. One function for the import's
 * report and for the read model.
 */
export function placePoint(point: Position, outlines: readonly Outline[], toleranceKm = 1.5): Placed | undefined {
  const inside = outlines.find((outline) => containsPoint(outline.geometry, point));
  if (inside) return { id: inside.id, how: 'inside', km: 0 };
  let nearest: Placed | undefined;
  for (const { id, geometry } of outlines) {
    if (!nearBox(geometry, point, toleranceKm)) continue;
    const km = distanceKm(geometry, point);
    if (km <= toleranceKm && (nearest === undefined || km < nearest.km)) nearest = { id, how: 'nearest', km };
  }
  return nearest;
}

/** Even-odd over all rings, so that holes count. A point on a shared edge belongs to exactly one neighbour. */
export function containsPoint(geometry: MultiPolygon, point: Position): boolean {
  const [minX, minY, maxX, maxY] = boxOf(geometry);
  if (point[0] < minX || point[0] > maxX || point[1] < minY || point[1] > maxY) return false;
  let inside = false;
  for (const polygon of geometry.coordinates) {
    for (const ring of polygon) if (crossings(ring, point)) inside = !inside;
  }
  return inside;
}

/** Does something lie in a region, or a region in it? Looked at by at most so many of its corners, evenly taken. */
export function touches(region: MultiPolygon, geometry: NonNullable<Geometry>, most = 200): boolean {
  const corners = cornersOf(geometry);
  const step = Math.max(1, Math.ceil(corners.length / most));
  if (corners.some((corner, at) => at % step === 0 && containsPoint(region, corner))) return true;
  if (geometry.type !== 'MultiPolygon') return false;
  const [within] = cornersOf(region);
  return within !== undefined && containsPoint(geometry, within);
}

function cornersOf({ type, coordinates }: NonNullable<Geometry> | MultiPolygon): readonly Position[] {
  if (type === 'Point') return [coordinates];
  return type === 'LineString' ? coordinates : (coordinates as Position[][][]).flat(2);
}

/** Distance from a point to the nearest edge, in km, on a plane around the point (exact enough within 50 km). */
export function distanceKm(geometry: MultiPolygon, point: Position): number {
  const perDegreeLat = 111.32;
  const perDegreeLon = perDegreeLat * Math.cos((point[1] * Math.PI) / 180);
  let best = Number.POSITIVE_INFINITY;
  for (const polygon of geometry.coordinates) {
    for (const ring of polygon) {
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1], ring[i]];
        if (!a || !b) continue;
        best = Math.min(
          best,
          toSegment(
            [(a[0] - point[0]) * perDegreeLon, (a[1] - point[1]) * perDegreeLat],
            [(b[0] - point[0]) * perDegreeLon, (b[1] - point[1]) * perDegreeLat],
          ),
        );
      }
    }
  }
  return best;
}

/** The geometry with the winding that d3-geo wants: outer rings clockwise (RFC 7946 says counter-clockwise). */
export function turnedForD3(geometry: MultiPolygon): MultiPolygon {
  return {
    type: 'MultiPolygon',
    coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => [...ring].reverse())),
  };
}

function crossings(ring: readonly Position[], [x, y]: Position): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]];
    if (!a || !b || a[1] > y === b[1] > y) continue;
    const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
    if (x < low[0] + ((y - low[1]) / (high[1] - low[1])) * (high[0] - low[0])) odd = !odd;
  }
  return odd;
}

/** Distance from the origin to a segment. */
function toSegment([ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + t * dx, ay + t * dy);
}

const boxes = new WeakMap<MultiPolygon, readonly [number, number, number, number]>();

function boxOf(geometry: MultiPolygon): readonly [number, number, number, number] {
  const known = boxes.get(geometry);
  if (known) return known;
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [x, y] of geometry.coordinates.flat(2)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  boxes.set(geometry, box);
  return box;
}

function nearBox(geometry: MultiPolygon, [x, y]: Position, km: number): boolean {
  const [minX, minY, maxX, maxY] = boxOf(geometry);
  const lat = km / 110;
  const lon = km / 60;
  return x >= minX - lon && x <= maxX + lon && y >= minY - lat && y <= maxY + lat;
}
