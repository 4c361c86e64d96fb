import type { COHORT } from '../../events/release/decide.ts';

/** What one site adds to a total: from 0 upwards, in the total's unit. */
export interface Contribution {
  /** The parent of its owner, so that companies of one family count as one. */
  readonly parent: string;
  readonly value: number;
  /** Names of all cells that it would count in: the country, its regions, its sector in each. */
  readonly cells: readonly string[];
  /** The site, where it has more than one entry; it counts as one. */
  readonly site?: string;
}

type Counted = Pick<Contribution, 'parent' | 'value' | 'site'>;

/** By site. */
export type Contributions = ReadonlyMap<string, Contribution>;

/** When a total may be told, and told again (events/release/decide.ts). */
export type Thresholds = Readonly<Record<keyof typeof COHORT, number>>;

/** How few stand behind a total, and how much of it the largest is, for whoever of them looks at it. */
export interface Cohort {
  readonly sites: number;
  readonly parents: number;
  readonly largestShare: number;
}

/**
 * Counts who stands behind a total as the one sees it who sees most: everybody, and each parent who takes its own
 * part out. The fewest sites and parents of all these, and the largest share (of the sum of amounts).
 */
export function worstCohort(contributions: Iterable<Counted>): Cohort {
  const byParent = new Map<string, { sites: number; amount: number }>();
  const seen = new Set<string>();
  let sites = 0;
  for (const { parent, value, site } of contributions) {
    const another = site === undefined || !seen.has(site) ? 1 : 0;
    if (site !== undefined) seen.add(site);
    sites += another;
    const known = byParent.get(parent) ?? { sites: 0, amount: 0 };
    byParent.set(parent, { sites: known.sites + another, amount: known.amount + Math.abs(value) });
  }
  const all = [...byParent.values()];
  const most = Math.max(0, ...all.map((one) => one.sites));
  const [first = 0, , ...rest] = all.map(({ amount }) => amount).sort((a, b) => b - a);
  // the largest stands out most for the second, who takes his own part out
  const largestShare = shareOf(
    first,
    rest.reduce((sum, amount) => sum + amount, first),
  );
  return { sites: sites - most, parents: Math.max(0, byParent.size - 1), largestShare };
}

/** May this total be told to everybody, each of whom knows his own part? */
export function isSafe(contributions: Iterable<Counted>, t: Thresholds): boolean {
  const { sites, parents, largestShare } = worstCohort(contributions);
  return sites >= t.sites && parents >= t.parents && largestShare <= t.largestShare;
}

export interface Change {
  readonly sites: number;
  readonly parents: number;
  readonly largestShare: number;
}

/** Who changed between two totals, and by how much, counted like {@link worstCohort}; undefined: nobody. */
export function changeBetween(before: Contributions, after: Contributions): Change | undefined {
  const changes: Counted[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key), after.get(key)];
    if (old && now && old.value === now.value) continue;
    const { parent = '', site = key } = now ?? old ?? {};
    changes.push({ parent, site, value: (now?.value ?? 0) - (old?.value ?? 0) });
  }
  return changes.length === 0 ? undefined : worstCohort(changes);
}

/** Have enough changed, so that the difference of two totals tells of nobody? */
export function isEnough(change: Change, t: Thresholds): boolean {
  return change.sites >= t.sitesChanged && change.parents >= t.parentsChanged && change.largestShare <= t.largestShare;
}

/** What a total is of, added up. */
export function sumOf(contributions: Iterable<Pick<Contribution, 'value'>>): number {
  let sum = 0;
  for (const { value } of contributions) sum += value;
  return sum;
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
