import type { Command } from '../../events/decision.ts';
import { splicesOf, type ChangesJson } from '../../events/narrative/changes.ts';
import { sectionOfText } from '../../events/narrative/sections.ts';
import { t } from './texts.ts';

/** What somebody meant to do, in a line: what he typed stands in it whole, so that it can be copied. */
export function commandSentence({ type, subject, data }: Command): string {
  if (type === 'EditText') {
    const typed = splicesOf(data['changes'] as ChangesJson)
      .map(({ ins }) => ins)
      .filter((ins) => ins !== '');
    return t('didText', { section: sectionOfText(subject) ?? '', text: typed.join(' … ') || '–' });
  }
  const value =
    data['value'] ?? data['new'] ?? data['text'] ?? data['MW'] ?? data['amount'] ?? data['title'] ?? data['name'];
  const field = data['field'] ?? '';
  const said = [field, value, data['reason']].filter((part) => part !== undefined && part !== '').map(String);
  return [t(`did${commandNames.has(type) ? type : 'Other'}` as 'didOther'), said.join(' · ')]
    .filter(Boolean)
    .join(': ');
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
