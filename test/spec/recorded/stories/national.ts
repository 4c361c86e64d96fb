import { id } from '../../given.ts';
import { PARAMETERS_SUBJECT } from '../../../../events/parameter/decide.ts';
import { eventOf, lastOf, step, type Step } from '../play.ts';

/** Suggestions, cases, lessons, interventions, money, interviews, the selection of regions, released totals. */

const ORG = id('org', 1);
const lead = { role: 'PROGRAMME_LEAD', organisation: id('org', 4) } as const;
const province = { role: 'PROVINCE', organisation: id('org', 5), actor: 'act_joost' } as const;
const rvo = { role: 'RVO', organisation: id('org', 4), actor: 'act_rik' } as const;
const system = { role: 'STEWARD', actor: 'act_system', organisation: 'org_system' } as const;

/** An action that is agreed and done. */
const action = (subject: string, by: Step['by']): Step[] => [
  step(subject, 'AgreeAction', { actionId: id('atn', 1), text: 'Terugkoppelen', ownerOrg: ORG, due: '2026-04-01' }, by),
  step(subject, 'CompleteAction', { actionId: id('atn', 1), date: '2026-03-01', evidence: 'Mail' }),
];

export const suggestionSteps: Step[] = [
  step(
    id('sug', 1),
    'SuggestSynergy',
    {
      kind: 'SHARED_HEAT',
      siteIds: [id('sit', 1), id('sit', 2)],
      score: 63.5,
      parts: { complementarity: 0.8725, scale: 0.7545, proximity: 0.376, timing: 0.8, readiness: 0.3, relief: 0.5 },
      paramVersion: 0,
    },
    system,
  ),
  step(id('sug', 1), 'DismissSuggestion', { reason: 'Spoorlijn ertussen' }),
];

const CASE = id('cas');
const LESSON = id('les');
const INTERVENTION = id('int');

export const caseSteps: Step[] = [
  step(
    CASE,
    'OpenCase',
    { siteIds: [id('sit', 1)], question: 'Kan de oven op stroom voor 2030?', decisionId: id('dec', 4) },
    province,
  ),
  step(CASE, 'ChangeCasePhase', { to: 'ANALYSIS' }, province),
  step(
    CASE,
    'HoldCaseMeeting',
    { date: '2026-02-10', orgIds: [ORG, id('org', 3)], minutesFileId: 'verslag', text: 'Netvraag besproken' },
    province,
  ),
  step(CASE, 'LinkCaseToPlan', { planId: id('pln', 1) }, province),
  step(CASE, 'ScaleCaseToRegion', { regionId: id('reg', 2) }, province),
  ...action(CASE, province),
  step(CASE, 'CloseCase', { outcome: 'MOVED_TO_PLAN', text: 'Verder in het warmteplan' }, province),
  step(LESSON, 'ProposeLesson', {
    context: 'De netvraag bleef lang onduidelijk',
    advice: 'Vraag de netbeheerder aan tafel bij de start',
    sectors: ['CERAMICS'],
    kinds: ['JOINT_GRID_GTO'],
    evidence: [eventOf(3)],
  }),
  step(LESSON, 'EndorseLesson', { byOrg: id('org', 5), date: '2026-02-15' }, province),
  step(LESSON, 'ApplyLesson', { targetId: id('pln', 1), effect: 'Netbeheerder vanaf G1 erbij' }),
  ...action(LESSON, {}),
  step(LESSON, 'RetireLesson', { reason: 'Staat nu in de werkwijze' }, province),
  step(
    INTERVENTION,
    'StartIntervention',
    {
      type: 'FACILITATION',
      targetIds: [id('reg', 1)],
      hypothesis: 'Een procesbegeleider halveert de doorlooptijd',
      indicator: 'Dagen van signaal tot poort G2',
      unit: 'd',
      baseline: 400,
      targetValue: 200,
    },
    province,
  ),
  step(INTERVENTION, 'MeasureIndicator', { date: '2026-02-01', value: 260 }, province),
  step(INTERVENTION, 'JudgeIntervention', { verdict: 'PARTLY', evidence: 'Twee plannen', lessonId: LESSON }, province),
  ...action(INTERVENTION, province),
  step(INTERVENTION, 'StopIntervention', { reason: 'Opdracht loopt af' }, province),
];

const BUDGET = id('bud');

export const budgetSteps: Step[] = [
  step(
    BUDGET,
    'AllocateBudget',
    { source: 'Klimaatfonds', EUR: 17_600_000, period: { fromYear: 2025, toYear: 2030 }, docRef: 'Kamerbrief' },
    lead,
  ),
  step(
    BUDGET,
    'ReserveBudget',
    {
      reservationId: id('rsv'),
      source: 'Klimaatfonds',
      EUR: 29_400_000,
      until: '2028-12-31',
      condition: 'Tweede fase',
    },
    lead,
  ),
  step(BUDGET, 'ReleaseReservation', { reservationId: id('rsv'), EUR: 1_000_000, toAllocated: true }, lead),
  step(
    BUDGET,
    'CommitFunds',
    { commitmentId: id('cmm'), targetId: id('pln', 1), EUR: 500_000, decisionId: id('dec', 3) },
    lead,
  ),
  step(BUDGET, 'PayFunds', { commitmentId: id('cmm'), EUR: 200_000, date: '2026-02-01' }, lead),
  step(BUDGET, 'WithdrawCommitment', { commitmentId: id('cmm'), EUR: 100_000, reason: 'Goedkoper' }, lead),
  ...action(BUDGET, lead),
  step(
    PARAMETERS_SUBJECT,
    'SetParameter',
    { key: 'ets.priceEUR', value: 75, low: 60, high: 110, unit: 'EUR/t', validFrom: '2026-01-01', sourceRef: 'raming' },
    lead,
  ),
];

const ROUND = id('rnd');
const answers = { phase: 'STUDY', startYear: 2030, t2030: 9_000, t2035: 12_000, t2040: 12_000 };

export const interviewSteps: Step[] = [
  step(ROUND, 'OpenRound', { year: 2026, questionnaireVersion: '2', invited: [ORG, id('org', 2)] }, rvo),
  step(ROUND, 'SubmitResponse', {
    responseId: id('rsp'),
    orgId: ORG,
    projectId: id('prj', 1),
    ...answers,
    certainty: 0.6,
    bottlenecks: ['GRID_CAPACITY'],
  }),
  step(ROUND, 'ValidateResponse', { responseId: id('rsp') }, rvo),
  step(ROUND, 'CloseRound', {}, rvo),
  step(ROUND, 'CorrectResponse', { responseId: id('rsp'), field: 'startYear', new: 2031, reason: 'Uitstel net' }),
  step(ROUND, 'PublishRound', {}, rvo),
  ...action(ROUND, rvo),
];

const SELECTION = id('sel');
const score = { low: 100, mid: 180, high: 220 };
const regions = [id('reg', 1), id('reg', 2)];
const result = {
  score: 0.6,
  rankAcceptability: [0.7, 0.3],
  confidence: 0.8,
  centralWeights: { reduction: 0.5, jobs: 0.5 },
};

export const selectionSteps: Step[] = [
  step(
    SELECTION,
    'DefineSelectionModel',
    {
      criteria: [
        { key: 'reduction', nl: 'Reductie', en: 'Reduction', unit: 'kt/jr', scorers: [] },
        { key: 'jobs', nl: 'Werkgelegenheid', en: 'Employment', unit: '%', scorers: ['MUNICIPALITY'] },
      ],
      valueFunctions: [{ criterion: 'reduction', worst: 0, best: 500 }],
      regions,
    },
    lead,
  ),
  step(SELECTION, 'ProposeWeights', { orgId: id('org', 5), weights: { reduction: 0.7, jobs: 0.3 } }, province),
  step(SELECTION, 'ProposeWeights', { orgId: id('org', 4), order: ['reduction', 'jobs'] }, lead),
  step(SELECTION, 'RevealWeights', {}, lead),
  step(
    SELECTION,
    'SaveScenario',
    { scenarioId: id('scn', 1), name: 'Banen eerst', weights: { reduction: 0.2, jobs: 0.8 } },
    province,
  ),
  step(SELECTION, 'AgreeWeights', { weights: { reduction: 0.65, jobs: 0.35 }, decisionId: id('dec', 2) }, lead),
  ...regions.flatMap((regionId, n) => [
    step(
      SELECTION,
      'EnterScore',
      { scoreId: id('scr', n + 1), regionId, criterion: 'reduction', score, sites: n === 0 ? 3 : 12, sourceRef: 'CES' },
      province,
    ),
    step(
      SELECTION,
      'EnterScore',
      { scoreId: id('scr', n + 11), regionId, criterion: 'jobs', score: { unknown: true }, sourceRef: 'CBS' },
      province,
    ),
  ]),
  step(SELECTION, 'ChallengeScore', { scoreId: id('scr', 1), argument: 'Te hoog' }, province),
  step(
    SELECTION,
    'ReviseScore',
    { scoreId: id('scr', 1), new: { low: 80, mid: 150, high: 200 }, reason: 'Meting' },
    province,
  ),
  step(SELECTION, 'DeriveScore', { scoreId: id('scr', 1), regionId: id('reg', 1), criterion: 'reduction' }, province),
  step(
    SELECTION,
    'RecordSelectionRun',
    {
      runId: id('run', 1),
      method: 'SMAA',
      N: 10_000,
      seed: 42,
      code: { commit: '0123456789abcdef', runtime: 'node 24' },
      inputIndex: 150,
      weighing: { weights: { reduction: 0.65, jobs: 0.35 } },
      results: regions.map((regionId) => ({ regionId, ...result })),
      hash: 'f'.repeat(64),
    },
    lead,
  ),
  ...action(SELECTION, lead),
  step(SELECTION, 'FreezeSelection', { runId: id('run', 1) }, lead),
];

export const releaseSteps: Step[] = [
  step(
    id('rel'),
    'ReleaseAggregate',
    {
      key: 'reductie 2030',
      scope: id('reg', 1),
      audience: 'PARTNERS',
      value: 123_456,
      unit: 't',
      index: 160,
      cohort: { sites: 7, parents: 4, largestShare: 0.5, sitesChanged: 7, parentsChanged: 4 },
    },
    system,
  ),
];

/** Corrections, which point at what was recorded before. */
export function pointing(before: readonly Step[]): Step[] {
  return [
    step(
      BUDGET,
      'CorrectFact',
      { targetEventId: lastOf(before, 'FundsPaid'), field: 'EUR', new: 210_000 },
      lead,
      'Afschrift',
    ),
    step(
      INTERVENTION,
      'CorrectFact',
      { targetEventId: lastOf(before, 'IndicatorMeasured'), field: 'value', new: 255 },
      province,
      'Herteld',
    ),
  ];
}
