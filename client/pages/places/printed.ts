import { isHidden, type Hidden } from '../../../events/envelope.ts';
import { formatDay, formatNumber, formatUnit } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { optionName } from '../../forms/names.ts';
import { unitName } from '../../forms/units.ts';
import { t } from './texts.ts';

/** A number with its unit; one that this person may not see says so. */
export function amount(value: number | Hidden | undefined, unit: string, digits = 2): string {
  if (value === undefined) return '–';
  if (isHidden(value)) return t('secret');
  const printed = unit.replace('Nm3', 'Nm³');
  return unit === ''
    ? formatNumber(value, language.now, digits)
    : formatUnit(value, unitName(printed, language.now), language.now, digits);
}

/** What a code is called. */
export const named = (field: string, code: string): string => optionName(field, code, language.now);

export const day = (value: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(value) ? formatDay(value, language.now) : value;

/** A period of days: `1 januari 2027 – 31 december 2040`. */
export const period = (from: string, to: string | undefined): string =>
  to === undefined ? t('since', { from: day(from) }) : `${day(from)} – ${day(to)}`;

/** A value that may be hidden; undefined: it is. */
export function seen<T>(value: T | Hidden | undefined): T | undefined {
  return value === undefined || isHidden(value) ? undefined : value;
}
