import type { Refusal } from '../../../../events/decision.ts';
import { refusalSentence } from '../../../../events/refusals.ts';
import type { Language } from '../../../app/i18n/format.ts';
import { t } from './input-texts.ts';

/** Why a calculation gives no number, with the name of the field as it stands on the page. */
export function refusalHere({ code, values }: Refusal, language: Language): string {
  const field = String(values['field'] ?? '');
  const named = /^[a-zA-Z0-9]+$/.test(field) ? t(`input${field}` as 'inputyear') : field;
  const known = named.startsWith('input') || named === '' ? field : named;
  return refusalSentence(code, { ...values, field: known }, language);
}
