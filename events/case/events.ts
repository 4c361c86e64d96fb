import { z } from 'zod';
import { actionEvents, actionPayloads } from '../any-stream/events.ts';
import { day, decisionId, fileId, organisationId, reference, text } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import { casePhases } from './phases.ts';

const phase = z.enum(casePhases);

/** Payloads of what can happen to a case (casus, domain.md A.7). */
export const casePayloads = {
  CaseOpened: z.strictObject({
    siteIds: z.array(reference('site')).min(1).max(40),
    question: text(10, 2000),
    decisionId,
  }),
  CasePhaseChanged: z.strictObject({ from: phase, to: phase }),
  CaseMeetingHeld: z.strictObject({
    date: day,
    orgIds: z.array(organisationId).min(1).max(60),
    minutesFileId: fileId.optional(),
    text: text(3, 8000),
  }),
  CaseLinkedToPlan: z.strictObject({ planId: reference('plan') }),
  CaseScaledToRegion: z.strictObject({ regionId: reference('region') }),
  CaseClosed: z.strictObject({
    outcome: z.enum(['SOLVED', 'PARTLY', 'NOT_SOLVED', 'MOVED_TO_PLAN', 'SCALED_TO_REGION']),
    text: text(3, 2000),
  }),
  ...actionPayloads,
};

export type CaseEventData = { [K in keyof typeof casePayloads]: z.infer<(typeof casePayloads)[K]> };

const region = { '*': 'P2' } as const;

export const caseEvents: EventSpecs<typeof casePayloads> = {
  CaseOpened: firstVersion('Casus geopend', 'Case opened', region, { reach: true }),
  CasePhaseChanged: firstVersion('Casusfase gewijzigd', 'Case phase changed', region, {
    revert: { compensate: 'ChangeCasePhase' },
  }),
  CaseMeetingHeld: firstVersion('Casusoverleg gehouden', 'Case meeting held', region, { dated: 'date' }),
  CaseLinkedToPlan: firstVersion('Casus gekoppeld', 'Case linked to a plan', region, { reach: true }),
  CaseScaledToRegion: firstVersion('Casus opgeschaald', 'Case scaled to a region', region, { reach: true }),
  CaseClosed: firstVersion('Casus gesloten', 'Case closed', region),
  ...actionEvents('P2'),
};
