import { z } from 'zod';
import { idPattern, prefixes, uuidV7Pattern, type KindName } from './ids.ts';

/** Building blocks of payload schemas: ids, days, amounts, text. */

export const reference = (kind: KindName) =>
  z.string().regex(idPattern(prefixes[kind]), `must be an id like ${prefixes[kind]}_<UUIDv7>`);
/** Id of a part or of a person. */
export const partId = (prefix: string) => z.string().regex(idPattern(prefix), `must be an id like ${prefix}_<UUIDv7>`);
export const personId = z.string().regex(/^act_[0-9a-z-]{3,60}$/, 'must be a pseudonymous id like act_…');
export const commandId = z.string().regex(uuidV7Pattern, 'must be a UUIDv7');
export const eventId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'must be an event id (UUIDv8)');

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day like 2027-01-31')
  .refine((value) => {
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
  }, 'is no day of the calendar');

export const amount = (min: number, max: number) => z.number().min(min).max(max);
export const megawatt = amount(0, 10_000);
export const year = z.int().min(1990).max(2100);
/** A year of the programme's horizon. */
export const planYear = z.int().min(2020).max(2050);
/** Euros, of the price year where one is named. */
export const euro = amount(0, 1e10);
export const share = amount(0, 1);
export const organisationId = z
  .string()
  .regex(idPattern(prefixes.organisation), `must be an id like ${prefixes.organisation}_<UUIDv7>`);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
/** Which schemas name files: `whole`, the value is an address · `in-text`, addresses may stand in it. */
export const namesFiles = z.registry<{ how: 'whole' | 'in-text' }>();
/** A file's address, as an upload gives it. */
export const fileId = z.string().min(1).max(120).register(namesFiles, { how: 'whole' });
/** A decision's stream; its kind may be newer than this version. */
export const decisionId = z.string().regex(idPattern('dec'), 'must be an id like dec_<UUIDv7>');
/** What made a calculation: commit of the code and version of the runtime, so that it can be done again. */
export const codeVersion = z.strictObject({ commit: z.string().min(7).max(64), runtime: z.string().min(1).max(60) });

/** Control signs other than tab and new lines. */
// eslint-disable-next-line no-control-regex -- these are the signs that are refused
const controlSign = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Which schemas are of free text: what somebody wrote in own words, which is sealed in the log whatever its class. */
export const freeText = z.registry<{ freeText: true }>();

/** A name or a reference of something public: without broken characters or control signs, trimmed length within bounds. */
export const label = (min: number, max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.trim().length >= min, `needs at least ${min} characters`)
    .refine((value) => !loneSurrogate.test(value) && !controlSign.test(value), 'holds signs that are no text')
    // so that a form and the OpenAPI description know it, too
    .meta({ minLength: min });

/** Free text (new lines allowed), bounds as for a label. */
export const text = (min: number, max: number) => label(min, max).register(freeText, { freeText: true });

/** Free text that says by what something is shown: the addresses of files may stand in it. */
export const evidence = (min: number, max: number) => text(min, max).register(namesFiles, { how: 'in-text' });
/** A reference to a document: by its name elsewhere, or by the address of a file here. */
export const documentReference = (min: number, max: number) => label(min, max).register(namesFiles, { how: 'in-text' });

/** Longitude, latitude in WGS 84 within the bounding box of the Netherlands (3.2–7.3 E, 50.7–53.7 N). */
export const pointNL = z.tuple([z.number().min(3.2).max(7.3), z.number().min(50.7).max(53.7)]);
