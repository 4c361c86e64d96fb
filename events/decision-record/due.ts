import type { CalendarDay, EventId } from '../envelope.ts';
import type { Condition, DecisionState, ReminderStage } from './state.ts';

/** So long before its day a condition is spoken of. */
export const SOON_DAYS = 14;

export interface DueCondition {
  readonly condition: Condition;
  /** SOON: due within a fortnight · OVERDUE: its day has passed. */
  readonly stage: ReminderStage;
  /** The event that set it, from which a reminder's id is derived. */
  readonly cause: EventId;
}

/** Conditions of a decision that stands which ask for attention on a day, the most urgent first. Pure. */
export function conditionsDue(state: DecisionState, day: CalendarDay): DueCondition[] {
  const { taken, status } = state;
  if (taken === undefined || status !== 'TAKEN') return [];
  return Object.values(state.conditions)
    .flatMap((condition): DueCondition[] => {
      const stage = stageOn(condition, day);
      return stage === undefined ? [] : [{ condition, stage, cause: taken.entry.event }];
    })
    .sort((a, b) => a.condition.due.localeCompare(b.condition.due));
}

/** Where an open condition stands on a day; undefined: settled, or not to be spoken of yet. */
export function stageOn(condition: Condition, day: CalendarDay): ReminderStage | undefined {
  if (condition.fulfilled !== undefined || condition.breached !== undefined) return undefined;
  if (day > condition.due) return 'OVERDUE';
  return day >= daysBefore(condition.due, SOON_DAYS) ? 'SOON' : undefined;
}

function daysBefore(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
