import { draft, editConflict, happened, nothingToDo, refuse, type Command, type Decision } from './decision.ts';
import { isHidden } from './envelope.ts';
import { lastRecorded, type Timeline } from './timeline.ts';

/** Plain fields of a kind of stream, in a table: one for decider, form and history. */

export type DetailValue = string | number | boolean;
export type Details = Record<string, Timeline<DetailValue | null>>;

export interface DetailField {
  readonly type: 'text' | 'number' | 'boolean' | 'choice';
  /** Unit of a number, as shown and recorded. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  /** What a choice is made from. */
  readonly options?: readonly string[];
  /** A whole number. */
  readonly whole?: true;
  /** Always has a value: the first one cannot be undone. */
  readonly required?: true;
  /** `label`: the last writer wins and the other is told · `strict`: somebody else's change in between is a conflict. */
  readonly merge: 'label' | 'strict';
}

export type DetailFields = Readonly<Record<string, DetailField>>;

export const numberField = (unit: string, min: number, max: number): DetailField => ({
  type: 'number',
  unit,
  min,
  max,
  merge: 'strict',
});
export const choiceField = (...options: string[]): DetailField => ({ type: 'choice', options, merge: 'strict' });
export const textField = (min: number, max: number): DetailField => ({ type: 'text', min, max, merge: 'label' });
export const booleanField: DetailField = { type: 'boolean', merge: 'strict' };

/**
 * Setting a detail: equal value → nothing; label → last writer wins; strict field changed meanwhile → EDIT_CONFLICT.
 * @param type the event that records it
 */
export function decideSetDetail(fields: DetailFields, details: Details, command: Command, type: string): Decision {
  const { field, value, unit } = command.data as { field: string; value: DetailValue; unit?: string };
  const declared = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!declared) return refuse('UNKNOWN_FIELD', { field, known: Object.keys(fields).join(', ') });
  const unfit = unfitFor(declared, field, value);
  if (unfit) return refuse(unfit.code, unfit.values);
  if (unit !== undefined && unit !== declared.unit)
    return refuse('UNIT_EXPECTED', { field, unit: declared.unit ?? '–' });
  const standing = lastRecorded(details[field]);
  const sameDay = command.effectiveOn === undefined || command.effectiveOn === standing?.from;
  if (standing && standing.value === value && sameDay) return nothingToDo(standing.command);
  const conflict = declared.merge === 'strict' ? editConflict(command, field, value, standing) : undefined;
  return conflict ?? happened(draft(type, { field, value, unit: declared.unit }));
}

/** RevertChange: a detail as it was before an event, as long as that event still sets it. */
export function decideRevertDetail(fields: DetailFields, details: Details, command: Command, type: string): Decision {
  const { event } = command.data as { event: string };
  for (const [field, entries] of Object.entries(details)) {
    const at = entries.findIndex((entry) => entry.event === event);
    const standing = entries.at(-1);
    if (at < 0 || !standing) continue;
    const before = entries[at - 1];
    const gone = before === undefined && fields[field]?.required === true;
    if (gone || isHidden(before?.value)) return refuse('NOT_REVERTIBLE', {});
    const value = before?.value ?? null;
    if (standing.value === value) return nothingToDo(standing.command);
    const untouched = standing.event === event && !standing.corrected;
    const conflict = untouched ? undefined : editConflict(command, field, value, standing);
    return conflict ?? happened(draft(type, { field, value, unit: fields[field]?.unit }));
  }
  return refuse('NOT_REVERTIBLE', {});
}

/** Undefined when the value fits the field, else why not. */
export function unfitFor(
  declared: DetailField,
  field: string,
  value: unknown,
): { code: string; values: Record<string, unknown> } | undefined {
  const { type, unit, options = [], whole = false, min = 0, max = Number.MAX_VALUE } = declared;
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : wrongType(field, 'boolean');
  if (type === 'choice') {
    if (typeof value === 'string' && options.includes(value)) return undefined;
    return { code: 'NOT_AN_OPTION', values: { field, options: options.join(', ') } };
  }
  if (type === 'text') {
    if (typeof value !== 'string') return wrongType(field, 'text');
    const length = value.trim().length;
    return length >= min && value.length <= max ? undefined : { code: 'TEXT_LENGTH', values: { field, min, max } };
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
    return wrongType(field, 'number');
  return value >= min && value <= max ? undefined : { code: 'OUT_OF_RANGE', values: { field, value, min, max, unit } };
}

const wrongType = (field: string, expected: string) => ({ code: 'WRONG_TYPE', values: { field, expected } });
