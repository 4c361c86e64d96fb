import { z } from 'zod';
import { share } from '../fields.ts';
import type { CommandSpec } from '../spec.ts';
import { releasePayloads as p } from './events.ts';

/** Totals are released by the system alone, in batches. */
export const releaseCommands = {
  ReleaseAggregate: {
    schema: p.AggregateReleased.extend({
      /** Of whom it is the total: it is not recorded, only weighed (domain.md B.6). */
      cohort: z.strictObject({
        sites: z.int().min(0),
        parents: z.int().min(0),
        /** Part of the total that the largest parent makes up. */
        largestShare: share,
        sitesChanged: z.int().min(0),
        parentsChanged: z.int().min(0),
      }),
    }),
    offline: 'never',
  },
} as const satisfies Record<string, CommandSpec>;

export type ReleaseCommandData = {
  [K in keyof typeof releaseCommands]: z.infer<(typeof releaseCommands)[K]['schema']>;
};
