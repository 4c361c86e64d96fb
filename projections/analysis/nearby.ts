import { distanceKm, KM_PER_DEGREE, type Point } from './distance.ts';

export interface Neighbour {
  /** Place in the list of points. */
  readonly at: number;
  readonly km: number;
}

/** Points by squares of a grid, so that neighbours are looked for in nine squares and not in all of the country. */
export class Nearby {
  readonly #points: readonly Point[];
  readonly #mostKm: number;
  readonly #squares = new Map<string, number[]>();
  /** Degrees of longitude that span the distance wherever a point lies: at the northernmost one. */
  readonly #east: number;

  constructor(points: readonly Point[], mostKm: number) {
    this.#points = points;
    this.#mostKm = mostKm;
    const northernmost = points.reduce((most, { latitude }) => Math.max(most, Math.abs(latitude)), 0) + mostKm / 100;
    this.#east = mostKm / (KM_PER_DEGREE * Math.max(0.01, Math.cos((northernmost * Math.PI) / 180)));
    for (const [at, point] of points.entries()) {
      const key = this.#key(...this.#square(point));
      const square = this.#squares.get(key);
      if (square) square.push(at);
      else this.#squares.set(key, [at]);
    }
  }

  /** Others within the distance of a point of the list, in the order of the list. */
  of(at: number): Neighbour[] {
    const point = this.#points[at];
    return point ? this.around(point).filter((one) => one.at !== at) : [];
  }

  /** Points of the list within the distance of any point, in the order of the list. */
  around(point: Point): Neighbour[] {
    const [x, y] = this.#square(point);
    const found: Neighbour[] = [];
    for (let column = x - 1; column <= x + 1; column++)
      for (let row = y - 1; row <= y + 1; row++)
        for (const at of this.#squares.get(this.#key(column, row)) ?? []) {
          const other = this.#points[at];
          const km = other ? distanceKm(point, other) : Infinity;
          if (km <= this.#mostKm) found.push({ at, km });
        }
    return found.sort((one, other) => one.at - other.at);
  }

  #square({ latitude, longitude }: Point): [column: number, row: number] {
    return [Math.floor(longitude / this.#east), Math.floor((latitude * KM_PER_DEGREE) / this.#mostKm)];
  }

  #key(column: number, row: number): string {
    return `${column} ${row}`;
  }
}
