import type { SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { LessonState } from '../../events/lesson/state.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';
import { shownOf } from './table.ts';

/** A lesson as the library shows it. */
export interface LessonRow {
  readonly id: SubjectId;
  readonly status: LessonState['status'];
  readonly context: string;
  readonly advice: string;
  readonly sectors: readonly string[];
  readonly kinds: readonly string[];
  /** Who stands behind it. */
  readonly endorsedBy: readonly SubjectId[];
  /** What it was used for, and what came of it. */
  readonly applications: readonly { readonly targetId: SubjectId; readonly effect: string }[];
  readonly proposedAt: string;
}

export interface LessonFilter {
  readonly text?: string | undefined;
  readonly sector?: string | undefined;
  readonly kind?: string | undefined;
  readonly status?: string | undefined;
}

/** The lessons of the country's table that a viewer may read: what most have used first, what was retired last. */
export function lessonsLibrary(state: TopicState): LessonRow[] {
  return streamsOf(state, 'lesson')
    .flatMap(([stream, lesson]): LessonRow[] => {
      const said = shownOf(lesson.proposed);
      if (!said) return [];
      return [
        {
          ...{ id: subjectOf(stream), status: lesson.status, context: said.context, advice: said.advice },
          ...{ sectors: said.sectors, kinds: said.kinds, proposedAt: lesson.proposed?.at ?? '' },
          endorsedBy: Object.keys(lesson.endorsements).sort(),
          applications: lesson.applications.flatMap((one) => shownOf(one) ?? []),
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(a.status === 'RETIRED') - Number(b.status === 'RETIRED') ||
        b.applications.length - a.applications.length ||
        b.proposedAt.localeCompare(a.proposedAt) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** The lessons that fit every part of a filter; several words must all occur. One without sectors or kinds is for all. */
export function filterLessons(rows: readonly LessonRow[], { text, sector, kind, status }: LessonFilter): LessonRow[] {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const said = [row.context, row.advice, ...row.applications.map(({ effect }) => effect)].join('\n').toLowerCase();
    return (
      (sector === undefined || row.sectors.length === 0 || row.sectors.includes(sector)) &&
      (kind === undefined || row.kinds.length === 0 || row.kinds.includes(kind)) &&
      (status === undefined || row.status === status) &&
      words.every((word) => said.includes(word))
    );
  });
}
