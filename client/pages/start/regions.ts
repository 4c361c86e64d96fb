import type { RegionsStanding } from '../../../projections/region-ranking/standing.ts';
import type { MultiPolygon } from '../../../events/region/state.ts';

export interface ListedRegion {
  id: string;
  name: string;
  kind: 'PROVINCE' | 'RES' | 'COROP' | 'CUSTOM';
  example: boolean;
  geometry?: MultiPolygon;
  figures: {
    sites: number;
    cluster6Sites: number;
    emissionsT: number;
    cluster6EmissionsT: number;
    year: number | null;
    plans: number;
  };
}

/** How the regions stand is asked for with `ranking=1`, and answered to partners. */
export interface RegionList extends Partial<RegionsStanding> {
  index: number;
  national: {
    sites: number;
    cluster6Sites: number;
    emissionsT: number;
    cluster6EmissionsT: number;
    year: number | null;
    offshore: number;
  };
  regions: ListedRegion[];
}

/** Regions of one division, whose name holds what was typed; the example and custom regions belong to each. */
export function regionsShown(regions: readonly ListedRegion[], kind: string, typed: string): ListedRegion[] {
  const wanted = plain(typed);
  return regions.filter(
    (region) => (region.kind === kind || region.kind === 'CUSTOM') && plain(region.name).includes(wanted),
  );
}

/** How dark a region is drawn, by its share of the largest count. */
export function toneOf(region: ListedRegion, most: number): 'strong' | 'medium' | 'light' | 'example' {
  if (region.example) return 'example';
  const share = region.figures.cluster6Sites / Math.max(1, most);
  return share > 0.6 ? 'strong' : share > 0.25 ? 'medium' : 'light';
}

/** How dark a region is drawn by its chance to come first; undefined: it does not take part. */
export function chanceTone(first: number | undefined): 'strong' | 'medium' | 'light' | 'none' {
  if (first === undefined) return 'none';
  return first >= CHANCES.strong ? 'strong' : first >= CHANCES.medium ? 'medium' : 'light';
}
/** From which chance on; the legend says the same. */
export const CHANCES = { strong: 0.5, medium: 0.1 } as const;

/** Regions that take part in a ranking come first, in its order. */
export function byRank(regions: readonly ListedRegion[], ranking: RegionList['ranking']): ListedRegion[] {
  const rank = new Map(ranking?.rows.map((row) => [row.regionId, row.rank]));
  const of = ({ id }: ListedRegion): number => rank.get(id) ?? Infinity;
  return [...regions].sort((a, b) => (of(a) === of(b) ? 0 : of(a) - of(b)));
}

/** The division in which most of the ranked regions are drawn. */
export function kindOfRanked(regions: readonly ListedRegion[], ranking: RegionList['ranking']): string | undefined {
  const ranked = new Set(ranking?.rows.map(({ regionId }) => regionId));
  const drawn = regions.filter(({ id, kind }) => ranked.has(id) && kind !== 'CUSTOM');
  return [...Map.groupBy(drawn, ({ kind }) => kind)].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
