import { z } from 'zod';
import { idPattern } from '../../events/ids.ts';
import { label, personId, reference } from '../../events/fields.ts';

const ground = label(3, 500);

/** What may be erased: whose or which, and on what ground. */
export const erasureRequest = z.discriminatedUnion('kind', [
  /** A person: name, address, sessions, and what he wrote in his own name (comments, reasons). */
  z.strictObject({ kind: z.literal('person'), actor: personId, ground }),
  /** An organisation's confidential values of one year, of one kind of stream or of all. */
  z.strictObject({
    kind: z.literal('organisation'),
    organisation: reference('organisation'),
    year: z.int().min(2000).max(2200),
    streams: z.string().max(40).optional(),
    ground,
  }),
  /** A passage of a text, from one place to another of the text as it is after `textRevision` changes. */
  z.strictObject({
    kind: z.literal('passage'),
    text: z.string().regex(idPattern('txt', '_[a-z]{3,20}'), 'must be an id like txt_<UUIDv7>_risks'),
    textRevision: z.int().min(1),
    from: z.int().min(0),
    to: z.int().min(1),
    ground,
  }),
]);

export type ErasureRequest = z.infer<typeof erasureRequest>;
