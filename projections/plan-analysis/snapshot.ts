import type { PlanCalculation } from './calculate.ts';

/**
 * What a snapshot records of a calculation: its figures with their bounds, for which day, and its warnings; by name, in
 * their order. Of a group nobody's part, as all of its members read it. Undefined: nothing was calculated.
 */
export function snapshotOutputs({ figures, warnings, on }: PlanCalculation): Record<string, unknown> | undefined {
  if (figures.length === 0) return undefined;
  const outputs: Record<string, unknown> = { on };
  for (const { key, value, low, high } of figures) {
    outputs[key] = value;
    if (low !== undefined) outputs[`${key}.low`] = low;
    if (high !== undefined) outputs[`${key}.high`] = high;
  }
  if (warnings.length > 0) outputs['warnings'] = [...warnings].sort();
  return Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of the outputs in which two results differ. */
export function differing(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
