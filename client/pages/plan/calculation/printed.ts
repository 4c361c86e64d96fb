import { formatNumber } from '../../../app/i18n/format.ts';
import { language } from '../../../app/i18n/i18n.svelte.ts';
import type { PlanFigure } from '../../../../projections/plan-analysis/figures.ts';
import { t } from './texts.ts';

const MILLION = 1e6;

/** A number to three or four digits that mean something; in millions from one on. */
export function printedNumber(value: number, unit: string): string {
  const scaled = unit === '%' ? value * 100 : isMillions(value, unit) ? value / MILLION : value;
  const size = Math.abs(scaled);
  return formatNumber(scaled, language.now, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

/** The unit beside a number of this size. */
export function printedUnit(unit: string, value: number): string {
  if (!isMillions(value, unit)) return unit === '-' || unit === '' ? '' : local(unit.replace('EUR', '€'));
  if (unit.startsWith('EUR')) return local(unit.replace('EUR', t('millionEuro')));
  return `${t('million')} ${unit === '-' ? '' : local(unit)}`.trim();
}

/** A figure with its unit, a truth as yes or no, nothing as a dash. */
export function printedFigure({ value, unit }: Pick<PlanFigure, 'value' | 'unit'>): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (typeof value === 'string') return value;
  return `${printedNumber(value, unit)}\u00a0${printedUnit(unit, value)}`.trim();
}

/** From its lowest to its highest outcome: `35,1–41,8 €/MWh`; undefined: it has but one. */
export function printedRange({ value, low, high, unit }: PlanFigure): string | undefined {
  if (typeof value !== 'number' || low === undefined || high === undefined) return undefined;
  const most = Math.max(Math.abs(low), Math.abs(high));
  const asMost = (one: number): string => (isMillions(most, unit) ? printedMillions(one) : printedNumber(one, unit));
  const between = low < 0 ? ` ${t('to')} ` : '–';
  return `${asMost(low)}${between}${asMost(high)}\u00a0${printedUnit(unit, most)}`.trim();
}

const printedMillions = (value: number): string => formatNumber(value / MILLION, language.now, 1);

/** Prices per MW stay as they are agreed on. */
const isMillions = (value: number, unit: string): boolean =>
  Math.abs(value) >= MILLION && unit !== '%' && !(unit.startsWith('EUR') && unit.includes('/M'));

/** Units are stored as the calculations name them. */
function local(unit: string): string {
  if (unit === 'yr') return t('years');
  if (unit === '1/yr') return t('perYear');
  if (unit === '1/day') return t('perDay');
  if (unit === 'h') return t('hours');
  const raised = unit.replace('m3', 'm³').replace('J/kgK', 'J/kg·K');
  if (language.now !== 'nl') return raised;
  return raised
    .replace(/^h\//, `${t('hours')}/`)
    .replace('/yr', '/jr')
    .replace('/day', '/dag');
}
