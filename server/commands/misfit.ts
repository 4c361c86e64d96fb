import type { z } from 'zod';
import type { Refusal } from '../../events/decision.ts';

const SAID_MOST = 300;

/** INVALID_REQUEST with the place and the reason of the first thing that does not fit, and of up to twenty. */
export function misfit(error: z.ZodError, within?: string): { refused: Refusal } {
  const problems = error.issues.slice(0, 20).map(({ path, message }) => ({
    path: shortened([within, ...path].filter((part) => part !== undefined).join('.')),
    message: said(message),
  }));
  const [first] = problems;
  const problem = `${first?.path || 'the message'}: ${first?.message ?? 'does not fit'}`;
  return { refused: { code: 'INVALID_REQUEST', values: { problem, problems } } };
}

/** In the words of who wrote the message, not of who checked it; and not more of them than one reads. */
function said(message: string): string {
  if (message.endsWith('received undefined')) return 'is missing';
  return shortened(message.replace(/^Invalid input: /, ''));
}

/** A refusal is not to be many times larger than what was refused. */
function shortened(text: string): string {
  return text.length <= SAID_MOST ? text : `${text.slice(0, SAID_MOST).toWellFormed()}…`;
}
