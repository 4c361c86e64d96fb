import { isHidden, type CalendarDay, type LogIndex, type SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { topic } from '../topic/projection.ts';
import { streamsOf, streamState, type TopicState } from '../topic/topic.ts';
import type { Projection } from '../projection.ts';

/** Programmes and decisions of a topic, from which {@link commitmentsWithoutBasis} is derived. */
export const budgetBasisProjection: Projection<TopicState> = { ...topic, name: 'budget-basis', version: 1 };

/** Money that was committed under a decision that has been revoked since. */
export interface CommitmentWithoutBasis {
  programme: SubjectId;
  commitmentId: string;
  decision: SubjectId;
  targetId: SubjectId;
  /** Euros committed, and what of them was withdrawn since. */
  EUR: number;
  withdrawnEUR: number;
  committedAt: LogIndex;
  revokedAt: LogIndex;
  revokedFrom: CalendarDay;
}

/**
 * Commitments whose basis was revoked. They stand: money is never withdrawn by itself, somebody decides to. What has been
 * withdrawn whole is no longer among them.
 */
export function commitmentsWithoutBasis(state: TopicState): CommitmentWithoutBasis[] {
  return streamsOf(state, 'programme').flatMap(([name, { commitments }]) =>
    Object.entries(commitments).flatMap(([commitmentId, { committed, withdrawals }]) => {
      if (isHidden(committed.value)) return [];
      const { decisionId, targetId, EUR } = committed.value;
      const revoked = streamState(state, 'decision', streamOf(decisionId)?.stream ?? '')?.revoked;
      const withdrawnEUR = withdrawals.reduce((sum, { value }) => sum + (isHidden(value) ? 0 : value.EUR), 0);
      if (revoked === undefined || withdrawnEUR >= EUR) return [];
      const { index: revokedAt, from: revokedFrom } = revoked;
      return [
        {
          ...{ programme: subjectOf(name), commitmentId, decision: decisionId, targetId, EUR, withdrawnEUR },
          ...{ committedAt: committed.index, revokedAt, revokedFrom },
        },
      ];
    }),
  );
}
