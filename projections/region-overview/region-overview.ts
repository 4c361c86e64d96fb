import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { isHidden } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { presentParticipants, standingContributions, type PlanState } from '../../events/plan/state.ts';
import type { PlanStatus } from '../../events/plan/gates.ts';
import type { PlanKind } from '../../events/plan/details.ts';
import {
  boundaryOf,
  isPartnerOn,
  type MultiPolygon,
  type RegionKind,
  type RegionState,
} from '../../events/region/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn, type Timeline } from '../../events/timeline.ts';
import { targetOf } from '../plan-view/target-kinds.ts';
import type { Projection } from '../projection.ts';
import { topic } from '../topic/projection.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** The table of one region: its streams, from which the overview's figures are derived. */
export const regionOverviewProjection: Projection<TopicState> = { ...topic, name: 'region-overview', version: 1 };

export interface SiteRow {
  id: SubjectId;
  name: string;
  orgId: SubjectId;
  organisation: string;
  city: string;
  sector: string;
  cluster: string;
  point: [number, number] | null;
  ets: 'NONE' | 'ETS1' | 'ETS2';
  eutlId?: string;
  /** Latest verified emissions that the viewer may see, t CO2-eq. */
  emissionsT?: number;
  emissionsYear?: number;
  example: boolean;
}

export interface PlanCard {
  id: SubjectId;
  title: string;
  kind: PlanKind;
  status: PlanStatus;
  participants: { id: SubjectId; name: string; role: string }[];
  contributions: number;
  /** Sum of standing contributions towards its target in MW; absent when an amount is hidden from the viewer. */
  pledgedMW?: number;
  targetMW?: number;
  startedAt: string;
  regionId: SubjectId;
}

export interface RegionOverview {
  id: SubjectId;
  name: string;
  kind: RegionKind;
  cbsCode?: string;
  provinceCodes: string[];
  example: boolean;
  boundary?: MultiPolygon;
  partners: { id: SubjectId; name: string; role: string }[];
  sites: SiteRow[];
  plans: PlanCard[];
  /** ETS installations with a figure for the year; t CO2-eq. */
  figures: {
    sites: number;
    cluster6Sites: number;
    emissionsT: number;
    cluster6EmissionsT: number;
    emissionsYear?: number;
    plans: number;
  };
}

/** What a region's page shows, as it holds on a day. `sitesHere` tells which sites lie within the outline. */
export function regionOverview(
  state: TopicState,
  regionId: SubjectId,
  on: CalendarDay,
  sitesHere: (site: SubjectId) => boolean = () => true,
): RegionOverview | undefined {
  const region = streamsOf(state, 'region').find(([name]) => subjectOf(name) === regionId)?.[1];
  if (!region) return undefined;
  const nameOf = organisationNames(state);
  const sites = streamsOf(state, 'site')
    .map(([name, site]) => siteRow(subjectOf(name), site, on, nameOf))
    .filter((row) => sitesHere(row.id))
    .sort((a, b) => (b.emissionsT ?? -1) - (a.emissionsT ?? -1) || a.name.localeCompare(b.name));
  const plans = streamsOf(state, 'plan')
    .map(([name, plan]) => planCard(subjectOf(name), plan, on, nameOf))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  const boundary = boundaryOf(region);
  return {
    id: regionId,
    name: region.name,
    kind: region.kind,
    ...(region.cbsCode === undefined ? {} : { cbsCode: region.cbsCode }),
    provinceCodes: region.provinceCodes,
    example: region.example,
    ...(boundary === undefined ? {} : { boundary }),
    partners: partnersOf(region, on).map(({ org, role }) => ({ id: org, name: nameOf(org), role })),
    sites,
    plans,
    figures: figuresOf(sites, plans.length),
  };
}

/** Names of the organisations in a topic; an id that is not there stands for itself. */
export function organisationNames(state: TopicState): (id: SubjectId) => string {
  const names = new Map(streamsOf(state, 'organisation').map(([name, org]) => [subjectOf(name), org.name]));
  return (id) => names.get(id) ?? id;
}

/** One site as a row of a table, as it holds on a day. */
export function siteRow(id: SubjectId, site: SiteState, on: CalendarDay, nameOf: (org: SubjectId) => string): SiteRow {
  const ets = held(site.ets, on) ?? { ets: 'NONE' as const };
  const year = Math.max(...Object.keys(site.emissions).map(Number));
  const emissions = site.emissions[year]?.value;
  return {
    id,
    name: held(site.details['name'], on) ?? '',
    orgId: site.orgId,
    organisation: nameOf(site.orgId),
    city: held(site.address, on)?.city ?? '',
    sector: held(site.details['sector'], on) ?? 'OTHER',
    cluster: held(site.cluster, on)?.cluster ?? 'NONE',
    point: held(site.point, on) ?? null,
    ets: ets.ets,
    ...(ets.eutlId === undefined ? {} : { eutlId: ets.eutlId }),
    ...(typeof emissions === 'number' ? { emissionsT: emissions, emissionsYear: year } : {}),
    example: site.example,
  };
}

/** One plan as a card on the board, as it holds on a day. */
export function planCard(
  id: SubjectId,
  plan: PlanState,
  on: CalendarDay,
  nameOf: (org: SubjectId) => string,
): PlanCard {
  const contributions = standingContributions(plan);
  const amounts = contributions
    .filter((c) => c.kind === (targetOf(plan.kind)?.covers ?? 'HEAT_MW'))
    .map((c) => c.amount.value);
  const targets = Object.values(plan.capacityTargets).map((timeline) => held(timeline, on)?.MW ?? 0);
  return {
    id,
    title: String(held(plan.details['title'], on) ?? ''),
    kind: plan.kind,
    status: plan.status,
    participants: presentParticipants(plan).map((p) => ({ id: p.org, name: nameOf(p.org), role: p.role })),
    contributions: contributions.length,
    ...(amounts.some(isHidden) ? {} : { pledgedMW: sum(amounts as number[]) }),
    ...(targets.length === 0 ? {} : { targetMW: sum(targets) }),
    startedAt: plan.started?.at ?? '',
    regionId: plan.regionId,
  };
}

/** The value of a timeline on a day; before its first day the first value, so that a list is never empty-handed. */
function held<T>(timeline: Timeline<T> | undefined, on: CalendarDay): T | undefined {
  const value = (entryOn(timeline ?? [], on) ?? timeline?.[0])?.value;
  return value === undefined || isHidden(value) ? undefined : value;
}

function partnersOf(region: RegionState, on: CalendarDay): RegionState['partners'][string][] {
  return Object.values(region.partners).filter(({ org }) => isPartnerOn(region, org, on));
}

function figuresOf(sites: SiteRow[], plans: number): RegionOverview['figures'] {
  const year = Math.max(...sites.map((site) => site.emissionsYear ?? 0));
  const installations = sites.filter((site) => site.ets === 'ETS1' && site.emissionsYear === year);
  const cluster6 = installations.filter((site) => site.cluster === 'CLUSTER_6');
  const tonnes = (rows: SiteRow[]) => sum(rows.map((row) => (row.emissionsYear === year ? (row.emissionsT ?? 0) : 0)));
  return {
    sites: installations.length,
    cluster6Sites: cluster6.length,
    emissionsT: tonnes(installations),
    cluster6EmissionsT: tonnes(cluster6),
    ...(year > 0 ? { emissionsYear: year } : {}),
    plans,
  };
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
