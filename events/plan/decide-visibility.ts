import {
  draft,
  editConflict,
  happened,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { narrativeSections } from '../narrative/sections.ts';
import type { Class } from '../visibility.ts';
import type { PlanCommandData as C } from './commands.ts';
import { detailFields } from './details.ts';
import { visibilityOf } from './evolve-gates.ts';
import type { PlanState } from './state.ts';

/** What everybody needs to find the plan, and what the drawn route says as well, stays as it is. */
const fixed = new Set(['title', 'routeLengthKm', 'pipeDN']);
const audiences: Partial<Record<Class, string>> = { P0: 'PUBLIC', P1: 'PARTNERS', P2: 'REGION' };

/** Who sees a field or a section: narrowed by the participants, opened only with a consent (I18). */
export function decideVisibility(state: PlanState, command: Command, context: DecideContext): Decision | undefined {
  if (command.type !== 'ChangeVisibility') return undefined;
  const { target, newClass, consentId } = command.data as C['ChangeVisibility'];
  const known =
    Object.hasOwn(detailFields[state.kind], target) || (narrativeSections as readonly string[]).includes(target);
  if (!known || fixed.has(target)) return refuse('UNKNOWN_FIELD', { field: target });
  const oldClass = visibilityOf(state, target);
  const standing = state.visibility[target]?.at(-1);
  if (oldClass === newClass) return nothingToDo(standing?.command);
  const conflict = editConflict(command, `visibility.${target}`, newClass, standing);
  if (conflict) return conflict;
  const missing = newClass < oldClass ? consentMissing(consentId, newClass, context) : undefined;
  return missing ?? happened(draft('VisibilityChanged', { target, oldClass, newClass, consentId }));
}

function consentMissing(consentId: string | undefined, cls: Class, context: DecideContext): Decision | undefined {
  const audience = audiences[cls] ?? cls;
  const consent = consentId === undefined ? null : context.around.consent?.(consentId);
  if (consent === undefined || (consent?.holds && consent.audience === audience)) return undefined;
  const organisation = consent?.organisation ?? context.organisation;
  return refuse('CONSENT_MISSING', { organisation, class: cls, audience });
}
