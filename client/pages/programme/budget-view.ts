import type { BudgetStatus } from '../../../projections/budget-status/budget-status.ts';
import { formatNumber, type Language } from '../../app/i18n/format.ts';

/** Euros as they are read: whole unless there are cents. */
export function euros(EUR: number, language: Language): string {
  return `€\u00a0${formatNumber(EUR, language, Number.isInteger(EUR) ? 0 : 2)}`;
}

/** Large amounts in millions: `€ 17,6 mln`. */
export function roughEuros(EUR: number, language: Language): string {
  if (EUR < 1e6) return euros(EUR, language);
  return `€\u00a0${formatNumber(EUR / 1e6, language, 2)}\u00a0${language === 'nl' ? 'mln' : 'M'}`;
}

/** What an allocation is at: paid, committed and to be paid, free; what is reserved stands beside it. */
export function sharesOf({ paidEUR, committedEUR, freeEUR }: BudgetStatus): {
  paid: number;
  open: number;
  free: number;
} {
  return { paid: paidEUR, open: Math.round((committedEUR - paidEUR) * 100) / 100, free: freeEUR };
}
