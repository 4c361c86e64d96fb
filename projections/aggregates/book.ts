import { COHORT, twoDigits } from '../../events/release/decide.ts';
import {
  changeBetween,
  isEnough,
  isSafe,
  sumOf,
  type Contribution,
  type Contributions,
  type Thresholds,
} from './cohort.ts';

/**
 * What has been told of one figure so far. Cells are cut by each other into blocks (the sites that count in the same
 * told cells), and every block could be told on its own. Whatever is worked out from told totals is a sum of blocks, so
 * that no arithmetic with totals, of whatever tables, leads to less than a block.
 */
export interface Book {
  /** Cells that are told, in the order in which they came; a cell that is told once stays. */
  readonly cells: readonly string[];
  /** Per round what stands behind its totals: of a block that may not be told anew, what it was before. */
  readonly rounds: readonly Round[];
}

export interface Round {
  readonly told: Contributions;
  /** How many of the cells were told in it. */
  readonly cells: number;
}

export const emptyBook: Book = { cells: [], rounds: [] };

/**
 * The next round: which blocks are told anew, and which further cells can be told without giving a block away.
 * @param candidates cells in the order in which they are wanted; the first come first
 * @param wholeOf the cell without which a cell is not told, and of which the rest must be safe, too: not nobody either
 * @returns undefined when no total would be told that was not told before
 */
export function nextRound(
  book: Book,
  now: Contributions,
  candidates: readonly string[],
  t: Thresholds = COHORT,
  wholeOf: (cell: string) => string | undefined = () => undefined,
): Book | undefined {
  const told = refreshed(book, now, t);
  const cells = [...book.cells];
  for (const cell of candidates) {
    const whole = wholeOf(cell);
    if (whole !== undefined && !(cells.includes(whole) && leavesEnough(told, whole, cell, t))) continue;
    if (cells.includes(cell) || !isSafe(within(told, cell).values(), t)) continue;
    const cut = { cells: [...cells, cell], rounds: [...book.rounds, { told, cells: cells.length + 1 }] };
    if (keepsSecrets(cut, cell, t)) cells.push(cell);
  }
  const emptied = cells.some((cell) => {
    const whole = wholeOf(cell);
    return whole !== undefined && !leavesEnough(told, whole, cell, t);
  });
  if (emptied) return undefined;
  const counted = new Map([...told].filter(([, one]) => blockOf(one.cells, cells) !== UNTOLD));
  const next = { cells, rounds: [...book.rounds, { told: counted, cells: cells.length }] };
  return cells.some((cell) => rounded(toldTotal(next, cell)) !== rounded(toldTotal(book, cell))) ? next : undefined;
}

function leavesEnough(told: Contributions, whole: string, cell: string, t: Thresholds): boolean {
  return isSafe(
    [...within(told, whole).values()].filter(({ cells }) => !cells.includes(cell)),
    t,
  );
}

const rounded = (total: number | undefined): number | undefined => (total === undefined ? undefined : twoDigits(total));

/** The total of a told cell in the last round, undefined when nothing stands behind it. */
export function toldTotal({ cells, rounds }: Book, cell: string): number | undefined {
  const round = rounds.at(-1);
  if (!round || !cells.includes(cell)) return undefined;
  const sites = within(round.told, cell);
  return sites.size === 0 ? undefined : sumOf(sites.values());
}

/** The sites that count in a cell. */
export function within(sites: Contributions, cell: string): Contributions {
  return new Map([...sites].filter(([, { cells }]) => cells.includes(cell)));
}

/** What stands behind the next totals, with the cells that are told already. */
function refreshed({ cells, rounds }: Book, now: Contributions, t: Thresholds): Contributions {
  const before = rounds.map(({ told }) => blocksOf(told, cells));
  const last = before.at(-1) ?? new Map<string, Contributions>();
  const next = blocksOf(now, cells);
  const names = new Set([...last.keys(), ...next.keys()]);
  const fresh = new Set([...names].filter((name) => mayBeTold(name, before, next, t)));
  fresh.add(UNTOLD);
  // a site counts once: where it comes to is told anew only when where it came from is
  const homes = new Map([...last].flatMap(([name, sites]) => [...sites.keys()].map((site) => [site, name] as const)));
  for (let changed = true; changed;) {
    const held = [...fresh].filter((name) =>
      [...(next.get(name) ?? none).keys()].some((site) => !fresh.has(homes.get(site) ?? name)),
    );
    for (const name of held) fresh.delete(name);
    changed = held.length > 0;
  }
  return new Map([...names].flatMap((name) => [...((fresh.has(name) ? next : last).get(name) ?? none)]));
}

function mayBeTold(
  name: string,
  before: readonly ReadonlyMap<string, Contributions>[],
  next: ReadonlyMap<string, Contributions>,
  t: Thresholds,
): boolean {
  const sites = next.get(name) ?? none;
  if (sites.size > 0 && !isSafe(sites.values(), t)) return false;
  return before.every((blocks) => {
    const change = changeBetween(blocks.get(name) ?? none, sites);
    return change !== undefined && isEnough(change, t);
  });
}

/** Are all blocks into which the last cell of a book cuts safe, now and with everything that was told before? */
function keepsSecrets({ cells, rounds }: Book, cell: string, t: Thresholds): boolean {
  const last = blocksOf(rounds.at(-1)?.told ?? none, cells);
  const areSafe = (names: readonly string[]): boolean =>
    names.every((name) => !last.has(name) || isSafe((last.get(name) ?? none).values(), t));
  // most cells fail here, and need not be looked at in what was told before
  if (!areSafe(cutBy(cell, last))) return false;
  const earlier = rounds.slice(0, -1).map(({ told }) => blocksOf(told, cells));
  for (const blocks of earlier) {
    const names = cutBy(cell, blocks, last);
    if (!areSafe(names)) return false;
    for (const name of names) {
      const change = changeBetween(blocks.get(name) ?? none, last.get(name) ?? none);
      if (change && !isEnough(change, t)) return false;
    }
  }
  return earlier.every((_, at) => restsAreSafe(cells, rounds, at, t));
}

/** The blocks that lie in a cell, and the rests of those that do. What counts in no told cell is never told. */
function cutBy(cell: string, ...moments: readonly ReadonlyMap<string, Contributions>[]): string[] {
  const names = new Set(moments.flatMap((blocks) => [...blocks.keys()]));
  const inside = [...names].filter((name) => name === cell || name.endsWith(`${BETWEEN}${cell}`));
  const rests = inside.map((name) => name.slice(0, -cell.length - BETWEEN.length)).filter((name) => name !== UNTOLD);
  return [...new Set([...inside, ...rests])];
}

/**
 * What was told in a round as one block may be cut later, when the parts that did not change are known for that round
 * as well: the rest of the block must be safe, too.
 */
function restsAreSafe(cells: readonly string[], rounds: readonly Round[], at: number, t: Thresholds): boolean {
  const round = rounds[at];
  if (!round) return true;
  const known = new Map<string, Set<string>>();
  const blocks = blocksOf(round.told, cells.slice(0, round.cells));
  for (const later of rounds.slice(at + 1)) {
    const cut = cells.slice(0, later.cells);
    const then = blocksOf(round.told, cut);
    const parts = blocksOf(later.told, cut);
    for (const [name, sites] of then) {
      if (name === UNTOLD || changeBetween(sites, parts.get(name) ?? none)) continue;
      const whole = blockOf([...sites.values()][0]?.cells ?? [], cells.slice(0, round.cells));
      if (sites.size === blocks.get(whole)?.size) continue;
      for (const site of sites.keys()) linked(known, whole).add(site);
    }
  }
  return [...known].every(([name, gone]) => {
    const rest = [...(blocks.get(name) ?? none)].filter(([site]) => !gone.has(site)).map(([, one]) => one);
    return name === UNTOLD || rest.length === 0 || isSafe(rest, t);
  });
}

const BETWEEN = '\n';
const UNTOLD = '';
const none: Contributions = new Map();

/** Sites by block: named by the told cells in which they count. */
function blocksOf(sites: Contributions, cells: readonly string[]): ReadonlyMap<string, Contributions> {
  const blocks = new Map<string, Map<string, Contribution>>();
  for (const [site, contribution] of sites) {
    const name = blockOf(contribution.cells, cells);
    const block = blocks.get(name);
    if (block) block.set(site, contribution);
    else blocks.set(name, new Map([[site, contribution]]));
  }
  return blocks;
}

const blockOf = (own: readonly string[], cells: readonly string[]): string =>
  cells.filter((cell) => own.includes(cell)).join(BETWEEN);

function linked(sets: Map<string, Set<string>>, name: string): Set<string> {
  const known = sets.get(name) ?? new Set<string>();
  sets.set(name, known);
  return known;
}
