import { evolveActions, type Actions } from '../any-stream/actions.ts';
import { HIDDEN, type LogIndex, type VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry } from '../timeline.ts';
import { noFacts, type ClassFacts, type Sees } from '../visibility.ts';
import type { AnswerField } from './answers.ts';
import type { InterviewEventData as D } from './events.ts';

export type Answers = Pick<D['ResponseSubmitted'], AnswerField>;

export interface Response {
  id: string;
  orgId: string;
  projectId: string;
  /** As answered, with what was corrected since. */
  answers: Entry<Answers>;
  validated?: Entry<string>;
  /** In log order; those after the close are told apart in comparisons (domain.md C9). */
  corrections: (Omit<D['ResponseCorrected'], 'responseId'> & { entry: Entry<true>; afterClose: boolean })[];
}

export interface InterviewState {
  exists: boolean;
  status: 'DRAFT' | 'OPEN' | 'CLOSED' | 'PUBLISHED';
  year: number;
  questionnaireVersion: string;
  opened?: Entry<string[]>;
  closed?: Entry<number>;
  published?: Entry<D['RoundPublished']>;
  /** Where it was published first: in that order totals of rounds became known. */
  firstPublished?: LogIndex;
  responses: Record<string, Response>;
  actions: Actions;
}

export const initial = (): InterviewState => ({
  exists: false,
  status: 'DRAFT',
  year: 0,
  questionnaireVersion: '',
  responses: {},
  actions: {},
});

/** Folds one event into the state, in place. */
export function evolve(state: InterviewState, event: VisibleEvent): InterviewState {
  switch (event.type) {
    case 'RoundOpened': {
      const { year, questionnaireVersion, invited } = event.data as D['RoundOpened'];
      Object.assign(state, { exists: true, status: 'OPEN', year, questionnaireVersion });
      state.opened = entryOf(event, invited);
      break;
    }
    case 'RoundClosed':
      state.status = 'CLOSED';
      state.closed = entryOf<number>(event, (event.data as D['RoundClosed']).index);
      break;
    case 'RoundPublished':
      state.status = 'PUBLISHED';
      state.published = entryOf(event, { ...(event.data as D['RoundPublished']) });
      state.firstPublished ??= event.index;
      break;
    default:
      evolveResponse(state, event);
      evolveActions(state.actions, event);
  }
  return state;
}

/** A round is public, who is invited is for partners, what was answered for who holds the interviews and who said it. */
export function view(state: InterviewState, sees: Sees): InterviewState {
  const { opened } = state;
  return {
    ...state,
    ...(opened === undefined || sees('P1') ? {} : { opened: { ...opened, value: HIDDEN } }),
    responses: Object.fromEntries(
      Object.entries(state.responses).filter(([, { orgId }]) => sees('P3', { owner: orgId })),
    ),
    actions: sees('P1') ? state.actions : {},
  };
}

/** Facts on which classes depend: whose each answer is. */
export function classFacts({ responses }: InterviewState): ClassFacts {
  return { ...noFacts, answers: responses };
}

function evolveResponse(state: InterviewState, event: VisibleEvent): void {
  const { responseId } = event.data as { responseId: string };
  if (event.type === 'ResponseSubmitted') {
    const { orgId, projectId, phase, startYear, t2030, t2035, t2040, certainty, bottlenecks } =
      event.data as D['ResponseSubmitted'];
    const answers = { phase, startYear, t2030, t2035, t2040, certainty, bottlenecks };
    state.responses[responseId] = {
      id: responseId,
      orgId,
      projectId,
      answers: entryOf(event, answers),
      corrections: [],
    };
    return;
  }
  const standing = state.responses[responseId];
  if (!standing) return;
  if (event.type === 'ResponseValidated') {
    const validated = entryOf(event, (event.data as D['ResponseValidated']).byActor);
    state.responses[responseId] = { ...standing, validated };
  } else if (event.type === 'ResponseCorrected') {
    const { field, old, new: value, reason } = event.data as D['ResponseCorrected'];
    const { answers, corrections } = standing;
    const entry = entryOf(event, true as const);
    const afterClose = state.closed !== undefined;
    state.responses[responseId] = {
      ...standing,
      answers: {
        ...answers,
        value: { ...answers.value, [field]: value },
        command: event.meta.command,
        corrected: { event: event.id, index: event.index, by: event.meta.actor, at: event.meta.recordedAt },
      },
      corrections: [...corrections, { field, old, new: value, reason, entry, afterClose }],
    };
  }
}
