/** Numbers, dates and units in the language of the interface. Pure: the language is passed in. */

import {
  formatDay,
  formatNumber,
  locale,
  madeOnce,
  type Language,
} from '../../../projections/history-sentences/notation.ts';

export { formatDay, formatNumber, type Language };

/** A value with its unit; a non-breaking space keeps them together: `8,2 MW`. */
export function formatUnit(value: number, unit: string, language: Language, digits = 1): string {
  return `${formatNumber(value, language, digits)}\u00a0${unit}`;
}

/** Tonnes CO2 as people read them: t, kt or Mt. */
export function formatTonnes(tonnes: number, language: Language): string {
  if (tonnes >= 1e6) return formatUnit(tonnes / 1e6, 'Mt', language, tonnes >= 1e7 ? 1 : 2);
  if (tonnes >= 1e4) return formatUnit(tonnes / 1e3, 'kt', language, 0);
  return formatUnit(tonnes, 't', language, 0);
}

/** An instant on the clock of the Netherlands: `3 mrt 2027, 14:05`. */
export function formatInstant(instant: string, language: Language): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Amsterdam' } as const;
  const format = instants(language, () => new Intl.DateTimeFormat(locale(language), options));
  return format.format(new Date(instant));
}
const instants = madeOnce<Intl.DateTimeFormat>();
const since = madeOnce<Intl.RelativeTimeFormat>();

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago: `3 minuten geleden`; within a minute `zojuist`. */
export function formatAgo(instant: string, now: number, language: Language): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000);
  const relative = since(language, () => new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto' }));
  for (const [unit, size] of steps) if (seconds >= size) return relative.format(-Math.floor(seconds / size), unit);
  return language === 'nl' ? 'zojuist' : 'just now';
}

/**
 * Reads a number as people type it: in Dutch `1.234,5`, in English `1,234.5`. A mark that cannot be one of thousands
 * is taken for the decimal mark in both: `12.5` and `12,5`. NaN when it is no number.
 */
export function parseNumber(text: string, language: Language): number {
  const plain = text.replaceAll(/[\s\u00a0]/g, '').replace('−', '-');
  const [decimal, group] = language === 'nl' ? [',', '.'] : ['.', ','];
  const grouped = new RegExp(`^[+-]?\\d{1,3}(\\${group}\\d{3})*(\\${decimal}\\d*)?$`);
  if (grouped.test(plain)) return Number(plain.replaceAll(group, '').replace(decimal, '.'));
  return /^[+-]?(\d+[.,]?\d*|[.,]\d+)$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
}
