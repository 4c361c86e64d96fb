import { z } from 'zod';
import { actionEvents, actionPayloads, correctionEvent, correctionPayloads } from '../any-stream/events.ts';
import { flowUnits } from '../carriers.ts';
import {
  amount,
  day,
  fileId,
  label,
  megawatt,
  organisationId,
  partId,
  planYear,
  pointNL,
  reference,
  sha256,
  text,
} from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import { infrastructureKinds } from './details.ts';

const direction = z.enum(['OFFTAKE', 'FEED_IN']);
/** As on the operators' map: available · limited · under investigation, queue · shortage, queue. */
const congestion = z.enum(['TRANSPARANT', 'YELLOW', 'AMBER', 'RED']);
const firmness = z.enum(['FIRM', 'PLANNED', 'EXPLORATORY']);
const postcodes = z.array(z.string().regex(/^\d{4}([A-Z]{2})?$/, 'must be a postcode like 1234 or 1234AB')).max(5_000);
const reason = text(3, 500);
const sourceRef = label(1, 200);
/** A day, or a quarter where no more is known. */
const when = z.union([day, z.string().regex(/^\d{4}-Q[1-4]$/, 'must be a quarter like 2027-Q3')]);
const ring = z.array(pointNL).min(4).max(20_000);
const geometry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: pointNL }),
  z.strictObject({ type: z.literal('LineString'), coordinates: z.array(pointNL).min(2).max(5_000) }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1).max(500) }),
]);
const flow = amount(0, 1e6);

/** Payloads of what can happen to infrastructure (domain.md B.2). */
export const infrastructurePayloads = {
  InfrastructureRegistered: z.strictObject({
    kind: z.enum(infrastructureKinds),
    name: label(2, 160).optional(),
    operatorId: organisationId,
    geometry: geometry.nullable(),
    offtakeParentId: reference('infrastructure').optional(),
    feedInParentId: reference('infrastructure').optional(),
    postcodes: postcodes.optional(),
    example: z.boolean().optional(),
  }),
  InfrastructureDetailSet: z.strictObject({
    field: z.string().max(60),
    value: z.union([label(0, 160), z.number(), z.boolean()]).nullable(),
    unit: z.string().max(20).optional(),
  }),
  CapacityPublished: z.strictObject({
    direction,
    /** Per year what is firm, and what is planned on top of it and not firm. Replaces the direction's whole series. */
    years: z.record(
      z.string().regex(/^20[2-4]\d$|^2050$/, 'must be a year from 2020 to 2050'),
      z.strictObject({ firm: flow, planned: flow.optional() }),
    ),
    unit: z.enum(flowUnits),
    queueMW: amount(0, 100_000).optional(),
    queueCount: z.int().min(0).max(1e6).optional(),
    quotedMW: amount(0, 100_000).optional(),
    asOf: day,
    sourceRef,
  }),
  CongestionStatusChanged: z.strictObject({
    direction,
    old: congestion.optional(),
    new: congestion,
    postcodes: postcodes.optional(),
    alleviationYear: planYear.optional(),
  }),
  WorkScheduled: z.strictObject({ workId: partId('wrk'), name: label(2, 160), when }),
  WorkRescheduled: z.strictObject({ workId: partId('wrk'), old: when, new: when, reason }),
  /** What a work adds informs; it is never added to what is published. */
  WorkCompleted: z.strictObject({ workId: partId('wrk'), date: day, addedMW: megawatt }),
  SectionYearChanged: z.strictObject({ old: planYear.optional(), new: planYear, firmness, sourceRef }),
  GroupCapacityGranted: z.strictObject({
    planId: reference('plan'),
    MW: megawatt,
    direction,
    conditions: text(0, 2000),
    from: day,
  }),
  GroupCapacityRefused: z.strictObject({ planId: reference('plan'), reason, retryDate: day.optional() }),
  CapacityDatasetImported: z.strictObject({
    dataset: label(1, 120),
    version: label(1, 60),
    hash: sha256,
    rows: z.int().min(0),
    rejected: z.int().min(0),
    fileId,
  }),
  ...actionPayloads,
  ...correctionPayloads,
};

export type InfrastructureEventData = {
  [K in keyof typeof infrastructurePayloads]: z.infer<(typeof infrastructurePayloads)[K]>;
};

const open = { '*': 'P0', $reason: 'P1' } as const;
/** What an operator and a plan's group say to each other. */
const between = { '*': 'P3', $reason: 'P3' } as const;

export const infrastructureEvents: EventSpecs<typeof infrastructurePayloads> = {
  InfrastructureRegistered: firstVersion('Infrastructuur geregistreerd', 'Infrastructure registered', open, {
    reach: true,
  }),
  InfrastructureDetailSet: firstVersion('Infrastructuurgegeven gezet', 'Infrastructure detail set', open, {
    revert: 'value',
  }),
  CapacityPublished: firstVersion('Capaciteit gepubliceerd', 'Capacity published', open, { dated: 'asOf' }),
  CongestionStatusChanged: firstVersion('Congestiestatus gewijzigd', 'Congestion status changed', open),
  WorkScheduled: firstVersion('Werk gepland', 'Work scheduled', open),
  WorkRescheduled: firstVersion('Werk verschoven', 'Work rescheduled', open),
  WorkCompleted: firstVersion('Werk gereed', 'Work completed', open, { dated: 'date' }),
  SectionYearChanged: firstVersion('Opleverjaar gewijzigd', 'Section year changed', open),
  GroupCapacityGranted: firstVersion('Groepscapaciteit toegekend', 'Group capacity granted', between, {
    dated: 'from',
    reach: true,
  }),
  GroupCapacityRefused: firstVersion('Groepscapaciteit afgewezen', 'Group capacity refused', between, { reach: true }),
  CapacityDatasetImported: firstVersion('Capaciteitsdata ingelezen', 'Capacity data imported', open),
  ...actionEvents('P1'),
  ...correctionEvent('P0'),
};
