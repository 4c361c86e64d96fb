import type { z } from 'zod';
import type { Refusal } from '../../events/decision.ts';

/** INVALID_REQUEST with the place and the reason of the first thing that does not fit, and of up to twenty. */
export function misfit(error: z.ZodError, within?: string): { refused: Refusal } {
  const problems = error.issues.slice(0, 20).map(({ path, message }) => ({
    path: [within, ...path].filter((part) => part !== undefined).join('.'),
    message: said(message),
  }));
  const [first] = problems;
  const problem = `${first?.path || 'the message'}: ${first?.message ?? 'does not fit'}`;
  return { refused: { code: 'INVALID_REQUEST', values: { problem, problems } } };
}

/** In the words of who wrote the message, not of who checked it. */
function said(message: string): string {
  if (message.endsWith('received undefined')) return 'is missing';
  return message.replace(/^Invalid input: /, '');
}
