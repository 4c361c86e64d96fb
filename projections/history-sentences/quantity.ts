import { formatNumber, type Language } from './notation.ts';

/** A number with its unit as people read it: `12 MW`, `€ 1.500.000`, `60%`, `8.000 ton per jaar`; `jr` is a year: `2030`. */
export function quantity(value: number, unit: string, language: Language): string {
  if (unit === 'jr') return String(value);
  if (unit === '1') return `${formatNumber(value * 100, language, 2)}%`;
  const number = formatNumber(value, language, 6);
  if (unit === '%') return `${number}%`;
  const [head = '', ...parts] = unit.split('/');
  const per = parts.map((part) => ` per ${pers[part]?.[language] ?? part}`).join('');
  if (head === 'EUR') return `${language === 'nl' ? '€\u00a0' : '€'}${number}${per}`;
  const [one, many] = heads[head]?.[language] ?? [head, head];
  return `${number}\u00a0${value === 1 ? one : many}${per}`;
}

/** Units that have a word in a sentence, for one and for more; others stand as they are. */
const heads: Readonly<Record<string, Readonly<Record<Language, readonly [one: string, many: string]>>>> = {
  t: { nl: ['ton', 'ton'], en: ['tonne', 'tonnes'] },
  kt: { nl: ['kiloton', 'kiloton'], en: ['kilotonne', 'kilotonnes'] },
  h: { nl: ['uur', 'uur'], en: ['hour', 'hours'] },
  d: { nl: ['dag', 'dagen'], en: ['day', 'days'] },
  Nm3: { nl: ['Nm³', 'Nm³'], en: ['Nm³', 'Nm³'] },
  m2: { nl: ['m²', 'm²'], en: ['m²', 'm²'] },
  'data set': { nl: ['gegevensset', 'gegevenssets'], en: ['data set', 'data sets'] },
  1: { nl: ['keer', 'keer'], en: ['time', 'times'] },
};

const pers: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  jr: { nl: 'jaar', en: 'year' },
  h: { nl: 'uur', en: 'hour' },
  t: { nl: 'ton', en: 'tonne' },
};
