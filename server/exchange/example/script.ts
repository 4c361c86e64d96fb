import type { Command } from '../../../events/decision.ts';
import { calculationLines } from './calculation.ts';
import { decisionLines, gateMandates } from './decisions.ts';
import { programmeLines } from './programme.ts';
import { organisations, outline, personas, sites, type OrganisationKey, type SiteKey } from './cast.ts';

/** A line of the script: who says it, and the command without its id. */
export interface Line {
  /** Actor of a persona; absent: the system, as steward. */
  readonly by?: string;
  readonly command: Omit<Command, 'id' | 'basis'>;
  /** Type and subject part of the earlier line that each field of this one is based on. */
  readonly basedOn?: { readonly field: string; readonly type: string; readonly part: string };
}

/** Makes an outside id of a name, the same every time for one log. */
export type NameId = (prefix: string, name: string) => string;

/** The example region as ordinary commands, in order. */
export function script(id: NameId): Line[] {
  return [
    ...stage(id),
    ...heatPlan(id),
    ...harbourPlan(id),
    ...parkedPlan(id),
    ...decisionLines(id, says, system),
    ...gridLines(id),
    ...calculationLines(id, says),
    ...programmeLines(id, says, system),
  ];
}

export const regionName = 'Nieuwe Waard';

function stage(id: NameId): Line[] {
  const region = id('reg', 'region');
  const orgs = Object.entries(organisations).map(([key, { name, kinds }]) =>
    system('RegisterOrganisation', id('org', key), { name, kinds: [...kinds], example: true }),
  );
  const define = system('DefineRegion', region, {
    name: regionName,
    nameEn: regionName,
    kind: 'CUSTOM',
    geometry: { type: 'MultiPolygon', coordinates: [[outline]] },
    provinceCodes: ['PV24'],
    municipalityCodes: [],
    operatorIds: [id('org', 'netbeheer')],
    example: true,
  });
  const partners = (['provincie', 'gemeente', 'netbeheer', 'klinker', 'polderwit', 'watermerk', 'helder'] as const).map(
    (key) => system('JoinRegion', region, { orgId: id('org', key), role: key === 'provincie' ? 'trekker' : 'partner' }),
  );
  const memberships = personas.map(({ actor, organisation, role, atTheTable }) =>
    system('GrantMembership', id('org', organisation), {
      actorId: actor,
      role,
      regionIds: atTheTable ? [region] : [],
      from: '2025-01-01',
    }),
  );
  return [
    ...orgs,
    define,
    ...memberships,
    ...partners,
    ...Object.keys(sites).flatMap((key) => siteLines(id, key as SiteKey)),
  ];
}

function siteLines(id: NameId, key: SiteKey): Line[] {
  const { org, name, city, postcode, sector, point, tonnes } = sites[key];
  const site = id('sit', key);
  /** Beyond every number that the register has given out. */
  const eutlId = `NL-${990_000 + Object.keys(sites).indexOf(key)}`;
  const years = tonnes.map((t, offset) => ({ year: 2021 + offset, t }));
  return [
    system('RegisterSite', site, {
      orgId: id('org', org),
      name,
      address: { city, postcode },
      point: [...point],
      location: 'ONSHORE',
      sector,
      example: true,
    }),
    system('AssignCluster', site, { cluster: 'CLUSTER_6', basis: 'voorbeeld', from: '2025-01-01' }),
    ...(years.length === 0
      ? []
      : [
          system('SetEtsStatus', site, { ets: 'ETS1', eutlId, from: '2021-01-01' }),
          system('ReportVerifiedEmissions', site, { sourceRef: 'voorbeeld', years }),
        ]),
  ];
}

function heatPlan(id: NameId): Line[] {
  const plan = id('pln', 'heat');
  const noor = says('act_demo-noor');
  const daan = says('act_demo-daan');
  const lotte = says('act_demo-lotte');
  const sanne = says('act_demo-sanne');
  return [
    noor('OfferResidualHeat', id('sit', 'klinker'), {
      offerId: id('ofr', 'klinker'),
      MW: 7.5,
      T_out: 118,
      MWh: 48_000,
      medium: 'FLUE_GAS',
      from: '2026-01-01',
      firmUntil: '2045-12-31',
    }),
    daan('RecordConnectionContract', id('sit', 'polderwit'), {
      connectionId: id('con', 'polderwit'),
      dsoOrgId: id('org', 'netbeheer'),
      offtakeMW: 4.2,
      feedInMW: 0,
      physicalMVA: 6,
      voltageKV: 10,
      right: 'FIRM',
      from: '2020-01-01',
    }),
    noor('StartSynergyPlan', plan, {
      regionId: id('reg', 'region'),
      kind: 'SHARED_HEAT',
      title: 'Ovenwarmte voor de melkdrogers',
      initiatorOrg: id('org', 'klinker'),
    }),
    noor('JoinPlan', plan, { orgId: id('org', 'klinker'), role: 'SOURCE', siteIds: [id('sit', 'klinker')] }),
    ...invite(id, noor, plan, {
      polderwit: 'SINK',
      provincie: 'FACILITATOR',
      netbeheer: 'OPERATOR',
      gemeente: 'MEMBER',
    }),
    daan('JoinPlan', plan, { orgId: id('org', 'polderwit'), role: 'SINK', siteIds: [id('sit', 'polderwit')] }),
    lotte('JoinPlan', plan, { orgId: id('org', 'provincie'), role: 'FACILITATOR', siteIds: [] }),
    sanne('JoinPlan', plan, { orgId: id('org', 'netbeheer'), role: 'OPERATOR', siteIds: [] }),
    noor('SetPlanDetail', plan, { field: 'sourceTemperatureC', value: 118 }),
    daan('SetPlanDetail', plan, { field: 'requiredTemperatureC', value: 85 }),
    daan('SetPlanDetail', plan, { field: 'exchangerDeltaK', value: 5 }),
    noor('SetPlanDetail', plan, { field: 'supplyTemperatureC', value: 105 }),
    noor('SetPlanDetail', plan, { field: 'returnTemperatureC', value: 65 }),
    lotte('SetPlanDetail', plan, { field: 'crowDistanceKm', value: 2.2 }),
    lotte('SetPlanDetail', plan, { field: 'routeLengthKm', value: 2.9 }),
    noor('SetPlanDetail', plan, { field: 'pipeDN', value: 200 }),
    daan('SetPlanDetail', plan, { field: 'backupMW', value: 6 }),
    noor('SetCapacityTarget', plan, { direction: 'HEAT', MW: 7, fromYear: 2029 }),
    noor('PledgeContribution', id('sit', 'klinker'), {
      contributionId: id('ctr', 'klinker'),
      planId: plan,
      kind: 'HEAT_MW',
      amount: 5.5,
      from: '2029-01-01',
      to: '2043-12-31',
      firmness: 'CONDITIONAL',
    }),
    daan('PledgeContribution', id('sit', 'polderwit'), {
      contributionId: id('ctr', 'polderwit'),
      planId: plan,
      kind: 'CAPACITY_MW',
      amount: 0.8,
      from: '2029-01-01',
      to: '2043-12-31',
      firmness: 'INDICATIVE',
    }),
    lotte('PlanMilestone', plan, {
      milestoneId: id('mst', 'loi'),
      name: 'Intentieverklaring getekend',
      date: '2027-02-15',
      ownerOrg: id('org', 'provincie'),
      programmeFunded: false,
      dependsOn: [],
    }),
    lotte('PlanMilestone', plan, {
      milestoneId: id('mst', 'study'),
      name: 'Haalbaarheidsstudie gereed',
      date: '2027-07-01',
      ownerOrg: id('org', 'provincie'),
      programmeFunded: true,
      dependsOn: [id('mst', 'loi')],
    }),
    noor('PlanMilestone', plan, {
      milestoneId: id('mst', 'fid'),
      name: 'Investeringsbesluit',
      date: '2028-01-31',
      ownerOrg: id('org', 'klinker'),
      programmeFunded: false,
      dependsOn: [id('mst', 'study')],
    }),
    noor('PlanMilestone', plan, {
      milestoneId: id('mst', 'warm'),
      name: 'Eerste warmte geleverd',
      date: '2029-01-15',
      ownerOrg: id('org', 'klinker'),
      programmeFunded: true,
      dependsOn: [id('mst', 'fid')],
    }),
    sanne('PlaceComment', plan, {
      commentId: id('cmt', '1'),
      threadId: id('cmt', '1'),
      target: 'routeLengthKm',
      text: 'Langs de Ringvaart ligt al een mantelbuis over 900 meter. Dat scheelt een boring.',
      mentions: [],
    }),
    lotte('PlaceComment', plan, {
      commentId: id('cmt', '2'),
      threadId: id('cmt', '1'),
      target: 'routeLengthKm',
      text: 'Mooi, dan vraag ik de gemeente om de vergunning van toen.',
      mentions: [],
    }),
    daan('PlaceComment', plan, {
      commentId: id('cmt', '3'),
      threadId: id('cmt', '3'),
      target: 'requiredTemperatureC',
      text: 'In de zomer draaien we een droger minder: 85 graden is dan ruim genoeg.',
      mentions: [],
    }),
    {
      ...sanne('MoveMilestoneForecast', plan, {
        milestoneId: id('mst', 'warm'),
        new: '2029-03-01',
        reason: 'Aansluiting van de pompen past pas in het voorjaar.',
      }),
      basedOn: { field: `milestone.${id('mst', 'warm')}.forecast`, type: 'PlanMilestone', part: id('mst', 'warm') },
    },
  ];
}

function harbourPlan(id: NameId): Line[] {
  const plan = id('pln', 'harbour');
  const joost = says('act_demo-joost');
  const fatima = says('act_demo-fatima');
  return [
    joost('OfferResidualHeat', id('sit', 'helder'), {
      offerId: id('ofr', 'helder'),
      MW: 4,
      T_out: 160,
      MWh: 30_000,
      medium: 'FLUE_GAS',
      from: '2027-01-01',
      firmUntil: '2040-12-31',
    }),
    fatima('StartSynergyPlan', plan, {
      regionId: id('reg', 'region'),
      kind: 'SHARED_HEAT',
      title: 'Warmtering Havenkwartier',
      initiatorOrg: id('org', 'watermerk'),
    }),
    fatima('JoinPlan', plan, { orgId: id('org', 'watermerk'), role: 'SINK', siteIds: [id('sit', 'watermerk')] }),
    ...invite(id, fatima, plan, { helder: 'SOURCE', netbeheer: 'OPERATOR' }),
    joost('JoinPlan', plan, { orgId: id('org', 'helder'), role: 'SOURCE', siteIds: [id('sit', 'helder')] }),
    joost('SetPlanDetail', plan, { field: 'sourceTemperatureC', value: 160 }),
    fatima('SetPlanDetail', plan, { field: 'requiredTemperatureC', value: 130 }),
    fatima('SetCapacityTarget', plan, { direction: 'HEAT', MW: 5, fromYear: 2030 }),
    joost('PledgeContribution', id('sit', 'helder'), {
      contributionId: id('ctr', 'helder'),
      planId: plan,
      kind: 'HEAT_MW',
      amount: 3.2,
      from: '2030-01-01',
      to: '2040-12-31',
      firmness: 'INDICATIVE',
    }),
    fatima('PlanMilestone', plan, {
      milestoneId: id('mst', 'ring'),
      name: 'Tracékeuze met de gemeente',
      date: '2027-05-01',
      programmeFunded: false,
      dependsOn: [],
    }),
  ];
}

/** What a plan needs to come past its gates: the part of the grid it hangs on, and who decides on gates. */
function gridLines(id: NameId): Line[] {
  return [
    says('act_demo-sanne')('RegisterInfrastructure', id('inf', 'grid'), {
      kind: 'GRID_AREA',
      name: 'Middenspanning Nieuwe Waard',
      operatorId: id('org', 'netbeheer'),
      geometry: { type: 'MultiPolygon', coordinates: [[outline]] },
      example: true,
    }),
    ...gateMandates(id, system),
  ];
}

function parkedPlan(id: NameId): Line[] {
  const plan = id('pln', 'parked');
  const daan = says('act_demo-daan');
  return [
    daan('StartSynergyPlan', plan, {
      regionId: id('reg', 'region'),
      kind: 'SHARED_HEAT',
      title: 'Koelwarmte naar de woonwijk Oosterdam',
      initiatorOrg: id('org', 'polderwit'),
    }),
    daan('SetPlanDetail', plan, { field: 'sourceTemperatureC', value: 32 }),
    daan('ParkPlan', plan, {
      reason: 'De wijk kiest in 2027 haar warmtebron; tot dan wachten wij.',
      reviewDate: '2027-09-01',
    }),
  ];
}

function invite(id: NameId, by: Speaker, plan: string, seats: Partial<Record<OrganisationKey, string>>): Line[] {
  return Object.entries(seats).map(([key, role]) => by('InviteParticipant', plan, { orgId: id('org', key), role }));
}

export type Speaker = (type: string, subject: string, data: Record<string, unknown>) => Line;
/** A persona who says a line. */
export const says =
  (by: string): Speaker =>
  (type, subject, data) => ({ by, command: { type, subject, data } });
const system: Speaker = (type, subject, data) => ({ command: { type, subject, data } });
