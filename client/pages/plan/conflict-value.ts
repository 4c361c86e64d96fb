import { detailFields } from '../../../events/plan/details.ts';
import type { Command } from '../../../events/decision.ts';
import type { PlanView } from '../../../projections/plan-view/plan-view.ts';
import { printed } from '../../app/command-sentence.ts';
import { formatNumber, formatUnit } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { unitName } from './contribution-kinds.ts';
import { linkedKinds } from './field-groups.ts';
import { printedField } from './printed.ts';
import { t } from './texts.ts';

/** What is known of the plan whose field two people changed. */
interface Around {
  readonly plan: Pick<PlanView, 'kind' | 'contributions'> | undefined;
  readonly nameOf: (id: string) => string;
}

/** A value of a field on which two people disagree, as the page prints it. */
export function conflictValue(field: string, value: unknown, { plan, nameOf }: Around): string {
  if (value === undefined || value === null) return '–';
  const spec = plan && detailFields[plan.kind][field];
  if (spec)
    return typeof value === 'string' && linkedKinds[field] !== undefined
      ? nameOf(value)
      : printedField(spec, value, field);
  if (typeof value === 'object') return ofParts(value as Record<string, unknown>);
  const contribution = plan?.contributions.find(({ id }) => field === `contribution.${id}`);
  if (contribution && typeof value === 'number') return formatUnit(value, unitName(contribution.kind), language.now, 6);
  return printed(value);
}

/** What a command would have set. */
export function valueOf({ data }: Pick<Command, 'data'>): unknown {
  const { value, new: moved, amount, date, text, name } = data;
  const parts = 'MW' in data || 'p' in data || 'length_km' in data ? data : undefined;
  return value ?? moved ?? amount ?? date ?? parts ?? text ?? name;
}

/** A target with its year, the two sides of a risk, or a route. */
function ofParts(parts: Record<string, unknown>): string {
  const { MW, fromYear, p, impact, lengthKm, length_km: drawnKm = lengthKm, hash } = parts;
  if (typeof MW === 'number') return t('targetFrom', { MW: formatNumber(MW, language.now, 6), year: String(fromYear) });
  if (p !== undefined) return t('scored', { p: String(p), impact: String(impact) });
  if (typeof drawnKm === 'number') return formatUnit(drawnKm, 'km', language.now, 3);
  return typeof hash === 'string' ? `${hash.slice(0, 12)}…` : '–';
}
