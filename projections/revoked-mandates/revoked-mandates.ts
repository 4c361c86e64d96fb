import type { CalendarDay, LogIndex, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { amsterdamDay, type Entry } from '../../events/timeline.ts';
import type { Projection } from '../projection.ts';
import { topic } from '../topic/projection.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** The organisations and decisions of a topic, from which {@link revokedMandateUses} is derived. */
export const revokedMandatesProjection: Projection<TopicState> = { ...topic, name: 'revoked-mandates', version: 1 };

/** Something that was done under a mandate whose end stood in the log already. */
export interface RevokedMandateUse {
  decision: SubjectId;
  what: 'TAKEN' | 'ENDORSED';
  organisation: SubjectId;
  mandateId: string;
  actor: string;
  at: LogIndex;
  /** The day on which it was done. */
  on: CalendarDay;
  revokedAt: LogIndex;
  revokedFrom: CalendarDay;
}

/**
 * What was decided under a mandate that had been revoked earlier in the log, as from a day at or before that of deciding.
 * A mandate is read from the store just before the decision is appended; only a revocation that came in between, in the
 * same instant, can lead to this. Such a decision stands until somebody revokes it, and everybody sees it marked.
 */
export function revokedMandateUses(state: TopicState): RevokedMandateUse[] {
  const revoked = new Map<string, Entry<string>>();
  for (const [, { mandates }] of streamsOf(state, 'organisation'))
    for (const mandate of Object.values(mandates)) if (mandate.revoked) revoked.set(mandate.id, mandate.revoked);
  return streamsOf(state, 'decision').flatMap(([name, { taken, endorsements }]) => {
    const use = (what: RevokedMandateUse['what'], mandateId: string, entry: Entry<true>): RevokedMandateUse[] => {
      const end = revoked.get(mandateId);
      const on = amsterdamDay(entry.at);
      if (end === undefined || end.index > entry.index || end.from > on) return [];
      const { organisation, by: actor, index: at } = entry;
      return [
        {
          ...{ decision: subjectOf(name), what, organisation, mandateId, actor, at, on },
          revokedAt: end.index,
          revokedFrom: end.from,
        },
      ];
    };
    return [
      ...(taken ? use('TAKEN', taken.mandateId, taken.entry) : []),
      ...Object.values(endorsements).flatMap((one) => use('ENDORSED', one.mandateId, one.entry)),
    ];
  });
}
