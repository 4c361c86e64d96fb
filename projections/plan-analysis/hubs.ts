import { isHidden } from '../../events/envelope.ts';
import { entryOn, lastRecorded, type Entry } from '../../events/timeline.ts';
import { infrastructureOf, sitesOf, type PlanSite } from './facts.ts';
import { ofSite, type Sheet } from './sheet.ts';

/** What goes into `hydrogen-hub`: the demand that the plan names, else the gas of each site; the branch by its route. */
export function hydrogenHubInput(sheet: Sheet): object | undefined {
  const sites = sitesOf(sheet.facts);
  const demand = demandOf(sheet, sites);
  const crowKm = sheet.needed('routeLengthKm', 'routeKm', 'km');
  const assumed = {
    // the route is the way that the pipe takes
    detourFactor: 1,
    pipeEURPerKm: sheet.parameter('hydrogen.pipeCost', 'pipeEURPerKm'),
    interestRate: sheet.parameter('hydrogen.interestRate', 'interestRate'),
    lifetimeYears: sheet.parameter('hydrogen.lifetime', 'lifetimeYears'),
    hydrogenEURPerMWh: sheet.parameter('hydrogen.price', 'hydrogenEURPerMWh'),
    gasEURPerMWh: sheet.parameter('gas.price', 'gasEURPerMWh'),
    etsEURPerTonne: sheet.parameter('ets.priceEUR', 'etsEURPerTonne'),
    trailerTonnes: sheet.parameter('hydrogen.trailerTonnes', 'trailerTonnes'),
  };
  const hydrogenTonnesPerMWh = hydrogenFactor(sheet);
  const sectionYear = yearOfSection(sheet);
  if (!sheet.complete || demand === undefined) return undefined;
  return {
    ...{ ...demand, crowKm, ...assumed, hydrogenTonnesPerMWh },
    ...(sectionYear === undefined ? {} : { sectionYear }),
  };
}

/** What goes into `green-gas-hub`. */
export function greenGasHubInput(sheet: Sheet): object | undefined {
  const flow = sheet.needed('digesterNm3PerHour', 'digesterNm3PerHour', 'Nm3/h');
  const hours = sheet.parameter('greenGas.fullLoadHours', 'fullLoadHours');
  const gas = sitesOf(sheet.facts).map((one) => gasOf(sheet, one));
  if (gas.length === 0) sheet.lacks({ input: 'gasMWh', unit: 'MWh/yr' }, 'NO_SITE', { subject: sheet.facts.planId });
  const assumed = {
    methaneShare: sheet.parameter('greenGas.methaneShare', 'methaneShare'),
    upgradeEfficiency: sheet.parameter('greenGas.upgradeEfficiency', 'upgradeEfficiency'),
    chainTonnesPerMWh: sheet.parameter('greenGas.chainFactor', 'chainTonnesPerMWh'),
  };
  if (!sheet.complete || flow === undefined) return undefined;
  const demandGWh = gas.reduce<number>((sum, MWh) => sum + (MWh ?? 0), 0) / 1_000;
  return { biogasNm3: flow * hours, demandGWh, ...assumed };
}

/** What goes into `co2-capture`; the plan names what is captured, the calculation takes what leaves the stack. */
export function co2CaptureInput(sheet: Sheet): object | undefined {
  const captured = sheet.needed('captureTonnesPerYear', 'captureTonnes', 't/yr');
  const captureRate = sheet.parameter('capture.rate', 'captureRate');
  const fossilShare = sheet.needed('fossilShare', 'fossilShare', '-');
  const conditioning = sheet.choice('conditioning', 'conditioning') ?? lacks('conditioning');
  const heatSource = sheet.choice('heatSource', 'heatSource') ?? lacks('heatSource');
  const gridTonnesPerMWh = sheet.grid();
  if (!sheet.complete || captured === undefined) return undefined;
  return {
    ...{ co2Tonnes: captured / captureRate, captureRate, fossilShare, heatSource, gridTonnesPerMWh },
    liquefaction: conditioning === 'LIQUEFACTION',
  };

  function lacks(field: string): undefined {
    return sheet.lacksField(field, field, '');
  }
}

function demandOf(sheet: Sheet, sites: readonly PlanSite[]) {
  const MWh = sheet.number('demandMWhPerYear', 'demandMWh', 'MWh/yr');
  const peakMW = MWh === undefined ? undefined : sheet.needed('peakMW', 'peakMW', 'MW');
  if (sites.length === 0)
    return sheet.lacks({ input: 'gasMWh', unit: 'MWh/yr' }, 'NO_SITE', { subject: sheet.facts.planId });
  const gas = sites.map((one) => ({ one, MWh: gasOf(sheet, one) ?? 0 }));
  const etsShare = paysEts(sheet, gas);
  if (MWh !== undefined)
    return peakMW === undefined || peakMW <= 0 || MWh <= 0
      ? undefined
      : { gasGWh: [MWh / 1_000], fullLoadHours: [MWh / peakMW], etsShare };
  const hours = sites.map((one) => fullLoadHours(sheet, one) ?? 1);
  return { gasGWh: gas.map((each) => each.MWh / 1_000), fullLoadHours: hours, etsShare };
}

/** Of the gas, what sites under ETS1 burn. */
function paysEts(sheet: Sheet, gas: readonly { one: PlanSite; MWh: number }[]): number {
  const total = gas.reduce((sum, { MWh }) => sum + MWh, 0);
  const paying = gas.reduce((sum, { one, MWh }) => {
    const status = entryOn(one.site.ets, sheet.facts.on)?.value;
    return status !== undefined && !isHidden(status) && status.ets === 'ETS1' ? sum + MWh : sum;
  }, 0);
  const share = total > 0 ? paying / total : 0;
  sheet.ruled({ input: 'etsShare', unit: '-' }, share);
  return share;
}

/** The natural gas of a site in the last year that was reported. */
function gasOf(sheet: Sheet, { id, site }: PlanSite): number | undefined {
  const last = Object.keys(site.energyUse)
    .filter((key) => key.startsWith('NATURAL_GAS '))
    .sort()
    .at(-1);
  const entry: Entry<{ MWh: number; quality: string }> | undefined = last === undefined ? last : site.energyUse[last];
  const named = ofSite('gasMWh', id, 'MWh/yr');
  if (entry === undefined || isHidden(entry.value)) return sheet.lacks(named, 'NO_GAS_USE', { subject: id });
  sheet.recorded(named, entry.value.MWh, entry);
  return entry.value.MWh;
}

/** How evenly a site burns: its process heat over the peak of it. */
function fullLoadHours(sheet: Sheet, { id, site }: PlanSite): number | undefined {
  let [MWh, peakMW] = [0, 0];
  const entries = Object.values(site.processHeat).flatMap((timeline) => lastRecorded(timeline) ?? []);
  for (const { value } of entries) {
    if (isHidden(value)) continue;
    MWh += value.MWh;
    peakMW += value.peakMW;
  }
  const named = ofSite('fullLoadHours', id, 'h/yr');
  const [entry] = entries;
  if (entry === undefined || peakMW <= 0 || MWh <= 0) return sheet.lacks(named, 'NO_PROCESS_HEAT', { subject: id });
  sheet.recorded(named, MWh / peakMW, entry);
  return MWh / peakMW;
}

function hydrogenFactor(sheet: Sheet): number | undefined {
  const type = sheet.choice('carbonType', 'carbonType');
  if (type === undefined) return sheet.lacksField('carbonType', 'carbonType', '');
  if (type === 'LOW_CARBON') return sheet.parameter('hydrogen.lowCarbonFactor', 'hydrogenTonnesPerMWh');
  sheet.ruled({ input: 'hydrogenTonnesPerMWh', unit: 't/MWh' }, 0);
  return 0;
}

function yearOfSection(sheet: Sheet): number | undefined {
  const section = sheet.choice('sectionId', 'sectionId');
  const named = { input: 'sectionYear', unit: '' };
  if (section === undefined) {
    sheet.lacks(named, 'FIELD_EMPTY', { subject: sheet.facts.planId, field: 'sectionId' }, true);
    return undefined;
  }
  const entry = lastRecorded(infrastructureOf(sheet.facts, section)?.sectionYear ?? []);
  if (entry === undefined || isHidden(entry.value)) {
    sheet.lacks(named, 'NO_SECTION_YEAR', { subject: section }, true);
    return undefined;
  }
  sheet.recorded(named, entry.value.year, entry);
  return entry.value.year;
}
