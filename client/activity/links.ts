import type { VisibleEvent } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import { p } from '../app/router.ts';

/** Where what happened can be seen: of a text the change itself; undefined when no page shows it. */
export function linkOf({ stream, type, data }: VisibleEvent): string | undefined {
  const subject = subjectOf(stream);
  const plan = kindOf(stream) === 'plan' ? subject : planOfText(subject);
  if (plan === undefined) return undefined;
  const page = p('/plan/:id', { params: { id: plan } });
  if (type === 'TextEdited') return `${page}?moment=${String(data['textRevision'])}#tekst-${String(data['section'])}`;
  if (type === 'PlanDetailSet') return `${page}#veld-${String(data['field'])}`;
  return type.startsWith('Comment') ? `${page}#opmerkingen` : page;
}
