import { z } from 'zod';
import { amount, reference, share, text } from '../fields.ts';
import { planKinds } from '../plan/details.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';

const band = z.enum(['LOW', 'MEDIUM', 'HIGH']);
const partNames = ['complementarity', 'scale', 'proximity', 'timing', 'readiness', 'relief'] as const;
/** What the score is made of (domain.md C7); a part without a value leaves its weight to the others. */
const parts = <T extends z.ZodType>(value: T) =>
  z.strictObject(Object.fromEntries(partNames.map((name) => [name, value.optional()])) as PartsOf<T>);
type PartsOf<T extends z.ZodType> = Record<(typeof partNames)[number], z.ZodOptional<T>>;

/** Payloads of what can happen to a suggestion: one stream each. */
export const suggestionPayloads = {
  SynergySuggested: z.strictObject({
    kind: z.enum(planKinds),
    siteIds: z.array(reference('site')).min(2).max(12),
    score: amount(0, 100),
    parts: parts(share),
    /** For those who may not see the figures behind it: the score rounded to 10, each part as low, medium or high. */
    roundedScore: amount(0, 100),
    bands: parts(band),
    /** How many parameters had been set when it was worked out. */
    paramVersion: z.int().min(0),
  }),
  SuggestionDismissed: z.strictObject({ reason: text(3, 500) }),
};

export type SuggestionEventData = { [K in keyof typeof suggestionPayloads]: z.infer<(typeof suggestionPayloads)[K]> };

export const suggestionEvents: EventSpecs<typeof suggestionPayloads> = {
  SynergySuggested: firstVersion(
    'Synergie voorgesteld',
    'Synergy suggested',
    { '*': 'P2', score: 'P3', parts: 'P3' },
    { reach: true },
  ),
  SuggestionDismissed: firstVersion('Voorstel afgewezen', 'Suggestion dismissed', { '*': 'P2' }),
};
