import type { CalendarDay } from '../../events/envelope.ts';
import { bandBounds, heatBands } from '../../events/site/energy.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn } from '../../events/timeline.ts';
import { heldOn, shownOf } from '../region-models/table.ts';

const HOURS = 8_760;

interface Heat {
  readonly MW: number;
  /** In a year, at that power. */
  readonly hours: number;
}

/** The most heat that a site offers on a day, as one steady source; undefined: none that one sees. */
export function sourceOf({ offers }: SiteState, on: CalendarDay): (Heat & { temperatureC: number }) | undefined {
  const [most] = Object.values(offers)
    .flatMap(({ offer, withdrawn }) => {
      const gone = withdrawn !== undefined && withdrawn.from <= on;
      const ended = offer.to !== undefined && offer.to < on;
      const heat = gone || ended ? undefined : shownOf(offer);
      return heat && heat.MW > 0 && heat.MWh > 0 ? [heat] : [];
    })
    .sort((a, b) => b.MWh - a.MWh);
  return most && { MW: most.MW, hours: Math.min(HOURS, most.MWh / most.MW), temperatureC: most.T_out };
}

/**
 * The most process heat of a site that others could give: of the band with the largest need, at the temperature that
 * is required, else at the band's upper bound; above 500 °C there is none unless it is said (domain A.3).
 */
export function sinkOf({ processHeat }: SiteState, on: CalendarDay): (Heat & { requiredC: number }) | undefined {
  const [most] = heatBands
    .flatMap((band) => {
      const heat = heldOn(processHeat[band], on);
      const requiredC = heat?.requiredC ?? (band === 'HT3' ? undefined : bandBounds[band][1]);
      if (!heat || requiredC === undefined || requiredC < 10 || requiredC > 500) return [];
      return heat.peakMW > 0 && heat.MWh > 0 ? [{ ...heat, requiredC }] : [];
    })
    .sort((a, b) => b.MWh - a.MWh);
  return most && { MW: most.peakMW, hours: Math.min(HOURS, most.MWh / most.peakMW), requiredC: most.requiredC };
}

/** Is a site closed on a day? */
export const isClosed = ({ closed }: SiteState, on: CalendarDay): boolean =>
  closed !== undefined && entryOn([closed], on) !== undefined;
