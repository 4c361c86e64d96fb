import { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import { amount, day, eventId, megawatt, partId, reference, text } from '../fields.ts';
import { momentCommands } from '../moments.ts';
import type { CommandSpec } from '../spec.ts';
import { planPayloads as p } from './events.ts';

/** What somebody may ask of a synergy plan. */
export const planCommands = {
  ...momentCommands('participant'),
  StartSynergyPlan: { schema: p.SynergyPlanStarted, access: 'region-member', offline: 'ask', creates: true },
  SetPlanDetail: {
    schema: p.PlanDetailSet.extend({ value: p.PlanDetailSet.shape.value.unwrap() }),
    access: 'participant',
    offline: 'replay',
  },
  InviteParticipant: { schema: p.ParticipantInvited, access: 'participant', offline: 'replay' },
  JoinPlan: { schema: p.ParticipantJoined, access: 'invited', offline: 'ask' },
  LeavePlan: { schema: p.ParticipantLeft, access: 'participant', offline: 'ask' },
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
    access: 'participant',
    offline: 'ask',
  },
  WithdrawContribution: { schema: p.ContributionWithdrawn, access: 'participant', offline: 'ask' },
  SetCapacityTarget: { schema: p.CapacityTargetSet.extend({ MW: megawatt }), access: 'participant', offline: 'replay' },
  DrawRoute: { schema: p.RouteDrawn, access: 'participant', offline: 'replay' },
  PlanMilestone: { schema: p.MilestonePlanned, access: 'participant', offline: 'replay' },
  MoveMilestoneForecast: {
    schema: z.strictObject({ milestoneId: partId('mst'), new: day, reason: text(1, 500) }),
    access: 'participant',
    offline: 'replay',
  },
  ReachMilestone: { schema: p.MilestoneReached, access: 'participant', offline: 'replay' },
  PlaceComment: { schema: p.CommentPlaced, access: 'commenter', offline: 'replay' },
  ResolveComment: { schema: p.CommentResolved, access: 'commenter', offline: 'replay' },
  ReopenComment: { schema: p.CommentReopened, access: 'commenter', offline: 'replay' },
  /** Puts back what a field held before an event, if that event still sets it. */
  RevertChange: { schema: z.strictObject({ event: eventId }), access: 'participant', offline: 'replay' },
  ParkPlan: { schema: p.PlanParked, access: 'participant', offline: 'ask' },
  ResumePlan: { schema: p.PlanResumed, access: 'participant', offline: 'ask' },
  CorrectFact: {
    schema: z.strictObject({
      targetEventId: p.FactCorrected.shape.targetEventId.optional(),
      field: z.string().max(60),
      new: z.unknown(),
    }),
    access: 'participant',
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
    access: 'system',
    offline: 'never',
  },
  ProposeCostSplit: { schema: p.CostSplitProposed, access: 'participant', offline: 'ask' },
  AcceptCostSplit: { schema: p.CostSplitAccepted, access: 'participant', offline: 'ask' },
  DraftAgreement: { schema: p.AgreementDrafted, access: 'participant', offline: 'ask' },
  SignAgreement: { schema: p.AgreementSigned, access: 'participant', offline: 'never' },
  TerminateAgreement: { schema: p.AgreementTerminated, access: 'participant', offline: 'never' },
  RaiseRisk: { schema: p.RiskRaised, access: 'participant', offline: 'replay' },
  RescoreRisk: { schema: p.RiskRescored, access: 'participant', offline: 'replay' },
  CloseRisk: { schema: p.RiskClosed, access: 'participant', offline: 'replay' },
  TakeCalculationSnapshot: { schema: p.CalculationSnapshotTaken, access: 'participant', offline: 'never' },
  RequestGate: { schema: p.GateRequested.omit({ checklist: true }), access: 'participant', offline: 'never' },
  /** Gates follow a decision, whose stream holds the truth; only reactions issue these. */
  PassGate: { schema: p.GatePassed, access: 'system', offline: 'never' },
  FailGate: { schema: p.GateFailed, access: 'system', offline: 'never' },
  ReopenGate: { schema: p.GateReopened, access: 'system', offline: 'never' },
  DesignatePilot: { schema: p.PilotDesignated, access: 'programme', offline: 'never' },
  ChangeVisibility: {
    schema: p.VisibilityChanged.omit({ oldClass: true }),
    access: 'participant',
    offline: 'never',
  },
  StopPlan: { schema: p.PlanStopped, access: 'participant', offline: 'never' },
  RealisePlan: { schema: p.PlanRealised, access: 'participant', offline: 'never' },
  ...actionCommands('participant'),
} as const satisfies Record<string, CommandSpec>;

export type PlanCommandData = { [K in keyof typeof planCommands]: z.infer<(typeof planCommands)[K]['schema']> };
