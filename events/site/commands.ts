import { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import { day, eventId, megawatt, partId, reference } from '../fields.ts';
import type { CommandSpec } from '../spec.ts';
import { sitePayloads as p } from './events.ts';

/** What somebody may ask of a site. */
export const siteCommands = {
  RegisterSite: { schema: p.SiteRegistered, offline: 'never', creates: true },
  SetSiteDetail: { schema: p.SiteDetailSet, offline: 'replay' },
  /** Puts back what a detail held before an event, if that event still sets it. */
  RevertChange: { schema: z.strictObject({ event: eventId }), offline: 'replay' },
  RelocateSite: { schema: p.SiteRelocated, offline: 'ask' },
  AssignCluster: { schema: p.ClusterAssigned, offline: 'never' },
  SetEtsStatus: { schema: p.EtsStatusSet, offline: 'never' },
  ReportVerifiedEmissions: {
    schema: z.strictObject({
      sourceRef: p.VerifiedEmissionsReported.shape.sourceRef,
      /** Tonnes CO2-eq per year; several years may come at once. */
      years: z
        .array(p.VerifiedEmissionsReported.pick({ year: true, t: true }))
        .min(1)
        .max(60),
    }),
    offline: 'ask',
  },
  OfferResidualHeat: { schema: p.ResidualHeatOffered, offline: 'ask' },
  WithdrawResidualHeat: { schema: p.ResidualHeatWithdrawn, offline: 'ask' },
  RecordConnectionContract: {
    schema: p.ConnectionContractRecorded.extend({
      offtakeAreaId: reference('infrastructure').optional(),
      feedInAreaId: reference('infrastructure').optional(),
    }),
    offline: 'ask',
  },
  /** Megawatts for a plan are reserved here; the plan follows. The same contributionId again replaces the reservation. */
  PledgeContribution: {
    schema: z.strictObject({
      contributionId: partId('ctr'),
      planId: reference('plan'),
      kind: p.SiteCapacityReserved.shape.kind,
      amount: megawatt,
      unit: z.literal('MW').default('MW'),
      from: day,
      to: day.optional(),
      firmness: p.SiteCapacityReserved.shape.firmness.default('INDICATIVE'),
    }),
    offline: 'ask',
  },
  CorrectFact: {
    schema: z.strictObject({
      targetEventId: p.FactCorrected.shape.targetEventId.optional(),
      field: z.string().max(60),
      new: z.unknown(),
      evidence: p.FactCorrected.shape.evidence,
    }),
    offline: 'ask',
  },
  TransferSite: { schema: p.SiteTransferred, offline: 'never' },
  ReportEnergyUse: { schema: p.EnergyUseReported, offline: 'ask' },
  ProfileProcessHeat: { schema: p.ProcessHeatProfiled, offline: 'ask' },
  StateCapacityNeed: { schema: p.CapacityNeedStated, offline: 'ask' },
  StateFlexPotential: { schema: p.FlexPotentialStated, offline: 'ask' },
  UploadLoadProfile: { schema: p.LoadProfileUploaded, offline: 'never' },
  ReportEmployment: { schema: p.EmploymentReported, offline: 'ask' },
  CloseSite: { schema: p.SiteClosed, offline: 'never' },
  ...actionCommands,
  /** Follows a refused pledge, a withdrawal or a leaving; only a reaction issues it. */
  ReleaseSiteCapacity: { schema: p.SiteCapacityReleased, offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

export type SiteCommandData = { [K in keyof typeof siteCommands]: z.infer<(typeof siteCommands)[K]['schema']> };
