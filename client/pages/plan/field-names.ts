import { nameOfCode } from '../../../projections/history-sentences/names.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { t } from './texts.ts';

/** What a field is called on the screen. */
export function fieldName(name: string): string {
  if (name.startsWith('capacityTarget')) return t('target');
  if (name.startsWith('milestone')) return t('milestone');
  if (name.startsWith('contribution')) return t('contribution');
  const [facet] = name.split('.');
  const other = facets[facet ?? ''];
  return nameOfCode('field', name, language.now) ?? (other ? t(other) : name);
}

const facets: Partial<Record<string, 'fieldRoute' | 'fieldRisk' | 'fieldAgreement' | 'fieldVisibility'>> = {
  route: 'fieldRoute',
  risk: 'fieldRisk',
  agreement: 'fieldAgreement',
  visibility: 'fieldVisibility',
};
