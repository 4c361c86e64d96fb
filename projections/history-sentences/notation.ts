/** Numbers, days and yes or no in a language. Pure: the language is passed in. */

export type Language = 'nl' | 'en';
export const locale = (language: Language): string => (language === 'nl' ? 'nl-NL' : 'en-GB');

/** `1234.5` → `1.234,5` (nl) or `1,234.5` (en). */
export function formatNumber(value: number, language: Language, digits = 1): string {
  const format = numbers(`${language} ${digits}`, () => {
    return new Intl.NumberFormat(locale(language), { maximumFractionDigits: digits });
  });
  return format.format(value);
}

/** A calendar day: `3 maart 2027`. */
export function formatDay(day: string, language: Language): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const format = days(language, () => new Intl.DateTimeFormat(locale(language), options));
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** Makes each thing once: to make one of `Intl` takes a thousand times as long as to use it, and a page uses hundreds. */
export function madeOnce<T>(): (name: string, make: () => T) => T {
  const made = new Map<string, T>();
  return (name, make) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const fresh = make();
    made.set(name, fresh);
    return fresh;
  };
}
const numbers = madeOnce<Intl.NumberFormat>();
const days = madeOnce<Intl.DateTimeFormat>();

/** A value as people read it: a number or a day in the language’s notation, a code by its name; undefined: no such thing. */
export function printed(
  value: unknown,
  language: Language,
  { year = false, name }: { year?: boolean; name?: (code: string) => string | undefined } = {},
): string | undefined {
  if (typeof value === 'number') return year ? String(value) : formatNumber(value, language, 6);
  if (typeof value === 'boolean') return yesOrNo[language][value ? 0 : 1];
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, language) : (name?.(value) ?? value);
}

const yesOrNo = { nl: ['ja', 'nee'], en: ['yes', 'no'] } as const;
