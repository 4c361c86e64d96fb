import { z } from 'zod';
import { label } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import type { Class } from '../visibility.ts';
import { audienceClass } from './audience.ts';

/** Payloads of released totals: a stream per scope. Readers see what was released, never what lies behind it. */
export const releasePayloads = {
  AggregateReleased: z.strictObject({
    key: label(1, 120),
    /** The region, sector or `national` that the total is of. */
    scope: label(1, 120),
    audience: z.enum(['PUBLIC', 'PARTNERS', 'REGION']),
    value: z.number(),
    unit: label(1, 20).optional(),
    /** The moment up to which it was worked out. */
    index: z.int().min(0),
  }),
};

export type ReleaseEventData = { [K in keyof typeof releasePayloads]: z.infer<(typeof releasePayloads)[K]> };

const ofAudience = (_: unknown, data: Readonly<Record<string, unknown>>): Class => audienceClass(data['audience']);

export const releaseEvents: EventSpecs<typeof releasePayloads> = {
  AggregateReleased: firstVersion('Totaal vrijgegeven', 'Aggregate released', { '*': ofAudience, $reason: ofAudience }),
};
