import type { z } from 'zod';
import { catalogue, eventSpec } from '../../events/catalogue.ts';
import type { EventDraft, EventMeta, StreamName } from '../../events/envelope.ts';
import { freeText } from '../../events/fields.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import { SNAPSHOT_AFTER } from '../../events/narrative/decide.ts';
import { partPointer, pointerOf } from '../../events/sealed-fields.ts';
import { classOf, type ClassFacts } from '../../events/visibility.ts';

/** A field of an event that is sealed: what its ciphertext holds, and the scope and subjects of the key. */
export interface SealedField {
  /** JSON pointer of the field, or of the part of it that is sealed. */
  readonly pointer: string;
  readonly value: unknown;
  readonly scope: string;
  readonly subjects: readonly string[];
}

export interface SplitEvent {
  /** What stands in the log for all to read. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: EventMeta;
  readonly sealed: readonly SealedField[];
}

/**
 * Takes apart what is sealed of an event: values of class P3 and P4 as they are at recording, and all free text
 * (docs/architecture.md, Proof).
 */
export function split(stream: StreamName, event: EventDraft & { meta: EventMeta }, facts: ClassFacts): SplitEvent {
  const spec = eventSpec(stream, event.type);
  const classes = spec?.classes ?? {};
  const data: Record<string, unknown> = {};
  const sealed: SealedField[] = [];
  for (const [field, value] of Object.entries(event.data)) {
    const secret = isSecret(classOf(classes, field, facts, event.data));
    const written = holdsText(value) && mayHoldFreeText(stream, event.type, field);
    const part = spec?.parts?.[field];
    const taken = written && !secret ? part?.split(value) : undefined;
    if (part && taken) {
      data[field] = taken.open;
      sealed.push({ pointer: partPointer(field, part), value: taken.part, ...keyOf(stream, event, false) });
    } else if (secret || (written && !part)) {
      sealed.push({ pointer: pointerOf('data', field), value, ...keyOf(stream, event, secret) });
    } else {
      data[field] = value;
    }
  }
  const { reason, ...meta } = event.meta;
  if (reason === undefined) return { data, meta: event.meta, sealed };
  const secret = isSecret(classOf(classes, '$reason', facts, event.data, 'P2'));
  sealed.push({ pointer: '/meta/reason', value: reason, ...keyOf(stream, event, secret) });
  return { data, meta, sealed };
}

const isSecret = (cls: string): boolean => cls === 'P3' || cls === 'P4';

/** A key is small enough to be destroyed: a stretch of one text, a company's values of a kind and year, a person's words. */
function keyOf(
  stream: StreamName,
  { data, meta }: EventDraft & { meta: EventMeta },
  secret: boolean,
): { scope: string; subjects: string[] } {
  const kind = kindOf(stream);
  const year = meta.recordedAt.slice(0, 4);
  if (kind === 'narrative') {
    const subject = subjectOf(stream);
    const stretch = Math.ceil(Number(data['textRevision']) / SNAPSHOT_AFTER);
    return { scope: `text:${subject}:${stretch}`, subjects: [subject] };
  }
  if (secret || meta.actor === 'act_system')
    return { scope: `organisation:${meta.organisation}:${kind}:${year}`, subjects: [meta.organisation] };
  return { scope: `person:${meta.actor}:${year}`, subjects: [meta.actor] };
}

const textFields = new Map<string, ReadonlySet<string>>();

function mayHoldFreeText(stream: StreamName, type: string, field: string): boolean {
  const kind = kindOf(stream);
  const name = `${kind} ${type}`;
  let fields = textFields.get(name);
  if (!fields) {
    const shape = shapeOf(catalogue[kind].payloads[type]);
    fields = new Set(Object.keys(shape).filter((member) => admitsFreeText(shape[member])));
    textFields.set(name, fields);
  }
  return fields.has(field);
}

interface SchemaDef {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly rest?: z.ZodType | null;
  readonly options?: readonly z.ZodType[];
  readonly items?: readonly z.ZodType[];
}

const defOf = (schema: z.ZodType): SchemaDef => schema._zod.def;
const shapeOf = (schema: z.ZodType | undefined): Readonly<Record<string, z.ZodType>> =>
  (schema && defOf(schema).shape) ?? {};

/** May a value of this schema hold free text, at whatever depth? What is unknown may. */
function admitsFreeText(schema: z.ZodType | undefined): boolean {
  if (!schema) return true;
  if (freeText.has(schema)) return true;
  const { type, shape = {}, innerType, element, valueType, rest, options = [], items = [] } = defOf(schema);
  if (type === 'unknown' || type === 'any') return true;
  return [...Object.values(shape), innerType, element, valueType, rest, ...options, ...items].some(
    (part) => part !== undefined && part !== null && admitsFreeText(part),
  );
}

function holdsText(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsText);
}
