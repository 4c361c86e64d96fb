import { z } from 'zod';
import { actionEvents, actionPayloads, correctionEvidence } from '../any-stream/events.ts';
import { amount, day, eventId, label, megawatt, partId, pointNL, reference, text, year } from '../fields.ts';
import type { EventSpecs } from '../spec.ts';
import type { Class, ClassFacts, PartClass } from '../visibility.ts';
import { emissionsClass, secretly, shared } from './classes.ts';
import { energyEvents, energyPayloads } from './events-energy.ts';
import { sectors } from './sectors.ts';

const sector = z.enum(sectors);
const cluster = z.enum(['CLUSTER_6', 'RIJNMOND', 'NZKG', 'NOORD_NL', 'SCHELDE_DELTA', 'CHEMELOT', 'NONE']);
const address = z.strictObject({
  street: label(0, 120).optional(),
  postcode: z
    .string()
    .regex(/^\d{4}[A-Z]{2}$/, 'must be a postcode like 1234AB')
    .optional(),
  city: label(1, 80),
});
const contributionKind = z.enum(['CAPACITY_MW', 'HEAT_MW', 'FLEX_MW']);
const firmness = z.enum(['FIRM', 'CONDITIONAL', 'INDICATIVE']);

/** Payloads of what can happen to a site (domain.md B.2). */
export const sitePayloads = {
  SiteRegistered: z.strictObject({
    orgId: reference('organisation'),
    name: label(2, 160),
    address,
    point: pointNL.nullable(),
    location: z.enum(['ONSHORE', 'OFFSHORE']),
    sector,
    example: z.boolean().optional(),
  }),
  SiteDetailSet: z.strictObject({ field: z.enum(['name', 'sector']), value: label(1, 160) }),
  SiteRelocated: z.strictObject({ address, point: pointNL.nullable(), reason: text(3, 500) }),
  ClusterAssigned: z.strictObject({ cluster, basis: text(3, 200), from: day }),
  EtsStatusSet: z.strictObject({
    ets: z.enum(['NONE', 'ETS1', 'ETS2']),
    eutlId: z
      .string()
      .regex(/^NL-\d+$/, 'must be an id like NL-123')
      .optional(),
    from: day,
  }),
  VerifiedEmissionsReported: z.strictObject({ year, t: amount(0, 1e9), sourceRef: label(1, 200) }),
  ResidualHeatOffered: z.strictObject({
    offerId: partId('ofr'),
    MW: megawatt,
    T_out: amount(20, 600),
    MWh: amount(0, 1e8),
    medium: z.enum(['WATER', 'STEAM', 'FLUE_GAS', 'AIR', 'OTHER']),
    from: day,
    firmUntil: day,
  }),
  ResidualHeatWithdrawn: z.strictObject({ offerId: partId('ofr'), reason: text(3, 500), from: day }),
  ConnectionContractRecorded: z.strictObject({
    connectionId: partId('con'),
    dsoOrgId: reference('organisation').optional(),
    offtakeAreaId: z.string().max(60).optional(),
    feedInAreaId: z.string().max(60).optional(),
    offtakeMW: megawatt,
    feedInMW: megawatt,
    physicalMVA: amount(0, 10_000),
    voltageKV: z.union([0.4, 10, 20, 25, 50, 66, 110, 150, 220, 380].map((v) => z.literal(v))).or(amount(3, 25)),
    right: z.enum(['FIRM', 'NON_FIRM', 'TIME_DURATION', 'TIME_BLOCK', 'GROUP']),
    substation: label(0, 120).optional(),
    ean: z
      .string()
      .regex(/^\d{18}$/, 'must have 18 digits')
      .optional(),
    from: day,
    to: day.optional(),
  }),
  SiteCapacityReserved: z.strictObject({
    contributionId: partId('ctr'),
    planId: reference('plan'),
    kind: contributionKind,
    MW: megawatt,
    from: day,
    to: day.optional(),
    firmness,
  }),
  SiteCapacityReleased: z.strictObject({ contributionId: partId('ctr'), reason: text(1, 500) }),
  FactCorrected: z.strictObject({
    targetEventId: eventId,
    field: z.string().max(60),
    old: z.unknown(),
    new: z.unknown(),
    evidence: correctionEvidence,
    reason: text(3, 500),
  }),
  ...energyPayloads,
  ...actionPayloads,
};

export type SiteEventData = { [K in keyof typeof sitePayloads]: z.infer<(typeof sitePayloads)[K]> };

const correctionClass = (facts: ClassFacts, data: Readonly<Record<string, unknown>>): Class | PartClass => {
  if (data['field'] === 't') return emissionsClass(facts);
  if (data['field'] === 'MW') return { cls: 'P3', part: shared.heat };
  return data['field'] === 'value' || data['field'] === 'name' ? 'P0' : 'P3';
};

export const siteEvents: EventSpecs<typeof sitePayloads> = {
  SiteRegistered: {
    version: 2,
    label: { nl: 'Locatie geregistreerd', en: 'Site registered' },
    classes: { '*': 'P0' },
    revert: 'never',
    reach: true,
  },
  SiteDetailSet: {
    version: 2,
    label: { nl: 'Locatiegegeven gezet', en: 'Site detail set' },
    classes: { '*': 'P0' },
    revert: 'value',
  },
  SiteRelocated: {
    version: 2,
    label: { nl: 'Locatie verplaatst of gecorrigeerd', en: 'Site relocated or corrected' },
    classes: { '*': 'P0', reason: 'P2' },
    revert: 'never',
    reach: true,
  },
  ClusterAssigned: {
    version: 2,
    label: { nl: 'Cluster toegekend', en: 'Cluster assigned' },
    classes: { '*': 'P0' },
    revert: 'never',
    dated: 'from',
  },
  EtsStatusSet: {
    version: 2,
    label: { nl: 'ETS-status vastgesteld', en: 'ETS status set' },
    classes: { '*': 'P0' },
    revert: 'never',
    dated: 'from',
    reach: true,
  },
  VerifiedEmissionsReported: {
    version: 2,
    label: { nl: 'Geverifieerde emissies', en: 'Verified emissions' },
    classes: { '*': emissionsClass },
    revert: 'never',
  },
  ResidualHeatOffered: {
    version: 2,
    label: { nl: 'Restwarmte aangeboden', en: 'Residual heat offered' },
    classes: secretly('heat'),
    revert: { compensate: 'WithdrawResidualHeat' },
    dated: 'from',
  },
  ResidualHeatWithdrawn: {
    version: 2,
    label: { nl: 'Restwarmte teruggetrokken', en: 'Residual heat withdrawn' },
    classes: secretly('heat'),
    revert: 'never',
    dated: 'from',
  },
  ConnectionContractRecorded: {
    version: 2,
    label: { nl: 'Aansluitcontract vastgelegd', en: 'Connection contract recorded' },
    classes: secretly('connection'),
    revert: 'never',
    dated: 'from',
  },
  SiteCapacityReserved: {
    version: 2,
    label: { nl: 'Capaciteit gereserveerd', en: 'Capacity reserved' },
    classes: { '*': 'P3', $reason: 'P3' },
    revert: 'never',
    dated: 'from',
  },
  SiteCapacityReleased: {
    version: 2,
    label: { nl: 'Reservering capaciteit vervallen', en: 'Capacity reservation released' },
    classes: { '*': 'P3', $reason: 'P3' },
    revert: 'never',
  },
  FactCorrected: {
    version: 2,
    label: { nl: 'Feit gecorrigeerd', en: 'Fact corrected' },
    classes: { '*': correctionClass, $reason: correctionClass },
    revert: 'never',
  },
  ...energyEvents,
  ...actionEvents('P2'),
};
