import { z } from 'zod';
import type { Pointer } from '../../events/live-protocol.ts';
import { commandEnvelope } from '../commands/parse.ts';

export const topic = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z]+(:[a-z]+_[0-9a-z-]+)?$/, 'must be a topic like region:reg_…');
export const state = z.enum(['active', 'idle', 'away']);
export const person = z
  .string()
  .max(80)
  .regex(/^act_[0-9A-Za-z_-]+$/, 'must be a person like act_…');
const place = z.int().min(0);
/** Kinds of subject that this process does not know are let through: nobody is shown them. */
export const pointer = z.strictObject({
  subject: z
    .string()
    .max(120)
    .regex(/^[a-z]+_[0-9A-Za-z_-]+$/, 'must be an id like pln_…'),
  field: z.string().max(120).optional(),
  anchor: place.optional(),
  head: place.optional(),
  textRevision: place.optional(),
});

/** A pointer with what was given and nothing else. */
export function pointerOf({ subject, ...place }: z.infer<typeof pointer>): Pointer {
  const given = Object.entries(place).filter(([, value]) => value !== undefined);
  return { subject, ...(Object.fromEntries(given) as Omit<Pointer, 'subject'>) };
}

/** What a client may send: strict, so that an unknown key is an error and not a surprise. */
export const messages = {
  hello: z.strictObject({ build: z.string().max(80) }),
  watch: z.strictObject({
    topic,
    after: z.int().min(-1).nullable(),
    view: z.string().max(40).optional(),
    texts: z.record(z.string(), z.int()).optional(),
  }),
  unwatch: z.strictObject({ topic }),
  command: commandEnvelope,
  presence: z.strictObject({ topic, pointer: pointer.nullable(), state, following: person.optional() }),
};
