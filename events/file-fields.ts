import type { z } from 'zod';
import { namesFiles } from './fields.ts';

/** A field that names files. */
export interface FileField {
  readonly field: string;
  readonly how: 'whole' | 'in-text';
}

/** The fields of a payload, at its top, that name files. */
export function fileFieldsOf(schema: z.ZodType | undefined): readonly FileField[] {
  const known = schema && fields.get(schema);
  if (known || !schema) return known ?? [];
  const shape = defOf(schema).shape ?? {};
  const found = Object.entries(shape).flatMap(([field, member]) => {
    const how = howOf(member);
    return how === undefined ? [] : [{ field, how }];
  });
  fields.set(schema, found);
  return found;
}

const fields = new WeakMap<z.ZodType, readonly FileField[]>();

interface SchemaDef {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
}
const defOf = (schema: z.ZodType): SchemaDef => schema._zod.def as SchemaDef;

/** An optional field is what it wraps. */
function howOf(schema: z.ZodType): FileField['how'] | undefined {
  const own = namesFiles.get(schema)?.how;
  const { innerType } = defOf(schema);
  return own ?? (innerType ? howOf(innerType) : undefined);
}
