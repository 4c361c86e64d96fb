import type { DecisionState } from '../../../events/decision-record/state.ts';
import { t } from './texts.ts';

/** The name of a field of the public copy, with a piece of what it belongs to: `alternative.<id>.cons`. */
export function publicFieldName(field: string, state: DecisionState, nameOf: (organisation: string) => string): string {
  const [part = '', id = '', which = ''] = field.split('.');
  switch (part) {
    case 'alternative':
      return t(`field${which}` as 'fieldcons', { text: shortened(state.alternatives[id]?.label) });
    case 'condition':
      return t('fieldcondition', { text: shortened(state.conditions[id]?.text) });
    case 'dissent':
      return t('fielddissent', { text: nameOf(id) });
    default:
      return t(`field${part}` as 'fieldmotivation');
  }
}

const shortened = (text = ''): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
