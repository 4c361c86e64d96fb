import type { z } from 'zod';
import { refused, type Refused } from './refused.ts';

const TOLD_AT_MOST = 20;

interface Problem {
  readonly code: string;
  readonly field: string;
}

/** What of an input does not fit: the first problem, with up to twenty of them beside it. */
export function misfit(error: z.ZodError, input: unknown): Refused {
  const problems = error.issues.flatMap((issue) => problemsOf(issue, input)).slice(0, TOLD_AT_MOST);
  const first = problems[0] ?? { code: 'INPUT_MISFIT', field: '', fill: '' };
  const { code, ...values } = first;
  return refused(code, { ...values, problems });
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  const field = issue.path.map(String).join('.').slice(0, 200);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: 'INPUT_UNKNOWN',
      field: [field, key.slice(0, 80)].filter(Boolean).join('.'),
    }));
  if (issue.code === 'invalid_union') {
    // A value that has the form of one of the choices is told where within it something is wrong.
    const within = issue.errors.flat().find(({ path }) => path.length > 0);
    if (within) return problemsOf({ ...within, path: [...issue.path, ...within.path] }, input);
  }
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') {
    const { code, values } = issue.params as { code: string; values: Record<string, unknown> };
    return [{ code, field, ...values }];
  }
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? '') : issue.message;
  const fill = message.replace(/^Invalid input: /, '').slice(0, 200);
  return [{ code: reasonOf(valueAt(input, issue.path), issue.code), field: field || 'input', ...{ fill } }];
}

/** Why a value does not fit, by what it is. */
function reasonOf(value: unknown, issue: string): string {
  if (value === undefined || value === null || value === '') return 'INPUT_MISSING';
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'INPUT_NOT_A_NUMBER';
    if (!Number.isFinite(value)) return 'INPUT_INFINITE';
    if (issue === 'too_big') return 'INPUT_TOO_LARGE';
    if (issue !== 'too_small') return 'INPUT_MISFIT';
    if (value < 0) return 'INPUT_NEGATIVE';
    return value === 0 ? 'INPUT_ZERO' : 'INPUT_TOO_SMALL';
  }
  if (Array.isArray(value) && (issue === 'too_big' || issue === 'too_small')) return 'INPUT_LENGTH';
  return 'INPUT_MISFIT';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    input,
  );
}
