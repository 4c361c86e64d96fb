import { correctableFactsOf } from '../../events/correctable.ts';
import { valueOfFact, type CorrectableFact } from '../../events/correction.ts';
import { HIDDEN, isHidden, type VisibleEvent } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import { unitOfMember } from '../../projections/history-sentences/units.ts';
import type { TopicState } from '../../projections/topic/topic.ts';

/** A value of a recorded event that may be set right, as the form asks for it. */
export interface Correctable {
  readonly fact: CorrectableFact;
  /** What stands there now. */
  readonly value: unknown;
  /** Names by which it is called, and in which it is counted: of several members one each. */
  readonly parts: readonly { readonly name: string; readonly value: unknown; readonly unit: string | undefined }[];
}

/** What of an event may be corrected, as far as this state shows it; what is hidden is not offered. */
export function correctablesOf(state: TopicState, event: VisibleEvent): readonly Correctable[] {
  const standing = state.streams[event.stream];
  if (standing === undefined) return [];
  return correctableFactsOf(kindOf(event.stream), standing).flatMap((fact) => {
    if (fact.entry.event !== event.id) return [];
    const value = valueOfFact(fact);
    if (value === undefined || value === null || isHidden(value)) return [];
    return [{ fact, value, parts: partsOf(event, fact, value) }];
  });
}

function partsOf(
  { type, data }: VisibleEvent,
  { field, beside }: CorrectableFact,
  value: unknown,
): Correctable['parts'] {
  const unit = (name: string) => (isYear(name) ? undefined : unitOfMember(name, type, data));
  // of a plan's detail the value is corrected, and it is called by the detail's name
  const name = typeof beside?.['detail'] === 'string' ? beside['detail'] : field;
  if (typeof value !== 'object' || value === null) return [{ name, value, unit: unit(field) }];
  return Object.entries(value).map(([member, part]) => ({ name: member, value: part as unknown, unit: unit(member) }));
}

/** A year is no quantity: it has no unit, and is written without marks. */
export const isYear = (name: string): boolean => /^year$|Year$/.test(name);

/** The value with its parts as they were typed; HIDDEN stands for what is no value of its kind. */
export function corrected({ value, parts }: Correctable, typed: readonly unknown[]): unknown {
  const fits = parts.every((part, n) => typeof typed[n] === typeof part.value && !Number.isNaN(typed[n]));
  if (!fits) return HIDDEN;
  if (typeof value !== 'object') return typed[0];
  return Object.fromEntries(parts.map(({ name }, n) => [name, typed[n]]));
}
