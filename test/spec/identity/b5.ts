import type { Role } from '../../../events/envelope.ts';

/** Roles × permissions as domain.md B.5 prints them, written down apart from the table that the product decides by. */

export const roles = [
  ...(['COMPANY', 'DSO_TSO', 'MUNICIPALITY', 'PROVINCE', 'RVO', 'INVEST_NL'] as const),
  ...(['SECTOR_ASSOCIATION', 'PROGRAMME_LEAD', 'STEWARD', 'AUDITOR'] as const),
] satisfies Role[];

/** How who asks stands to the subject; `own`: the thing, or what the command names of it, is his organisation's. */
export const relations = [
  ...(['own', 'participant', 'facilitator', 'invited', 'member', 'consented', 'stranger'] as const),
  ...(['in another name', 'no organisation', 'signed out'] as const),
];
export type Relation = (typeof relations)[number];

type Cells = readonly string[];
/** Cells in the order of `roles`. */
const matrix = {
  'Own site/project edit': ['E', '–', '–', '–', '–', '–', '–', '–', 'correct', 'R*'],
  'Infra capacity': ['R', 'E own', 'R', 'R', 'R', 'R', 'R', 'R', 'import', 'R'],
  'Synergy plan edit': [
    ...['participant', 'participant', 'participant', 'participant', 'facilitator'],
    ...['participant', 'comment', 'facilitator', '–', 'R'],
  ],
  'Gate decision': [
    ...['sign own part', 'confirm capacity', '–', 'co-decide', 'advise'],
    ...['advise', '–', 'decide', '–', 'R'],
  ],
  'Region selection scores': [
    '–',
    'own criteria',
    'own criteria',
    'E',
    'E',
    'advise',
    'advise',
    'E + freeze',
    '–',
    'R',
  ],
  'Interview data': ['own', '–', '–', 'agg', 'E', '–', 'agg', 'agg', 'R', 'R*'],
  Budget: ['–', '–', '–', 'R', 'R', 'R', '–', 'E', '–', 'R'],
  // what the text below the matrix says
  Registering: ['–', '–', '–', '–', '–', '–', '–', '–', 'E', '–'],
  // what domain.md does not put in the matrix
  'Other decision': [
    ...['take part', 'take part', 'take part', 'co-decide', 'take part'],
    ...['take part', 'comment', 'decide', '–', 'R'],
  ],
  'By any partner': ['E', 'E', 'E', 'E', 'E', 'E', 'E', 'E', '–', 'R'],
  'By governments': ['–', '–', '–', 'E', 'E', '–', '–', 'E', '–', 'R'],
  'By the programme': ['–', '–', '–', '–', '–', '–', '–', 'E', '–', 'R'],
  Parameters: ['–', '–', '–', '–', '–', '–', '–', 'E', 'E', 'R'],
  System: ['–', '–', '–', '–', '–', '–', '–', '–', '–', '–'],
} as const satisfies Record<string, Cells>;
type Row = keyof typeof matrix;

const seated: readonly Relation[] = ['own', 'participant', 'facilitator'];
const helping: readonly Relation[] = ['own', 'facilitator'];
const takesPart = ['sign own part', 'confirm capacity', 'co-decide', 'decide', 'take part'];

/** What a cell allows, by what is done and how one stands to it. */
type Verb = (cell: string, relation: Relation) => boolean;
const verbs = {
  edit: (cell, relation) => cell === 'E' && relation === 'own',
  correct: (cell, relation) => (cell === 'E' && relation === 'own') || cell === 'correct',
  operate: (cell, relation) => (cell === 'E own' && relation === 'own') || cell === 'import',
  confirm: (cell, relation) => cell === 'E own' && relation === 'own',
  plan: (cell, relation) =>
    (cell === 'participant' && seated.includes(relation)) || (cell === 'facilitator' && helping.includes(relation)),
  start: (cell, relation) => ['participant', 'facilitator'].includes(cell) && relation === 'member',
  join: (cell, relation) => !['–', 'R'].includes(cell) && (seated.includes(relation) || relation === 'invited'),
  comment: (cell, relation) => !['–', 'R'].includes(cell) && (seated.includes(relation) || relation === 'member'),
  propose: (cell, relation) => [...takesPart, 'advise'].includes(cell) && relation === 'member',
  decide: (cell, relation) => ['co-decide', 'decide'].includes(cell) && relation === 'member',
  sign: (cell, relation) => [...takesPart, 'comment'].includes(cell) && ['own', 'member'].includes(relation),
  advise: (cell, relation) =>
    [...takesPart, 'advise', 'comment'].includes(cell) && ['own', 'member'].includes(relation),
  score: (cell) => ['E', 'E + freeze', 'own criteria'].includes(cell),
  weigh: (cell) => !['–', 'R'].includes(cell),
  lead: (cell) => cell === 'E + freeze',
  interview: (cell) => cell === 'E',
  answer: (cell, relation) => cell === 'E' || (cell === 'own' && relation !== 'in another name'),
  amend: (cell, relation) => cell === 'E' || (cell === 'own' && relation === 'own'),
  any: (cell) => cell === 'E',
  own: (cell, relation) => cell === 'E' && relation === 'own',
  here: (cell, relation) => cell === 'E' && relation === 'member',
} satisfies Record<string, Verb>;

const lines: [Row, keyof typeof verbs, string][] = [
  ['Registering', 'any', 'organisation: RegisterOrganisation GrantMembership RevokeMembership GrantMandate'],
  ['Registering', 'any', 'organisation: RevokeMandate MergeOrganisation SendInvitation'],
  ['Registering', 'any', 'region: DefineRegion ChangeRegionBoundary JoinRegion LeaveRegion'],
  ['Registering', 'any', 'site: RegisterSite AssignCluster SetEtsStatus'],
  ['Registering', 'any', 'import: StartImport CompleteImport'],
  ['Registering', 'any', 'log: SetRetentionTerms PlaceLegalHold LiftLegalHold'],
  ['Registering', 'any', 'infrastructure: RecordCapacityImport'],
  ['Registering', 'any', 'decision: ArchiveDecision'],
  [
    'Own site/project edit',
    'correct',
    'site: SetSiteDetail RevertChange RelocateSite ReportVerifiedEmissions CorrectFact',
  ],
  ['Own site/project edit', 'correct', 'site: TransferSite ReportEmployment CloseSite'],
  ['Own site/project edit', 'edit', 'site: OfferResidualHeat WithdrawResidualHeat RecordConnectionContract'],
  ['Own site/project edit', 'edit', 'site: PledgeContribution ReportEnergyUse ProfileProcessHeat StateCapacityNeed'],
  ['Own site/project edit', 'edit', 'site: StateFlexPotential UploadLoadProfile AgreeAction'],
  ['Own site/project edit', 'edit', 'project: ProposeProject SetProjectDetail ChooseRoute AdvancePhase RevertPhase'],
  ['Own site/project edit', 'edit', 'project: PutProjectOnHold ResumeProject CancelProject DelayProject'],
  ['Own site/project edit', 'edit', 'project: AccelerateProject RescopeProject StateInfraNeed WithdrawInfraNeed'],
  ['Own site/project edit', 'edit', 'project: ReportBottleneck AssignBottleneck AttributeReduction RealiseProject'],
  ['Own site/project edit', 'edit', 'project: LinkAlternative RequestConnection WithdrawConnectionRequest'],
  ['Own site/project edit', 'edit', 'project: RequestFunding GrantFunding RefuseFunding RevertChange AgreeAction'],
  ['Own site/project edit', 'correct', 'project: CorrectFact'],
  ['Infra capacity', 'operate', 'infrastructure: RegisterInfrastructure SetInfrastructureDetail RevertChange'],
  ['Infra capacity', 'operate', 'infrastructure: PublishCapacity ChangeCongestionStatus ScheduleWork RescheduleWork'],
  ['Infra capacity', 'operate', 'infrastructure: CompleteWork ChangeSectionYear AgreeAction CorrectFact'],
  ['Infra capacity', 'confirm', 'infrastructure: GrantGroupCapacity RefuseGroupCapacity'],
  ['Synergy plan edit', 'start', 'plan: StartSynergyPlan'],
  ['Synergy plan edit', 'start', 'region: NameMoment UnnameMoment'],
  ['Synergy plan edit', 'join', 'plan: JoinPlan'],
  ['Synergy plan edit', 'comment', 'plan: PlaceComment ResolveComment ReopenComment'],
  ['Synergy plan edit', 'plan', 'plan: SetPlanDetail InviteParticipant LeavePlan PledgeContribution SetCapacityTarget'],
  ['Synergy plan edit', 'plan', 'plan: WithdrawContribution DrawRoute PlanMilestone MoveMilestoneForecast'],
  ['Synergy plan edit', 'plan', 'plan: ReachMilestone RevertChange CorrectFact ParkPlan ResumePlan ProposeCostSplit'],
  ['Synergy plan edit', 'plan', 'plan: AcceptCostSplit DraftAgreement SignAgreement TerminateAgreement RaiseRisk'],
  ['Synergy plan edit', 'plan', 'plan: RescoreRisk CloseRisk TakeCalculationSnapshot RequestGate ChangeVisibility'],
  ['Synergy plan edit', 'plan', 'plan: StopPlan RealisePlan NameMoment UnnameMoment AgreeAction'],
  ['Synergy plan edit', 'plan', 'narrative: EditText RevertText'],
  ['By the programme', 'any', 'plan: DesignatePilot'],
  ['Other decision', 'propose', 'decision: DraftDecision AddAlternative'],
  ['Other decision', 'decide', 'decision: TakeDecision RevokeDecision BreachCondition PublishDecision'],
  ['Other decision', 'sign', 'decision: EndorseDecision'],
  ['Other decision', 'advise', 'decision: RecordDissent FulfilCondition'],
  ['Region selection scores', 'score', 'selection: EnterScore DeriveScore ReviseScore'],
  ['Region selection scores', 'weigh', 'selection: ProposeWeights SaveScenario ChallengeScore'],
  ['Region selection scores', 'lead', 'selection: DefineSelectionModel RevealWeights AgreeWeights RecordSelectionRun'],
  ['Region selection scores', 'lead', 'selection: FreezeSelection AgreeAction'],
  ['Interview data', 'interview', 'interview: OpenRound ValidateResponse CloseRound PublishRound AgreeAction'],
  ['Interview data', 'answer', 'interview: SubmitResponse'],
  ['Interview data', 'amend', 'interview: CorrectResponse'],
  ['Budget', 'any', 'programme: AllocateBudget ReserveBudget ReleaseReservation CommitFunds PayFunds'],
  ['Budget', 'any', 'programme: WithdrawCommitment AgreeAction CorrectFact'],
  ['By any partner', 'own', 'organisation: GiveDataConsent WithdrawDataConsent AgreeAction CompleteAction'],
  ...(['region', 'site', 'plan', 'project', 'infrastructure', 'case', 'lesson'] as const).map(completing),
  ...(['intervention', 'programme', 'interview', 'selection'] as const).map(completing),
  ['By any partner', 'own', 'project: ResolveBottleneck'],
  ['By any partner', 'any', 'lesson: ProposeLesson ApplyLesson AgreeAction'],
  ['By any partner', 'here', 'region: AgreeAction'],
  ['By any partner', 'here', 'suggestion: DismissSuggestion'],
  ['By governments', 'any', 'lesson: EndorseLesson RetireLesson'],
  ['By governments', 'any', 'region: RecordPartnerCommitment'],
  ['By governments', 'any', 'case: OpenCase ChangeCasePhase HoldCaseMeeting LinkCaseToPlan ScaleCaseToRegion'],
  ['By governments', 'any', 'case: CloseCase AgreeAction'],
  ['By governments', 'any', 'intervention: StartIntervention MeasureIndicator JudgeIntervention StopIntervention'],
  ['By governments', 'any', 'intervention: AgreeAction CorrectFact'],
  ['By the programme', 'any', 'region: ShortlistRegion ActivateRegion PauseRegion ResumeRegion CloseRegion'],
  ['Parameters', 'any', 'parameter: SetParameter'],
  ['Parameters', 'any', 'region: SetRegionIndicator'],
  ['System', 'any', 'log: CreateLog DestroyKeys'],
  ['System', 'any', 'organisation: EraseActor'],
  ['System', 'any', 'region: SelectRegion WithdrawRegionSelection'],
  ['System', 'any', 'site: ReleaseSiteCapacity'],
  ['System', 'any', 'plan: RecordPledge PassGate FailGate ReopenGate'],
  ['System', 'any', 'decision: SupersedeDecision RemindOfCondition'],
  ['System', 'any', 'narrative: RestateText'],
  ['System', 'any', 'suggestion: SuggestSynergy'],
  ['System', 'any', 'release: ReleaseAggregate'],
];

function completing(kind: string): [Row, 'own', string] {
  return ['By any partner', 'own', `${kind}: CompleteAction`];
}

const byCommand = new Map(
  lines.flatMap(([row, verb, text]): [string, readonly [Row, keyof typeof verbs]][] => {
    const [kind = '', types = ''] = text.split(': ');
    return types.split(' ').map((type) => [`${kind}.${type}`, [row, verb]]);
  }),
);

/** Each speaks for itself; only who holds the interviews writes down what another said. */
const forItself = new Set([
  ...['plan.StartSynergyPlan', 'plan.JoinPlan', 'plan.LeavePlan', 'plan.AcceptCostSplit', 'lesson.EndorseLesson'],
  ...['decision.EndorseDecision', 'decision.RecordDissent', 'selection.ProposeWeights'],
]);

/** Commands that a line names. */
export const named: ReadonlySet<string> = new Set<string>(byCommand.keys());

/** What B.5 says of a command; undefined: no line names it. A gate has a row of its own. */
export function expected(command: string, gate: boolean, role: Role, relation: Relation): boolean | undefined {
  const line = command.endsWith('.RestateFact') ? (['System', 'any'] as const) : byCommand.get(command);
  if (!line) return undefined;
  if (relation === 'signed out' || relation === 'no organisation') return false;
  if (relation === 'in another name' && forItself.has(command)) return false;
  const row = line[0] === 'Other decision' && gate ? 'Gate decision' : line[0];
  const verb: Verb = verbs[line[1]];
  return verb(matrix[row][roles.indexOf(role)] ?? '–', relation);
}
