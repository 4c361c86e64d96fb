import { z } from 'zod';
import { actionEvents, actionPayloads } from '../any-stream/events.ts';
import { bottleneckCodes } from '../bottlenecks.ts';
import { amount, label, organisationId, partId, personId, planYear, reference, share, text } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import type { ClassFacts, PartClass } from '../visibility.ts';
import { answerFields, answerPhases } from './answers.ts';

const tonnes = amount(0, 1e9);
const responseId = partId('rsp');
const phase = z.enum(answerPhases);
const bottlenecks = z.array(z.enum(bottleneckCodes)).max(20);
const answer = z.union([phase, z.number(), bottlenecks]);

/** Payloads of what can happen to an interview round (domain.md A.11). */
export const interviewPayloads = {
  RoundOpened: z.strictObject({
    year: planYear,
    questionnaireVersion: label(1, 40),
    invited: z.array(organisationId).max(500),
  }),
  ResponseSubmitted: z.strictObject({
    responseId,
    orgId: organisationId,
    projectId: reference('project'),
    phase,
    startYear: planYear,
    /** Tonnes a year, scope 1, in 2030, 2035 and 2040. */
    t2030: tonnes,
    t2035: tonnes,
    t2040: tonnes,
    /** How certain the company is that it comes. */
    certainty: share,
    bottlenecks,
  }),
  ResponseValidated: z.strictObject({ responseId, byActor: personId }),
  ResponseCorrected: z.strictObject({
    responseId,
    field: z.enum(answerFields),
    old: answer,
    new: answer,
    reason: text(3, 500),
  }),
  /** The moment at which the round is looked at from then on. */
  RoundClosed: z.strictObject({ index: z.int().min(0) }),
  RoundPublished: z.strictObject({
    aggregates: z
      .array(z.strictObject({ key: label(1, 120), value: z.number(), unit: label(1, 20).optional() }))
      .max(2_000),
    suppressedCells: z.array(label(1, 120)).max(2_000),
  }),
  ...actionPayloads,
};

export type InterviewEventData = { [K in keyof typeof interviewPayloads]: z.infer<(typeof interviewPayloads)[K]> };

/** For who holds interviews, and for the organisation that gave the answer. */
const ownAnswer = (facts: ClassFacts, { orgId, responseId }: Readonly<Record<string, unknown>>): PartClass => {
  const owner = typeof orgId === 'string' ? orgId : facts.answers?.[String(responseId)]?.orgId;
  return { cls: 'P3', part: owner === undefined ? {} : { owner } };
};
const answers = { '*': ownAnswer, $reason: ownAnswer } as const;

export const interviewEvents: EventSpecs<typeof interviewPayloads> = {
  RoundOpened: firstVersion('Ronde geopend', 'Round opened', { '*': 'P0', invited: 'P1', $reason: 'P1' }),
  ResponseSubmitted: firstVersion('Antwoord ingediend', 'Response submitted', answers),
  ResponseValidated: firstVersion('Antwoord gevalideerd', 'Response validated', answers),
  ResponseCorrected: firstVersion('Antwoord gecorrigeerd', 'Response corrected', answers),
  RoundClosed: firstVersion('Ronde gesloten', 'Round closed', { '*': 'P0', $reason: 'P1' }),
  RoundPublished: firstVersion('Ronde gepubliceerd', 'Round published', { '*': 'P0', $reason: 'P1' }),
  ...actionEvents('P1'),
};
