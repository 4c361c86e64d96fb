import { z } from 'zod';
import { amount, day, decisionId, fileId, label, organisationId, partId, reference, text, year } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';

const reason = text(3, 500);

/** Who commits, what is measured, and how a region comes to be chosen, started, paused and closed (domain.md A.1). */
export const selectionStepPayloads = {
  PartnerCommitmentRecorded: z.strictObject({
    orgId: organisationId,
    level: z.enum(['INFORMED', 'LETTER', 'SIGNED']),
    fileId: fileId.optional(),
    date: day,
  }),
  RegionIndicatorSet: z.strictObject({
    /** Like `industryJobsShare`. */
    key: z.string().regex(/^[a-z][A-Za-z0-9]{1,59}$/, 'must be a name like industryJobsShare'),
    value: amount(-1e12, 1e12),
    unit: label(1, 20),
    year,
    sourceRef: label(1, 200),
  }),
  RegionShortlisted: z.strictObject({ runId: partId('run') }),
  RegionSelected: z.strictObject({ decisionId }),
  RegionSelectionWithdrawn: z.strictObject({ decisionId, reason }),
  RegionActivated: z.strictObject({ decisionId, leadOrgId: organisationId, startDate: day }),
  RegionPaused: z.strictObject({ decisionId, reason, until: day.optional() }),
  RegionResumed: z.strictObject({ decisionId }),
  RegionClosed: z.strictObject({
    decisionId,
    outcome: text(3, 2000),
    lessonsIds: z.array(reference('lesson')).max(100),
  }),
};

const partners = { '*': 'P1', $reason: 'P1' } as const;

export const selectionStepEvents: EventSpecs<typeof selectionStepPayloads> = {
  PartnerCommitmentRecorded: firstVersion('Commitment vastgelegd', 'Commitment recorded', partners, { dated: 'date' }),
  RegionIndicatorSet: firstVersion('Kengetal vastgesteld', 'Indicator set', { '*': 'P0', $reason: 'P1' }),
  RegionShortlisted: firstVersion('Regio op shortlist', 'Region shortlisted', partners),
  RegionSelected: firstVersion('Regio gekozen', 'Region selected', partners),
  RegionSelectionWithdrawn: firstVersion('Regiokeuze ingetrokken', 'Region selection withdrawn', partners),
  RegionActivated: firstVersion('Regio gestart', 'Region activated', partners, { dated: 'startDate' }),
  RegionPaused: firstVersion('Regio gepauzeerd', 'Region paused', partners, {
    revert: { compensate: 'ResumeRegion' },
  }),
  RegionResumed: firstVersion('Regio hervat', 'Region resumed', partners, { revert: { compensate: 'PauseRegion' } }),
  RegionClosed: firstVersion('Regio afgesloten', 'Region closed', partners),
};
