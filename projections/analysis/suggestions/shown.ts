import { bandBounds, heatBands, type HeatBand } from '../../../events/site/energy.ts';
import type { Group } from './grouping.ts';
import type { Kind, Site } from './input.ts';
import { partNames, type PartName } from './part-names.ts';

export const levels = ['LOW', 'MEDIUM', 'HIGH'] as const;
export type Level = (typeof levels)[number];

/** A suggestion as a viewer may see it. Sites, kind, the kind's reach and the band of a sink tell no figure of anybody. */
export interface Suggestion {
  /** Stays the same for the same sites: by it a suggestion is accepted or dismissed. */
  readonly key: string;
  readonly kind: Kind;
  readonly siteIds: readonly string[];
  /** Sites lie within this distance; null where it does not count. */
  readonly withinKm: number | null;
  /** Of the hottest heat that is asked for. */
  readonly band?: HeatBand;
  /** To ten points where not everything may be seen. */
  readonly score: number;
  readonly parts: Readonly<Record<PartName, number | Level | null>>;
  readonly exact: boolean;
}

/** A suggestion with figures for who may see all of its sites, else in words and tens. */
export function shownTo(
  group: Group,
  kind: Kind,
  withinKm: number | null,
  sites: readonly Site[],
  exact: boolean,
): Suggestion {
  const own = group.members.flatMap((one) => sites[one] ?? []);
  const siteIds = own.map(({ id }) => id).sort();
  const hottest = own.reduce((most, { sink }) => Math.max(most, sink?.requiredC ?? 0), 0);
  return {
    ...{ key: keyOf(kind, siteIds), kind, siteIds, withinKm },
    ...(kind === 'SHARED_HEAT' ? { band: bandOf(hottest) } : {}),
    score: exact ? group.score : Math.round(group.score / 10) * 10,
    parts: exact
      ? group.parts
      : (Object.fromEntries(partNames.map((name) => [name, levelOf(group.parts[name])])) as Suggestion['parts']),
    exact,
  };
}

export function keyOf(kind: Kind, siteIds: readonly string[]): string {
  return `${kind} ${[...siteIds].sort().join(' ')}`;
}

/** By the score as it is shown, so that the order tells no more than the scores do; of equals the lowest site first. */
export function inShownOrder(one: Suggestion, other: Suggestion): number {
  return other.score - one.score || (one.siteIds.join(' ') + one.kind < other.siteIds.join(' ') + other.kind ? -1 : 1);
}

function levelOf(value: number | null): Level | null {
  if (value === null) return null;
  return value < 1 / 3 ? 'LOW' : value < 2 / 3 ? 'MEDIUM' : 'HIGH';
}

function bandOf(requiredC: number): HeatBand {
  return heatBands.find((band) => requiredC <= bandBounds[band][1]) ?? 'HT3';
}
