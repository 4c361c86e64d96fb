/** Degrees, WGS84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth. */
const RADIUS_KM = 6_371.0088;
const RADIANS = Math.PI / 180;
export const KM_PER_DEGREE = RADIUS_KM * RADIANS;

/** In a straight line over the globe, km (haversine). */
export function distanceKm(one: Point, other: Point): number {
  const north = Math.sin(((other.latitude - one.latitude) * RADIANS) / 2);
  const east = Math.sin(((other.longitude - one.longitude) * RADIANS) / 2);
  const both = Math.cos(one.latitude * RADIANS) * Math.cos(other.latitude * RADIANS);
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(north * north + both * east * east)));
}
