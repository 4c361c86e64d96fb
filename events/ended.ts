import type { CaseState } from './case/state.ts';
import { refuse, type Refusal } from './decision.ts';
import type { CalendarDay } from './envelope.ts';
import type { KindName } from './ids.ts';
import type { LessonState } from './lesson/state.ts';
import type { OrganisationState } from './organisation/state.ts';
import type { PlanState } from './plan/state.ts';
import type { ProjectState } from './project/state.ts';
import type { RegionState } from './region/state.ts';
import type { SiteState } from './site/state.ts';
import type { SuggestionState } from './suggestion/state.ts';

/** Why nothing new can be begun with something any more: it was stopped, closed, merged … Undefined: it goes on. */
export function endedAs(kind: KindName, state: object, today: CalendarDay): Refusal | undefined {
  const end = ends[kind]?.(state, today);
  return end && 'refused' in end ? end.refused : undefined;
}

type End = (state: object, today: CalendarDay) => ReturnType<typeof refuse> | undefined;

const ends: Partial<Record<KindName, End>> = {
  plan: (state) => ((state as PlanState).stopped ? refuse('PLAN_STOPPED') : undefined),
  site: (state, today) => {
    const { closed } = state as SiteState;
    return closed && closed.from <= today ? refuse('SITE_CLOSED', { date: closed.from }) : undefined;
  },
  region: (state) => {
    const { status, name } = state as RegionState;
    return status === 'CLOSED' ? refuse('REGION_CLOSED', { region: name }) : undefined;
  },
  organisation: (state, today) => {
    const { mergedInto, name } = state as OrganisationState;
    return mergedInto && mergedInto.from <= today
      ? refuse('ORGANISATION_MERGED', { organisation: name, into: mergedInto.value, date: mergedInto.from })
      : undefined;
  },
  project: (state) => {
    const { phase } = state as ProjectState;
    return phase === 'CANCELLED' ? refuse('PROJECT_ENDED', { phase }) : undefined;
  },
  case: (state) => ((state as CaseState).closed ? refuse('CASE_CLOSED') : undefined),
  suggestion: (state) => ((state as SuggestionState).dismissed ? refuse('SUGGESTION_DISMISSED') : undefined),
  lesson: (state) => ((state as LessonState).retired ? refuse('LESSON_RETIRED') : undefined),
};
