import type { DetailField } from '../../../events/details.ts';
import { nameOfCode } from '../../../projections/history-sentences/names.ts';
import { printed } from '../../app/command-sentence.ts';
import { formatNumber, formatUnit } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { t } from './field-texts.ts';

/** A field's value as people read it, with its unit; a choice by its name. */
export function printedField(spec: Pick<DetailField, 'unit'>, value: unknown, field?: string): string {
  if (typeof value === 'number' && spec.unit !== undefined) {
    const unit = shownUnit(spec.unit);
    return unit === '' ? formatNumber(value, language.now, 6) : formatUnit(value, unit, language.now, 6);
  }
  const name = typeof value === 'string' && field !== undefined ? nameOfCode(field, value, language.now) : undefined;
  return name ?? printed(value);
}

/** A unit as it stands beside a field: a share has none, what is counted per year says so. */
export function shownUnit(unit: string): string {
  if (unit === '1') return '';
  return unit === '1/jr' ? t('timesPerYear') : language.now === 'en' ? unit.replace('/jr', '/yr') : unit;
}
