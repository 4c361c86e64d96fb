import { z } from 'zod';
import { actionEvents, actionPayloads, correctionEvidence } from '../any-stream/events.ts';
import { amount, day, eventId, evidence, megawatt, partId, pointNL, reference, text } from '../fields.ts';
import { momentEvents, momentPayloads } from '../moments.ts';
import type { EventSpecs } from '../spec.ts';
import type { Class, ClassFacts } from '../visibility.ts';
import { planKinds } from './details.ts';
import { gateEvents, gatePayloads } from './events-gates.ts';
import { workingEvents, workingPayloads } from './events-working.ts';
import { gates } from './gates.ts';

const detailValue = z.union([text(0, 120), z.number(), z.boolean()]);
const role = z.enum(['INITIATOR', 'SOURCE', 'SINK', 'MEMBER', 'OPERATOR', 'FINANCIER', 'FACILITATOR']);
const contributionKind = z.enum(['CAPACITY_MW', 'HEAT_MW', 'FLEX_MW', 'LAND', 'EUR', 'DATA']);
const firmness = z.enum(['FIRM', 'CONDITIONAL', 'INDICATIVE']);

const contributed = amount(0, 1e10);

/** Payloads of what can happen to a synergy plan (domain.md B.2). */
export const planPayloads = {
  ...momentPayloads,
  SynergyPlanStarted: z.strictObject({
    regionId: reference('region'),
    kind: z.enum(planKinds),
    title: text(3, 120),
    initiatorOrg: reference('organisation'),
    suggestionId: reference('suggestion').optional(),
  }),
  PlanDetailSet: z.strictObject({
    field: z.string().max(60),
    value: detailValue.nullable(),
    unit: z.string().max(20).optional(),
  }),
  ParticipantInvited: z.strictObject({ orgId: reference('organisation'), role }),
  ParticipantJoined: z.strictObject({
    orgId: reference('organisation'),
    role,
    siteIds: z.array(reference('site')).max(50),
  }),
  ParticipantLeft: z.strictObject({
    orgId: reference('organisation'),
    reason: text(1, 500),
    effectOnCapacity: text(0, 500).optional(),
  }),
  ContributionPledged: z.strictObject({
    contributionId: partId('ctr'),
    siteId: reference('site'),
    kind: contributionKind,
    /** In the unit of its kind: MW, square metres, euros, or a count of data sets. */
    amount: contributed,
    unit: z.enum(['MW', 'm2', 'EUR', '1']),
    from: day,
    to: day.optional(),
    firmness,
  }),
  ContributionChanged: z.strictObject({
    contributionId: partId('ctr'),
    old: contributed,
    new: contributed,
    /** As in the pledge; absent: MW. */
    unit: z.enum(['m2', 'EUR', '1']).optional(),
    from: day,
    to: day.optional(),
    firmness,
    reason: text(0, 500).optional(),
  }),
  ContributionWithdrawn: z.strictObject({ contributionId: partId('ctr'), reason: text(1, 500) }),
  CapacityTargetSet: z.strictObject({
    direction: z.enum(['OFFTAKE', 'FEED_IN', 'HEAT']),
    /** Null: there is no target any more (an undone first one). */
    MW: megawatt.nullable(),
    fromYear: z.int().min(2020).max(2050),
  }),
  RouteDrawn: z.strictObject({
    LineString: z.array(pointNL).min(2).max(2000),
    length_km: amount(0, 200),
    DN: amount(20, 1200).optional(),
  }),
  MilestonePlanned: z.strictObject({
    milestoneId: partId('mst'),
    name: text(2, 120),
    date: day,
    ownerOrg: reference('organisation').optional(),
    /** The gate that it has to be reached before. */
    gate: z.enum(gates).optional(),
    dependsOn: z.array(partId('mst')).max(20).default([]),
    programmeFunded: z.boolean().default(false),
  }),
  MilestoneForecastMoved: z.strictObject({ milestoneId: partId('mst'), old: day, new: day, reason: text(1, 500) }),
  MilestoneReached: z.strictObject({ milestoneId: partId('mst'), date: day, evidence: evidence(0, 500).optional() }),
  CommentPlaced: z.strictObject({
    commentId: partId('cmt'),
    threadId: partId('cmt'),
    target: z.string().min(1).max(120),
    text: text(1, 4000),
    mentions: z.array(z.string().max(80)).max(20).default([]),
  }),
  CommentResolved: z.strictObject({ commentId: partId('cmt') }),
  CommentReopened: z.strictObject({ commentId: partId('cmt') }),
  PlanParked: z.strictObject({ reason: text(3, 500), reviewDate: day.optional() }),
  PlanResumed: z.strictObject({ reason: text(3, 500) }),
  FactCorrected: z.strictObject({
    targetEventId: eventId,
    field: z.string().max(60),
    old: z.unknown(),
    new: z.unknown(),
    /** The detail whose value is corrected. */
    detail: z.string().max(60).optional(),
    evidence: correctionEvidence,
    reason: text(3, 500),
  }),
  ...workingPayloads,
  ...gatePayloads,
  ...actionPayloads,
};

export type PlanEventData = { [K in keyof typeof planPayloads]: z.infer<(typeof planPayloads)[K]> };

type Data = Readonly<Record<string, unknown>>;
/** The region's, unless the plan's participants chose otherwise for this field. */
const classOfDetail = (facts: ClassFacts, name: unknown): Class => facts.narrowed?.[String(name)] ?? 'P2';
const detail = (facts: ClassFacts, data: Data): Class => classOfDetail(facts, data['field']);
const corrected = (facts: ClassFacts, data: Data): Class => classOfDetail(facts, data['detail']);
const correctedValue = (facts: ClassFacts, data: Data): Class =>
  data['field'] === 'amount' ? 'P3' : corrected(facts, data);

export const planEvents: EventSpecs<typeof planPayloads> = {
  ...momentEvents,
  SynergyPlanStarted: {
    version: 2,
    label: { nl: 'Plan gestart', en: 'Plan started' },
    classes: { '*': 'P2' },
    revert: 'never',
  },
  PlanDetailSet: {
    version: 2,
    label: { nl: 'Plangegeven gezet', en: 'Plan detail set' },
    classes: { '*': detail, $reason: detail },
    revert: 'value',
  },
  ParticipantInvited: {
    version: 2,
    label: { nl: 'Deelnemer uitgenodigd', en: 'Participant invited' },
    classes: { '*': 'P2' },
    revert: 'never',
    reach: true,
  },
  ParticipantJoined: {
    version: 2,
    label: { nl: 'Deelnemer toegetreden', en: 'Participant joined' },
    classes: { '*': 'P2' },
    revert: 'never',
    reach: true,
  },
  ParticipantLeft: {
    version: 2,
    label: { nl: 'Deelnemer uitgetreden', en: 'Participant left' },
    classes: { '*': 'P2' },
    revert: 'never',
    reach: true,
  },
  ContributionPledged: {
    version: 2,
    label: { nl: 'Inbreng toegezegd', en: 'Contribution pledged' },
    classes: { '*': 'P2', amount: 'P3' },
    revert: { compensate: 'WithdrawContribution' },
    dated: 'from',
  },
  ContributionChanged: {
    version: 2,
    label: { nl: 'Inbreng gewijzigd', en: 'Contribution changed' },
    classes: { '*': 'P2', old: 'P3', new: 'P3' },
    revert: { compensate: 'PledgeContribution' },
    dated: 'from',
  },
  ContributionWithdrawn: {
    version: 2,
    label: { nl: 'Inbreng ingetrokken', en: 'Contribution withdrawn' },
    classes: { '*': 'P2' },
    revert: 'never',
  },
  CapacityTargetSet: {
    version: 2,
    label: { nl: 'Capaciteitsdoel gezet', en: 'Capacity target set' },
    classes: { '*': 'P2' },
    revert: 'value',
  },
  RouteDrawn: {
    version: 2,
    label: { nl: 'Tracé getekend', en: 'Route drawn' },
    classes: { '*': 'P2' },
    revert: 'value',
  },
  MilestonePlanned: {
    version: 2,
    label: { nl: 'Mijlpaal gepland', en: 'Milestone planned' },
    classes: { '*': 'P2' },
    revert: 'never',
  },
  MilestoneForecastMoved: {
    version: 2,
    label: { nl: 'Mijlpaal verschoven', en: 'Milestone moved' },
    classes: { '*': 'P2' },
    revert: 'value',
  },
  MilestoneReached: {
    version: 2,
    label: { nl: 'Mijlpaal gehaald', en: 'Milestone reached' },
    classes: { '*': 'P2' },
    revert: 'never',
    dated: 'date',
  },
  CommentPlaced: {
    version: 2,
    label: { nl: 'Opmerking geplaatst', en: 'Comment placed' },
    classes: { '*': 'P2' },
    revert: 'never',
  },
  CommentResolved: {
    version: 2,
    label: { nl: 'Opmerking afgehandeld', en: 'Comment resolved' },
    classes: { '*': 'P2' },
    revert: { compensate: 'ReopenComment' },
  },
  CommentReopened: {
    version: 2,
    label: { nl: 'Opmerking heropend', en: 'Comment reopened' },
    classes: { '*': 'P2' },
    revert: { compensate: 'ResolveComment' },
  },
  PlanParked: {
    version: 2,
    label: { nl: 'Plan geparkeerd', en: 'Plan parked' },
    classes: { '*': 'P2' },
    revert: { compensate: 'ResumePlan' },
  },
  PlanResumed: {
    version: 2,
    label: { nl: 'Plan hervat', en: 'Plan resumed' },
    classes: { '*': 'P2' },
    revert: { compensate: 'ParkPlan' },
  },
  FactCorrected: {
    version: 2,
    label: { nl: 'Feit gecorrigeerd', en: 'Fact corrected' },
    classes: { '*': corrected, old: correctedValue, new: correctedValue, $reason: corrected },
    revert: 'never',
  },
  ...workingEvents,
  ...gateEvents,
  ...actionEvents('P2'),
};
