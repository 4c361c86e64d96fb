import { z } from 'zod';
import { commandEnvelope } from '../commands/parse.ts';

const topic = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z]+(:[a-z]+_[0-9a-z-]+)?$/, 'must be a topic like region:reg_…');
const state = z.enum(['active', 'idle', 'away']);

/** What a client may send: strict, so that an unknown key is an error and not a surprise. */
export const messages = {
  hello: z.strictObject({ build: z.string().max(80) }),
  watch: z.strictObject({ topic, after: z.int().min(-1).nullable(), texts: z.record(z.string(), z.int()).optional() }),
  unwatch: z.strictObject({ topic }),
  command: commandEnvelope,
  presence: z.strictObject({
    topic,
    pointer: z.strictObject({ subject: z.string().max(60), field: z.string().max(120).optional() }).nullable(),
    state,
  }),
};
