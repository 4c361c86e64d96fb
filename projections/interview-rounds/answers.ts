import { isHidden, type LogIndex, type SubjectId } from '../../events/envelope.ts';
import type { Answers, InterviewState, Response } from '../../events/interview/state.ts';

/** An answer as it stood at some moment. */
export interface StandingAnswer {
  readonly responseId: string;
  readonly orgId: SubjectId;
  readonly projectId: SubjectId;
  readonly answers: Answers;
}

/** What the comparison of two rounds looks at: a round as it stood when it closed, and as it was corrected since. */
export interface CountedRound {
  readonly year: number;
  /** Validated answers by project. */
  readonly closed: ReadonlyMap<SubjectId, StandingAnswer>;
  /** The same answers with every later correction. */
  readonly corrected: ReadonlyMap<SubjectId, StandingAnswer>;
}

/** The validated answers of a round; one that is open counts as it stands now. What cannot be seen is not counted. */
export function countedRound(round: InterviewState): CountedRound {
  const close = round.closed?.index ?? Number.MAX_SAFE_INTEGER;
  const validated = Object.values(round.responses).filter((one) => (one.validated?.index ?? Infinity) <= close);
  return {
    year: round.year,
    closed: byProject(validated, close),
    corrected: byProject(validated, Number.MAX_SAFE_INTEGER),
  };
}

function byProject(responses: readonly Response[], at: LogIndex): ReadonlyMap<SubjectId, StandingAnswer> {
  return new Map(
    responses.flatMap((response) => {
      const answers = answersAt(response, at);
      const { id: responseId, orgId, projectId } = response;
      return answers ? [[projectId, { responseId, orgId, projectId, answers }] as const] : [];
    }),
  );
}

/** What was answered as it stood at a moment: corrections that came later are taken back, the last first. */
export function answersAt({ answers, corrections }: Response, at: LogIndex): Answers | undefined {
  if (isHidden(answers.value)) return undefined;
  const later = corrections.filter(({ entry }) => entry.index > at).reverse();
  return later.reduce<Answers>((value, { field, old }) => ({ ...value, [field]: old }), answers.value);
}

/** The round before one: the last of an earlier year that is closed. */
export function roundBefore<R extends Pick<InterviewState, 'year' | 'closed'>>(
  round: Pick<InterviewState, 'year'>,
  all: readonly R[],
): R | undefined {
  return all
    .filter(({ year, closed }) => closed !== undefined && year < round.year)
    .sort((a, b) => a.year - b.year || (a.closed?.index ?? 0) - (b.closed?.index ?? 0))
    .at(-1);
}
