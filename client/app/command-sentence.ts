import type { Command } from '../../events/decision.ts';
import { splicesOf, type ChangesJson } from '../../events/narrative/changes.ts';
import { sectionOfText } from '../../events/narrative/sections.ts';
import { commandWords } from '../forms/words/commands.ts';
import { fieldName } from '../pages/plan/field-names.ts';
import { sectionName } from '../texts/texts.ts';
import { language } from './i18n/i18n.svelte.ts';
import { formatDay, formatNumber } from './i18n/format.ts';
import { t } from './texts.ts';

/** What somebody meant to do, in a line: what he typed stands in it whole, so that it can be copied. */
export function commandSentence({ type, subject, data }: Command): string {
  if (type === 'EditText') {
    const typed = splicesOf(data['changes'] as ChangesJson)
      .map(({ ins }) => ins)
      .filter((ins) => ins !== '');
    return t('didText', { section: sectionName(sectionOfText(subject) ?? ''), text: typed.join(' … ') || '–' });
  }
  const value =
    data['value'] ?? data['new'] ?? data['text'] ?? data['MW'] ?? data['amount'] ?? data['title'] ?? data['name'];
  const field = data['field'] === undefined ? '' : fieldName(String(data['field']));
  const said = [field, printed(value), data['reason']].filter((part) => part !== undefined && part !== '').map(String);
  const formName = commandWords[type]?.[language.now === 'nl' ? 0 : 1];
  const name = commandNames.has(type) ? t(`did${type}` as 'didOther') : (formName ?? t('didOther'));
  return [name, said.join(' · ')].filter(Boolean).join(': ');
}

/** A value as people read it. */
export function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return formatNumber(value, language.now, 6);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDay(value, language.now) : value;
}

const commandNames = new Set([
  'SetPlanDetail',
  'SetCapacityTarget',
  'PlaceComment',
  'PledgeContribution',
  'StartSynergyPlan',
  'JoinPlan',
  'LeavePlan',
  'ParkPlan',
  'ResumePlan',
  'MoveMilestoneForecast',
]);
