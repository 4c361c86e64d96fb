import type { Problem } from '../../events/live-protocol.ts';

/** A problem document as an exception: its sentence is meant for the person. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentences?.nl ?? problem.detail);
    this.problem = problem;
  }
}

/** Asks our server for JSON. @throws ProblemError with what the server says, also when it cannot be reached */
export async function ask<T>(
  path: string,
  options: { method?: string; body?: unknown; form?: FormData } = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: options.method ?? 'GET',
      headers: options.body === undefined ? {} : { 'content-type': 'application/json' },
      ...(options.form
        ? { body: options.form }
        : options.body === undefined
          ? {}
          : { body: JSON.stringify(options.body) }),
    });
  } catch {
    throw new ProblemError(unreachable);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as T;
  throw new ProblemError(isProblem(answer) ? answer : unreachable);
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'sentences' in answer;
}

/** What is said when there is no answer. */
export const unreachable: Problem = {
  type: 'urn:regiotafel:problem:unreachable',
  title: 'UNREACHABLE',
  status: 0,
  code: 'UNREACHABLE',
  detail: 'De server is niet bereikbaar.',
  sentences: {
    nl: 'De server is nu niet bereikbaar; probeer het zo opnieuw.',
    en: 'The server cannot be reached now; try again shortly.',
  },
  values: {},
};
