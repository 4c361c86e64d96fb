import type { KindName } from '../ids.ts';
import { rights, type Right, type RightName } from './rights.ts';

/** Every command, under the right that it takes; what may be said again in a stream of any kind is the system's. */
export const commandRights: Readonly<Record<KindName, Partial<Record<RightName, readonly string[]>>>> = {
  log: {
    system: ['CreateLog', 'DestroyKeys'],
    steward: ['SetRetentionTerms', 'PlaceLegalHold', 'LiftLegalHold'],
  },
  organisation: {
    steward: [
      'RegisterOrganisation',
      'GrantMembership',
      'RevokeMembership',
      'GrantMandate',
      'RevokeMandate',
      'MergeOrganisation',
      'SendInvitation',
    ],
    system: ['EraseActor'],
    'own-organisation': ['GiveDataConsent', 'WithdrawDataConsent', 'AgreeAction'],
    'action-owner': ['CompleteAction'],
  },
  region: {
    'region-member': ['NameMoment', 'UnnameMoment'],
    steward: ['DefineRegion', 'ChangeRegionBoundary', 'JoinRegion', 'LeaveRegion'],
    government: ['RecordPartnerCommitment'],
    'programme-or-steward': ['SetRegionIndicator'],
    programme: ['ShortlistRegion', 'ActivateRegion', 'PauseRegion', 'ResumeRegion', 'CloseRegion'],
    system: ['SelectRegion', 'WithdrawRegionSelection'],
    'in-region': ['AgreeAction'],
    'action-owner': ['CompleteAction'],
  },
  site: {
    steward: ['RegisterSite', 'AssignCluster', 'SetEtsStatus'],
    'own-site-or-steward': [
      'SetSiteDetail',
      'RevertChange',
      'RelocateSite',
      'ReportVerifiedEmissions',
      'CorrectFact',
      'TransferSite',
      'ReportEmployment',
      'CloseSite',
    ],
    'own-site': [
      'OfferResidualHeat',
      'WithdrawResidualHeat',
      'RecordConnectionContract',
      'PledgeContribution',
      'ReportEnergyUse',
      'ProfileProcessHeat',
      'StateCapacityNeed',
      'StateFlexPotential',
      'UploadLoadProfile',
      'AgreeAction',
    ],
    'action-owner': ['CompleteAction'],
    system: ['ReleaseSiteCapacity'],
  },
  plan: {
    participant: [
      'NameMoment',
      'UnnameMoment',
      'SetPlanDetail',
      'InviteParticipant',
      'LeavePlan',
      'PledgeContribution',
      'WithdrawContribution',
      'SetCapacityTarget',
      'DrawRoute',
      'PlanMilestone',
      'MoveMilestoneForecast',
      'ReachMilestone',
      'RevertChange',
      'ParkPlan',
      'ResumePlan',
      'CorrectFact',
      'ProposeCostSplit',
      'AcceptCostSplit',
      'DraftAgreement',
      'SignAgreement',
      'TerminateAgreement',
      'RaiseRisk',
      'RescoreRisk',
      'CloseRisk',
      'TakeCalculationSnapshot',
      'RequestGate',
      'ChangeVisibility',
      'StopPlan',
      'RealisePlan',
      'AgreeAction',
    ],
    'region-member': ['StartSynergyPlan'],
    invited: ['JoinPlan'],
    commenter: ['PlaceComment', 'ResolveComment', 'ReopenComment'],
    system: ['RecordPledge', 'PassGate', 'FailGate', 'ReopenGate'],
    programme: ['DesignatePilot'],
    'action-owner': ['CompleteAction'],
  },
  decision: {
    'decision-proposer': ['DraftDecision', 'AddAlternative'],
    'decision-maker': ['TakeDecision', 'BreachCondition', 'RevokeDecision', 'PublishDecision'],
    'decision-endorser': ['EndorseDecision'],
    'decision-party': ['RecordDissent', 'FulfilCondition'],
    steward: ['ArchiveDecision'],
    system: ['SupersedeDecision', 'RemindOfCondition'],
  },
  narrative: {
    participant: ['EditText', 'RevertText'],
    system: ['RestateText'],
  },
  import: {
    steward: ['StartImport', 'CompleteImport'],
  },
  project: {
    'own-project': [
      'ProposeProject',
      'SetProjectDetail',
      'RevertChange',
      'ChooseRoute',
      'AdvancePhase',
      'RevertPhase',
      'PutProjectOnHold',
      'ResumeProject',
      'CancelProject',
      'DelayProject',
      'AccelerateProject',
      'RescopeProject',
      'StateInfraNeed',
      'WithdrawInfraNeed',
      'ReportBottleneck',
      'AssignBottleneck',
      'AttributeReduction',
      'RealiseProject',
      'LinkAlternative',
      'RequestConnection',
      'WithdrawConnectionRequest',
      'RequestFunding',
      'GrantFunding',
      'RefuseFunding',
      'AgreeAction',
    ],
    'bottleneck-owner': ['ResolveBottleneck'],
    'action-owner': ['CompleteAction'],
    'own-project-or-steward': ['CorrectFact'],
  },
  infrastructure: {
    network: [
      'RegisterInfrastructure',
      'SetInfrastructureDetail',
      'RevertChange',
      'PublishCapacity',
      'ChangeCongestionStatus',
      'ScheduleWork',
      'RescheduleWork',
      'CompleteWork',
      'ChangeSectionYear',
      'AgreeAction',
      'CorrectFact',
    ],
    operator: ['GrantGroupCapacity', 'RefuseGroupCapacity'],
    steward: ['RecordCapacityImport'],
    'action-owner': ['CompleteAction'],
  },
  suggestion: {
    system: ['SuggestSynergy'],
    'in-region': ['DismissSuggestion'],
  },
  case: {
    government: [
      'OpenCase',
      'ChangeCasePhase',
      'HoldCaseMeeting',
      'LinkCaseToPlan',
      'ScaleCaseToRegion',
      'CloseCase',
      'AgreeAction',
    ],
    'action-owner': ['CompleteAction'],
  },
  lesson: {
    partner: ['ProposeLesson', 'ApplyLesson', 'AgreeAction'],
    government: ['EndorseLesson', 'RetireLesson'],
    'action-owner': ['CompleteAction'],
  },
  intervention: {
    government: [
      'StartIntervention',
      'MeasureIndicator',
      'JudgeIntervention',
      'StopIntervention',
      'AgreeAction',
      'CorrectFact',
    ],
    'action-owner': ['CompleteAction'],
  },
  programme: {
    programme: [
      'AllocateBudget',
      'ReserveBudget',
      'ReleaseReservation',
      'CommitFunds',
      'PayFunds',
      'WithdrawCommitment',
      'AgreeAction',
      'CorrectFact',
    ],
    'action-owner': ['CompleteAction'],
  },
  parameter: {
    'programme-or-steward': ['SetParameter'],
  },
  interview: {
    interviewer: ['OpenRound', 'ValidateResponse', 'CloseRound', 'PublishRound', 'AgreeAction'],
    interviewee: ['SubmitResponse', 'CorrectResponse'],
    'action-owner': ['CompleteAction'],
  },
  selection: {
    programme: [
      'DefineSelectionModel',
      'RevealWeights',
      'AgreeWeights',
      'RecordSelectionRun',
      'FreezeSelection',
      'AgreeAction',
    ],
    adviser: ['ProposeWeights', 'SaveScenario', 'ChallengeScore'],
    scorer: ['EnterScore', 'DeriveScore', 'ReviseScore'],
    'action-owner': ['CompleteAction'],
  },
  release: {
    system: ['ReleaseAggregate'],
  },
};

const names: ReadonlyMap<string, ReadonlyMap<string, RightName>> = new Map(
  Object.entries(commandRights).map(([kind, byRight]) => [
    kind,
    new Map(
      Object.entries(byRight).flatMap(([name, types]) => types.map((type) => [type, name as RightName] as const)),
    ),
  ]),
);

/** Commands that name the organisation for which they speak: it must be the own one. */
export const spokenFor: Readonly<Record<string, string>> = {
  LeavePlan: 'orgId',
  AcceptCostSplit: 'orgId',
  EndorseDecision: 'orgId',
  RecordDissent: 'orgId',
  EndorseLesson: 'byOrg',
  ProposeWeights: 'orgId',
};

/** The right that a command takes; undefined: no table names it, and nobody may give it. */
export function rightNameOf(kind: KindName, type: string): RightName | undefined {
  return type === 'RestateFact' ? 'system' : names.get(kind)?.get(type);
}

/** Which roles may give a command, in which relation, and what is said to the others. */
export function rightOf(kind: KindName, type: string): Right {
  return rights[rightNameOf(kind, type) ?? 'system'];
}
