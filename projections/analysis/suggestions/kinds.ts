import { distanceKm } from '../distance.ts';
import { gasTonnesPerMWh } from '../emission-factors.ts';
import { peakOf } from '../joint-connection/shapley.ts';
import { Nearby } from '../nearby.ts';
import { energyOf, matchedMWh, serves } from './heat-match.ts';
import type { Kind, Site, SuggestionsInput } from './input.ts';

export const KIND_PARAMETERS = [
  ...(['suggestion.distance.heat', 'suggestion.distance.group', 'suggestion.distance.hydrogen'] as const),
  ...(['suggestion.distance.greenGas', 'suggestion.distance.co2', 'suggestion.coincidence'] as const),
  ...(['heat.detourFactor', 'heat.exchangerDelta', 'boiler.efficiency', 'gas.emissionFactor'] as const),
] as const;
export type KindParameters = Readonly<Record<(typeof KIND_PARAMETERS)[number], number>>;

/** What makes sites fit together in one kind of plan. */
export interface Finder {
  readonly kind: Kind;
  /** Null: distance does not count. */
  readonly maxKm: number | null;
  /** Per site its partners and how far they are, km. */
  readonly partners: readonly ReadonlyMap<number, number>[];
  /** May a site come to a group? */
  readonly joins: (candidate: number, members: readonly number[]) => boolean;
  /** 0–1, or null where it says nothing. */
  readonly complementarity: (members: readonly number[]) => number | null;
  readonly tonnes: (members: readonly number[]) => number;
  /** Longest route of a group, km; null where distance does not count. */
  readonly distance: (members: readonly number[]) => number | null;
  /** What blocks a project that this kind of plan would release, by the beginning of its code. */
  readonly releases: string;
}

/** How each kind of plan is looked for. */
export function findersFor(given: SuggestionsInput, p: KindParameters): Finder[] {
  const { sites } = given;
  const at = (index: number): Site | undefined => sites[index];
  const gas = (members: readonly number[]): number =>
    sum(members, (one) => (at(one)?.gasGWh ?? 0) * 1_000) * gasTonnesPerMWh(p);
  const grid = (members: readonly number[]): number => sum(members, (one) => at(one)?.gridProjectTonnes ?? 0);
  const burnsGas = (one: Site, other: Site): boolean => (one.gasGWh ?? 0) > 0 && (other.gasGWh ?? 0) > 0;
  const near = (maxKm: number, detour: number, fits: (one: Site, other: Site) => boolean) =>
    nearPartners(sites, maxKm, detour, fits);
  const hub = (kind: Kind, maxKm: number, releases: string): Finder => {
    const partners = near(maxKm, 1, burnsGas);
    return {
      ...{ kind, maxKm, partners, releases, joins: withAll(partners), complementarity: () => null },
      ...{ tonnes: gas, distance: longest(partners) },
    };
  };
  const coincidence = (members: readonly number[]): number | null =>
    coincidenceOf(members.map((one) => at(one)?.profileMW));
  const heatKm = p['suggestion.distance.heat'];
  const heat = (one: Site, other: Site): boolean =>
    serves(one, other, p['heat.exchangerDelta']) || serves(other, one, p['heat.exchangerDelta']);
  const heatPartners = near(heatKm, p['heat.detourFactor'], heat);
  const shared = (members: readonly number[]) => heatOf(members, sites);
  const groupKm = p['suggestion.distance.group'];
  const grouped = near(groupKm, 1, (one, other) => {
    if (!one.dso || one.dso !== other.dso || !one.areaId || one.areaId !== other.areaId) return false;
    const together = coincidenceOf([one.profileMW, other.profileMW]);
    return together !== null && together < p['suggestion.coincidence'];
  });
  const areaPartners = pooled(sites);
  const links = linked(given, p['suggestion.distance.co2']);
  return [
    {
      ...{ kind: 'SHARED_HEAT', maxKm: heatKm, partners: heatPartners, releases: 'HEAT_' },
      joins: acrossRoles(heatPartners, sites),
      complementarity: (members) => shared(members).coverage,
      tonnes: (members) => (shared(members).matchedMWh / p['boiler.efficiency']) * gasTonnesPerMWh(p),
      distance: longest(heatPartners),
    },
    {
      ...{ kind: 'JOINT_GRID_GTO', maxKm: groupKm, partners: grouped, releases: 'GRID_', joins: withAll(grouped) },
      ...{ complementarity: (members) => rest(coincidence(members)), tonnes: grid, distance: longest(grouped) },
    },
    hub('HYDROGEN_HUB', p['suggestion.distance.hydrogen'], 'H2_'),
    hub('GREEN_GAS_HUB', p['suggestion.distance.greenGas'], 'GAS_'),
    {
      ...{ kind: 'FLEX_POOL', maxKm: null, partners: areaPartners, releases: 'GRID_', joins: withAll(areaPartners) },
      ...{ complementarity: (members) => rest(coincidence(members)), tonnes: grid, distance: () => null },
    },
    {
      ...{ kind: 'CO2_COLLECTION', maxKm: p['suggestion.distance.co2'], partners: links.partners, releases: 'CO2_' },
      joins: withAll(links.partners),
      complementarity: () => null,
      tonnes: (members) => sum(members, (one) => at(one)?.co2Tonnes ?? 0),
      distance: (members) => members.reduce((most, one) => Math.max(most, links.km[one] ?? 0), 0),
    },
  ];
}

const rest = (coincidence: number | null): number | null => (coincidence === null ? null : 1 - coincidence);

type Partners = readonly ReadonlyMap<number, number>[];

const withAll =
  (partners: Partners): Finder['joins'] =>
  (candidate, members) =>
    members.every((one) => partners[candidate]?.has(one));

/** Two that only give, or only take, need not fit each other. */
function acrossRoles(partners: Partners, sites: readonly Site[]): Finder['joins'] {
  const role = (at: number): string => `${sites[at]?.source ? 'gives' : ''}${sites[at]?.sink ? 'takes' : ''}`;
  const alike = (one: number, other: number): boolean => role(one) === role(other) && role(one) !== 'givestakes';
  return (candidate, members) => members.every((one) => partners[candidate]?.has(one) || alike(one, candidate));
}

function nearPartners(
  sites: readonly Site[],
  maxKm: number,
  detour: number,
  fits: (one: Site, other: Site) => boolean,
): Map<number, number>[] {
  const nearby = new Nearby(sites, maxKm / detour);
  return sites.map((site, own) => {
    const fitting = nearby.of(own).filter(({ at }) => {
      const other = sites[at];
      return other !== undefined && fits(site, other);
    });
    return new Map(fitting.map(({ at, km }) => [at, km * detour]));
  });
}

/** Sites of one congestion area that can give way. */
function pooled(sites: readonly Site[]): Map<number, number>[] {
  const areas = new Map<string, number[]>();
  for (const [at, { areaId, flexMW }] of sites.entries())
    if (areaId !== undefined && (flexMW ?? 0) > 0) areas.set(areaId, [...(areas.get(areaId) ?? []), at]);
  const isMember = (site: Site): boolean => site.areaId !== undefined && (site.flexMW ?? 0) > 0;
  return sites.map((site, own) => {
    const others = isMember(site) ? (areas.get(site.areaId ?? '') ?? []) : [];
    return new Map(others.filter((at) => at !== own).map((at) => [at, 0]));
  });
}

/** Sites that emit near a link, together with the others at the same link. */
function linked({ sites, co2Links = [] }: SuggestionsInput, maxKm: number) {
  const nearest = sites.map((site) => {
    if (!((site.co2Tonnes ?? 0) > 0)) return undefined;
    const links = co2Links.map((link) => ({ link: link.id, km: distanceKm(site, link) }));
    return links.filter(({ km }) => km <= maxKm).sort((one, other) => one.km - other.km)[0];
  });
  const partners = sites.map((_, own) => {
    const link = nearest[own]?.link;
    const others = link === undefined ? [] : [...sites.keys()].filter((at) => nearest[at]?.link === link);
    return new Map(others.filter((at) => at !== own).map((at) => [at, 0]));
  });
  return { partners, km: nearest.map((found) => found?.km) };
}

/** The longest way between two that are partners; in a heat network that is between a source and a sink. */
function longest(partners: Partners): (members: readonly number[]) => number {
  return (members) => {
    let most = 0;
    for (const one of members) for (const other of members) most = Math.max(most, partners[one]?.get(other) ?? 0);
    return most;
  };
}

/** Of sites that could do both, those give with which most is matched; nobody heats himself. */
function heatOf(members: readonly number[], sites: readonly Site[]): { matchedMWh: number; coverage: number } {
  const own = members.flatMap((one) => sites[one] ?? []);
  const both = own.filter(({ source, sink }) => source && sink);
  const choices = [[], both, ...both.map((one) => [one])];
  let best = { matchedMWh: 0, coverage: 0 };
  for (const giving of choices) {
    const gives = (site: Site): boolean => !site.sink || giving.includes(site);
    const sources = own.flatMap((site) => (gives(site) ? (site.source ?? []) : []));
    const sinks = own.flatMap((site) => (gives(site) ? [] : (site.sink ?? [])));
    const [matched, demand] = [matchedMWh(sources, sinks), energyOf(sinks)];
    if (matched > best.matchedMWh) best = { matchedMWh: matched, coverage: matched / demand };
  }
  return best;
}

function coincidenceOf(profiles: readonly (readonly number[] | undefined)[]): number | null {
  const known = profiles.flatMap((profile) => (profile ? [Float64Array.from(profile)] : []));
  if (known.length < profiles.length || known.some(({ length }) => length !== known[0]?.length)) return null;
  const own = known.reduce((total, profile) => total + peakOf([profile]), 0);
  return own > 0 ? peakOf(known) / own : null;
}

function sum(members: readonly number[], value: (one: number) => number): number {
  let total = 0;
  for (const one of members) total += value(one);
  return total;
}
