import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { PARAMETERS_SUBJECT } from '../../events/parameter/decide.ts';
import { parametersOn, type Parameters } from '../analysis/parameters.ts';
import { budgetStatus, type BudgetStatus } from '../budget-status/budget-status.ts';
import { horizonFigures, type HorizonFigure } from '../interview-rounds/horizon-figures.ts';
import { roundRows } from '../interview-rounds/rounds.ts';
import { countByVerdict, interventionRows, type Verdict } from '../interventions/interventions.ts';
import { lessonReuse, standingLessons } from '../lesson-reuse/lesson-reuse.ts';
import { streamState, type TopicState } from '../topic/topic.ts';

/** The programme's figures as a viewer may see them (domain.md D.2, programme lead). */
export interface ProgrammeOverview {
  /** The last round that closed. */
  readonly round:
    { readonly id: SubjectId; readonly year: number; readonly figures: readonly HorizonFigure[] } | undefined;
  readonly budget: readonly BudgetStatus[];
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly interventions: number;
  readonly reuse: { readonly times: number; readonly lessons: number };
}

/**
 * @param state the country's topic, as the viewer sees it
 * @param seesAnswers whether he sees every answer that companies gave
 */
export function programmeOverview(state: TopicState, seesAnswers: boolean, on: CalendarDay): ProgrammeOverview {
  const rows = interventionRows(state);
  const last = roundRows(state).find(({ status }) => status === 'CLOSED' || status === 'PUBLISHED');
  return {
    round: last && {
      ...{ id: last.id, year: last.year },
      figures: horizonFigures(state, last.id, seesAnswers, parametersIn(state, on)),
    },
    ...{ budget: budgetStatus(state), verdicts: countByVerdict(rows), interventions: rows.length },
    reuse: lessonReuse(standingLessons(state)),
  };
}

/** The parameters of a day, from the country's topic. */
export function parametersIn(state: TopicState, on: CalendarDay): Parameters {
  return parametersOn(streamState(state, 'parameter', streamOf(PARAMETERS_SUBJECT)?.stream ?? ''), on, 0);
}
