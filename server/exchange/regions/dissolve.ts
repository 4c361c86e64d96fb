import type { MultiPolygon } from '../../../events/region/state.ts';

type Position = [number, number];
type Ring = Position[];

/**
 * Dissolves outlines that share edges exactly: an edge that stands in two of them cancels, what is left are the rings
 * of the whole. Wound as RFC 7946 asks (outer rings counter-clockwise, holes clockwise). Coordinates in degrees.
 */
export function dissolve(rings: readonly Ring[]): MultiPolygon {
  const edges = remaining(rings);
  const loops = joined(edges);
  const outer = loops.filter((ring) => signedArea(ring) > 0);
  const holes = loops.filter((ring) => signedArea(ring) < 0);
  const polygons = outer.map((ring): Ring[] => [ring]);
  for (const hole of holes) {
    const around = polygons
      .filter(([ring]) => ring !== undefined && within(ring, hole))
      .sort(([a], [b]) => Math.abs(signedArea(a ?? [])) - Math.abs(signedArea(b ?? [])))[0];
    around?.push(hole);
  }
  return { type: 'MultiPolygon', coordinates: polygons };
}

/** Twice the area in square degrees; positive when counter-clockwise. */
export function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]];
    if (a && b) sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum;
}

const keyOf = ([x, y]: Position): string => `${x},${y}`;

/** Directed edges that no neighbour runs along, by where they begin. Every ring is first turned with its inside on the left. */
function remaining(rings: readonly Ring[]): Map<string, Position[]> {
  const count = new Map<string, { from: Position; to: Position }>();
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [ring[i - 1], ring[i]];
      if (!from || !to || keyOf(from) === keyOf(to)) continue;
      const back = `${keyOf(to)} ${keyOf(from)}`;
      if (count.has(back)) count.delete(back);
      else count.set(`${keyOf(from)} ${keyOf(to)}`, { from, to });
    }
  }
  const starts = new Map<string, Position[]>();
  for (const { from, to } of count.values()) {
    const ends = starts.get(keyOf(from));
    if (ends) ends.push(to);
    else starts.set(keyOf(from), [to]);
  }
  return starts;
}

/** Joins edges to rings; where several meet in a point, takes the sharpest turn to the left, so that no ring crosses itself. */
function joined(starts: Map<string, Position[]>): Ring[] {
  const loops: Ring[] = [];
  for (;;) {
    const begin = [...starts].find(([, ends]) => ends.length > 0);
    if (!begin) return loops;
    const [x, y] = begin[0].split(',').map(Number);
    const first: Position = [x ?? 0, y ?? 0];
    const ring: Ring = [first];
    let at = first;
    let came: Position | undefined;
    do {
      const ends = starts.get(keyOf(at)) ?? [];
      const place = ends.length === 1 || came === undefined ? 0 : leftmost(came, at, ends);
      const [next] = ends.splice(place, 1);
      if (!next) break;
      ring.push(next);
      came = at;
      at = next;
    } while (keyOf(at) !== keyOf(first));
    if (ring.length >= 4 && keyOf(at) === keyOf(first)) loops.push(ring);
  }
}

function leftmost(came: Position, at: Position, ends: readonly Position[]): number {
  const back = Math.atan2(came[1] - at[1], came[0] - at[0]);
  const turns = ends.map((end) => {
    const angle = back - Math.atan2(end[1] - at[1], end[0] - at[0]);
    return angle <= 1e-12 ? angle + 2 * Math.PI : angle;
  });
  return turns.indexOf(Math.min(...turns));
}

/** Does a hole lie in a ring? Judged by the middle of the hole's first edge. */
function within(ring: readonly Position[], hole: readonly Position[]): boolean {
  const [a, b] = hole;
  if (!a || !b) return false;
  const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [p, q] = [ring[i - 1], ring[i]];
    if (!p || !q || p[1] > y === q[1] > y) continue;
    if (x < ((q[0] - p[0]) * (y - p[1])) / (q[1] - p[1]) + p[0]) inside = !inside;
  }
  return inside;
}
