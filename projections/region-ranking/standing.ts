import type { Instant, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { RegionStatus } from '../../events/region/evolve-selection.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';
import { regionRanking, type RankedRow } from './region-ranking.ts';

/** How the programme's regions stand, for a map of the country (interface, start). */
export interface RegionsStanding {
  /** Of those that are more than a candidate. */
  readonly statuses: Readonly<Record<SubjectId, Exclude<RegionStatus, 'CANDIDATE'>>>;
  /** Absent: nothing was run, or it is not for this viewer. */
  readonly ranking?: {
    readonly selection: SubjectId;
    readonly frozen: boolean;
    readonly at: Instant;
    /** Best first. */
    readonly rows: readonly RankedRow[];
  };
}

/** @param state the country's topic, as the viewer sees it */
export function regionsStanding(state: TopicState): RegionsStanding {
  const statuses = streamsOf(state, 'region').flatMap(([stream, { status }]) =>
    status === 'CANDIDATE' ? [] : [[subjectOf(stream), status] as const],
  );
  const ranking = regionRanking(state);
  return {
    statuses: Object.fromEntries(statuses),
    ...(ranking && {
      ranking: { selection: ranking.selection, frozen: ranking.frozen, at: ranking.at, rows: ranking.rows },
    }),
  };
}
