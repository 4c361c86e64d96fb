import { formatNumber } from '../app/i18n/format.ts';
import { language } from '../app/i18n/i18n.svelte.ts';
import type { Fault } from './check.ts';
import { t } from './texts.ts';

/** What is wrong with a field, as a sentence that says what to do. */
export function faultText(fault: Fault, unit: string): string {
  switch (fault.code) {
    case 'range': {
      const { min, max } = fault;
      const printed = (value: number | undefined) => (value === undefined ? '' : formatNumber(value, language.now, 6));
      const text = max === undefined ? 'rangeFrom' : 'range';
      return t(text, { min: printed(min), max: printed(max), unit }).replace(/ \.$/, '.');
    }
    case 'length':
      return t('length', { min: fault.min, max: fault.max });
    case 'format':
      return t(`format${fault.format}` as 'formatday');
    case 'misfit':
      return t('misfit', { detail: fault.detail });
    default:
      return t(fault.code);
  }
}
