import { expect } from 'vitest';
import type { Basis, Calculation } from '../../../projections/analysis/calculation.ts';
import { run } from '../../../projections/analysis/calculation.ts';
import type { ParameterKey } from '../../../projections/analysis/default-parameters.ts';
import { parametersOn, type Parameters } from '../../../projections/analysis/parameters.ts';

/** As nobody has set anything yet. */
export const unset: Parameters = parametersOn(undefined, '2026-11-26', 41);

/** What comes of an input that must fit. */
export function ask<I, O extends object, K extends ParameterKey>(
  calculation: Calculation<I, O, K>,
  input: unknown,
  parameters = unset,
): O & Basis {
  const answer = run(calculation, input, parameters);
  if ('refused' in answer) throw new Error(JSON.stringify(answer.refused));
  return answer;
}

/** Expects a refusal with its code and field. */
export function expectRefused<I, O extends object, K extends ParameterKey>(
  calculation: Calculation<I, O, K>,
  input: unknown,
  code: string,
  field?: string,
): void {
  const answer = run(calculation, input, unset);
  if (!('refused' in answer)) throw new Error(`calculated ${JSON.stringify(answer)}`);
  expect(answer.refused).toMatchObject({ code, values: field === undefined ? {} : { field } });
}

/** Equal up to rounding in the last digits. */
export function expectNear(actual: number | null, expected: number, relative = 1e-9): void {
  expect(actual).not.toBeNull();
  const off = Math.abs((actual ?? Number.NaN) - expected);
  expect(off, `${actual} against ${expected}`).toBeLessThanOrEqual(relative * Math.max(1e-9, Math.abs(expected)));
}
