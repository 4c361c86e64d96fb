import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { decisionRegister } from '../decision-register/decision-register.ts';
import type { TopicState } from '../topic/topic.ts';
import { cells } from './plan-sheet.ts';
import type { SheetItem } from './sheet.ts';

/** The decisions about a region or plan that were taken by then. What is still being prepared is no decision yet. */
export function decisionItems(state: TopicState, about: SubjectId, on: CalendarDay): SheetItem[] {
  return decisionRegister(state, on)
    .filter(({ status, regionIds, planIds }) => status !== 'DRAFT' && [...regionIds, ...planIds].includes(about))
    .map(({ id, question, status, effectiveDate, published }) => ({
      ...{ id, name: question ?? '', events: [] },
      members: cells({ decision: status, effectiveDate, published }),
    }));
}
