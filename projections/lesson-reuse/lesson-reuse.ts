import { isHidden, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { LessonState } from '../../events/lesson/state.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

export interface LessonRow {
  readonly id: SubjectId;
  readonly advice: string;
  readonly status: LessonState['status'];
  readonly endorsements: number;
  /** How often it was applied, and to how many different things. */
  readonly applied: number;
  readonly targets: number;
}

/** Lessons that stand, the most used first. */
export function lessonRows(state: TopicState): LessonRow[] {
  return streamsOf(state, 'lesson')
    .flatMap(([stream, { proposed, status, endorsements, applications }]): LessonRow[] => {
      if (!proposed || isHidden(proposed.value) || status === 'RETIRED') return [];
      const targets = applications.flatMap(({ value }) => (isHidden(value) ? [] : [value.targetId]));
      return [
        {
          ...{ id: subjectOf(stream), advice: proposed.value.advice, status },
          ...{ endorsements: Object.keys(endorsements).length, applied: applications.length },
          targets: new Set(targets).size,
        },
      ];
    })
    .sort((a, b) => b.applied - a.applied || a.advice.localeCompare(b.advice, 'nl'));
}

/** How often lessons were applied, and how many of them were at all. */
export function lessonReuse(rows: readonly LessonRow[]): { readonly times: number; readonly lessons: number } {
  return {
    times: rows.reduce((sum, { applied }) => sum + applied, 0),
    lessons: rows.filter(({ applied }) => applied > 0).length,
  };
}
