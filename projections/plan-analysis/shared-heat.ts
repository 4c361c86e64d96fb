import { isHidden } from '../../events/envelope.ts';
import { bandBounds, type HeatBand } from '../../events/site/energy.ts';
import { standingContributions } from '../../events/plan/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { sitesOf, type PlanSite } from './facts.ts';
import { onSameSteps, type Load } from './load.ts';
import { ofSite, type Sheet } from './sheet.ts';

/** What goes into `shared-heat`: offers of the sources, process heat of the sinks, the network as the plan has it. */
export function sharedHeatInput(sheet: Sheet): object | undefined {
  const sites = sitesOf(sheet.facts);
  const requiredC = sheet.needed('requiredTemperatureC', 'requiredC', '°C');
  const sources = sourcesAmong(sheet, sites);
  const sinks = sinksAmong(sheet, sites, requiredC);
  const supplyC = sheet.needed('supplyTemperatureC', 'supplyC', '°C');
  const returnC = sheet.needed('returnTemperatureC', 'returnC', '°C');
  const exchangerDeltaK =
    sheet.number('exchangerDeltaK', 'exchangerDeltaK', 'K') ??
    sheet.parameter('heat.exchangerDelta', 'exchangerDeltaK');
  const lossHours = sheet.number('lossHours', 'lossHours', 'h') ?? sheet.parameter('heat.warmHours', 'lossHours');
  const way = distance(sheet);
  const assumed = {
    groundC: sheet.parameter('heat.groundTemperature', 'groundC'),
    maxVelocityMS: sheet.parameter('heat.maxVelocity', 'maxVelocityMS'),
    interestRate: sheet.parameter('heat.interestRate', 'interestRate'),
    lifetimeYears: sheet.parameter('heat.lifetime', 'lifetimeYears'),
    electricityEURPerMWh: sheet.parameter('electricity.price', 'electricityEURPerMWh'),
    heatPurchaseEURPerMWh: sheet.parameter('heat.purchasePrice', 'heatPurchaseEURPerMWh'),
    gasEURPerMWh: sheet.parameter('gas.price', 'gasEURPerMWh'),
    gridTonnesPerMWh: sheet.grid(),
  };
  const steps = onSameSteps(sources, sinks);
  if (steps === undefined)
    return sheet.lacks({ input: 'profiles', unit: '' }, 'PROFILES_OF_OTHER_LENGTH', { subject: sheet.facts.planId });
  if (!sheet.complete) return undefined;
  return { ...steps, supplyC, returnC, requiredC, exchangerDeltaK, ...way, lossHours, ...assumed };
}

function sourcesAmong(sheet: Sheet, sites: readonly PlanSite[]): Load[] {
  const { plan, on, planId } = sheet.facts;
  const loads = sites.flatMap(({ id, site, role }): Load[] => {
    if (role === 'SINK') return [];
    return Object.values(site.offers).flatMap(({ offer, withdrawn }): Load[] => {
      if (withdrawn !== undefined || isHidden(offer.value) || (offer.to !== undefined && offer.to < on)) return [];
      const { MW: offered, MWh } = offer.value;
      if (offered <= 0) return [];
      sheet.recorded(ofSite('offeredMW', id, 'MW'), offered, offer);
      sheet.recorded(ofSite('offeredMWh', id, 'MWh/yr'), MWh, offer);
      let MW = offered;
      for (const { siteId, kind, amount } of standingContributions(plan)) {
        if (siteId !== id || kind !== 'HEAT_MW' || isHidden(amount.value)) continue;
        // what is pledged to this plan is what it may count on
        MW = Math.min(offered, amount.value);
        sheet.recorded(ofSite('pledgedMW', id, 'MW'), amount.value, amount);
      }
      return [{ MW, hours: MWh / offered }];
    });
  });
  if (loads.length === 0) {
    const source = sites.find(({ role }) => role === 'SOURCE') ?? sites.find(({ role }) => role !== 'SINK');
    const named = { input: 'offeredMW', unit: 'MW' };
    if (source) sheet.lacks({ ...named, of: source.id }, 'NO_HEAT_OFFER', { subject: source.id });
    else sheet.lacks(named, 'NO_SITE', { subject: planId });
  }
  return loads;
}

function sinksAmong(sheet: Sheet, sites: readonly PlanSite[], requiredC: number | undefined): Load[] {
  const meant = sites.filter(({ role }) => role === 'SINK');
  const sinks = meant.length > 0 ? meant : sites.filter(({ site }) => Object.keys(site.offers).length === 0);
  if (sinks.length === 0) {
    sheet.lacks({ input: 'heatPeakMW', unit: 'MW' }, 'NO_SITE', { subject: sheet.facts.planId });
    return [];
  }
  return sinks.flatMap(({ id, site }) => {
    const bands = Object.entries(site.processHeat).flatMap(([band, timeline]) => {
      const entry = lastRecorded(timeline);
      return entry === undefined || isHidden(entry.value) ? [] : [{ band, entry, heat: entry.value }];
    });
    const reached = bands.filter(({ band, heat }) => needOf(band, heat.requiredC) <= (requiredC ?? Infinity));
    if (reached.length === 0) {
      const reason = bands.length === 0 ? 'NO_PROCESS_HEAT' : 'NO_HEAT_WITHIN_TEMPERATURE';
      sheet.lacks(ofSite('heatPeakMW', id, 'MW'), reason, { subject: id });
    }
    return reached.flatMap(({ entry, heat }): Load[] => {
      sheet.recorded(ofSite('heatPeakMW', id, 'MW'), heat.peakMW, entry);
      sheet.recorded(ofSite('heatMWh', id, 'MWh/yr'), heat.MWh, entry);
      if (heat.profileFileId === undefined)
        return heat.peakMW > 0 ? [{ MW: heat.peakMW, hours: heat.MWh / heat.peakMW }] : [];
      const profile = sheet.facts.profile(heat.profileFileId);
      if (!profile) {
        sheet.lacks(ofSite('heatProfile', id, ''), 'FILE_GONE', { subject: id });
        return [];
      }
      return [profile];
    });
  });
}

/** Without a temperature of its own a band needs its upper bound; the hottest has none and is left out. */
function needOf(band: string, requiredC: number | undefined): number {
  if (requiredC !== undefined) return requiredC;
  return band === 'HT3' ? Infinity : bandBounds[band as HeatBand][1];
}

/** In a straight line with the detour of the parameter, or with that of the route that was drawn. */
function distance(sheet: Sheet): { crowKm: number; detourFactor: number } | undefined {
  const crow = sheet.number('crowDistanceKm', 'crowKm', 'km');
  const route = sheet.number('routeLengthKm', 'routeKm', 'km');
  if (route !== undefined && (crow === undefined || crow <= 0 || route < crow))
    return { crowKm: route, detourFactor: 1 };
  if (crow === undefined) return sheet.lacksField('crowDistanceKm', 'crowKm', 'km');
  if (route !== undefined) return { crowKm: crow, detourFactor: route / crow };
  return { crowKm: crow, detourFactor: sheet.parameter('heat.detourFactor', 'detourFactor') };
}
