import { expect, test } from 'vitest';
import { refusalSentence, refusalSentences } from '../../../events/refusals.ts';
import { run } from '../../../projections/analysis/calculation.ts';
import { calculations } from '../../../projections/analysis/calculations.ts';
import { unset } from './ask.ts';
import vectors from './vectors.json' with { type: 'json' };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const absent = Symbol('absent');
type Bad = number | string | null | boolean | typeof absent;

/** No place of an input has any of these as a good value. */
const never: Bad[] = [Number.NaN, Infinity, -Infinity, 1e30, -1e30];
/** These may be good somewhere: then every number that comes of them is one. */
const perhaps: Bad[] = [absent, null, 'x', '', true, 0, -1];

function pathsIn(value: Json, path: string[] = []): string[][] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key]));
}

function withAt(value: Json, [key = '', ...rest]: string[], bad: Bad): unknown {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length > 0) copy[key] = withAt((value as Record<string, Json>)[key] ?? null, rest, bad);
  else if (bad === absent) Reflect.deleteProperty(copy, key);
  else copy[key] = bad;
  return copy;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test.each(vectors.map(({ calculation, input }, at) => ({ calculation, input, at })))(
  '$calculation ($at): whatever number of it is spoilt, it is refused by name, or every result is a number',
  ({ calculation, input }) => {
    const known = calculations.get(calculation)!;
    const good = ('draws' in input ? { ...input, draws: 100 } : input) as Json;
    for (const path of pathsIn(good))
      for (const bad of [...never, ...perhaps]) {
        const where = `${path.join('.')} = ${String(bad)}`;
        const answer = run(known, withAt(good, path, bad), unset);
        if (!('refused' in answer)) {
          expect(never.includes(bad), where).toBe(false);
          expect(numbersIn(answer).every(Number.isFinite), where).toBe(true);
          continue;
        }
        const { code, values } = answer.refused;
        expect(Object.keys(refusalSentences), where).toContain(code);
        for (const language of ['nl', 'en'] as const) {
          expect(refusalSentence(code, values, language), where).not.toMatch(/undefined|\{\w+\}|: ?\.$/);
          if (never.includes(bad)) expect(refusalSentence(code, values, language), where).toContain(path.join('.'));
        }
      }
  },
);
