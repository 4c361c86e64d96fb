import type { DetailField } from '../../../events/details.ts';
import { printed } from '../../app/command-sentence.ts';
import { formatUnit } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';

/** A field's value as people read it, with its unit. */
export function printedField(spec: Pick<DetailField, 'unit'>, value: unknown): string {
  return typeof value === 'number' && spec.unit !== undefined
    ? formatUnit(value, spec.unit, language.now, 6)
    : printed(value);
}
