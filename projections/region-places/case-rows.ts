import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { CasePhase } from '../../events/case/state.ts';
import { streamState, streamsOf, type TopicState } from '../topic/topic.ts';
import { siteRow } from '../region-overview/region-overview.ts';

/** A case as a list shows it. */
export interface CaseRow {
  readonly id: SubjectId;
  readonly question: string;
  readonly phase: CasePhase;
  readonly sites: readonly { readonly id: SubjectId; readonly name: string }[];
  readonly openActions: number;
  readonly overdueActions: number;
  readonly closed: boolean;
}

/** The cases of a table, those that are open first. */
export function caseRows(state: TopicState, today: CalendarDay): CaseRow[] {
  return streamsOf(state, 'case')
    .map(([stream, one]): CaseRow => {
      const open = Object.values(one.actions).filter(({ done }) => done === undefined);
      const question = one.question?.value;
      return {
        id: subjectOf(stream),
        question: question === undefined || isHidden(question) ? '' : question,
        phase: one.phase,
        sites: one.siteIds.map((id) => ({ id, name: siteName(state, id, today) })),
        openActions: open.length,
        overdueActions: open.filter(({ due }) => due < today).length,
        closed: one.closed !== undefined,
      };
    })
    .sort((a, b) => Number(a.closed) - Number(b.closed) || a.question.localeCompare(b.question, 'nl'));
}

/** A site's name on a day; a site that lies elsewhere and is not on this table is told by its id. */
export function siteName(state: TopicState, id: SubjectId, on: CalendarDay): string {
  const site = streamState(state, 'site', streamOf(id)?.stream ?? '');
  return site ? siteRow(id, site, on, (org) => org).name : id;
}
