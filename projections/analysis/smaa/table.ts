import { uniform, type Integers } from '../random.ts';

/** A value of a region on a criterion: known, or somewhere from low to high, most likely at mid where one is given. */
export type Cell = number | readonly [low: number, high: number] | readonly [low: number, mid: number, high: number];

/** Values of regions (rows) on criteria, of which some have to be drawn. */
export class Table {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
  /** Places whose value is not certain, in the order in which they are drawn. */
  readonly #drawn: readonly { at: number; low: number; mid: number; high: number }[];

  readonly #clip: boolean;

  /** @param clip values beyond 0 and 1 count as 0 and 1 once they are drawn */
  constructor(cells: readonly (readonly Cell[])[], clip = false) {
    this.#clip = clip;
    this.rows = cells.length;
    this.columns = cells[0]?.length ?? 0;
    this.values = new Float64Array(this.rows * this.columns);
    const drawn: { at: number; low: number; mid: number; high: number }[] = [];
    let at = 0;
    for (const row of cells)
      for (const cell of row) {
        const low = typeof cell === 'number' ? cell : cell[0];
        const high = typeof cell === 'number' ? cell : (cell[2] ?? cell[1]);
        this.values[at] = this.#counted(low);
        const mid = typeof cell !== 'number' && cell.length === 3 ? cell[1] : Number.NaN;
        if (low < high) drawn.push({ at, low, mid, high });
        at++;
      }
    this.#drawn = drawn;
  }

  get isCertain(): boolean {
    return this.#drawn.length === 0;
  }

  /** Draws what is not certain: evenly between the bounds, or in a triangle whose top is at mid. */
  draw(next: Integers): void {
    for (const { at, low, mid, high } of this.#drawn) {
      const u = uniform(next);
      this.values[at] = this.#counted(Number.isNaN(mid) ? low + u * (high - low) : triangular(u, low, mid, high));
    }
  }

  #counted(value: number): number {
    return this.#clip ? Math.min(1, Math.max(0, value)) : value;
  }
}

/** The inverse of the triangle's distribution; a square root is exactly rounded everywhere. */
function triangular(u: number, low: number, mid: number, high: number): number {
  const width = high - low;
  return u * width < mid - low
    ? low + Math.sqrt(u * width * (mid - low))
    : high - Math.sqrt((1 - u) * width * (high - mid));
}
