import { id, uuid } from '../../given.ts';
import { lastOf, step, type Step } from '../play.ts';

/** A heat plan that is built, a hydrogen hub that is stopped, and the texts of the first. */

const PLAN = id('pln', 1);
const HUB = id('pln', 2);
const ORG = id('org', 1);
const second = { organisation: id('org', 2), actor: 'act_daan' };
const system = { role: 'STEWARD', actor: 'act_system', organisation: 'org_system' } as const;
const lead = { role: 'PROGRAMME_LEAD', organisation: id('org', 4) } as const;
const file = { fileId: 'overeenkomst', hash: 'c'.repeat(64) };
const decision = { decisionId: id('dec', 1) };
const code = { commit: '0123456789abcdef', runtime: 'node 24' };

const begin: Step[] = [
  step(PLAN, 'StartSynergyPlan', {
    regionId: id('reg', 1),
    kind: 'SHARED_HEAT',
    title: 'Warmte van de oven',
    initiatorOrg: ORG,
    suggestionId: id('sug', 1),
  }),
  step(PLAN, 'JoinPlan', { orgId: ORG, role: 'SOURCE', siteIds: [id('sit', 1)] }),
  step(PLAN, 'InviteParticipant', { orgId: id('org', 2), role: 'SINK' }),
  step(PLAN, 'JoinPlan', { orgId: id('org', 2), role: 'SINK', siteIds: [id('sit', 2)] }, second),
  step(PLAN, 'RecordPledge', {
    contributionId: id('ctr', 1),
    siteId: id('sit', 1),
    kind: 'HEAT_MW',
    amount: 3,
    from: '2028-01-01',
    firmness: 'FIRM',
  }),
  step(PLAN, 'RecordPledge', {
    contributionId: id('ctr', 1),
    siteId: id('sit', 1),
    kind: 'HEAT_MW',
    amount: 4,
    from: '2028-01-01',
    firmness: 'FIRM',
  }),
  step(PLAN, 'PledgeContribution', {
    contributionId: id('ctr', 3),
    siteId: id('sit', 1),
    kind: 'LAND',
    amount: 500,
    from: '2027-01-01',
    firmness: 'FIRM',
  }),
  step(PLAN, 'WithdrawContribution', { contributionId: id('ctr', 3), reason: 'Grond verkocht' }),
  step(PLAN, 'SetPlanDetail', { field: 'backupMW', value: 5, unit: 'MW' }),
  step(PLAN, 'SetCapacityTarget', { direction: 'HEAT', MW: 4, fromYear: 2028 }),
  step(PLAN, 'DrawRoute', {
    LineString: [
      [5.2, 52.2],
      [5.3, 52.3],
    ],
    length_km: 3.1,
    DN: 200,
  }),
];

const milestone = { milestoneId: id('mst', 1), name: 'Vergunning', date: '2027-06-01', gate: 'G3' };
const comment = { commentId: id('cmt', 1), threadId: id('cmt', 1), target: 'title', mentions: ['act_daan'] };

const work: Step[] = [
  step(PLAN, 'PlanMilestone', { ...milestone, ownerOrg: ORG, programmeFunded: true }),
  step(PLAN, 'MoveMilestoneForecast', { milestoneId: id('mst', 1), new: '2027-09-01', reason: 'Bezwaar' }),
  step(PLAN, 'ReachMilestone', { milestoneId: id('mst', 1), date: '2026-03-01', evidence: 'Beschikking' }),
  step(PLAN, 'PlaceComment', { ...comment, text: 'Klopt dit?' }),
  step(PLAN, 'ResolveComment', { commentId: id('cmt', 1) }),
  step(PLAN, 'ReopenComment', { commentId: id('cmt', 1) }),
  step(PLAN, 'RaiseRisk', {
    riskId: id('rsk'),
    cause: 'Oven stopt eerder',
    effect: 'Geen bron',
    p: 2,
    impact: 5,
    owner: ORG,
  }),
  step(PLAN, 'RescoreRisk', { riskId: id('rsk'), p: 1, impact: 5, mitigation: 'Reserveketel' }),
  step(PLAN, 'CloseRisk', { riskId: id('rsk'), how: 'Contract tot 2040' }),
  step(PLAN, 'AgreeAction', { actionId: id('atn', 1), text: 'Tracé uitzetten', ownerOrg: ORG, due: '2026-05-01' }),
  step(PLAN, 'CompleteAction', { actionId: id('atn', 1), date: '2026-03-01' }),
  step(PLAN, 'ChangeVisibility', { target: 'backupMW', newClass: 'P3' }),
  step(PLAN, 'ChangeVisibility', { target: 'backupMW', newClass: 'P1', consentId: id('cns', 1) }),
  step(PLAN, 'ParkPlan', { reason: 'Wacht op subsidie', reviewDate: '2026-09-01' }),
  step(PLAN, 'ResumePlan', { reason: 'Subsidie is er' }),
];

const agreements: Step[] = [
  step(PLAN, 'DraftAgreement', { agreementId: id('agr', 1), type: 'LOI', ...file }),
  step(PLAN, 'SignAgreement', { agreementId: id('agr', 1), signatories: [ORG], date: '2026-02-01', ...file }),
  step(
    PLAN,
    'SignAgreement',
    { agreementId: id('agr', 1), signatories: [ORG, id('org', 2)], date: '2026-02-01', ...file },
    second,
  ),
  step(PLAN, 'TakeCalculationSnapshot', {
    snapshotId: id('snp', 1),
    calc: 'shared-heat',
    inputIndex: 40,
    paramVersion: 1,
    code,
    outputs: { lcohEURPerMWh: 37.21 },
    hash: 'd'.repeat(64),
  }),
  step(PLAN, 'ProposeCostSplit', {
    proposalId: id('csp', 1),
    method: 'SHAPLEY',
    shares: [
      { orgId: ORG, share: 0.6 },
      { orgId: id('org', 2), share: 0.4 },
    ],
    totalEUR: 11_586_000,
  }),
  step(PLAN, 'AcceptCostSplit', { proposalId: id('csp', 1), orgId: ORG }),
  step(PLAN, 'AcceptCostSplit', { proposalId: id('csp', 1), orgId: id('org', 2) }, second),
  step(PLAN, 'DraftAgreement', { agreementId: id('agr', 2), type: 'HEAT_SUPPLY', ...file }),
];

const passed = (gate: string, snapshotIds: string[] = []): Step[] => [
  step(PLAN, 'RequestGate', { gate, snapshotIds }),
  step(PLAN, 'PassGate', { gate, ...decision }, system),
];

const gates: Step[] = [
  step(PLAN, 'RequestGate', { gate: 'G1', snapshotIds: [] }),
  step(PLAN, 'FailGate', { gate: 'G1', ...decision, conditions: ['Eerst de gemeente horen'] }, system),
  ...passed('G1'),
  step(PLAN, 'ReopenGate', { gate: 'G1', ...decision }, system),
  ...passed('G1'),
  ...passed('G2', [id('snp', 1)]),
  ...passed('G3'),
  step(PLAN, 'SignAgreement', { agreementId: id('agr', 2), signatories: [ORG], date: '2026-02-20', ...file }),
  ...passed('G4'),
  ...passed('G5'),
  step(PLAN, 'RealisePlan', { date: '2026-03-01', results: { t: 7_545, MW: 4, EUR: 11_900_000 } }),
  step(PLAN, 'TerminateAgreement', { agreementId: id('agr', 1), date: '2026-03-01', reason: 'Vervangen' }),
  step(PLAN, 'LeavePlan', { orgId: id('org', 2), reason: 'Verkocht', effectOnCapacity: 'Geen' }, second),
];

const hub: Step[] = [
  step(HUB, 'StartSynergyPlan', {
    regionId: id('reg', 1),
    kind: 'HYDROGEN_HUB',
    title: 'Waterstof voor drie',
    initiatorOrg: ORG,
  }),
];

const stopped: Step[] = [
  step(HUB, 'DesignatePilot', { decisionId: id('dec', 5) }, lead),
  step(HUB, 'StopPlan', { decisionId: id('dec', 6), reason: 'Leiding komt niet' }),
];

/** Before and after what is decided about the plans. */
export const planSteps: Step[] = [...begin, ...work, ...agreements, ...hub];
export const decidedSteps: Step[] = [...gates, ...stopped];

const TEXT = `txt_${uuid(1)}_risks`;
const typed = Array.from({ length: 128 }, (_, n) =>
  step(TEXT, 'EditText', { textRevision: n, changes: n === 0 ? [[0, 'a']] : [n, [0, 'a']] }),
);

/** A correction and an undoing, which point at what was recorded before; and a text long enough to be recorded whole. */
export function pointing(before: readonly Step[]): Step[] {
  const detail = lastOf(before, 'PlanDetailSet');
  return [
    step(PLAN, 'CorrectFact', { targetEventId: detail, field: 'value', new: 6 }, {}, 'Verkeerd overgenomen'),
    step(PLAN, 'RevertChange', { event: lastOf(before, 'CapacityTargetSet') }),
  ];
}

export const textSteps: Step[] = [...typed];
export { TEXT };
