import { isHidden } from '../../events/envelope.ts';
import { prefixes, subjectOf, type KindName } from '../../events/ids.ts';
import { kindOf } from '../../events/ids.ts';
import type { AnyState } from '../../events/kinds.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import { lastRecorded, type Timeline } from '../../events/timeline.ts';
import type { TopicState } from '../../projections/topic/topic.ts';

export interface Option {
  readonly id: string;
  readonly name: string;
}

/** What can be chosen for a reference, of what lies on a table: by the prefixes of ids, in the order of names. */
export function optionsIn(state: TopicState, wanted: readonly string[], field: string): Option[] {
  const kinds = wanted.flatMap(
    (prefix) => (Object.keys(prefixes) as KindName[]).find((k) => prefixes[k] === prefix) ?? [],
  );
  return Object.entries(state.streams)
    .filter(([stream, one]) => kinds.includes(kindOf(stream)) && fits(one, kindOf(stream), field))
    .map(([stream, one]) => ({ id: subjectOf(stream), name: nameOfState(one) ?? subjectOf(stream) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'nl'));
}

/** A grid area is no section of a pipe, and the other way about. */
function fits(state: AnyState, kind: string, field: string): boolean {
  if (kind !== 'infrastructure') return true;
  const isArea = (state as InfrastructureState).kind === 'GRID_AREA';
  if (/[aA]reaId$|ParentId$/.test(field)) return isArea;
  return field === 'sectionId' ? !isArea : true;
}

/** What something is called, whatever its kind; undefined: it has no name that this person may see. */
export function nameOfState(state: AnyState | undefined): string | undefined {
  if (state === undefined) return undefined;
  if ('name' in state && state.name !== '') return state.name;
  const details: Record<string, Timeline<unknown>> = 'details' in state ? state.details : {};
  const value =
    lastRecorded(details['name'] ?? details['title'])?.value ?? ('question' in state ? asked(state) : undefined);
  return typeof value === 'string' ? value : undefined;
}

function asked({ question }: { question?: unknown }): string | undefined {
  const value = typeof question === 'object' && question !== null && 'value' in question ? question.value : question;
  return isHidden(value) || typeof value !== 'string' ? undefined : value;
}
