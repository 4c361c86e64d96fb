import { toJSONSchema, type z } from 'zod';
import { fileFieldsOf } from '../../events/file-fields.ts';
import { streamOf } from '../../events/ids.ts';
import type { FormField, FormShape } from './fields.ts';
import { anyId, formatOf, prefixOf } from './formats.ts';
import { unitOfName } from './units.ts';

/** A JSON Schema, as far as our payloads use it. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

/** Only what is imported is an example; nobody says so in a form. */
const neverAsked = new Set(['example']);

/**
 * The form of a command's payload.
 * @param given names that are filled in by the page, and not asked
 */
export function shapeOf(schema: z.ZodType, given: readonly string[] = []): FormShape {
  const whole = toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as Schema;
  const { properties = {}, required = [] } = whole;
  const unitByCarrier = 'carrier' in properties && 'unit' in properties;
  const asked = Object.entries(properties).filter(
    ([name]) => !given.includes(name) && !neverAsked.has(name) && !(unitByCarrier && name === 'unit'),
  );
  const fresh = asked.flatMap(([name, one]) => {
    const prefix = partPrefix(one);
    return prefix === undefined ? [] : [{ name, prefix }];
  });
  const fixed = asked.flatMap(([name, one]): [string, unknown][] => {
    if (one.const !== undefined) return [[name, one.const]];
    // a list of what nobody could type is empty unless the page gives it
    return required.includes(name) && isEmptyable(one) && !fieldOf(one, name, name, true) ? [[name, []]] : [];
  });
  const done = new Set([...fresh.map(({ name }) => name), ...fixed.map(([name]) => name)]);
  const rest = asked.filter(([name]) => !done.has(name));
  // a file that comes with its fingerprint is more than its address: the page gives both
  const files = new Map('hash' in properties ? [] : fileFieldsOf(schema).map(({ field, how }) => [field, how]));
  const made = rest.map(([name, one]) => {
    const field = fieldOf(one, name, name, required.includes(name));
    return [name, withFiles(files.get(name), field, { name, path: name, required: required.includes(name) })] as const;
  });
  return {
    fields: made.flatMap(([, field]) => field ?? []),
    fresh,
    fixed: Object.fromEntries(fixed),
    unitByCarrier,
    unasked: made.flatMap(([name, field]) => (field === undefined && required.includes(name) ? [name] : [])),
  };
}

/** A field that is a file, or a text in which files are named. */
function withFiles(how: 'whole' | 'in-text' | undefined, field: FormField | undefined, common: Common) {
  if (how === 'whole') return { ...common, type: 'file' as const };
  return how === 'in-text' && field?.type === 'text' ? { ...field, files: true as const } : field;
}

const isEmptyable = ({ type, minItems = 0, prefixItems }: Schema): boolean =>
  type === 'array' && minItems === 0 && prefixItems === undefined;

/** Prefix of the id of a part that the form makes anew; undefined: it is something else, or an id that is chosen. */
function partPrefix({ pattern }: Schema): string | undefined {
  const prefix = prefixOf(pattern);
  return prefix === undefined || chosen(prefix) ? undefined : prefix;
}

/** Is it the id of a stream or of a person, that somebody chooses from what there is? */
const chosen = (prefix: string): boolean =>
  prefix === 'act' || streamOf(`${prefix}_00000000-0000-7000-8000-000000000000`) !== undefined;

function fieldOf(schema: Schema, name: string, path: string, required: boolean): FormField | undefined {
  const common = { name, path, required };
  if (schema.anyOf) return unionOf(schema.anyOf, name, path, required);
  if (schema.enum) {
    const initial = typeof schema.default === 'string' ? { initial: schema.default } : {};
    return { ...common, type: 'choice', options: schema.enum, ...initial };
  }
  switch (schema.type) {
    case 'string':
      return stringOf(schema, common);
    case 'number':
    case 'integer': {
      const unit = unitOfName(name) ?? (name === 'amount' ? 'carrier' : undefined);
      const { minimum: min, maximum: max } = schema;
      const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
      return {
        ...{ ...common, ...bounds, type: 'number', whole: schema.type === 'integer' },
        ...(unit === undefined ? {} : { unit }),
      };
    }
    case 'boolean':
      return { ...common, type: 'boolean' };
    case 'object':
      return schema.properties ? groupOf(schema, common) : rowsByYear(schema, common);
    case 'array':
      return arrayOf(schema, common);
    default:
      return undefined;
  }
}

/** What money, lessons and interventions can be about. */
const anything = ['pln', 'prj', 'cas', 'reg'];

type Common = Pick<FormField, 'name' | 'path' | 'required'>;

function stringOf({ pattern, minLength = 0, maxLength = 200 }: Schema, common: Common): FormField | undefined {
  if (/hash$/i.test(common.name) || /FileId$|^fileId$/.test(common.name)) return undefined;
  if (pattern === anyId) return { ...common, type: 'reference', prefixes: anything, min: 1 };
  const prefix = prefixOf(pattern);
  if (prefix !== undefined) {
    return chosen(prefix) ? { ...common, type: 'reference', prefixes: [prefix], min: 1 } : undefined;
  }
  // a congestion area is named by the id of its stream
  if (/AreaId$/.test(common.name)) return { ...common, type: 'reference', prefixes: ['inf'], min: 1 };
  const format = formatOf(pattern);
  if (format === 'day') return { ...common, type: 'day' };
  if (format === 'unknown') return undefined;
  const max = maxLength;
  return {
    ...{ ...common, type: 'text', min: minLength, max, long: max > 250 },
    ...(format === undefined ? {} : { format }),
  };
}

/** A field that may be null, or one of several kinds of number or text: asked for as what holds them all. */
function unionOf(options: readonly Schema[], name: string, path: string, required: boolean): FormField | undefined {
  const real = options.filter(({ type }) => type !== 'null').flatMap((one) => one.anyOf ?? [one]);
  if (name === 'geometry') return { name, path, required: false, type: 'geometry' };
  const [only] = real;
  if (only && real.length === 1) {
    const field = fieldOf(only, name, path, required);
    return field?.type === 'group' ? { ...field, nullable: true } : field;
  }
  if (real.every(({ type }) => type === 'number')) {
    const ends = real.flatMap((one) => [one.const ?? one.minimum, one.const ?? one.maximum] as number[]);
    const unit = unitOfName(name);
    return {
      ...{ name, path, required, type: 'number', whole: false, min: Math.min(...ends), max: Math.max(...ends) },
      ...(unit === undefined ? {} : { unit }),
    };
  }
  // a number, yes or no, or a word: all that is calculated with are numbers
  if (name === 'value' && real.some(({ type }) => type === 'number'))
    return { name, path, required, type: 'number', whole: false };
  const formats = real.map(({ pattern }) => formatOf(pattern));
  if (formats.includes('day') && formats.includes('quarter'))
    return { name, path, required, type: 'text', min: 1, max: 10, long: false, format: 'quarter' };
  const prefixes = real.map(({ pattern }) => prefixOf(pattern));
  const ids = prefixes.filter((prefix) => prefix !== undefined);
  return ids.length === real.length && ids.length > 0
    ? { name, path, required, type: 'reference', prefixes: ids, min: 1 }
    : undefined;
}

function groupOf({ properties = {}, required = [] }: Schema, common: Common): FormField | undefined {
  const fields = Object.entries(properties).map(([name, one]) =>
    fieldOf(one, name, `${common.path}.${name}`, required.includes(name)),
  );
  if (fields.includes(undefined)) return undefined;
  return { ...common, type: 'group', fields: fields as FormField[], nullable: false, tuple: false };
}

function arrayOf(schema: Schema, common: Common): FormField | undefined {
  const { items, prefixItems, minItems: min = 0 } = schema;
  if (prefixItems) {
    const fields = prefixItems.map((one, n) => fieldOf(one, `${common.name}.${n}`, `${common.path}.${n}`, true));
    if (fields.includes(undefined)) return undefined;
    return { ...common, type: 'group', fields: fields as FormField[], nullable: false, tuple: true };
  }
  if (!items) return undefined;
  if (items.enum) return { ...common, type: 'choices', options: items.enum, min };
  const prefix = prefixOf(items.pattern);
  if (items.pattern === anyId) return { ...common, type: 'references', prefixes: anything, min };
  if (prefix !== undefined && chosen(prefix)) return { ...common, type: 'references', prefixes: [prefix], min };
  if (items.anyOf) {
    const union = unionOf(items.anyOf, common.name, common.path, common.required);
    return union?.type === 'reference' ? { ...union, type: 'references', min } : undefined;
  }
  if (items.type === 'string') {
    const format = formatOf(items.pattern);
    if (prefix !== undefined || format === 'unknown') return undefined;
    return { ...common, type: 'lines', min, ...(format === undefined ? {} : { format }) };
  }
  const row = fieldOf(items, common.name, `${common.path}.#`, true);
  return row?.type === 'group' && !row.tuple
    ? { ...common, type: 'rows', fields: row.fields, min, keyed: false, single: false }
    : undefined;
}

/** Values by year: rows of a year and what holds in it. */
function rowsByYear({ additionalProperties }: Schema, common: Common): FormField | undefined {
  if (common.name !== 'years' || typeof additionalProperties !== 'object') return undefined;
  const year: FormField = {
    ...{ name: 'year', path: `${common.path}.#.year`, required: true, type: 'number', whole: true },
    ...{ min: 2020, max: 2050 },
  };
  const value = fieldOf(additionalProperties, 'MW', `${common.path}.#.value`, true);
  if (value?.type === 'number')
    return { ...common, type: 'rows', fields: [year, value], min: 1, keyed: true, single: true };
  const { properties = {}, required = [] } = additionalProperties;
  const fields = Object.entries(properties).map(([name, one]) =>
    fieldOf(one, name, `${common.path}.#.${name}`, required.includes(name)),
  );
  if (fields.includes(undefined)) return undefined;
  return { ...common, type: 'rows', fields: [year, ...(fields as FormField[])], min: 1, keyed: true, single: false };
}
