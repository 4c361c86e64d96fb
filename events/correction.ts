import { draft, editConflict, happened, nothingToDo, refuse, type Command, type Decision } from './decision.ts';
import { isHidden, type EventId, type VisibleEvent } from './envelope.ts';
import { correct, markCorrected, type Entry } from './timeline.ts';

/** A recorded value that a correction may point at, with the test that a new value must pass. */
export interface CorrectableFact {
  readonly entry: Entry<unknown>;
  /** The value itself, where it is a part of what the entry holds. */
  readonly value?: unknown;
  /** Name of the payload field that holds the value. */
  readonly field: string;
  /** True: the entry holds several fields, of which this is one. */
  readonly part?: true;
  /** What the correction says beside: for whom it is. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** Undefined when the value fits, else the refusal's code and values. */
  readonly check: (value: unknown) => { code: string; values: Record<string, unknown> } | undefined;
}

/** FactCorrected for a command CorrectFact (I22: a correction needs a reason and the event it corrects). */
export function correctionOf(command: Command, facts: readonly CorrectableFact[]): Decision {
  const {
    targetEventId,
    field,
    new: value,
    evidence,
  } = command.data as {
    targetEventId?: EventId;
    field: string;
    new: unknown;
    evidence?: string;
  };
  const reason = command.reason?.trim() ?? '';
  if (targetEventId === undefined || reason.length < 3) return refuse('CORRECTION_WITHOUT_REASON', {});
  const fact = facts.find((candidate) => candidate.entry.event === targetEventId && candidate.field === field);
  if (!fact) return refuse('NOT_FOUND', { subject: targetEventId, field });
  const unfit = fact.check(value);
  if (unfit) return refuse(unfit.code, unfit.values);
  const old = valueOfFact(fact);
  if (JSON.stringify(old) === JSON.stringify(value)) return nothingToDo(fact.entry.command);
  const conflict = fact.entry.corrected ? editConflict(command, field, value, fact.entry) : undefined;
  if (conflict) return conflict;
  return happened(draft('FactCorrected', { targetEventId, field, old, new: value, ...fact.beside, evidence, reason }));
}

/** Puts a corrected value in the place of the one that FactCorrected points at, where a viewer holds it. */
export function applyCorrection(event: VisibleEvent, facts: readonly CorrectableFact[]): void {
  const { targetEventId, field, new: value } = event.data as { targetEventId: EventId; field: string; new: unknown };
  const fact = facts.find((candidate) => candidate.entry.event === targetEventId && candidate.field === field);
  if (!fact) return;
  const { entry, part } = fact;
  if (!part) correct(entry, event, value);
  else {
    if (!isHidden(entry.value)) entry.value = { ...(entry.value as object), [field]: value };
    markCorrected(entry, event);
  }
}

/** A fact of which one field of the entry's value may be corrected. */
export function partOf(entry: Entry<unknown>, field: string, check: CorrectableFact['check']): CorrectableFact {
  return { entry, field, part: true, check };
}

/** What is recorded now of a fact that may be corrected. */
export function valueOfFact(fact: CorrectableFact): unknown {
  if ('value' in fact) return fact.value;
  const { entry, field, part } = fact;
  return part && !isHidden(entry.value) ? (entry.value as Record<string, unknown>)[field] : entry.value;
}

/** Check for a number within bounds. */
export const within =
  (min: number, max: number): CorrectableFact['check'] =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max
      ? undefined
      : { code: 'OUT_OF_RANGE', values: { value, min, max } };
