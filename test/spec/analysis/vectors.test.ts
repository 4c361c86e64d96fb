import { expect, test } from 'vitest';
import { run } from '../../../projections/analysis/calculation.ts';
import { calculations } from '../../../projections/analysis/calculations.ts';
import { unset } from './ask.ts';
import vectors from './vectors.json' with { type: 'json' };

interface Vector {
  readonly calculation: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly relTolerance?: number;
  readonly absTolerance?: number;
}

test.each((vectors as Vector[]).map((vector, at) => ({ ...vector, at })))('$calculation, vector $at', (vector) => {
  const calculation = calculations.get(vector.calculation);
  if (!calculation) throw new Error(`there is no calculation ${vector.calculation}`);
  const answer = run(calculation, vector.input, unset);
  expect(answer).toMatchObject({ parameterVersion: 0, logIndex: 41 });
  expectWithin(answer, vector.output, vector, '');
});

/** Every member that the vector has is there, and its numbers lie within the tolerance that it names. */
function expectWithin(actual: unknown, expected: unknown, vector: Vector, path: string): void {
  if (typeof expected === 'number') {
    expect(typeof actual, path).toBe('number');
    const tolerance = vector.absTolerance ?? (vector.relTolerance ?? 0) * Math.max(1e-9, Math.abs(expected));
    expect(
      Math.abs((actual as number) - expected),
      `${path}: ${String(actual)} against ${expected}`,
    ).toBeLessThanOrEqual(tolerance);
    return;
  }
  if (typeof expected !== 'object' || expected === null) return expect(actual, path).toBe(expected);
  expect(typeof actual, path).toBe('object');
  if (Array.isArray(expected)) expect(actual, path).toHaveLength(expected.length);
  for (const [key, value] of Object.entries(expected))
    expectWithin((actual as Record<string, unknown>)[key], value, vector, `${path}.${key}`);
}
