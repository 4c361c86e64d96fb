import {
  bottleneckGroups,
  bottleneckRows,
  groupOfBottleneck,
  type BottleneckGroup,
} from '../region-places/bottleneck-rows.ts';
import { placeRows } from '../region-places/place-rows.ts';
import type { Table } from './table.ts';

/** How many bottlenecks of a kind hold projects up in each place. */
export interface BottleneckMap {
  /** Towns, the one with most first. */
  readonly places: readonly string[];
  readonly rows: readonly {
    readonly group: BottleneckGroup;
    /** Open ones by place, in the order of `places`; the gravest of each, 1–5 (0: none). */
    readonly cells: readonly { readonly count: number; readonly severity: number }[];
    readonly total: number;
  }[];
  readonly total: number;
}

/** Kinds of bottleneck by place, of what is open; kinds without any are left out. */
export function bottleneckMap({ state, on, here }: Table): BottleneckMap {
  const cities = new Map(placeRows(state, on, here).map(({ site }) => [site.id, site.city]));
  const open = bottleneckRows(state, on, here)
    .filter(({ resolved }) => !resolved)
    .map(({ bottleneck, siteId }) => ({
      ...{ group: groupOfBottleneck(bottleneck.code), severity: bottleneck.severity },
      city: cities.get(siteId) ?? '',
    }));
  const counts = new Map<string, number>();
  for (const { city } of open) counts.set(city, (counts.get(city) ?? 0) + 1);
  const places = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b, 'nl')).map(([city]) => city);
  const rows = bottleneckGroups.map((group) => {
    const own = open.filter((one) => one.group === group);
    const cells = places.map((place) => {
      const there = own.filter(({ city }) => city === place);
      return { count: there.length, severity: Math.max(0, ...there.map(({ severity }) => severity)) };
    });
    return { group, cells, total: own.length };
  });
  return { places, rows: rows.filter(({ total }) => total > 0), total: open.length };
}
