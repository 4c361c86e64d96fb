import { isHidden } from '../../events/envelope.ts';
import { sitesOf } from './facts.ts';
import { ofSite, type Sheet } from './sheet.ts';

const HOURS = 24;
/** From the evening peak on; sites do not say at which hours they can give way, so that it makes no difference. */
const FIRST_HOUR = 17;

/** What goes into `flex-pool`: what the plan needs, and the flexibility that its sites have stated. */
export function flexPoolInput(sheet: Sheet): object | undefined {
  const needed = sheet.needed('flexMW', 'flexMW', 'MW');
  const maxHours = sheet.needed('maxHours', 'hoursOfCall', 'h');
  const calls = sheet.needed('callsPerYear', 'callsPerYear', '1/yr');
  const sites = sitesOf(sheet.facts);
  if (sites.length === 0) sheet.lacks({ input: 'siteFlexMW', unit: 'MW' }, 'NO_SITE', { subject: sheet.facts.planId });
  const assets = sites.flatMap(({ id, site }) => {
    const stated = Object.entries(site.flexibility);
    if (stated.length === 0) sheet.lacks(ofSite('siteFlexMW', id, 'MW'), 'NO_FLEXIBILITY', { subject: id });
    return stated.flatMap(([type, entry]) => {
      if (type === 'NONE' || isHidden(entry.value)) return [];
      const { MW, maxHours: hours, calls: callsPerYear, EURPerMWh } = entry.value;
      sheet.recorded(ofSite('siteFlexMW', id, 'MW'), MW, entry);
      if (EURPerMWh === undefined)
        sheet.lacks(ofSite('flexEURPerMWh', id, 'EUR/MWh'), 'NO_FLEX_PRICE', { subject: id });
      else sheet.recorded(ofSite('flexEURPerMWh', id, 'EUR/MWh'), EURPerMWh, entry);
      const availableMW = Array.from({ length: HOURS }, () => MW);
      const able = { availableMW, maxHours: Math.min(HOURS, hours), callsPerYear };
      return [{ id: `${id} ${type}`, type, ...able, costEURPerMWh: EURPerMWh ?? 0 }];
    });
  });
  if (!sheet.complete || needed === undefined || maxHours === undefined) return undefined;
  const last = FIRST_HOUR + Math.min(HOURS, Math.ceil(maxHours));
  const during = (hour: number): boolean => (hour >= FIRST_HOUR && hour < last) || hour + HOURS < last;
  const neededMW = Array.from({ length: HOURS }, (_, hour) => (during(hour) ? needed : 0));
  return { neededMW, callsPerYear: Math.round(calls ?? 0), assets };
}
