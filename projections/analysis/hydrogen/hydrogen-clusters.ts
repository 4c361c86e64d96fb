import { z } from 'zod';
import { calculation } from '../calculation.ts';
import { Nearby } from '../nearby.ts';
import { listOf, named, quantity } from '../quantity.ts';
import { contradiction } from '../refused.ts';

const input = z
  .strictObject({
    sites: listOf(
      z.strictObject({
        id: named(),
        latitude: quantity('°N', 50, 56),
        longitude: quantity('°E', 2, 8),
        gasGWh: quantity('GWh/yr', 0, 100_000),
      }),
      0,
      10_000,
    ),
  })
  .superRefine(({ sites }, context) => {
    const seen = new Set<string>();
    for (const [at, { id }] of sites.entries()) {
      if (seen.has(id)) contradiction(context, ['sites', at, 'id'], 'TWICE', { name: id });
      seen.add(id);
    }
  });

export interface HydrogenClustersOutput {
  /** Largest first. */
  readonly clusters: readonly {
    readonly sites: readonly string[];
    readonly hydrogenTonnesPerYear: number;
    /** At least what a hub needs. */
    readonly largeEnough: boolean;
  }[];
}

/** Sites that hang together by steps of at most the cluster distance (single linkage), as hubs to look into (C4). */
export const hydrogenClusters = calculation({
  name: 'hydrogen-clusters',
  input,
  uses: ['hydrogen.clusterDistance', 'hydrogen.minimumHub', 'hydrogen.lowerHeatingValue'],
  calculate: ({ sites }, p): HydrogenClustersOutput => {
    const nearby = new Nearby(sites, p['hydrogen.clusterDistance']);
    const reached = new Set<number>();
    const groups = sites.flatMap((_, start) => {
      if (reached.has(start)) return [];
      const group = [start];
      reached.add(start);
      for (const member of group)
        for (const { at } of nearby.of(member)) if (!reached.has(at)) group.push((reached.add(at), at));
      return [group.sort((one, other) => one - other)];
    });
    const clusters = groups.map((members) => {
      const GWh = members.reduce((sum, at) => sum + (sites[at]?.gasGWh ?? 0), 0);
      const hydrogenTonnesPerYear = (GWh * 3_600) / p['hydrogen.lowerHeatingValue'];
      const ids = members.map((at) => sites[at]?.id ?? '');
      return { sites: ids, hydrogenTonnesPerYear, largeEnough: hydrogenTonnesPerYear >= p['hydrogen.minimumHub'] };
    });
    return { clusters: clusters.sort((one, other) => other.hydrogenTonnesPerYear - one.hydrogenTonnesPerYear) };
  },
});
