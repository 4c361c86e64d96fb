import type { Site } from './input.ts';
import type { Finder } from './kinds.ts';
import { partsOf, scoreOf, type Parts, type ScoreParameters } from './score.ts';

/** Sites that might make a plan together. */
export interface Group {
  readonly members: readonly number[];
  readonly parts: Parts;
  readonly score: number;
  readonly distanceKm: number | null;
}

export interface GroupLimits {
  readonly 'suggestion.groupSites': number;
}

const READINESS = { IDEA: 0.1, STUDY: 0.2, FEED: 0.4, FID: 0.6, CONSTRUCTION: 0.8, OPERATIONAL: 1 } as const;

/**
 * Groups of one kind, best first: each begins with the best pair of two parents that are left, and grows by the site
 * that raises its score most while one does. A site is in one group of a kind. Groups that were dismissed are left out,
 * and their sites stay free for others.
 */
export function groupsOf(
  finder: Finder,
  sites: readonly Site[],
  p: ScoreParameters & GroupLimits,
  isDismissed: (members: readonly number[]) => boolean,
): Group[] {
  const taken = new Set<number>();
  const groups: Group[] = [];
  for (const pair of pairsOf(finder, sites, p)) {
    if (pair.members.some((one) => taken.has(one))) continue;
    const group = grown(pair, finder, sites, p, taken);
    if (isDismissed(group.members)) continue;
    for (const one of group.members) taken.add(one);
    groups.push(group);
  }
  return groups.sort(byScore(sites));
}

function pairsOf(finder: Finder, sites: readonly Site[], p: ScoreParameters): Group[] {
  const pairs: Group[] = [];
  for (const [one, partners] of finder.partners.entries())
    for (const other of partners.keys())
      if (one < other && sites[one]?.parent !== sites[other]?.parent)
        pairs.push(evaluated([one, other], finder, sites, p));
  return pairs.sort(byScore(sites));
}

function grown(
  pair: Group,
  finder: Finder,
  sites: readonly Site[],
  p: ScoreParameters & GroupLimits,
  taken: ReadonlySet<number>,
): Group {
  let group = pair;
  while (group.members.length < p['suggestion.groupSites']) {
    const candidates = new Set(group.members.flatMap((one) => [...(finder.partners[one]?.keys() ?? [])]));
    let best = group;
    for (const one of [...candidates].sort((a, b) => (idAt(sites, a) < idAt(sites, b) ? -1 : 1))) {
      if (taken.has(one) || group.members.includes(one) || !finder.joins(one, group.members)) continue;
      const larger = evaluated([...group.members, one], finder, sites, p);
      if (larger.score > best.score + 1e-9) best = larger;
    }
    if (best === group) return group;
    group = best;
  }
  return group;
}

/** What of a group comes from its members alone, in one walk over them: this is asked of every pair and candidate. */
function evaluated(members: readonly number[], finder: Finder, sites: readonly Site[], p: ScoreParameters): Group {
  let [readiness, phases, blocked, released] = [0, 0, 0, 0];
  const startYears: number[] = [];
  for (const member of members) {
    const site = sites[member];
    if (site?.startYear !== undefined) startYears.push(site.startYear);
    if (site?.phase !== undefined) {
      readiness += READINESS[site.phase];
      phases++;
    }
    for (const code of site?.blockedBy ?? []) {
      blocked++;
      if (code.startsWith(finder.releases)) released++;
    }
  }
  const distanceKm = finder.distance(members);
  const parts = partsOf(
    {
      complementarity: finder.complementarity(members),
      scope1TonnesPerYear: finder.tonnes(members),
      ...{ distanceKm, maxDistanceKm: finder.maxKm },
      startYears: startYears.length > 0 ? startYears : null,
      readiness: phases > 0 ? readiness / phases : null,
      relief: blocked > 0 ? released / blocked : 0,
    },
    p,
  );
  return { members, parts, distanceKm, score: scoreOf(parts, p) ?? 0 };
}

function byScore(sites: readonly Site[]): (one: Group, other: Group) => number {
  return (one, other) => other.score - one.score || (lowestId(one, sites) < lowestId(other, sites) ? -1 : 1);
}

const idAt = (sites: readonly Site[], at: number): string => sites[at]?.id ?? '';

function lowestId({ members }: Group, sites: readonly Site[]): string {
  return members
    .map((one) => idAt(sites, one))
    .sort()
    .join(' ');
}
