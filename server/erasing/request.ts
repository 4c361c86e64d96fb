import { z } from 'zod';
import type { SubjectId } from '../../events/envelope.ts';
import { idPattern } from '../../events/ids.ts';
import { label, personId, reference } from '../../events/fields.ts';

/** A person: name, address, sessions, and what he wrote in his own name (comments, reasons). */
const person = { kind: z.literal('person'), actor: personId };
/** An organisation's confidential values of one year, of one kind of stream or of all. */
const organisation = {
  kind: z.literal('organisation'),
  organisation: reference('organisation'),
  year: z.int().min(2000).max(2200),
  streams: z
    .string()
    .regex(/^[a-z]{1,40}$/, 'must be a kind of stream like plan')
    .optional(),
};
/** A passage of a text, from one place to another of the text as it is after `textRevision` changes. */
const passage = {
  kind: z.literal('passage'),
  text: z.string().regex(idPattern('txt', '_[a-z]{3,20}'), 'must be an id like txt_<UUIDv7>_risks'),
  textRevision: z.int().min(1),
  from: z.int().min(0),
  to: z.int().min(1),
};
const ground = label(3, 500);

/** What may be erased: whose or which. */
export const erasureTarget = z.discriminatedUnion('kind', [
  z.strictObject(person),
  z.strictObject(organisation),
  z.strictObject(passage),
]);

/** … and on what ground. */
export const erasureRequest = z.discriminatedUnion('kind', [
  z.strictObject({ ...person, ground }),
  z.strictObject({ ...organisation, ground }),
  z.strictObject({ ...passage, ground }),
]);

export type ErasureTarget = z.infer<typeof erasureTarget>;
export type ErasureRequest = z.infer<typeof erasureRequest>;

/** Asked by nobody: the retention term of what is sealed for a person, an organisation or a text has passed. */
export interface TermPassed {
  readonly kind: 'term';
  readonly subject: SubjectId;
  readonly ground: string;
}
