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

export interface RegionList {
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

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
