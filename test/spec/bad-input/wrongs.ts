import type { z } from 'zod';

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
}
export const defOf = (schema: z.ZodType): Def => schema._zod.def;
interface Check {
  readonly check: string;
  readonly maximum?: number;
  readonly value?: number;
  readonly format?: string;
}

/** Bounds that a schema states: least and most of a number, longest of a text or list; a pattern bounds a text too. */
export function boundsOf(schema: z.ZodType): { minimum?: number; maximum?: number; pattern: boolean } {
  const checks = (schema._zod.def.checks ?? []).map((one): Check => one._zod.def as Check);
  const found = (name: string) => checks.find(({ check }) => check === name);
  const [minimum, maximum] = [found('greater_than')?.value, found('less_than')?.value ?? found('max_length')?.maximum];
  return {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    pattern: found('string_format') !== undefined,
  };
}

/** Data of a command in which one thing does not fit. */
export interface Wrong {
  readonly what: string;
  readonly data: Record<string, unknown>;
}

export type Path = readonly (string | number)[];

/** A copy of the data in which the value at a path is another; `undefined` takes it out. */
export function changed(data: unknown, [head, ...rest]: Path, value: unknown): unknown {
  if (head === undefined) return value;
  const copy = structuredClone(data) as Record<string | number, unknown>;
  const next = changed(copy[head], rest, value);
  if (next === undefined) Reflect.deleteProperty(copy, head);
  else copy[head] = next;
  return copy;
}

export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], data);

/** The schema behind optional, nullable and default, and whether it may be left out. */
export function bare(schema: z.ZodType): { schema: z.ZodType; optional: boolean } {
  const { type, innerType } = defOf(schema);
  if (!innerType) return { schema, optional: type === 'unknown' };
  return { schema: bare(innerType).schema, optional: type !== 'nullable' || bare(innerType).optional };
}

/** Every way in which data can miss its schema: each field missing, of another type, out of range, too long. */
export function* wrongs(
  data: Record<string, unknown>,
  schema: z.ZodType,
  path: Path,
  ofRecord = false,
): Generator<Wrong> {
  const at = (what: string, value: unknown): Wrong => ({
    what: `${path.join('.')} ${what}`,
    data: changed(data, path, value) as Record<string, unknown>,
  });
  const inner = bare(schema).schema;
  const { type, shape, element, valueType } = defOf(inner);
  const { minimum, maximum } = boundsOf(inner);
  const value = valueAt(data, path);
  if (type === 'unknown') return;
  if (path.length > 0) {
    if (!bare(schema).optional && !ofRecord && typeof path.at(-1) === 'string') yield at('missing', undefined);
    if (type !== 'record') yield at('of another type', { another: [{ type: true }] });
    if (type !== 'union') yield at('of another type', type === 'string' || type === 'enum' ? 7 : `not ${type}`);
  }
  if (type === 'number') {
    if (minimum !== undefined && Math.abs(minimum) < 1e15) yield at('below its range', minimum - 1);
    if (maximum !== undefined && Math.abs(maximum) < 1e15) yield at('above its range', maximum + 1);
    yield at('no number', Number.NaN);
  }
  if (type === 'string' && maximum !== undefined) yield at('too long', 'x'.repeat(maximum + 1));
  if (type === 'array' && element && Array.isArray(value) && value.length > 0) {
    if (maximum !== undefined && maximum <= 5_000) yield at('too long', Array(maximum + 1).fill(value[0]));
    yield* wrongs(data, element, [...path, 0]);
  }
  if (type === 'record' && valueType && typeof value === 'object' && value !== null) {
    const [key] = Object.keys(value);
    if (key !== undefined) yield* wrongs(data, valueType, [...path, key], true);
  }
  if (type !== 'object' || !shape || (path.length > 0 && value === undefined)) return;
  yield at('with something else', { ...(value as object), surprise: 1 });
  for (const [name, part] of Object.entries(shape)) yield* wrongs(data, part, [...path, name]);
}
