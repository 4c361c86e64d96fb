import { z } from 'zod';
import { eventId, freeText, personId } from '../fields.ts';
import type { EventSpecs } from '../spec.ts';
import { typedText } from './changes.ts';
import { narrativeSections } from './sections.ts';

/** Characters (UTF-16 code units) that one section may hold. */
export const TEXT_MOST = 100_000;

// eslint-disable-next-line no-control-regex -- these are the signs that are refused
const noLine = /[\u0000-\u0008\u000a-\u001f\u2028\u2029]/;
const line = z
  .string()
  .max(TEXT_MOST)
  .refine((value) => !noLine.test(value), 'holds signs that do not stand in a line of text')
  .register(freeText, { freeText: true });
const count = z.int().min(0).max(TEXT_MOST);
const section = z.enum(narrativeSections);
/** Count of the changes of this text up to and with this one (events), or on which a change builds (commands). */
const textRevision = z.int().min(0);

export const changesJson = z.array(z.union([count, z.tuple([count], line)])).max(10_000);

/** Characters that were put back: those with these offsets in what an event put in first, by whom and when. */
const restored = z.strictObject({
  event: eventId,
  textRevision,
  range: z.tuple([count, count]),
  by: personId,
  at: z.string().max(40),
});

/** Payloads of what can happen to a narrative section (domain.md B.2). */
export const narrativePayloads = {
  TextEdited: z.strictObject({
    section,
    textRevision,
    changes: changesJson,
    /** What was put in, where it is not new: pieces in the order in which they stand. */
    restores: z.array(restored).max(10_000).optional(),
    /** The text revisions that it undoes. */
    reverts: z.array(textRevision).max(200).optional(),
    /** Text revisions that replaced the same words at the same time: both keep their text. */
    besides: z.array(textRevision).max(100).optional(),
  }),
  /** After an erasure: what the change put in, said again under a new key, with signs in the place of what had to go. */
  TextRestated: z.strictObject({
    textRevision,
    text: z.array(z.string().max(TEXT_MOST).register(freeText, { freeText: true })).max(10_000),
  }),
  TextSnapshotTaken: z.strictObject({
    section,
    textRevision,
    text: z.string().max(TEXT_MOST).register(freeText, { freeText: true }),
  }),
};

export type NarrativeEventData = { [K in keyof typeof narrativePayloads]: z.infer<(typeof narrativePayloads)[K]> };

export const narrativeEvents: EventSpecs<typeof narrativePayloads> = {
  TextEdited: {
    version: 2,
    label: { nl: 'Tekst gewijzigd', en: 'Text edited' },
    classes: { '*': 'P2' },
    parts: { changes: typedText },
    revert: { compensate: 'RevertText' },
  },
  TextRestated: {
    version: 1,
    label: { nl: 'Tekst opnieuw vastgelegd na wissen', en: 'Text stated again after an erasure' },
    classes: { '*': 'P1', text: 'P4' },
    revert: 'never',
  },
  TextSnapshotTaken: {
    version: 2,
    label: { nl: 'Tekst vastgelegd', en: 'Text recorded whole' },
    classes: { '*': 'P2' },
    revert: 'never',
  },
};
