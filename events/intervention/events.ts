import { z } from 'zod';
import { actionEvents, actionPayloads, correctionEvent, correctionPayloads } from '../any-stream/events.ts';
import { amount, day, evidence, label, reference, text } from '../fields.ts';
import { anySubject } from '../lesson/events.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';

const measure = amount(-1e12, 1e12);

/** Payloads of what can happen to an intervention (domain.md A.9). */
export const interventionPayloads = {
  InterventionStarted: z.strictObject({
    type: z.enum(['FACILITATION', 'STUDY', 'GRANT', 'REGULATORY', 'OPERATOR_ACTION', 'PILOT']),
    targetIds: z.array(anySubject).min(1).max(40),
    hypothesis: text(10, 2000),
    indicator: label(2, 160),
    /** Unit of the indicator: of baseline, target and what is measured. */
    unit: label(1, 20).optional(),
    baseline: measure,
    targetValue: measure,
  }),
  IndicatorMeasured: z.strictObject({ date: day, value: measure }),
  InterventionJudged: z.strictObject({
    verdict: z.enum(['WORKS', 'PARTLY', 'NO', 'UNKNOWN']),
    evidence: evidence(3, 2000),
    lessonId: reference('lesson').optional(),
  }),
  InterventionStopped: z.strictObject({ reason: text(3, 500) }),
  ...actionPayloads,
  ...correctionPayloads,
};

export type InterventionEventData = {
  [K in keyof typeof interventionPayloads]: z.infer<(typeof interventionPayloads)[K]>;
};

const partners = { '*': 'P1', $reason: 'P1' } as const;

export const interventionEvents: EventSpecs<typeof interventionPayloads> = {
  InterventionStarted: firstVersion('Interventie gestart', 'Intervention started', partners),
  IndicatorMeasured: firstVersion('Indicator gemeten', 'Indicator measured', partners, { dated: 'date' }),
  InterventionJudged: firstVersion('Interventie beoordeeld', 'Intervention judged', partners),
  InterventionStopped: firstVersion('Interventie gestopt', 'Intervention stopped', partners),
  ...actionEvents('P1'),
  ...correctionEvent('P1'),
};
