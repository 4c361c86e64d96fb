import { id } from '../../given.ts';
import { lastOf, step, type Step } from '../play.ts';

/** Infrastructure and its operator; three projects: one built, one cancelled, one an alternative. */

const PROJECT = id('prj', 1);
const AREA = id('inf', 1);
const SECTION = id('inf', 2);
const ORG = id('org', 1);
const operator = { organisation: id('org', 3), role: 'DSO_TSO', actor: 'act_tess' } as const;
const steward = { role: 'STEWARD', actor: 'act_system', organisation: 'org_system' } as const;

const propose = (n: number, more: Record<string, unknown> = {}): Step =>
  step(id('prj', n), 'ProposeProject', {
    siteId: id('sit', 1),
    title: 'Elektrische oven',
    route: 'ELECTRIFICATION',
    phase: 'IDEA',
    startYear: 2029,
    reduction: { t2030: 8_000, t2035: 9_000, t2040: 9_000, low: 7_000, high: 10_000 },
    ...more,
  });
const need = { carrier: 'ELECTRICITY', direction: 'OFFTAKE', amount: 12, unit: 'MW', areaId: AREA };

export const parentArea: Step = step(
  id('inf', 9),
  'RegisterInfrastructure',
  { kind: 'GRID_AREA', operatorId: id('org', 3), geometry: { type: 'Point', coordinates: [5.1, 52.1] }, postcodes: [] },
  operator,
);

export const infrastructureSteps: Step[] = [
  step(
    AREA,
    'RegisterInfrastructure',
    {
      kind: 'GRID_AREA',
      name: 'OS Waard',
      operatorId: id('org', 3),
      geometry: { type: 'Point', coordinates: [5.2, 52.2] },
      offtakeParentId: id('inf', 9),
      feedInParentId: id('inf', 9),
      postcodes: ['1234'],
    },
    operator,
  ),
  step(AREA, 'SetInfrastructureDetail', { field: 'voltageKV', value: 20, unit: 'kV' }, operator),
  step(
    AREA,
    'PublishCapacity',
    {
      direction: 'OFFTAKE',
      years: { 2027: { firm: 10 }, 2030: { firm: 25, planned: 15 } },
      unit: 'MW',
      queueMW: 40,
      queueCount: 12,
      quotedMW: 6,
      asOf: '2026-02-01',
      sourceRef: 'capaciteitskaart 1.3.0',
    },
    operator,
  ),
  step(
    AREA,
    'ChangeCongestionStatus',
    { direction: 'OFFTAKE', new: 'RED', postcodes: ['1234'], alleviationYear: 2030 },
    operator,
  ),
  step(AREA, 'ScheduleWork', { workId: id('wrk'), name: 'Tweede transformator', when: '2029-Q3' }, operator),
  step(AREA, 'RescheduleWork', { workId: id('wrk'), new: '2030-03-01', reason: 'Levertijd' }, operator),
  step(AREA, 'CompleteWork', { workId: id('wrk'), date: '2026-02-20', addedMW: 40 }, operator),
  step(
    AREA,
    'GrantGroupCapacity',
    { planId: id('pln', 1), MW: 8, direction: 'OFFTAKE', conditions: 'Niet tussen 17 en 20 uur', from: '2027-01-01' },
    operator,
  ),
  step(AREA, 'RefuseGroupCapacity', { planId: id('pln', 2), reason: 'Geen ruimte', retryDate: '2028-01-01' }, operator),
  step(
    AREA,
    'AgreeAction',
    { actionId: id('atn', 1), text: 'Kaart bijwerken', ownerOrg: id('org', 3), due: '2026-04-01' },
    operator,
  ),
  step(AREA, 'CompleteAction', { actionId: id('atn', 1), date: '2026-03-01' }, operator),
  step(
    AREA,
    'RecordCapacityImport',
    { dataset: 'capaciteitskaart', version: '1.3.0', hash: 'e'.repeat(64), rows: 900, rejected: 2, fileId: 'kaart' },
    steward,
  ),
  step(
    SECTION,
    'RegisterInfrastructure',
    {
      kind: 'H2_SECTION',
      operatorId: id('org', 3),
      geometry: {
        type: 'LineString',
        coordinates: [
          [5, 52],
          [5.5, 52.4],
        ],
      },
    },
    operator,
  ),
  step(SECTION, 'ChangeSectionYear', { new: 2032, firmness: 'PLANNED', sourceRef: 'Hynetwork' }, operator),
];

export const projectSteps: Step[] = [
  propose(1, { capexEUR: 12_000_000, opexDeltaEUR: 300_000, priceYear: 2025, noxKgPerYear: -400 }),
  step(PROJECT, 'SetProjectDetail', { field: 'probability', value: 0.4, unit: '1' }),
  step(PROJECT, 'ChooseRoute', {
    routes: ['ELECTRIFICATION', 'EFFICIENCY'],
    primary: 'ELECTRIFICATION',
    reason: 'Net',
  }),
  step(PROJECT, 'AdvancePhase', { to: 'STUDY', date: '2026-01-15', evidenceRef: 'opdracht' }),
  step(PROJECT, 'RevertPhase', { to: 'IDEA', reason: 'Studie afgebroken' }),
  step(PROJECT, 'PutProjectOnHold', { reasonCode: 'GRID_CAPACITY', reviewDate: '2026-09-01' }),
  step(PROJECT, 'ResumeProject', {}),
  step(PROJECT, 'DelayProject', { newYear: 2031, bottleneckCodes: ['GRID_LATE'] }),
  step(PROJECT, 'AccelerateProject', { newYear: 2030, reason: 'Werk eerder gereed' }),
  step(PROJECT, 'RescopeProject', {
    reduction: { t2030: 9_000, t2035: 12_000, t2040: 12_000 },
    capexEUR: 14_000_000,
    reason: 'Tweede oven erbij',
  }),
  step(PROJECT, 'StateInfraNeed', { needId: id('ned', 1), ...need, fromYear: 2030, minimumShare: 0.5 }),
  step(PROJECT, 'StateInfraNeed', { needId: id('ned', 2), ...need, fromYear: 2035 }),
  step(PROJECT, 'WithdrawInfraNeed', { needId: id('ned', 2), reason: 'Niet meer nodig' }),
  step(PROJECT, 'ReportBottleneck', {
    bottleneckId: id('btl'),
    code: 'GRID_CAPACITY',
    severity: 4,
    text: 'Geen ruimte tot 2030',
    planId: id('pln', 1),
  }),
  step(PROJECT, 'AssignBottleneck', { bottleneckId: id('btl'), ownerOrgId: id('org', 3), due: '2026-12-31' }),
  step(
    PROJECT,
    'ResolveBottleneck',
    { bottleneckId: id('btl'), how: 'Tweede transformator', date: '2026-02-20' },
    operator,
  ),
  step(PROJECT, 'AttributeReduction', { planId: id('pln', 1), share: 0.6 }),
  step(PROJECT, 'RequestConnection', {
    requestId: id('req', 1),
    operatorId: id('org', 3),
    ...need,
    requestedOn: '2026-01-10',
    wantedYear: 2030,
  }),
  step(PROJECT, 'WithdrawConnectionRequest', { requestId: id('req', 1), reason: 'Groepscontract' }),
  step(PROJECT, 'RequestFunding', {
    fundingId: id('fnd', 1),
    scheme: 'SDE++',
    EUR: 2e6,
    covers: 'PROJECT',
    date: '2026-01-20',
  }),
  step(PROJECT, 'GrantFunding', {
    fundingId: id('fnd', 1),
    EUR: 1.5e6,
    date: '2026-02-20',
    conditions: 'Start voor 2031',
  }),
  step(PROJECT, 'RequestFunding', {
    fundingId: id('fnd', 2),
    scheme: 'DEI+',
    EUR: 1e6,
    covers: 'INFRA',
    date: '2026-01-20',
  }),
  step(PROJECT, 'RefuseFunding', { fundingId: id('fnd', 2), reason: 'Pot leeg', date: '2026-02-20' }),
  step(PROJECT, 'AgreeAction', { actionId: id('atn', 1), text: 'Offerte vragen', ownerOrg: ORG, due: '2026-04-01' }),
  step(PROJECT, 'CompleteAction', { actionId: id('atn', 1), date: '2026-03-01' }),
  ...['STUDY', 'FEED', 'FID', 'CONSTRUCTION'].map((to) =>
    step(PROJECT, 'AdvancePhase', { to, date: '2026-02-25', evidenceRef: 'besluit' }),
  ),
  step(PROJECT, 'RealiseProject', { date: '2026-03-01', actual_t: 11_000, actualCapexEUR: 14_500_000 }),
  propose(2, { title: 'Waterstofoven', route: 'HYDROGEN' }),
  step(id('prj', 2), 'LinkAlternative', { groupId: id('grp'), preferred: false, temporaryUntil: 2035 }),
  step(id('prj', 2), 'CancelProject', { reasonCode: 'H2_PRICE', text: 'Te duur' }),
  propose(3, { title: 'Isolatie', route: 'EFFICIENCY' }),
  step(id('prj', 3), 'SetProjectDetail', { field: 'title', value: 'Isolatie van de kap' }),
];

/** Corrections and undoings, which point at what was recorded before. */
export function pointing(before: readonly Step[]): Step[] {
  return [
    step(id('prj', 3), 'RevertChange', { event: lastOf(before, 'ProjectDetailSet') }),
    step(
      PROJECT,
      'CorrectFact',
      { targetEventId: lastOf(before, 'ProjectRealised'), field: 'actual_t', new: 11_100 },
      {},
      'Jaarverslag',
    ),
    step(AREA, 'RevertChange', { event: lastOf(before, 'InfrastructureDetailSet') }, operator),
    step(
      AREA,
      'CorrectFact',
      { targetEventId: lastOf(before, 'WorkCompleted'), field: 'addedMW', new: 38 },
      operator,
      'Typeplaat gelezen',
    ),
  ];
}
