import { z } from 'zod';
import { bottleneckCodes } from '../../../events/bottlenecks.ts';
import { choice, listOf, named, quantity, quantityAbove, year } from '../quantity.ts';
import { contradiction } from '../refused.ts';

export const kinds = [
  ...(['SHARED_HEAT', 'JOINT_GRID_GTO', 'HYDROGEN_HUB'] as const),
  ...(['GREEN_GAS_HUB', 'FLEX_POOL', 'CO2_COLLECTION'] as const),
] as const;
export type Kind = (typeof kinds)[number];

const place = { latitude: quantity('°N', 50, 56), longitude: quantity('°E', 2, 8) };
const heat = { MW: quantityAbove('MW', 0, 5_000), hours: quantityAbove('h/yr', 0, 8_784) };

const aSite = z.strictObject({
  id: named(),
  /** Who owns it in the end: what two sites must differ in. */
  parent: named(),
  ...place,
  dso: named().optional(),
  /** Congestion area for offtake. */
  areaId: named().optional(),
  source: z.strictObject({ ...heat, temperatureC: quantity('°C', 20, 600) }).optional(),
  sink: z.strictObject({ ...heat, requiredC: quantity('°C', 10, 500) }).optional(),
  profileMW: listOf(quantity('MW', -2_000, 2_000), 1, 35_136).optional(),
  gasGWh: quantity('GWh/yr', 0, 100_000).optional(),
  co2Tonnes: quantity('t/yr', 0, 1e8).optional(),
  flexMW: quantity('MW', 0, 5_000).optional(),
  /** Scope 1 that its projects on electricity would save. */
  gridProjectTonnes: quantity('t/yr', 0, 1e8).optional(),
  startYear: year().optional(),
  phase: choice(['IDEA', 'STUDY', 'FEED', 'FID', 'CONSTRUCTION', 'OPERATIONAL']).optional(),
  /** What holds up each project that is blocked. */
  blockedBy: listOf(choice(bottleneckCodes), 0, 400).optional(),
});

export const suggestionsInput = z
  .strictObject({
    sites: listOf(aSite, 0, 2_000),
    /** Points of networks that take CO2. */
    co2Links: listOf(z.strictObject({ id: named(), ...place }), 0, 500).optional(),
    /** Keys of suggestions that nobody wants to see again. */
    dismissed: listOf(z.string({ error: 'kind a b …' }).min(1).max(4_000), 0, 5_000).optional(),
    /** Sites of which the viewer may know everything; absent: all of them. */
    seenSites: listOf(named(), 0, 2_000).optional(),
  })
  .superRefine(({ sites }, context) => {
    const seen = new Set<string>();
    for (const [at, { id }] of sites.entries()) {
      if (seen.has(id)) contradiction(context, ['sites', at, 'id'], 'TWICE', { name: id });
      seen.add(id);
    }
  });

export type SuggestionsInput = z.infer<typeof suggestionsInput>;
export type Site = z.infer<typeof aSite>;
