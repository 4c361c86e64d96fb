import { z } from 'zod';

/**
 * A number in a unit, from `least` to `most`, both allowed. What a person should fill in instead of something that
 * does not fit is written without words, so that it reads in any language.
 */
export function quantity(unit: string, least: number, most: number): z.ZodNumber {
  const error = `≥ ${least}, ≤ ${most} ${unit}`.trim();
  return z.number({ error }).min(least, { error }).max(most, { error });
}

/** Like {@link quantity}, but `least` itself is not allowed. */
export function quantityAbove(unit: string, least: number, most: number): z.ZodNumber {
  const error = `> ${least}, ≤ ${most} ${unit}`.trim();
  return z.number({ error }).gt(least, { error }).max(most, { error });
}

/** A whole number. */
export function count(unit: string, least: number, most: number): z.ZodNumber {
  const error = `${least}, ${least + 1} … ${most} ${unit}`.trim();
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** 0–1. */
export const share = (): z.ZodNumber => quantity('', 0, 1);

export const year = (): z.ZodNumber => count('', 2020, 2050);

/** One of a few words. */
export function choice<const T extends readonly string[]>(words: T): z.ZodEnum<{ [K in T[number]]: K }> {
  return z.enum(words, { error: words.join(', ') });
}

/** What things are called within one input. */
export const named = (): z.ZodString => {
  const error = 'a–z, 0–9 … (1–80)';
  return z.string({ error }).min(1, { error }).max(80, { error });
};

/** A list of `least` to `most` things. */
export function listOf<T extends z.ZodType>(one: T, least: number, most: number): z.ZodArray<T> {
  const error = `[${least}–${most} ×]`;
  return z.array(one, { error }).min(least, { error }).max(most, { error });
}

/** Things by name, `least` to `most` of them. */
export function byName<T extends z.ZodType>(one: T, least: number, most: number): z.ZodRecord<z.ZodString, T> {
  const error = `{${least}–${most} ×}`;
  return z.record(named(), one, { error }).refine(
    (record) => {
      const { length } = Object.keys(record);
      return length >= least && length <= most;
    },
    { error },
  );
}

/** Values by the year that they are of, 2020–2050. */
export function byYear<T extends z.ZodType>(one: T): z.ZodRecord<z.ZodString, T> {
  const error = '2020, 2021 … 2050';
  return z.record(z.string({ error }).regex(/^(20[234]\d|2050)$/, { error }), one, { error: '{2020 … 2050}' });
}
