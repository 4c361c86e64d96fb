import { z } from 'zod';
import { day, eventId, evidence, organisationId, partId, text } from '../fields.ts';
import { firstVersion, type CommandSpec, type EventSpec, type EventSpecs } from '../spec.ts';
import type { Class, FieldClass } from '../visibility.ts';

/** What may happen in a stream of any kind: actions that were agreed, facts that are corrected (domain.md B.2). */
export const actionPayloads = {
  ActionAgreed: z.strictObject({
    actionId: partId('atn'),
    text: text(3, 500),
    ownerOrg: organisationId,
    due: day,
  }),
  ActionDone: z.strictObject({ actionId: partId('atn'), date: day, evidence: evidence(0, 500).optional() }),
};

/** By what it is shown that a correction is right; files may be named in it. */
export const correctionEvidence = evidence(0, 500).optional();

export const correctionPayloads = {
  FactCorrected: z.strictObject({
    targetEventId: eventId,
    field: z.string().max(60),
    old: z.unknown(),
    new: z.unknown(),
    evidence: correctionEvidence,
    reason: text(3, 500),
  }),
};

/** @param cls class of the actions of this kind of stream */
export function actionEvents(cls: Class): EventSpecs<typeof actionPayloads> {
  return {
    ActionAgreed: firstVersion('Actie afgesproken', 'Action agreed', { '*': cls, $reason: cls }),
    ActionDone: firstVersion('Actie gedaan', 'Action done', { '*': cls, $reason: cls }, { dated: 'date' }),
  };
}

/** A correction is seen by who sees what it corrects; its values by who sees those. */
export function correctionEvent(whole: FieldClass, values: FieldClass = whole): { FactCorrected: EventSpec } {
  return {
    FactCorrected: firstVersion('Feit gecorrigeerd', 'Fact corrected', {
      '*': whole,
      old: values,
      new: values,
      $reason: whole,
    }),
  };
}

/** An action is agreed, and done by the organisation that owns it. */
export const actionCommands = {
  AgreeAction: { schema: actionPayloads.ActionAgreed, offline: 'replay' },
  CompleteAction: { schema: actionPayloads.ActionDone, offline: 'replay' },
} as const satisfies Record<string, CommandSpec>;

export const correctionCommands = {
  CorrectFact: {
    schema: z.strictObject({
      targetEventId: eventId.optional(),
      field: z.string().max(60),
      new: z.unknown(),
      evidence: correctionEvidence,
    }),
    offline: 'ask',
  },
} as const satisfies Record<string, CommandSpec>;

/** Puts back what a detail held before an event. */
export const revertCommands = {
  RevertChange: { schema: z.strictObject({ event: eventId }), offline: 'replay' },
} as const satisfies Record<string, CommandSpec>;
