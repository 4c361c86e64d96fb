import type { z } from 'zod';
import { changed, defOf, type Path } from './wrongs.ts';

/** Data of a command with one of its values another that fits as well: what somebody else would have set. */
export function* otherValues(data: Record<string, unknown>, schema: z.ZodType): Generator<Record<string, unknown>> {
  for (const path of leaves(data, [])) {
    const value = path.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], data);
    const other = candidates(value, schema, path)
      .map((one) => changed(data, path, one) as Record<string, unknown>)
      .find((one) => schema.safeParse(one).success);
    if (other) yield other;
  }
}

function leaves(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function candidates(value: unknown, schema: z.ZodType, path: Path): unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1, value / 2, value * 2];
  if (typeof value === 'boolean') return [!value];
  if (typeof value !== 'string' || /^[a-z]{3}_[0-9a-f]{8}-/.test(value)) return [];
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return ['2027-11-30'];
  return [...optionsAt(schema, path).filter((one) => one !== value), `${value} x`];
}

function optionsAt(schema: z.ZodType, path: Path): string[] {
  const def = defOf(schema) as ReturnType<typeof defOf> & { entries?: Record<string, string> };
  if (def.innerType) return optionsAt(def.innerType, path);
  const [head, ...rest] = path;
  if (head === undefined) return Object.values(def.entries ?? {});
  const next = def.shape?.[head] ?? def.element ?? def.valueType;
  return next ? optionsAt(next, rest) : [];
}
