import { isHidden } from '../../../events/envelope.ts';
import { bandBounds } from '../../../events/site/energy.ts';
import type { SiteState } from '../../../events/site/state.ts';
import { lastRecorded } from '../../../events/timeline.ts';

/** What a viewer may see of a site's heat; a member that is missing is typed by hand. */
export interface SiteFacts {
  readonly usefulHeatMWh?: number;
  readonly fullLoadHours?: number;
  /** The highest temperature that is asked for. */
  readonly requiredC?: number;
  /** Public: in the EU's emission trading. */
  readonly paysCarbonPrice: boolean;
}

/** The heat that a site has profiled, as far as this state shows it. */
export function factsOf(site: SiteState): SiteFacts {
  const bands = Object.entries(site.processHeat).map(
    ([band, timeline]) => [band, lastRecorded(timeline)?.value] as const,
  );
  const seen = bands.flatMap(([band, heat]) => (heat === undefined || isHidden(heat) ? [] : [{ band, ...heat }]));
  const ets = lastRecorded(site.ets)?.value;
  const paysCarbonPrice = ets !== undefined && !isHidden(ets) && ets.ets !== 'NONE';
  // a part of the heat would pass for all of it
  if (seen.length === 0 || seen.length < bands.length) return { paysCarbonPrice };
  const usefulHeatMWh = seen.reduce((sum, { MWh }) => sum + MWh, 0);
  const peakMW = seen.reduce((sum, heat) => sum + heat.peakMW, 0);
  const temperatures = seen.map(({ band, requiredC }) => requiredC ?? bandBounds[band as keyof typeof bandBounds][1]);
  return {
    ...{ paysCarbonPrice, requiredC: Math.max(...temperatures) },
    ...(usefulHeatMWh > 0 ? { usefulHeatMWh } : {}),
    ...(usefulHeatMWh > 0 && peakMW > 0 ? { fullLoadHours: Math.round(usefulHeatMWh / peakMW) } : {}),
  };
}
