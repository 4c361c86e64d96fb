import { z } from 'zod';
import { draft, happened, type Command, type Decision } from './decision.ts';
import { eventId } from './fields.ts';
import type { CommandSpec, EventSpecs } from './spec.ts';

/**
 * What may stand in any stream after an erasure: a value that shared its key with what had to go is said again under a
 * new key. It takes the place of the value in its own event, also for the past, and changes nothing else.
 */
export const restatedPayloads = {
  FactRestated: z.strictObject({
    targetEventId: eventId,
    /** JSON pointer of the field, or of the sealed part of it. */
    field: z.string().min(1).max(200),
    value: z.unknown(),
  }),
};

export const restatedEvents: EventSpecs<typeof restatedPayloads> = {
  FactRestated: {
    version: 1,
    label: { nl: 'Feit opnieuw vastgelegd na wissen', en: 'Fact stated again after an erasure' },
    classes: { '*': 'P1', value: 'P4' },
    revert: 'never',
  },
};

export const restatedCommands = {
  RestateFact: { schema: restatedPayloads.FactRestated, offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

/** Decides RestateFact, in every kind of stream alike. */
export function decideRestated(command: Command): Decision {
  return happened(draft('FactRestated', { ...command.data }));
}
