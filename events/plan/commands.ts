import { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import { amount, day, eventId, megawatt, partId, reference, text } from '../fields.ts';
import { momentCommands } from '../moments.ts';
import type { CommandSpec } from '../spec.ts';
import { planPayloads as p } from './events.ts';

/** What somebody may ask of a synergy plan. */
export const planCommands = {
  ...momentCommands,
  StartSynergyPlan: { schema: p.SynergyPlanStarted, offline: 'ask', creates: true },
  SetPlanDetail: {
    schema: p.PlanDetailSet.extend({ value: p.PlanDetailSet.shape.value.unwrap() }),
    offline: 'replay',
  },
  InviteParticipant: { schema: p.ParticipantInvited, offline: 'replay' },
  JoinPlan: { schema: p.ParticipantJoined, offline: 'ask' },
  LeavePlan: { schema: p.ParticipantLeft, offline: 'ask' },
  /** What is no megawatt of a site is decided here; the same contributionId again replaces it. */
  PledgeContribution: {
    schema: z.strictObject({
      contributionId: partId('ctr'),
      siteId: reference('site'),
      kind: z.enum(['LAND', 'EUR', 'DATA']),
      amount: amount(0, 1e10),
      from: day,
      to: day.optional(),
      firmness: p.ContributionPledged.shape.firmness.default('INDICATIVE'),
      reason: text(0, 500).optional(),
    }),
    offline: 'ask',
  },
  WithdrawContribution: { schema: p.ContributionWithdrawn, offline: 'ask' },
  SetCapacityTarget: { schema: p.CapacityTargetSet.extend({ MW: megawatt }), offline: 'replay' },
  DrawRoute: { schema: p.RouteDrawn, offline: 'replay' },
  PlanMilestone: { schema: p.MilestonePlanned, offline: 'replay' },
  MoveMilestoneForecast: {
    schema: z.strictObject({ milestoneId: partId('mst'), new: day, reason: text(1, 500) }),
    offline: 'replay',
  },
  ReachMilestone: { schema: p.MilestoneReached, offline: 'replay' },
  PlaceComment: { schema: p.CommentPlaced, offline: 'replay' },
  ResolveComment: { schema: p.CommentResolved, offline: 'replay' },
  ReopenComment: { schema: p.CommentReopened, offline: 'replay' },
  /** Puts back what a field held before an event, if that event still sets it. */
  RevertChange: { schema: z.strictObject({ event: eventId }), offline: 'replay' },
  ParkPlan: { schema: p.PlanParked, offline: 'ask' },
  ResumePlan: { schema: p.PlanResumed, offline: 'ask' },
  CorrectFact: {
    schema: z.strictObject({
      targetEventId: p.FactCorrected.shape.targetEventId.optional(),
      field: z.string().max(60),
      new: z.unknown(),
      evidence: p.FactCorrected.shape.evidence,
    }),
    offline: 'ask',
  },
  /** Follows SiteCapacityReserved; only a reaction issues it. */
  RecordPledge: {
    schema: z.strictObject({
      contributionId: partId('ctr'),
      siteId: reference('site'),
      kind: p.ContributionPledged.shape.kind.extract(['CAPACITY_MW', 'HEAT_MW', 'FLEX_MW']),
      amount: megawatt,
      from: day,
      to: day.optional(),
      firmness: p.ContributionPledged.shape.firmness,
    }),
    offline: 'never',
  },
  ProposeCostSplit: { schema: p.CostSplitProposed, offline: 'ask' },
  AcceptCostSplit: { schema: p.CostSplitAccepted, offline: 'ask' },
  DraftAgreement: { schema: p.AgreementDrafted, offline: 'ask' },
  SignAgreement: { schema: p.AgreementSigned, offline: 'never' },
  TerminateAgreement: { schema: p.AgreementTerminated, offline: 'never' },
  RaiseRisk: { schema: p.RiskRaised, offline: 'replay' },
  RescoreRisk: { schema: p.RiskRescored, offline: 'replay' },
  CloseRisk: { schema: p.RiskClosed, offline: 'replay' },
  /** The server calculates; what is said of the outcome here is compared with it. */
  TakeCalculationSnapshot: {
    schema: p.CalculationSnapshotTaken.partial({
      ...{ inputIndex: true, paramVersion: true, code: true, outputs: true, hash: true },
    }),
    offline: 'never',
  },
  RequestGate: { schema: p.GateRequested.omit({ checklist: true }), offline: 'never' },
  /** Gates follow a decision, whose stream holds the truth; only reactions issue these. */
  PassGate: { schema: p.GatePassed, offline: 'never' },
  FailGate: { schema: p.GateFailed, offline: 'never' },
  ReopenGate: { schema: p.GateReopened, offline: 'never' },
  DesignatePilot: { schema: p.PilotDesignated, offline: 'never' },
  ChangeVisibility: {
    schema: p.VisibilityChanged.omit({ oldClass: true }),
    offline: 'never',
  },
  StopPlan: { schema: p.PlanStopped, offline: 'never' },
  RealisePlan: { schema: p.PlanRealised, offline: 'never' },
  ...actionCommands,
} as const satisfies Record<string, CommandSpec>;

export type PlanCommandData = { [K in keyof typeof planCommands]: z.infer<(typeof planCommands)[K]['schema']> };
