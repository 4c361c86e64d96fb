import { z } from 'zod';
import { amount, day, eventId, evidence, partId, reference, text } from '../fields.ts';
import type { EventSpec, EventSpecs } from '../spec.ts';
import { channels, decisionTypes, grounds } from './types.ts';

export const decisionType = z.enum(decisionTypes);
const ground = z.enum(grounds);
const euros = amount(0, 10_000_000_000);
const subject = z.union([reference('region'), reference('plan'), reference('site')]);
const disclosed = <T extends z.ZodType>(value: T) => z.union([value, z.strictObject({ withheld: ground })]);

const texts = {
  question: text(10, 500),
  label: text(2, 160),
  pros: text(0, 2_000),
  cons: text(0, 2_000),
  motivation: text(50, 10_000),
  condition: text(3, 1_000),
  evidence: evidence(3, 2_000),
  dissent: text(10, 4_000),
};

const condition = z.strictObject({ conditionId: partId('cnd'), text: texts.condition, due: day });
const redactions = z.array(z.strictObject({ field: z.string().max(120), ground })).max(200);

/** What the public reads (types.ts). Free text stands in it, too. */
const document = z.strictObject({
  type: decisionType,
  question: disclosed(texts.question),
  regionIds: z.array(reference('region')),
  alternatives: z.array(
    z.strictObject({
      alternativeId: partId('alt'),
      label: disclosed(texts.label),
      doNothing: z.boolean(),
      chosen: z.boolean(),
      pros: disclosed(texts.pros),
      cons: disclosed(texts.cons),
    }),
  ),
  motivation: disclosed(texts.motivation),
  amountEUR: disclosed(euros).optional(),
  decidedBy: reference('organisation'),
  decidedOn: day,
  effectiveDate: day,
  conditions: z.array(
    z.strictObject({
      conditionId: partId('cnd'),
      text: disclosed(texts.condition),
      due: day,
      state: z.enum(['OPEN', 'FULFILLED', 'BREACHED']),
    }),
  ),
  endorsedBy: z.array(reference('organisation')),
  dissents: z.array(z.strictObject({ orgId: reference('organisation'), text: disclosed(texts.dissent) })),
  supersedes: reference('decision').optional(),
});

/** Payloads of what can happen to a decision (domain.md A.10, B.2). */
export const decisionPayloads = {
  DecisionDrafted: z.strictObject({
    type: decisionType,
    question: texts.question,
    /** What it is about: at least one region, and plans or sites. */
    subjectIds: z.array(subject).min(1).max(30),
    /** Organisations that are asked to endorse it. */
    participants: z.array(reference('organisation')).max(50).default([]),
    supersedes: reference('decision').optional(),
  }),
  AlternativeAdded: z.strictObject({
    alternativeId: partId('alt'),
    label: texts.label,
    doNothing: z.boolean().default(false),
    pros: texts.pros.default(''),
    /** What speaks against it: of an alternative that was not chosen, why not. */
    cons: texts.cons.default(''),
    scores: z.record(z.string().max(60), z.number()).optional(),
    /** Of a selection of regions: the one of the subjects that it selects; absent: all of them. */
    regionId: reference('region').optional(),
  }),
  DecisionTaken: z.strictObject({
    chosen: partId('alt'),
    motivation: texts.motivation,
    mandateId: partId('mnd'),
    /** What it takes, in EUR; absent: nothing. */
    amountEUR: euros.optional(),
    conditions: z.array(condition).max(30),
    /** The moment on whose knowledge it was taken. */
    inputIndex: z.int().min(0),
    snapshotIds: z.array(partId('snp')).max(20),
    /** Facts that the motivation rests on, recorded at or before that moment. */
    citedEventIds: z.array(eventId).max(50),
    effectiveDate: day,
  }),
  DecisionEndorsed: z.strictObject({ orgId: reference('organisation'), mandateId: partId('mnd') }),
  DissentRecorded: z.strictObject({ orgId: reference('organisation'), text: texts.dissent }),
  ConditionFulfilled: z.strictObject({ conditionId: partId('cnd'), evidence: texts.evidence }),
  ConditionBreached: z.strictObject({ conditionId: partId('cnd'), text: texts.evidence }),
  ConditionReminded: z.strictObject({
    conditionId: partId('cnd'),
    due: day,
    stage: z.enum(['SOON', 'OVERDUE']),
  }),
  DecisionSuperseded: z.strictObject({ byDecisionId: reference('decision'), published: z.literal(true).optional() }),
  DecisionRevoked: z.strictObject({
    reason: text(3, 2_000),
    mandateId: partId('mnd'),
    published: z.literal(true).optional(),
  }),
  DecisionPublished: z.strictObject({ channel: z.enum(channels), redactions, document }),
  DecisionArchived: z.strictObject({
    mdtoId: text(3, 200),
    packageHash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'),
  }),
};

export type DecisionEventData = { [K in keyof typeof decisionPayloads]: z.infer<(typeof decisionPayloads)[K]> };

/**
 * For the regions' partners and who is asked; what is published has a copy of its own that is public. Where an
 * organisation takes part for the first time, its name comes into reach.
 */
const partners = (nl: string, en: string, more: Partial<EventSpec> = {}): EventSpec => ({
  version: 1,
  label: { nl, en },
  classes: { '*': 'P2' },
  revert: 'never',
  ...more,
});
/** `published` stands in it when there is a public copy: the public must learn that it no longer holds. */
const knownOnceBefore = { classes: { '*': 'P2', published: 'P0' } } as const;

export const decisionEvents: EventSpecs<typeof decisionPayloads> = {
  DecisionDrafted: partners('Besluit in voorbereiding', 'Decision drafted', { reach: true }),
  AlternativeAdded: partners('Alternatief toegevoegd', 'Alternative added'),
  DecisionTaken: partners('Besluit genomen', 'Decision taken', {
    reach: true,
    dated: 'effectiveDate',
    revert: { compensate: 'RevokeDecision' },
  }),
  DecisionEndorsed: partners('Besluit medeondertekend', 'Decision endorsed', { reach: true }),
  DissentRecorded: partners('Afwijkend standpunt', 'Dissent recorded', { reach: true }),
  ConditionFulfilled: partners('Voorwaarde vervuld', 'Condition fulfilled'),
  ConditionBreached: partners('Voorwaarde geschonden', 'Condition breached'),
  ConditionReminded: partners('Aan voorwaarde herinnerd', 'Reminded of a condition'),
  DecisionSuperseded: partners('Besluit vervangen', 'Decision superseded', knownOnceBefore),
  DecisionRevoked: partners('Besluit ingetrokken', 'Decision revoked', knownOnceBefore),
  DecisionPublished: partners('Besluit gepubliceerd', 'Decision published', { classes: { '*': 'P0' } }),
  DecisionArchived: partners('Besluit gearchiveerd', 'Decision archived'),
};
