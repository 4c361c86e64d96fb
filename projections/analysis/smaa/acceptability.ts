import type { Integers } from '../random.ts';
import { Table, type Cell } from './table.ts';
import { Weights, type Agreed } from './weights.ts';

/** What came of the draws, as shares of them. Rows are regions in the order given. */
export interface Acceptability {
  /** Row by row: share of draws in which the region has rank 0, 1 … */
  readonly ranks: Float64Array;
  /** Row by row: share of draws in which the region stands above each other. */
  readonly above: Float64Array;
  /** Mean weights of the draws in which the region is first; null where it hardly ever is. */
  readonly central: readonly (Float64Array | null)[];
  /** Share of draws of values in which it is first at those weights. */
  readonly confidence: readonly (number | null)[];
}

export interface Drawing {
  readonly draws: number;
  readonly next: Integers;
  readonly agreed: Agreed;
  /** Values beyond 0 and 1 count as 0 and 1. */
  readonly clip?: boolean | undefined;
  /** Told now and then, with what part is done, 0–1. */
  readonly progress?: ((done: number) => void) | undefined;
}

/** First in no more than this share of the draws: too few to tell anything of its weights. */
const HARDLY = 0.005;
const PROGRESS_EVERY = 5_000;

/**
 * SMAA-2 (Lahdelma and Salminen): what can be said of a ranking while weights, and perhaps values, are not known. Null
 * when no weights fit what is agreed of them. Everything is summed in one order, so that a generator gives one result.
 */
export function acceptability(
  cells: readonly (readonly Cell[])[],
  { draws, next, agreed, progress, clip }: Drawing,
): Acceptability | null {
  const table = new Table(cells, clip);
  const { rows, columns } = table;
  const weights = new Weights(columns, agreed);
  const ranks = new Float64Array(rows * rows);
  const above = new Float64Array(rows * rows);
  const sums = new Float64Array(rows * columns);
  const scores = new Float64Array(rows);
  const order = new Int32Array(rows);
  for (let drawn = 0; drawn < draws; drawn++) {
    if (!weights.draw(next)) return null;
    if (!table.isCertain) table.draw(next);
    score(table, weights.current, scores);
    rank(scores, order);
    count(order, ranks, above);
    const first = (order[0] ?? 0) * columns;
    for (let at = 0; at < columns; at++) sums[first + at] = (sums[first + at] ?? 0) + (weights.current[at] ?? 0);
    if (progress && drawn % PROGRESS_EVERY === 0) progress(drawn / draws);
  }
  const central = cells.map((_, row) => {
    const wins = ranks[row * rows] ?? 0;
    if (wins <= HARDLY * draws) return null;
    return sums.slice(row * columns, (row + 1) * columns).map((sum) => sum / wins);
  });
  return {
    ranks: ranks.map((times) => times / draws),
    above: above.map((times) => times / draws),
    central,
    confidence: confidence(table, central, draws, next),
  };
}

/** Weighted sums, row by row. */
export function score({ rows, columns, values }: Table, weights: Float64Array, scores: Float64Array): void {
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++, at++) sum += (weights[column] ?? 0) * (values[at] ?? 0);
    scores[row] = sum;
  }
}

/** Rows from the highest score to the lowest; equals as they were given. */
function rank(scores: Float64Array, order: Int32Array): void {
  for (let row = 0; row < scores.length; row++) {
    const own = scores[row] ?? 0;
    let at = row - 1;
    for (; at >= 0 && (scores[order[at] ?? 0] ?? 0) < own; at--) order[at + 1] = order[at] ?? 0;
    order[at + 1] = row;
  }
}

function count(order: Int32Array, ranks: Float64Array, above: Float64Array): void {
  const rows = order.length;
  for (let place = 0; place < rows; place++) {
    const own = (order[place] ?? 0) * rows;
    ranks[own + place] = (ranks[own + place] ?? 0) + 1;
    for (let below = place + 1; below < rows; below++) {
      const at = own + (order[below] ?? 0);
      above[at] = (above[at] ?? 0) + 1;
    }
  }
}

function confidence(
  table: Table,
  central: readonly (Float64Array | null)[],
  draws: number,
  next: Integers,
): (number | null)[] {
  const times = new Float64Array(table.rows);
  const scores = new Float64Array(table.rows);
  // Where every value is certain all draws are alike.
  const needed = table.isCertain ? 1 : draws;
  for (let drawn = 0; drawn < needed; drawn++) {
    table.draw(next);
    for (const [row, weights] of central.entries()) {
      if (weights === null) continue;
      score(table, weights, scores);
      if (firstOf(scores) === row) times[row] = (times[row] ?? 0) + 1;
    }
  }
  return central.map((weights, row) => (weights === null ? null : (times[row] ?? 0) / needed));
}

function firstOf(scores: Float64Array): number {
  let first = 0;
  for (let row = 1; row < scores.length; row++) if ((scores[row] ?? 0) > (scores[first] ?? 0)) first = row;
  return first;
}
