import { expect, test } from 'vitest';
import { Nearby } from '../../../projections/analysis/nearby.ts';
import { distanceKm } from '../../../projections/analysis/distance.ts';
import { suggestions } from '../../../projections/analysis/suggestions/suggestions.ts';
import { ask } from './ask.ts';
import { co2Links, realSites, sitesThere } from './real-sites.ts';

if (!sitesThere) console.warn('left out: suggestions over the real ETS sites, as ../shared/data is not there');

test.skipIf(!sitesThere)(
  'the real ETS sites: neighbours who could heat each other, and nobody who lies too far',
  () => {
    const real = realSites();
    expect(real.length).toBeGreaterThan(300);
    const byId = new Map(real.map((site) => [site.id, site]));
    const sites = real.map(({ name: _, sector: _sector, tonnes: _tonnes, ...site }) => site);
    const found = ask(suggestions, { sites, co2Links }).suggestions;
    for (const { kind, siteIds, withinKm, score } of found) {
      const own = siteIds.map((id) => byId.get(id)!);
      expect(new Set(own.map(({ parent }) => parent)).size, siteIds.join()).toBeGreaterThan(1);
      expect(score).toBeGreaterThan(0);
      if (kind === 'CO2_COLLECTION') continue;
      for (const one of own)
        for (const other of own)
          if (kind !== 'SHARED_HEAT' || (one.source && other.sink))
            expect(distanceKm(one, other) * (kind === 'SHARED_HEAT' ? 1.3 : 1)).toBeLessThanOrEqual(
              (withinKm ?? 0) + 1e-9,
            );
    }
    const heat = found.filter(({ kind }) => kind === 'SHARED_HEAT');
    const names = heat.map(({ siteIds }) => siteIds.map((id) => byId.get(id)!.name).join(' + '));
    expect(
      names.some((name) => /Mosa/.test(name) && /Sappi Maastricht/.test(name)),
      names.join('\n'),
    ).toBe(true);
    expect(names.some((name) => /Tata Steel/.test(name) && /Crown Van Gelder/.test(name))).toBe(true);
    expect(names.some((name) => /SABIC/.test(name) && /Cargill Bergen op Zoom/.test(name))).toBe(true);
  },
);

test.skipIf(!sitesThere)('of all pairs of real ETS sites few are looked at: those in the squares around', () => {
  let looks = 0;
  const points = realSites().map(({ latitude, longitude }) => ({
    longitude,
    get latitude() {
      looks++;
      return latitude;
    },
  }));
  const nearby = new Nearby(points, 5);
  looks = 0;
  for (const at of points.keys()) nearby.of(at);
  expect(looks / points.length ** 2).toBeLessThan(0.1);
});
