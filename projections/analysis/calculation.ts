import type { z } from 'zod';
import type { LogIndex } from '../../events/envelope.ts';
import type { ParameterKey } from './default-parameters.ts';
import { misfit } from './misfit.ts';
import { valuesOf, type Parameters } from './parameters.ts';
import type { Refused } from './refused.ts';

/**
 * A calculation of the domain: pure, without clock or chance of its own. `input` says what goes in, in which units
 * and within which bounds; `uses` names the parameters; `calculate` is only given what fits.
 */
export interface Calculation<I = never, O extends object = object, K extends ParameterKey = ParameterKey> {
  readonly name: string;
  readonly input: z.ZodType<I>;
  readonly uses: readonly K[];
  /** `progress` is told now and then what part is done, 0–1, by those that take long. */
  readonly calculate: (input: I, parameters: Readonly<Record<K, number>>, progress?: Progress) => O | Refused;
}

export type Progress = (done: number) => void;

/** Of which moment and under which parameters a result is. */
export interface Basis {
  /** How many parameters had been set. */
  readonly parameterVersion: number;
  readonly logIndex: LogIndex;
}

/** Ties the types of a calculation's parts together. */
export function calculation<I, O extends object, K extends ParameterKey>(
  definition: Calculation<I, O, K>,
): Calculation<I, O, K> {
  return definition;
}

/** Checks an input and calculates; refused with the field and what to fill in, and never a number from what does not fit. */
export function run<I, O extends object, K extends ParameterKey>(
  { input, uses, calculate }: Calculation<I, O, K>,
  given: unknown,
  parameters: Parameters,
  progress?: Progress,
): (O & Basis) | Refused {
  const fits = input.safeParse(given);
  if (!fits.success) return misfit(fits.error, given);
  const read = valuesOf(uses, parameters);
  if ('refused' in read) return read;
  const output = calculate(fits.data, read.values, progress);
  if ('refused' in output) return output;
  return { ...output, parameterVersion: parameters.version, logIndex: parameters.index };
}
