import { z } from 'zod';
import { actionEvents, actionPayloads, correctionEvent, correctionPayloads } from '../any-stream/events.ts';
import { bottleneckCodes } from '../bottlenecks.ts';
import { carriers, flowUnits } from '../carriers.ts';
import {
  amount,
  day,
  documentReference,
  euro,
  label,
  organisationId,
  partId,
  planYear,
  reference,
  share,
  text,
} from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import type { Class } from '../visibility.ts';
import { projectFieldClass, projectPhases, routes } from './phases.ts';

const route = z.enum(routes);
const phase = z.enum(projectPhases);
const bottleneck = z.enum(bottleneckCodes);
const reason = text(3, 500);
const tonnes = amount(0, 1e9);
/** Scope 1, tonnes a year; the full effect is the largest of the three. */
const reduction = z.strictObject({
  t2030: tonnes,
  t2035: tonnes,
  t2040: tonnes,
  low: tonnes.optional(),
  high: tonnes.optional(),
});
const scope = z.strictObject({ reduction });
/** What is asked of infrastructure, in the unit of its carrier. */
const flow = {
  carrier: z.enum(carriers),
  direction: z.enum(['OFFTAKE', 'FEED_IN']),
  amount: amount(0, 1e6),
  unit: z.enum(flowUnits),
  areaId: reference('infrastructure').optional(),
  sectionId: reference('infrastructure').optional(),
};

/** Payloads of what can happen to a project (domain.md B.2). */
export const projectPayloads = {
  ProjectProposed: z.strictObject({
    siteId: reference('site'),
    title: text(3, 160),
    route,
    phase: phase.exclude(['OPERATIONAL']),
    startYear: planYear,
    reduction,
    capexEUR: euro.optional(),
    opexDeltaEUR: amount(-1e10, 1e10).optional(),
    priceYear: z.int().min(2000).max(2050).optional(),
    noxKgPerYear: amount(-1e8, 1e8).optional(),
  }),
  ProjectDetailSet: z.strictObject({
    field: z.string().max(60),
    value: z.union([text(0, 160), z.number()]).nullable(),
    unit: z.string().max(20).optional(),
  }),
  ProjectRouteChosen: z.strictObject({ routes: z.array(route).min(1).max(7), primary: route, reason }),
  ProjectPhaseAdvanced: z.strictObject({ from: phase, to: phase, date: day, evidenceRef: documentReference(1, 200) }),
  ProjectPhaseReverted: z.strictObject({ from: phase, to: phase, reason }),
  ProjectPutOnHold: z.strictObject({ reasonCode: bottleneck, reviewDate: day }),
  ProjectResumed: z.strictObject({ toPhase: phase }),
  ProjectCancelled: z.strictObject({ reasonCode: bottleneck, text: reason }),
  ProjectDelayed: z.strictObject({
    oldYear: planYear,
    newYear: planYear,
    bottleneckCodes: z.array(bottleneck).min(1).max(20),
  }),
  ProjectAccelerated: z.strictObject({ oldYear: planYear, newYear: planYear, reason }),
  ProjectRescoped: z.strictObject({
    old: scope,
    new: scope,
    oldCapexEUR: euro.optional(),
    newCapexEUR: euro.optional(),
    reason,
  }),
  InfraNeedStated: z.strictObject({
    needId: partId('ned'),
    ...flow,
    fromYear: planYear,
    /** Part of the amount with which the project can do; for information. */
    minimumShare: share.optional(),
  }),
  InfraNeedWithdrawn: z.strictObject({ needId: partId('ned'), reason }),
  BottleneckReported: z.strictObject({
    bottleneckId: partId('btl'),
    code: bottleneck,
    severity: z.int().min(1).max(5),
    text: text(3, 2000),
    planId: reference('plan').optional(),
  }),
  BottleneckAssigned: z.strictObject({ bottleneckId: partId('btl'), ownerOrgId: organisationId, due: day }),
  BottleneckResolved: z.strictObject({ bottleneckId: partId('btl'), how: reason, date: day }),
  ReductionAttributed: z.strictObject({ planId: reference('plan'), share }),
  ProjectRealised: z.strictObject({ date: day, actual_t: tonnes, actualCapexEUR: euro.optional() }),
  ProjectAlternativeLinked: z.strictObject({
    groupId: partId('grp'),
    preferred: z.boolean(),
    temporaryUntil: planYear.optional(),
  }),
  ConnectionRequested: z.strictObject({
    requestId: partId('req'),
    operatorId: organisationId,
    ...flow,
    requestedOn: day,
    wantedYear: planYear,
  }),
  ConnectionRequestWithdrawn: z.strictObject({ requestId: partId('req'), reason }),
  FundingRequested: z.strictObject({
    fundingId: partId('fnd'),
    scheme: label(2, 120),
    EUR: euro,
    covers: z.enum(['PROJECT', 'INFRA']),
    date: day,
  }),
  FundingGranted: z.strictObject({ fundingId: partId('fnd'), EUR: euro, date: day, conditions: text(0, 2000) }),
  FundingRefused: z.strictObject({ fundingId: partId('fnd'), reason, date: day }),
  ...actionPayloads,
  ...correctionPayloads,
};

export type ProjectEventData = { [K in keyof typeof projectPayloads]: z.infer<(typeof projectPayloads)[K]> };

const shown = { '*': 'P2' } as const;
const secret = { '*': 'P3', $reason: 'P3' } as const;
type Data = Readonly<Record<string, unknown>>;
const detail = (_: unknown, data: Data): Class => projectFieldClass(data['field']);

/** Values that stand in events of which everybody in the region sees the rest. */
const valueClasses: Readonly<Record<string, Class>> = {
  startYear: 'P2',
  reduction: 'P3',
  actual_t: 'P3',
  capexEUR: 'P4',
};
const correctedValue = (_: unknown, data: Data): Class => valueClasses[String(data['field'])] ?? 'P3';
const correctedWhole = (_: unknown, data: Data): Class => (String(data['field']) in valueClasses ? 'P2' : 'P3');

export const projectEvents: EventSpecs<typeof projectPayloads> = {
  ProjectProposed: firstVersion('Project ingediend', 'Project proposed', {
    ...shown,
    reduction: 'P3',
    noxKgPerYear: 'P3',
    capexEUR: 'P4',
    opexDeltaEUR: 'P4',
    priceYear: 'P4',
  }),
  ProjectDetailSet: firstVersion(
    'Projectgegeven gezet',
    'Project detail set',
    { '*': detail, $reason: detail },
    { revert: 'value' },
  ),
  ProjectRouteChosen: firstVersion('Route gekozen', 'Route chosen', shown),
  ProjectPhaseAdvanced: firstVersion('Fase verder', 'Phase advanced', shown, {
    revert: { compensate: 'RevertPhase' },
    dated: 'date',
  }),
  ProjectPhaseReverted: firstVersion('Fase terug', 'Phase reverted', shown, { revert: { compensate: 'AdvancePhase' } }),
  ProjectPutOnHold: firstVersion('Project gepauzeerd', 'Project put on hold', shown, {
    revert: { compensate: 'ResumeProject' },
  }),
  ProjectResumed: firstVersion('Project hervat', 'Project resumed', shown, {
    revert: { compensate: 'PutProjectOnHold' },
  }),
  ProjectCancelled: firstVersion('Project geannuleerd (afstel)', 'Project cancelled', shown),
  ProjectDelayed: firstVersion('Project vertraagd (uitstel)', 'Project delayed', shown, {
    revert: { compensate: 'AccelerateProject' },
  }),
  ProjectAccelerated: firstVersion('Project versneld', 'Project accelerated', shown, {
    revert: { compensate: 'DelayProject' },
  }),
  ProjectRescoped: firstVersion('Scope gewijzigd', 'Project rescoped', {
    ...shown,
    old: 'P3',
    new: 'P3',
    oldCapexEUR: 'P4',
    newCapexEUR: 'P4',
  }),
  InfraNeedStated: firstVersion('Infrabehoefte gemeld', 'Infrastructure need stated', secret, {
    revert: { compensate: 'WithdrawInfraNeed' },
  }),
  InfraNeedWithdrawn: firstVersion('Infrabehoefte vervallen', 'Infrastructure need withdrawn', secret),
  BottleneckReported: firstVersion('Knelpunt gemeld', 'Bottleneck reported', shown, {
    revert: { compensate: 'ResolveBottleneck' },
  }),
  BottleneckAssigned: firstVersion('Knelpunt belegd', 'Bottleneck assigned', shown, { reach: true }),
  BottleneckResolved: firstVersion('Knelpunt opgelost', 'Bottleneck resolved', shown, { dated: 'date' }),
  ReductionAttributed: firstVersion('Reductie toegerekend', 'Reduction attributed', { '*': 'P1' }),
  ProjectRealised: firstVersion(
    'Project gerealiseerd',
    'Project realised',
    { ...shown, actual_t: 'P3', actualCapexEUR: 'P4' },
    { dated: 'date' },
  ),
  ProjectAlternativeLinked: firstVersion('Alternatieve route gekoppeld', 'Alternative route linked', shown),
  ConnectionRequested: firstVersion('Aansluiting aangevraagd', 'Connection requested', secret, {
    revert: { compensate: 'WithdrawConnectionRequest' },
    dated: 'requestedOn',
  }),
  ConnectionRequestWithdrawn: firstVersion('Aanvraag ingetrokken', 'Connection request withdrawn', secret),
  FundingRequested: firstVersion('Financiering aangevraagd', 'Funding requested', secret, { dated: 'date' }),
  FundingGranted: firstVersion('Financiering toegekend', 'Funding granted', secret, { dated: 'date' }),
  FundingRefused: firstVersion('Financiering afgewezen', 'Funding refused', secret, { dated: 'date' }),
  ...actionEvents('P2'),
  ...correctionEvent(correctedWhole, correctedValue),
};
