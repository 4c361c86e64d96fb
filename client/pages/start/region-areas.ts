import { formatNumber } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import type { Area } from '../../map/shapes.ts';
import { chanceTone, toneOf, type ListedRegion, type RegionList } from './regions.ts';
import { t } from './texts.ts';

/** Regions on the map: by their chance to come first where a ranking is given, else by how many sites lie in them. */
export function areasOf(
  regions: readonly ListedRegion[],
  ranking: RegionList['ranking'],
  hrefOf: (id: string) => string,
): Area[] {
  const most = Math.max(0, ...regions.map(({ figures }) => figures.cluster6Sites));
  const rows = new Map(ranking?.rows.map((row) => [row.regionId, row]));
  return regions.flatMap((region): Area[] => {
    const { id, name, geometry, figures } = region;
    if (!geometry) return [];
    const row = rows.get(id);
    const counts = [t('sites', { count: figures.sites }), t('ofCluster6', { count: figures.cluster6Sites })];
    const standing = row ? standingText(row) : [];
    return [
      {
        ...{ id, geometry, title: name, href: hrefOf(id), detail: [...standing, ...counts].join(' · ') },
        tone: !ranking || (region.example && !row) ? toneOf(region, most) : chanceTone(row && (row.first ?? 0)),
        ...(row && { mark: String(row.rank) }),
      },
    ];
  });
}

/** Place in the ranking and chance to come first, where that was drawn. */
export function standingText({ rank, first }: { readonly rank: number; readonly first?: number }): string[] {
  const place = t('place', { place: rank });
  return first === undefined ? [place] : [place, t('firstIn', { share: formatNumber(first * 100, language.now, 0) })];
}
