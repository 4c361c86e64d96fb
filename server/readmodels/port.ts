import type {
  LogIndex,
  RecordedEvent,
  StreamName,
  VisibleEvent,
  CalendarDay,
  SubjectId,
} from '../../events/envelope.ts';
import type { AnyState } from '../../events/kinds.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { ClassFacts, Sees } from '../../events/visibility.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { Viewer } from '../../projections/projection.ts';
import type { ActiveMembership, GrantSet } from '../identity/viewer.ts';

/** What this process knows of the log, up to the last event its tail has handled. */
export interface ReadModels {
  /** Log index of the last event handled; -1: none. */
  head(): LogIndex;
  /** Resolves true once `head() >= index`, false after the time (ms, default 2,000). */
  waitFor(index: LogIndex, milliseconds?: number): Promise<boolean>;
  /** How far, and what the head of the store was at start; ready: everything that answers depend on has passed it. */
  progress(): { ready: boolean; index: LogIndex; of: LogIndex; paused: { projection: string; error: string }[] };

  /** A stream's facts as they are now; not redacted: for rules and for views. */
  state(stream: StreamName): AnyState | undefined;
  /** Streams that belong to a topic now. */
  streamsIn(topic: Topic): readonly StreamName[];
  /** A topic's state now, or at a log index; not redacted: pass it through `viewer`. */
  topicState(topic: Topic, at?: LogIndex): TopicState;
  topicsOf(stream: StreamName): readonly Topic[];

  /** What a set of grants sees; rights are today's, also for the past. */
  viewer(grants: GrantSet): Viewer;
  sees(grants: GrantSet, stream: StreamName): Sees;
  /** What they see of a stream, as a text: equal texts see the same, and a change of it is a change of rights. */
  sightOf(grants: GrantSet, stream: StreamName): string;
  /** Do they see anything of class P3 or P4 in it? */
  seesSecrets(grants: GrantSet, stream: StreamName): boolean;
  /** Which consents hold today, as a text: they begin and end by date without an event. */
  consentsNow(): string;
  classFacts(stream: StreamName): ClassFacts;
  redact(event: RecordedEvent, grants: GrantSet): VisibleEvent | undefined;
  /** Has an event after this index changed who may see earlier ones of the topic? Then catching up is not enough. */
  reachChangedAfter(topic: Topic, after: LogIndex): boolean;

  /** Memberships of a person that hold on a day. */
  memberships(actor: string, on: CalendarDay): readonly ActiveMembership[];
  /** Grants of somebody with these memberships; no memberships: the public's. */
  grants(memberships: readonly ActiveMembership[]): GrantSet;

  /** Does a site lie within a region's outline (not: does it sit at its table)? */
  liesIn(site: SubjectId, region: SubjectId): boolean;

  /** Events as this viewer may see them, newest first. */
  history(
    query: HistoryQuery,
    grants: GrantSet,
  ): { entries: readonly HistoryEntry[]; cursor?: LogIndex; indexedTo: LogIndex };
  /** The last log index at the instant: the longest prefix whose running maximum of recordedAt is at most it; -1: none. */
  indexAt(instant: string): LogIndex;
}

/** One event of a history. */
export interface HistoryEntry {
  readonly index: LogIndex;
  readonly event: VisibleEvent;
  /** What of its stream it sets: a field's name, a part's id, or its type. */
  readonly slot: string;
  /** The event that had set the same before, as the viewer may see it. */
  readonly before?: VisibleEvent;
}

export interface HistoryQuery {
  readonly topic?: Topic;
  readonly stream?: StreamName;
  readonly actor?: string;
  readonly organisation?: string;
  readonly type?: string;
  /** Name of a field, or whatever else an event sets. */
  readonly field?: string;
  /** Words, in whatever form; all must be there. */
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  /** Only events after this log index (with a topic or a stream). */
  readonly after?: LogIndex;
  /** Only events before this log index. */
  readonly before?: LogIndex;
  readonly limit: number;
  /** True: what stood before each event is not looked for. */
  readonly lean?: boolean;
}
