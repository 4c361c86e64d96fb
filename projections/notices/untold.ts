/** Event types of which nobody is told, per kind of stream: beside those that stand in the rules with who is. */
export const untold = {
  organisation: ['OrganisationMerged', 'DataConsentGiven', 'DataConsentWithdrawn', 'InvitationSent', 'ActionAgreed', 'ActionDone'],
  region: ['PartnerCommitmentRecorded', 'RegionIndicatorSet', 'RegionShortlisted', 'RegionSelected', 'RegionSelectionWithdrawn', 'RegionActivated', 'RegionPaused', 'RegionResumed', 'RegionClosed', 'ActionAgreed', 'ActionDone'],
  site: ['SiteTransferred', 'EnergyUseReported', 'ProcessHeatProfiled', 'CapacityNeedStated', 'FlexPotentialStated', 'LoadProfileUploaded', 'EmploymentReported', 'SiteClosed', 'ActionAgreed', 'ActionDone'],
  plan: ['CostSplitProposed', 'CostSplitAccepted', 'AgreementDrafted', 'AgreementSigned', 'AgreementTerminated', 'RiskRaised', 'RiskRescored', 'RiskClosed', 'CalculationSnapshotTaken', 'GateRequested', 'PilotDesignated', 'VisibilityChanged', 'ActionAgreed', 'ActionDone'],
  project: ['ProjectProposed', 'ProjectDetailSet', 'ProjectRouteChosen', 'ProjectPhaseAdvanced', 'ProjectPhaseReverted', 'ProjectPutOnHold', 'ProjectResumed', 'ProjectCancelled', 'ProjectDelayed', 'ProjectAccelerated', 'ProjectRescoped', 'InfraNeedStated', 'InfraNeedWithdrawn', 'BottleneckReported', 'BottleneckAssigned', 'BottleneckResolved', 'ReductionAttributed', 'ProjectRealised', 'ProjectAlternativeLinked', 'ConnectionRequested', 'ConnectionRequestWithdrawn', 'FundingRequested', 'FundingGranted', 'FundingRefused', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  infrastructure: ['InfrastructureRegistered', 'InfrastructureDetailSet', 'CapacityPublished', 'CongestionStatusChanged', 'WorkScheduled', 'WorkRescheduled', 'WorkCompleted', 'SectionYearChanged', 'GroupCapacityGranted', 'GroupCapacityRefused', 'CapacityDatasetImported', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  suggestion: ['SynergySuggested', 'SuggestionDismissed', 'FactRestated'],
  case: ['CaseOpened', 'CasePhaseChanged', 'CaseMeetingHeld', 'CaseLinkedToPlan', 'CaseScaledToRegion', 'CaseClosed', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  lesson: ['LessonProposed', 'LessonEndorsed', 'LessonApplied', 'LessonRetired', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  intervention: ['InterventionStarted', 'IndicatorMeasured', 'InterventionJudged', 'InterventionStopped', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  programme: ['BudgetAllocated', 'BudgetReserved', 'ReservationReleased', 'FundsCommitted', 'FundsPaid', 'CommitmentWithdrawn', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  parameter: ['ParameterSet', 'FactRestated'],
  interview: ['RoundOpened', 'ResponseSubmitted', 'ResponseValidated', 'ResponseCorrected', 'RoundClosed', 'RoundPublished', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  selection: ['SelectionModelDefined', 'WeightsProposed', 'WeightsRevealed', 'WeightsAgreed', 'ScoreEntered', 'ScoreChallenged', 'ScoreRevised', 'SelectionRunExecuted', 'SelectionFrozen', 'ActionAgreed', 'ActionDone', 'FactRestated'],
  release: ['AggregateReleased', 'FactRestated'],
} as const;
