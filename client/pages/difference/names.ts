import { isHidden } from '../../../events/envelope.ts';
import type { Cell, GroupName } from '../../../projections/difference/sheet.ts';
import { printed } from '../../app/command-sentence.ts';
import { formatTonnes, formatUnit } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { sectionName } from '../../texts/texts.ts';
import { statusName } from '../decision/names.ts';
import { fieldName } from '../plan/field-names.ts';
import { t as plan } from '../plan/texts.ts';
import { t as sector } from '../region/sector-names.ts';
import { t as region } from '../region/texts.ts';
import { t } from './texts.ts';

/** What an item of a difference is called. */
export function itemName(group: GroupName, { id, name }: { id: string; name: string }): string {
  switch (group) {
    case 'fields':
      return fieldName(id);
    case 'targets':
      return plan('target');
    case 'texts':
      return sectionName(id);
    case 'figures':
      return t(`figure${id as 'sites'}`);
    case 'decisions':
      return name || t('hidden');
    case 'status':
    case 'region':
      return t(`group${group}`);
    default:
      return name;
  }
}

export const memberName = (member: string): string => t(`member${member as 'value'}`);

/** A value as people read it; what is hidden is said to be. */
export function cellText(group: GroupName, member: string, cell: Cell | undefined): string {
  if (cell === undefined || cell.value === null || cell.value === '') return t('none');
  const { value, unit } = cell;
  if (isHidden(value)) return t('hidden');
  if (Array.isArray(value)) return value.join(', ') || t('none');
  if (unit === 't' && typeof value === 'number') return formatTonnes(value, language.now);
  if (unit !== undefined && typeof value === 'number') return formatUnit(value, unit, language.now, 6);
  if (member.endsWith('Year') || (group === 'sites' && member === 'emissionsYear')) return String(value);
  return typeof value === 'string' ? worded(group, member, value) : printed(value);
}

/** Words for what is recorded by a name of its own. */
function worded(group: GroupName, member: string, value: string): string {
  const place = `${group}.${member}`;
  if (place === 'participants.role') return plan(`role${value as 'SINK'}`);
  if (place === 'participants.state') return value === 'joined' ? printed(true) : plan(`state${value as 'left'}`);
  if (place === 'decisions.decision') return statusName(value);
  if (member === 'status') return plan(`status${value as 'DRAFT'}`);
  if (place === 'contributions.kind' || member === 'firmness') return plan(value as 'FIRM');
  if (place === 'region.kind') return region(`kind${value as 'RES'}`);
  if (place === 'sites.sector' || place === 'sites.cluster') return sector(value as 'FOOD');
  return printed(value);
}
