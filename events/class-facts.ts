import type { StreamName, SubjectId, VisibleEvent } from './envelope.ts';
import { kindOf } from './ids.ts';
import { classFacts as planFacts } from './plan/evolve-gates.ts';
import { classFacts as interviewFacts, type InterviewState } from './interview/state.ts';
import type { PlanState } from './plan/state.ts';
import { classFacts as selectionFacts, type SelectionState } from './selection/state.ts';
import { classFacts as siteFacts, type SiteState } from './site/state.ts';
import { noFacts, type Class, type ClassFacts } from './visibility.ts';

/** Facts on which the classes of a stream's fields depend, from its state as it is now. */
export function classFactsOf(stream: StreamName, state: unknown): ClassFacts {
  if (state === undefined) return noFacts;
  switch (kindOf(stream)) {
    case 'site':
      return siteFacts(state as SiteState);
    case 'plan':
      return planFacts(state as PlanState);
    case 'interview':
      return interviewFacts(state as InterviewState);
    case 'selection':
      return selectionFacts(state as SelectionState);
    default:
      return noFacts;
  }
}

/** The same facts, event by event; undefined: this event changes none. */
export function classFactsAfter(facts: ClassFacts, { type, data }: VisibleEvent): ClassFacts | undefined {
  switch (type) {
    case 'EtsStatusSet':
      return { ...facts, ets: data['ets'] as ClassFacts['ets'] };
    case 'ResponseSubmitted':
      return {
        ...facts,
        answers: { ...facts.answers, [String(data['responseId'])]: { orgId: data['orgId'] as SubjectId } },
      };
    case 'WeightsRevealed':
      return { ...facts, revealed: true };
    case 'VisibilityChanged':
      return { ...facts, narrowed: { ...facts.narrowed, [String(data['target'])]: data['newClass'] as Class } };
    default:
      return undefined;
  }
}
