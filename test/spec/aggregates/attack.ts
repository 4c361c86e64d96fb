import { equalTo, inRange, solve, type Constraint } from 'yalps';
import { sumOf, type Contributions } from '../../../projections/aggregates/cohort.ts';
import { within } from '../../../projections/aggregates/book.ts';

/** What somebody has read: which totals of which round, and what stood behind them (which he does not see). */
export interface Reading {
  readonly told: Contributions;
  readonly cells: readonly string[];
}

/** One total as an equation: the sum of these unknowns (a site at a value of its own) lies between these. */
interface Equation {
  readonly unknowns: readonly string[];
  readonly least: number;
  readonly most: number;
}

interface Unknown {
  readonly site: string;
  readonly parent: string;
  readonly value: number;
}

/**
 * Tries to work out what a company keeps to itself from all totals of all rounds together: unrounded, with everything
 * known but the values (who counts where, who changed when, and who changed back), and with the values of one of them.
 */
export class Attack {
  readonly unknowns = new Map<string, Unknown>();
  readonly #equations: Equation[] = [];

  constructor(readings: readonly Reading[]) {
    for (const { told, cells } of readings) {
      for (const cell of cells) {
        const sites = within(told, cell);
        const total = sumOf(sites.values());
        if (sites.size > 0) this.learn(sites, total, total);
      }
    }
  }

  /** A total of these sites was read; rounded, it lies between two bounds. */
  learn(sites: Contributions, least: number, most: number): void {
    const unknowns = [...sites].map(([site, { parent, value }]) => {
      const name = `${site} ${value}`;
      this.unknowns.set(name, { site, parent, value });
      return name;
    });
    this.#equations.push({ unknowns, least, most });
  }

  get parents(): string[] {
    return [...new Set([...this.unknowns.values()].map(({ parent }) => parent))];
  }

  /**
   * Does some arithmetic with totals lead to a value of `target` alone: one site's, a sum of its sites, or by how much
   * one changed? It does when leaving out the target's columns makes equations dependent that are not so with them.
   */
  solves(target: string, insider: string | undefined): boolean {
    const parentOf = (name: string): string | undefined => this.unknowns.get(name)?.parent;
    const names = [...this.unknowns.keys()].filter((name) => parentOf(name) !== insider);
    const others = names.filter((name) => parentOf(name) !== target);
    return this.#rank(names) > this.#rank(others);
  }

  /** Between which bounds a value lies for who knows that none is below 0, and the insider's own. */
  bounds(name: string, insider: string | undefined): { least: number; most: number } {
    const constraints = new Map<string, Constraint>();
    const rows = new Map<string, [string, number][]>();
    for (const [at, { unknowns, least, most }] of this.#equations.entries()) {
      let own = 0;
      for (const one of unknowns) {
        const unknown = this.unknowns.get(one);
        if (unknown?.parent === insider) own += unknown?.value ?? 0;
        else rows.set(one, [...(rows.get(one) ?? []), [`total ${at}`, 1]]);
      }
      constraints.set(`total ${at}`, least === most ? equalTo(least - own) : inRange(least - own, most - own));
    }
    const variables = new Map(
      [...rows].map(([one, row]) => [one, new Map([...row, ['asked', one === name ? 1 : 0]])] as const),
    );
    const ask = (direction: 'minimize' | 'maximize'): number => {
      const { status, result } = solve({ direction, objective: 'asked', constraints, variables });
      if (status !== 'optimal') throw new Error(`the totals contradict each other: ${status}`);
      return result;
    };
    return { least: ask('minimize'), most: ask('maximize') };
  }

  /** Rank of the equations over some unknowns, exact: counted modulo a large prime. */
  #rank(names: readonly string[]): number {
    const column = new Map(names.map((name, at) => [name, at]));
    const rows = this.#equations.map(({ unknowns }) => {
      const row = new Float64Array(names.length);
      for (const name of unknowns) {
        const at = column.get(name);
        if (at !== undefined) row[at] = 1;
      }
      return row;
    });
    return rankOf(rows, names.length);
  }
}

/** The largest prime below 2^26: products stay exact in a double. */
const PRIME = 67_108_859;

function rankOf(rows: Float64Array[], width: number): number {
  let rank = 0;
  for (let column = 0; column < width && rank < rows.length; column++) {
    const found = rows.findIndex((row, at) => at >= rank && row[column] !== 0);
    const pivot = rows[found];
    if (!pivot) continue;
    [rows[rank], rows[found]] = [pivot, rows[rank] as Float64Array];
    const inverse = power(pivot[column] ?? 1, PRIME - 2);
    for (const row of rows.slice(rank + 1)) {
      const factor = ((row[column] ?? 0) * inverse) % PRIME;
      if (factor === 0) continue;
      for (let at = column; at < width; at++)
        row[at] = ((row[at] ?? 0) + PRIME - ((factor * (pivot[at] ?? 0)) % PRIME)) % PRIME;
    }
    rank++;
  }
  return rank;
}

function power(base: number, exponent: number): number {
  let [result, factor, rest] = [1, base % PRIME, exponent];
  for (; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * factor) % PRIME;
    factor = (factor * factor) % PRIME;
  }
  return result;
}
