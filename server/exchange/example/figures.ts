import { outline, sites, type SiteKey } from './cast.ts';
import type { KeptProfile } from './load-profiles.ts';
import type { Line, NameId, Speaker } from './script.ts';

type Says = (by: string) => Speaker;
const owners = {
  klinker: 'act_demo-noor',
  polderwit: 'act_demo-daan',
  watermerk: 'act_demo-fatima',
  helder: 'act_demo-joost',
} as const;
type Company = keyof typeof owners;
const companies = Object.keys(owners) as Company[];

/**
 * Figures of the example: what networks will offer, what companies use, ask for and can shift, and two load profiles.
 * From them follow its suggestions and its confrontation of demand and capacity.
 */
export function figureLines(id: NameId, says: Says, profiles: readonly KeptProfile[]): Line[] {
  return [
    ...networks(id, says('act_demo-sanne')),
    ...companies.flatMap((key) => siteLines(id, key, says(owners[key]))),
    ...companies.flatMap((key) => needLines(id, key, says(owners[key]))),
    ...profiles.flatMap((profile) => profileLines(id, profile, says(owners[profile.site]))),
    ...bottlenecks(id, says),
  ];
}

const asOf = '2026-01-01';
const sourceRef = 'Capaciteitskaart (voorbeeld)';

function networks(id: NameId, sanne: Speaker): Line[] {
  const operatorId = id('org', 'netbeheer');
  const [pipe, quay, zone] = [id('inf', 'hydrogen'), id('inf', 'quay'), id('inf', 'gas')];
  const publish = (subject: string, unit: string, years: object, more: object = {}): Line =>
    sanne('PublishCapacity', subject, { direction: 'OFFTAKE', years, unit, asOf, sourceRef, ...more });
  return [
    publish(id('inf', 'grid'), 'MW', gridYears, { queueMW: 10, queueCount: 5 }),
    sanne('ChangeCongestionStatus', id('inf', 'grid'), {
      ...{ direction: 'OFFTAKE', new: 'RED', alleviationYear: 2032 },
    }),
    sanne('ScheduleWork', id('inf', 'grid'), {
      ...{ workId: id('wrk', 'station'), name: 'Nieuw onderstation Ringvaart', when: '2031-Q4' },
    }),
    sanne('RegisterInfrastructure', pipe, {
      ...{ kind: 'H2_SECTION', name: 'Waterstofleiding, tak Havenkwartier', operatorId, example: true },
      geometry: { type: 'LineString', coordinates: [outline[8], [5.331, 52.59], [...sites.helder.point]] },
    }),
    sanne('ChangeSectionYear', pipe, { new: 2033, firmness: 'PLANNED', sourceRef: 'Investeringsplan (voorbeeld)' }),
    publish(pipe, 'MW', { 2033: { firm: 40 }, 2036: { firm: 80 } }),
    sanne('RegisterInfrastructure', quay, {
      ...{ kind: 'CO2_LINK', name: 'CO₂-steiger Havenkwartier', operatorId, example: true },
      geometry: { type: 'Point', coordinates: [5.2952, 52.6071] },
    }),
    sanne('ChangeSectionYear', quay, { new: 2034, firmness: 'EXPLORATORY', sourceRef: 'Verkenning haven (voorbeeld)' }),
    sanne('RegisterInfrastructure', zone, {
      ...{ kind: 'GAS_ZONE', name: 'Gaszone Nieuwe Waard', operatorId, example: true },
      geometry: { type: 'MultiPolygon', coordinates: [[outline]] },
    }),
    publish(zone, 'Nm3/h', { 2026: { firm: 900 }, 2030: { firm: 900, planned: 2_000 } }),
  ];
}

/** MW that are left after all contracts: little until the new station is there. */
const gridYears = {
  2026: { firm: 10 },
  2027: { firm: 10 },
  2028: { firm: 11 },
  2029: { firm: 11, planned: 3 },
  2030: { firm: 12, planned: 4 },
  2031: { firm: 12, planned: 6 },
  2032: { firm: 34 },
  2033: { firm: 34 },
  2034: { firm: 36 },
};

/** Fuel for what each emits, the heat it is burnt for; megawatts of contracts, and what can give way. */
const figures = {
  klinker: { gasMWh: 128_400, powerMWh: 21_300, contractMW: 5, heat: { band: 'HT3', peakMW: 17.5, MWh: 118_000 } },
  polderwit: {
    gasMWh: 198_300,
    powerMWh: 17_900,
    contractMW: 4.2,
    flex: { type: 'STORAGE', MW: 1, maxHours: 6, EURPerMWh: 140 },
  },
  watermerk: {
    gasMWh: 301_600,
    powerMWh: 64_200,
    contractMW: 12,
    heat: { band: 'HT1', peakMW: 41, MWh: 275_000, requiredC: 130 },
    flex: { type: 'SHIFT', MW: 2.5, maxHours: 4, EURPerMWh: 95 },
  },
  helder: { gasMWh: 214_700, powerMWh: 33_800, contractMW: 6, heat: { band: 'HT3', peakMW: 27, MWh: 196_000 } },
} as const satisfies Partial<Record<SiteKey, object>>;

function siteLines(id: NameId, key: Company, owner: Speaker): Line[] {
  const site = id('sit', key);
  const { gasMWh, powerMWh, ...more } = figures[key];
  const contract = id('con', key);
  const used = (carrier: string, MWh: number): Line =>
    owner('ReportEnergyUse', site, { carrier, year: 2024, MWh, quality: 'MEASURED' });
  return [
    used('NATURAL_GAS', gasMWh),
    used('ELECTRICITY', powerMWh),
    {
      ...owner('RecordConnectionContract', site, contractOf(id, key)),
      // the dairy's was recorded before its part of the grid was known
      ...(key === 'polderwit'
        ? { basedOn: { field: `contract.${contract}`, type: 'RecordConnectionContract', part: contract } }
        : {}),
    },
    ...('heat' in more ? [owner('ProfileProcessHeat', site, { ...more.heat })] : []),
    ...('flex' in more ? [owner('StateFlexPotential', site, { ...more.flex, calls: 80 })] : []),
  ];
}

function contractOf(id: NameId, key: Company): Record<string, unknown> {
  const { contractMW } = figures[key];
  return {
    ...{ connectionId: id('con', key), dsoOrgId: id('org', 'netbeheer'), offtakeAreaId: id('inf', 'grid') },
    ...{ offtakeMW: contractMW, feedInMW: 0, physicalMVA: Math.ceil(contractMW * 1.4), voltageKV: 10 },
    ...{ right: 'FIRM', from: '2020-01-01' },
  };
}

/** What the projects ask of networks: from which year, of which network, and when it was applied for. */
const needs = {
  klinker: { carrier: 'GREEN_GAS', amount: 1_400, unit: 'Nm3/h', fromYear: 2032, of: 'gas' },
  polderwit: { carrier: 'ELECTRICITY', amount: 0.8, unit: 'MW', fromYear: 2029, asked: '2025-02-03' },
  watermerk: { carrier: 'ELECTRICITY', amount: 9, unit: 'MW', fromYear: 2029, asked: '2026-03-16' },
  helder: { carrier: 'HYDROGEN', amount: 22, unit: 'MW', fromYear: 2034, of: 'hydrogen' },
} as const satisfies Record<Company, object>;

function needLines(id: NameId, key: Company, owner: Speaker): Line[] {
  const { carrier, amount, unit, fromYear, ...more } = needs[key];
  const asked = { carrier, amount, unit, direction: 'OFFTAKE' };
  const section = 'of' in more ? { sectionId: id('inf', more.of) } : { areaId: id('inf', 'grid') };
  const project = id('prj', key);
  return [
    owner('StateInfraNeed', project, { needId: id('ned', key), fromYear, ...asked, ...section }),
    ...('asked' in more
      ? [
          owner('RequestConnection', project, {
            ...{ requestId: id('req', key), operatorId: id('org', 'netbeheer'), ...asked, ...section },
            ...{ requestedOn: more.asked, wantedYear: fromYear },
          }),
        ]
      : []),
  ];
}

/** The profile itself, and that it may be used to look for suggestions. */
function profileLines(id: NameId, { site, ...profile }: KeptProfile, owner: Speaker): Line[] {
  return [
    owner('UploadLoadProfile', id('sit', site), { ...profile }),
    owner('GiveDataConsent', id('org', site), {
      ...{ consentId: id('cns', site), siteIds: [], dataClass: 'LOAD_PROFILE', audience: 'REGION' },
      ...{ purpose: 'SUGGESTION', from: '2025-01-01', to: '2035-12-31' },
    }),
  ];
}

function bottlenecks(id: NameId, says: Says): Line[] {
  return [
    says(owners.watermerk)('ReportBottleneck', id('prj', 'watermerk'), {
      ...{ bottleneckId: id('btl', 'watermerk'), code: 'GRID_CAPACITY', severity: 4 },
      text: 'De warmtepomp vraagt 9 MW in 2029; de netbeheerder heeft dat pas na het nieuwe onderstation.',
    }),
    says(owners.watermerk)('AssignBottleneck', id('prj', 'watermerk'), {
      ...{ bottleneckId: id('btl', 'watermerk'), ownerOrgId: id('org', 'netbeheer'), due: '2027-06-30' },
    }),
    says(owners.helder)('ReportBottleneck', id('prj', 'helder'), {
      ...{ bottleneckId: id('btl', 'helder'), code: 'H2_PLANNED_NOT_FIRM', severity: 3 },
      text: 'Over de tak naar het Havenkwartier is nog niet besloten, en de oven is in 2034 aan vervanging toe.',
    }),
  ];
}
