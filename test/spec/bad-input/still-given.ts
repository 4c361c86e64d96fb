/** What may still be given when something has ended, and why: everything else must be refused. */
export interface StillGiven {
  /** The event that ended it. */
  readonly ended: readonly string[];
  /** Of the thing itself, or of something else that names it. */
  readonly of: 'itself' | 'what names it';
  readonly commands: readonly string[];
  readonly because: string;
}

const every = ['*'];
const plans = ['PlanStopped', 'PlanParked'];
const decisions = ['DecisionRevoked', 'DecisionSuperseded'];
const projects = ['ProjectCancelled', 'ProjectRealised'];

export const stillGiven: readonly StillGiven[] = [
  {
    ended: every,
    of: 'itself',
    commands: ['AgreeAction', 'CompleteAction'],
    because: 'who ends something agrees what is still to be done; only what merged away agrees no more',
  },
  {
    ended: every,
    of: 'itself',
    commands: ['CorrectFact', 'RestateFact', 'RestateText', 'EraseActor'],
    because: 'what was recorded can be wrong or must be erased, whatever has become of its subject',
  },
  {
    ended: ['OrganisationMerged'],
    of: 'itself',
    commands: ['RevokeMembership', 'RevokeMandate', 'WithdrawDataConsent'],
    because: 'it takes back what it gave',
  },
  {
    ended: ['OrganisationMerged'],
    of: 'what names it',
    commands: [
      ...['AcceptCostSplit', 'EndorseDecision', 'RecordDissent', 'LeavePlan', 'EndorseLesson', 'ProposeWeights'],
      ...['SubmitResponse', 'GiveDataConsent'],
    ],
    because: 'it speaks for itself for as long as its people have their memberships',
  },
  {
    ended: ['OrganisationMerged'],
    of: 'what names it',
    commands: ['HoldCaseMeeting', 'LeaveRegion', 'RecordPartnerCommitment'],
    because: 'it tells of a day on which it was there, or that it goes',
  },
  {
    ended: ['SiteClosed'],
    of: 'what names it',
    commands: ['SuggestSynergy'],
    because: 'a suggestion with it is said again with a score of 0: that it no longer follows',
  },
  {
    ended: ['SiteClosed'],
    of: 'itself',
    commands: [
      ...['SetSiteDetail', 'RevertChange', 'AssignCluster', 'SetEtsStatus', 'ReportVerifiedEmissions'],
      ...['ReportEnergyUse', 'UploadLoadProfile', 'ReportEmployment'],
    ],
    because: 'the figures of the years before come in afterwards',
  },
  {
    ended: ['SiteClosed'],
    of: 'itself',
    commands: ['WithdrawResidualHeat', 'ReleaseSiteCapacity'],
    because: 'what it offered ends',
  },
  {
    ended: ['SiteClosed'],
    of: 'what names it',
    commands: ['GiveDataConsent'],
    because: 'its figures of the past may be shared',
  },
  {
    ended: ['SiteClosed'],
    of: 'what names it',
    commands: ['SuggestSynergy'],
    because: 'the search tells anew what it told, and leaves the closed site out (the reaction that gives it)',
  },
  {
    ended: plans,
    of: 'itself',
    commands: ['PlaceComment', 'ResolveComment', 'ReopenComment', 'TerminateAgreement', 'WithdrawContribution'],
    because: 'one talks it over, and takes back what one brought',
  },
  {
    ended: ['PlanParked'],
    of: 'itself',
    commands: ['ResumePlan', 'StopPlan', 'ReopenGate', 'LeavePlan', 'CloseRisk', 'NameMoment', 'UnnameMoment'],
    because: 'a parked plan goes on, or ends',
  },
  {
    ended: ['PlanParked'],
    of: 'what names it',
    commands: [
      ...['GrantGroupCapacity', 'RefuseGroupCapacity', 'ReportBottleneck', 'AttributeReduction', 'LinkCaseToPlan'],
      ...['ApplyLesson', 'CommitFunds', 'DraftDecision', 'RestateFact', 'RestateText'],
    ],
    because: 'only the plan itself rests; what it waits for goes on',
  },
  {
    ended: ['PlanStopped', 'RegionClosed'],
    of: 'what names it',
    commands: ['DraftDecision', 'RefuseGroupCapacity', 'ApplyLesson', 'RestateFact', 'RestateText'],
    because: 'one decides, answers and learns about what has ended',
  },
  {
    ended: ['RegionClosed'],
    of: 'itself',
    commands: ['ChangeRegionBoundary', 'LeaveRegion', 'WithdrawRegionSelection', 'NameMoment', 'UnnameMoment'],
    because: 'its outline still says what lies in it, and its past is still looked at',
  },
  {
    ended: ['RegionClosed'],
    of: 'what names it',
    commands: ['RecordSelectionRun', 'ReleaseAggregate'],
    because: 'a calculation or a total tells of all regions that there were',
  },
  {
    ended: decisions,
    of: 'itself',
    commands: ['ArchiveDecision', 'TakeDecision'],
    because: 'what was revoked is kept as well; only a decision that was taken can be revoked',
  },
  {
    ended: decisions,
    of: 'what names it',
    commands: ['FailGate', 'ReopenGate', 'WithdrawRegionSelection', 'SupersedeDecision'],
    because: 'these reactions follow its end, or the end of the one before it',
  },
  {
    ended: projects,
    of: 'itself',
    commands: [
      ...['WithdrawInfraNeed', 'WithdrawConnectionRequest', 'ResolveBottleneck', 'AttributeReduction'],
      ...['GrantFunding', 'RefuseFunding'],
    ],
    because: 'what it asked of others is answered or taken back',
  },
  {
    ended: projects,
    of: 'what names it',
    commands: ['SubmitResponse'],
    because: 'a round asks what has become of it',
  },
  {
    ended: ['CaseClosed'],
    of: 'itself',
    commands: ['ScaleCaseToRegion'],
    because: 'its outcome is taken up elsewhere afterwards (domain.md A.7)',
  },
  {
    ended: ['LessonRetired'],
    of: 'what names it',
    commands: ['JudgeIntervention', 'CloseRegion'],
    because: 'it was learnt then',
  },
  {
    ended: ['InterventionStopped'],
    of: 'itself',
    commands: ['JudgeIntervention'],
    because: 'one judges when it is over',
  },
  {
    ended: ['SelectionFrozen'],
    of: 'itself',
    commands: ['AgreeWeights'],
    because: 'the decision that rests on the frozen run also agrees on its weights',
  },
  {
    ended: ['RoundClosed'],
    of: 'itself',
    commands: ['CorrectResponse', 'PublishRound'],
    because: 'I10: once closed only corrections come in, and then the round is published',
  },
];
