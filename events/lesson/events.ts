import { z } from 'zod';
import { actionEvents, actionPayloads } from '../any-stream/events.ts';
import { day, eventId, organisationId, text } from '../fields.ts';
import { planKinds } from '../plan/details.ts';
import { sectors } from '../site/sectors.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';

/** Anything that has an id of ours: what a lesson is used for, what an intervention aims at. */
export const anySubject = z
  .string()
  .regex(/^[a-z]{3}_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'must be an id of ours');

/** Payloads of what can happen to a lesson (domain.md A.9). */
export const lessonPayloads = {
  LessonProposed: z.strictObject({
    context: text(10, 4000),
    advice: text(10, 4000),
    sectors: z.array(z.enum(sectors)).max(12),
    kinds: z.array(z.enum(planKinds)).max(7),
    evidence: z.array(eventId).max(50),
  }),
  LessonEndorsed: z.strictObject({ byOrg: organisationId, date: day }),
  LessonApplied: z.strictObject({ targetId: anySubject, effect: text(3, 2000) }),
  LessonRetired: z.strictObject({ reason: text(3, 500) }),
  ...actionPayloads,
};

export type LessonEventData = { [K in keyof typeof lessonPayloads]: z.infer<(typeof lessonPayloads)[K]> };

const partners = { '*': 'P1', $reason: 'P1' } as const;

export const lessonEvents: EventSpecs<typeof lessonPayloads> = {
  LessonProposed: firstVersion('Les voorgesteld', 'Lesson proposed', partners),
  LessonEndorsed: firstVersion('Les vastgesteld', 'Lesson endorsed', partners, { dated: 'date' }),
  LessonApplied: firstVersion('Les toegepast', 'Lesson applied', partners),
  LessonRetired: firstVersion('Les vervallen', 'Lesson retired', partners),
  ...actionEvents('P1'),
};
