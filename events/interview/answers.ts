import { bottleneckCodes } from '../bottlenecks.ts';

/** What a company answers of a project, and which values fit. */
export const answerPhases = [
  'IDEA',
  'STUDY',
  'FEED',
  'FID',
  'CONSTRUCTION',
  'OPERATIONAL',
  'ON_HOLD',
  'CANCELLED',
] as const;
export const answerFields = ['phase', 'startYear', 't2030', 't2035', 't2040', 'certainty', 'bottlenecks'] as const;
export type AnswerField = (typeof answerFields)[number];

const bounds: Partial<Record<AnswerField, readonly [number, number]>> = {
  startYear: [2020, 2050],
  t2030: [0, 1e9],
  t2035: [0, 1e9],
  t2040: [0, 1e9],
  certainty: [0, 1],
};

/** Undefined when the value fits the field, else why not. */
export function unfitAnswer(
  field: AnswerField,
  value: unknown,
): { code: string; values: Record<string, unknown> } | undefined {
  const range = bounds[field];
  if (range) {
    const [min, max] = range;
    const whole = field !== 'startYear' || Number.isInteger(value);
    const fits = typeof value === 'number' && value >= min && value <= max && whole;
    return fits ? undefined : { code: 'OUT_OF_RANGE', values: { field, value, min, max } };
  }
  const options: readonly string[] = field === 'phase' ? answerPhases : bottleneckCodes;
  const given = field === 'phase' ? [value] : value;
  const fits = Array.isArray(given) && given.every((one) => typeof one === 'string' && options.includes(one));
  return fits ? undefined : { code: 'NOT_AN_OPTION', values: { field, options: options.join(', ') } };
}
