import type { DecisionStatus } from '../../../events/decision-record/state.ts';

/** The colour of a status; its name stands beside it. */
export function statusTone(status: DecisionStatus): 'amber' | 'green' | 'neutral' | 'red' {
  return ({ DRAFT: 'amber', TAKEN: 'green', SUPERSEDED: 'neutral', REVOKED: 'red' } as const)[status];
}
