import { lessonsLibrary, type LessonRow } from '../region-models/lessons-library.ts';
import type { TopicState } from '../topic/topic.ts';

/** Lessons that have not been retired, the most used first. */
export const standingLessons = (state: TopicState): LessonRow[] =>
  lessonsLibrary(state).filter(({ status }) => status !== 'RETIRED');

/** How often lessons were applied, and how many of them were at all. */
export function lessonReuse(rows: readonly LessonRow[]): { readonly times: number; readonly lessons: number } {
  return {
    times: rows.reduce((sum, { applications }) => sum + applications.length, 0),
    lessons: rows.filter(({ applications }) => applications.length > 0).length,
  };
}
