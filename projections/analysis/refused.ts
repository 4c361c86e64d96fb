import type { Refusal } from '../../events/decision.ts';
import type { z } from 'zod';

/** Nothing was calculated: why, and what to fill in (events/refusals/calculation.ts has the sentences). */
export interface Refused {
  readonly refused: Refusal;
}

export const refused = (code: string, values: Readonly<Record<string, unknown>>): Refused => ({
  refused: { code, values },
});

/** Two parts of an input that each fit alone but not together, told by a code of its own. */
export function contradiction(
  context: z.RefinementCtx,
  path: (string | number)[],
  code: string,
  values: Readonly<Record<string, unknown>> = {},
): void {
  context.addIssue({ code: 'custom', path, params: { code, values }, message: code });
}
