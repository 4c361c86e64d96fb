import { id, uuid } from '../../given.ts';
import { lastOf, step, type Step } from '../play.ts';

/** Organisations, a region, sites: what stands before anybody plans anything. */

const steward = { role: 'STEWARD', actor: 'act_system', organisation: 'org_system' } as const;
const lead = { role: 'PROGRAMME_LEAD', organisation: id('org', 4) } as const;
export const square = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [5, 52],
        [5.5, 52],
        [5.5, 52.5],
        [5, 52.5],
        [5, 52],
      ],
    ],
  ],
};
const wider = {
  type: 'MultiPolygon',
  coordinates: square.coordinates.map((polygon) =>
    polygon.map((ring) => ring.map(([x = 0, y = 0]) => [x, y === 52.5 ? 52.6 : y])),
  ),
};
const REGION = id('reg', 1);
const SITE = id('sit', 1);
const ORG = id('org', 1);

const organisations: Step[] = [
  ['Klinker', 'COMPANY'],
  ['Polderwit', 'COMPANY'],
  ['Netbeheer', 'DSO'],
  ['Programmabureau', 'PROGRAMME_OFFICE'],
  ['Provincie', 'PROVINCE'],
  ['Oude Klinker', 'COMPANY'],
].map(([name, kind], n) => step(id('org', n + 1), 'RegisterOrganisation', { name, kinds: [kind] }, steward));

const membership = { actorId: 'act_noor', role: 'COMPANY' };

export const organisationSteps: Step[] = [
  step('log_00000000-0000-7000-8000-000000000000', 'CreateLog', { origin: 'https://tafel.example' }, steward),
  ...organisations,
  step(
    ORG,
    'SendInvitation',
    { invitationId: id('inv'), role: 'COMPANY', regionIds: [], expires: '2026-06-01' },
    steward,
  ),
  step(ORG, 'GrantMembership', { ...membership, regionIds: [], from: '2026-01-01', invitationId: id('inv') }, steward),
  step(ORG, 'RevokeMembership', { ...membership, reason: 'Ander werk' }, steward),
  step(id('org', 6), 'MergeOrganisation', { intoOrgId: ORG, date: '2026-01-01' }, steward),
  step(ORG, 'AgreeAction', { actionId: id('atn', 1), text: 'Cijfers nalopen', ownerOrg: ORG, due: '2026-04-01' }),
  step(ORG, 'CompleteAction', { actionId: id('atn', 1), date: '2026-03-01', evidence: 'Brief' }),
];

export const regionSteps: Step[] = [
  step(
    REGION,
    'DefineRegion',
    { name: 'Waard', kind: 'CUSTOM', geometry: square, provinceCodes: ['PV24'], municipalityCodes: ['GM0034'] },
    steward,
  ),
  step(
    id('reg', 2),
    'DefineRegion',
    { name: 'Overzij', kind: 'CUSTOM', geometry: wider, provinceCodes: ['PV24'], municipalityCodes: [] },
    steward,
  ),
  step(REGION, 'ChangeRegionBoundary', { geometry: wider, reason: 'Gemeente erbij' }, steward),
  ...[1, 2, 4, 5].map((n) => step(REGION, 'JoinRegion', { orgId: id('org', n), role: 'partner' }, steward)),
  step(REGION, 'LeaveRegion', { orgId: id('org', 2), reason: 'Andere regio' }, steward),
  step(REGION, 'RecordPartnerCommitment', { orgId: ORG, level: 'SIGNED', fileId: 'brief', date: '2026-02-01' }, lead),
  step(
    REGION,
    'SetRegionIndicator',
    { key: 'industryJobsShare', value: 17, unit: '%', year: 2024, sourceRef: 'CBS' },
    lead,
  ),
  step(REGION, 'ShortlistRegion', { runId: id('run', 1) }, lead),
  step(REGION, 'SelectRegion', { decisionId: id('dec', 2) }, steward),
  step(REGION, 'WithdrawRegionSelection', { decisionId: id('dec', 2), reason: 'Besluit ingetrokken' }, steward),
  step(REGION, 'SelectRegion', { decisionId: id('dec', 2) }, steward),
  step(REGION, 'ActivateRegion', { decisionId: id('dec', 2), leadOrgId: id('org', 5), startDate: '2026-03-01' }, lead),
  step(REGION, 'PauseRegion', { decisionId: id('dec', 2), reason: 'Verkiezingen', until: '2026-06-01' }, lead),
  step(REGION, 'ResumeRegion', { decisionId: id('dec', 2) }, lead),
  step(REGION, 'AgreeAction', { actionId: id('atn', 1), text: 'Overleg plannen', ownerOrg: ORG, due: '2026-04-01' }),
  step(REGION, 'CompleteAction', { actionId: id('atn', 1), date: '2026-03-01' }),
  step(
    REGION,
    'CloseRegion',
    { decisionId: id('dec', 2), outcome: 'Drie plannen gebouwd', lessonsIds: [id('les')] },
    lead,
  ),
];

const address = { street: 'Kade 1', postcode: '1234AB', city: 'Waard' };
const site = (n: number, orgId: string, point: [number, number]): Step =>
  step(
    id('sit', n),
    'RegisterSite',
    { orgId, name: `Oven ${n}`, address, point, location: 'ONSHORE', sector: 'CERAMICS' },
    steward,
  );
const second = { organisation: id('org', 2), actor: 'act_daan' };

const contract = {
  connectionId: id('con'),
  dsoOrgId: id('org', 3),
  offtakeAreaId: id('inf', 1),
  feedInAreaId: id('inf', 1),
  offtakeMW: 10,
  feedInMW: 2,
  physicalMVA: 12,
  voltageKV: 20,
  right: 'FIRM',
  substation: 'OS Waard',
  ean: '871234567890123456',
  from: '2024-01-01',
};
const offer = {
  offerId: id('ofr', 1),
  MW: 8,
  T_out: 95,
  MWh: 40_000,
  medium: 'WATER',
  from: '2026-01-01',
  firmUntil: '2040-12-31',
};
const flexibility = { type: 'SHIFT', MW: 2, maxHours: 4, calls: 50, EURPerMWh: 120 };
const pledge = { planId: id('pln', 1), kind: 'HEAT_MW', from: '2028-01-01', to: '2035-12-31', firmness: 'FIRM' };

const siteBefore: Step[] = [
  site(1, ORG, [5.2, 52.2]),
  site(2, id('org', 2), [5.3, 52.3]),
  site(3, ORG, [5.4, 52.4]),
  step(SITE, 'SetSiteDetail', { field: 'name', value: 'Oven Noord' }),
];

export const siteSteps: Step[] = [
  ...siteBefore,
  step(SITE, 'RelocateSite', { address, point: [5.21, 52.21], reason: 'Nauwkeuriger' }),
  step(SITE, 'AssignCluster', { cluster: 'CLUSTER_6', basis: 'nagekeken', from: '2026-01-01' }, steward),
  step(SITE, 'SetEtsStatus', { ets: 'ETS1', eutlId: 'NL-123', from: '2021-01-01' }, steward),
  step(SITE, 'ReportVerifiedEmissions', { sourceRef: 'EUTL', years: [{ year: 2021, t: 50_000 }] }, steward),
  step(SITE, 'OfferResidualHeat', offer),
  step(SITE, 'OfferResidualHeat', { ...offer, offerId: id('ofr', 2), MW: 1, MWh: 5_000 }),
  step(SITE, 'WithdrawResidualHeat', { offerId: id('ofr', 2), reason: 'Eigen gebruik', from: '2027-01-01' }),
  step(SITE, 'RecordConnectionContract', contract),
  step(id('sit', 2), 'RecordConnectionContract', { ...contract, connectionId: id('con', 2) }, second),
  step(SITE, 'ReportEnergyUse', { carrier: 'NATURAL_GAS', year: 2024, MWh: 200_000, quality: 'MEASURED' }),
  step(SITE, 'ProfileProcessHeat', {
    band: 'HT3',
    peakMW: 20,
    MWh: 120_000,
    requiredC: 1_100,
    profileFileId: 'profiel',
  }),
  step(SITE, 'StateCapacityNeed', { direction: 'OFFTAKE', years: { 2030: 15, 2035: 25 } }),
  step(SITE, 'StateFlexPotential', flexibility),
  step(
    id('sit', 2),
    'StateFlexPotential',
    { type: 'NONE', reason: 'Continu proces', MW: 0, maxHours: 0, calls: 0 },
    second,
  ),
  step(SITE, 'UploadLoadProfile', {
    fileId: 'profiel-2024',
    hash: 'a'.repeat(64),
    year: 2024,
    step: 'PT15M',
    direction: 'OFFTAKE',
    peakMW: 9.5,
  }),
  step(SITE, 'ReportEmployment', { year: 2025, jobsDirect: 140 }),
];

/** What a site does for a plan that stands, and how it ends. */
export const laterSiteSteps: Step[] = [
  step(SITE, 'PledgeContribution', { ...pledge, contributionId: id('ctr', 1), amount: 3 }),
  step(SITE, 'PledgeContribution', { ...pledge, contributionId: id('ctr', 2), kind: 'FLEX_MW', amount: 1 }),
  step(SITE, 'ReleaseSiteCapacity', { contributionId: id('ctr', 2), reason: 'NOT_PARTICIPANT' }, steward),
  step(SITE, 'AgreeAction', { actionId: id('atn', 1), text: 'Meter plaatsen', ownerOrg: ORG, due: '2026-04-01' }),
  step(SITE, 'CompleteAction', { actionId: id('atn', 1), date: '2026-03-01' }),
  step(id('sit', 3), 'TransferSite', { toOrgId: id('org', 2), date: '2026-02-01' }),
  step(id('sit', 3), 'CloseSite', { date: '2026-02-15', reason: 'Productie verplaatst' }, second),
  step(ORG, 'GiveDataConsent', {
    consentId: id('cns', 1),
    siteIds: [SITE],
    dataClass: 'HEAT',
    audience: 'PARTNERS',
    purpose: 'PLAN',
    from: '2026-01-01',
    to: '2027-12-31',
  }),
  step(ORG, 'GiveDataConsent', {
    consentId: id('cns', 2),
    siteIds: [],
    dataClass: 'ALL',
    audience: id('org', 4),
    purpose: 'CALCULATION',
    from: '2026-01-01',
    to: '2027-12-31',
  }),
  step(ORG, 'WithdrawDataConsent', { consentId: id('cns', 2), from: '2026-03-01' }),
];

/** A correction and an undoing, which point at what was recorded before. */
export function pointing(before: readonly Step[]): Step[] {
  return [
    step(SITE, 'RevertChange', { event: lastOf(before, 'SiteDetailSet') }),
    step(
      SITE,
      'CorrectFact',
      { targetEventId: lastOf(before, 'VerifiedEmissionsReported'), field: 't', new: 50_100 },
      steward,
      'Afgelezen uit de verkeerde kolom',
    ),
  ];
}

export const importSteps: Step[] = [
  step(id('imp'), 'StartImport', { format: 'eutl', fileId: 'eutl', hash: 'b'.repeat(64), rows: 330 }, steward),
  step(id('imp'), 'CompleteImport', { written: 330, unchanged: 0, rejected: 0 }, steward),
];

export { uuid };
