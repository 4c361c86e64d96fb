import type { InterviewState } from '../../../events/interview/state.ts';

/** The colour of a round's status; its name stands beside it. */
export function statusTone(status: InterviewState['status']): 'neutral' | 'teal' | 'amber' | 'green' {
  return ({ DRAFT: 'neutral', OPEN: 'amber', CLOSED: 'teal', PUBLISHED: 'green' } as const)[status];
}
