import { catalogue } from '../../events/catalogue.ts';
import { HIDDEN } from '../../events/envelope.ts';
import type { CalendarDay, EventId, LogIndex, RecordedEvent, StreamName, VisibleEvent } from '../../events/envelope.ts';
import { kindOf, streamOf, subjectOf, type KindName } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
import * as narrative from '../../events/narrative/state.ts';
import type { NarrativeState } from '../../events/narrative/state.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { ReadModelFile, SealedRow } from './file.ts';
import { newestVisible, readHistory } from './history.ts';
import { Past } from './past.ts';
import { readChain, type EventChain } from './chain.ts';
import type { HistoryQuery, ReadModels } from './port.ts';
import { KeptReadModels } from './kept.ts';
import type { SideProjection } from './standing.ts';

const reachTypes = Object.values(catalogue).flatMap((kind) =>
  Object.entries(kind.events).flatMap(([type, spec]) => (spec.reach ? [type] : [])),
);
/** By these a stream may have left a topic, so that it is no longer found among the topic's streams. */
const leavingTypes = [
  'SiteRelocated',
  'SiteTransferred',
  'RegionBoundaryChanged',
  'ParticipantLeft',
  'PartnerLeftRegion',
];
/** By these somebody sees more or less of any topic, also of those in which his organisation does not stand. */
const memberTypes = ['MembershipGranted', 'MembershipRevoked'];

/** Whoever holds something from before may hold what was erased, in whatever stream. */
const erasingTypes = ['KeysDestroyed'];

/** Events that are read together. */
const PAGE = 1_000;

/**
 * Runs the projections over the feed, keeps their states in memory and, in the read-model file, events and snapshots;
 * answers what was, what changed and who may see it.
 */
export class RunningReadModels extends KeptReadModels implements ReadModels {
  readonly #past: Past;

  /** @param today the day of now, on which consents hold or not */
  constructor(file: ReadModelFile, sides: readonly SideProjection[], today: () => CalendarDay) {
    super(file, sides, today);
    this.#past = new Past({
      events: (streams, range) => file.ofStreams(streams, range),
      at: (indexes) => file.at(indexes),
    });
  }

  topicState(topic: Topic, at?: LogIndex): TopicState {
    if (at === undefined || at >= this.head()) return this.topicNow(topic);
    this.flush();
    return { streams: this.#past.at(topic, this.streamsIn(topic), at) };
  }

  /** All streams of some kinds as they were at a log index; not redacted. Others are answered in between. */
  async kindsAt(kinds: readonly KindName[], at: LogIndex): Promise<TopicState['streams']> {
    this.flush();
    const [name, streams] = [`kinds:${kinds.join()}`, kinds.flatMap((kind) => this.streams(kind))];
    while (!this.#past.advance(name, streams, at)) await new Promise((resolve) => setImmediate(resolve));
    return this.#past.at(name, streams, at);
  }

  /** Makes a topic's past ready to be looked at, in slices between which others are answered. */
  async recall(topic: Topic, at: LogIndex): Promise<void> {
    if (at >= this.head()) return;
    this.flush();
    while (!this.#past.advance(topic, this.streamsIn(topic), at)) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Every event of a type, oldest first, as far as this tail has passed them. */
  ofType(type: string): RecordedEvent[] {
    this.flush();
    return this.file.ofType(type);
  }

  /** The events of a stream, oldest first, as far as this tail has passed it. */
  eventsIn(stream: StreamName): RecordedEvent[] {
    this.flush();
    return [...this.file.ofStreams([stream], { after: -1, upTo: this.head(), limit: -1 })];
  }

  /** A narrative section folded from its beginning, with everything that was ever in it. */
  wholeText(stream: StreamName): NarrativeState | undefined {
    if (kindOf(stream) !== 'narrative') return undefined;
    this.flush();
    const whole: NarrativeState = { ...narrative.initial(), whole: true };
    const events = this.file.ofStreams([stream], { after: -1, upTo: this.head(), limit: -1 });
    return events.reduce((state, event) => narrative.evolve(state, event), whole);
  }

  /** Events sealed under any of these keys, and every event of a stream, as they read now, each with its keys. */
  underKeys(keys: readonly string[]): SealedRow[] {
    this.flush();
    return this.file.underKeys(keys);
  }

  withKeys(stream: StreamName): SealedRow[] {
    this.flush();
    return this.file.withKeys(stream);
  }

  reachChangedAfter(topic: Topic, after: LogIndex): boolean {
    this.flush();
    // who sees a plan's texts is decided in the plan's own stream, which is in another topic
    const plan = topic.startsWith('plan:') ? streamOf(topic.slice('plan:'.length)) : undefined;
    const streams = [...this.streamsIn(topic), ...(plan ? [plan.stream] : [])];
    return this.file.holdsAny(reachTypes, streams, [...leavingTypes, ...memberTypes, ...erasingTypes], after);
  }

  history(query: HistoryQuery, grants: GrantSet): ReturnType<ReadModels['history']> {
    this.flush();
    this.indexSome();
    return readHistory(this.file, query, this.#sought(query), grants, (event) => this.inHistory(event, grants));
  }

  /** An event as these grants find it in the history. */
  inHistory(event: RecordedEvent, grants: GrantSet): ReturnType<ReadModels['redact']> {
    return withoutKeystrokes(this.redact(event, grants), grants);
  }

  /** An event with what led to it and what came of it, as this viewer may see them; undefined: not for him. */
  chain(id: EventId, grants: GrantSet): EventChain | undefined {
    this.flush();
    this.indexSome();
    return readChain(this.file, id, (event) => this.inHistory(event, grants));
  }

  /** Events of some streams that these grants see, with `after < index <= upTo`, oldest first. */
  *between(
    streams: readonly StreamName[],
    range: { after: LogIndex; upTo: LogIndex },
    grants: GrantSet,
  ): Generator<VisibleEvent> {
    this.flush();
    for (let { after } = range; after < range.upTo;) {
      const page = this.file.ofStreams(streams, { after, upTo: range.upTo, limit: PAGE });
      for (const event of page) {
        const visible = this.inHistory(event, grants);
        if (visible) yield visible;
      }
      after = page.length < PAGE ? range.upTo : (page.at(-1)?.index ?? range.upTo);
    }
  }

  /** Events of a topic that these grants see, with `after < index`, oldest first, at most `limit`. */
  visibleAfter(topic: Topic, grants: GrantSet, after: LogIndex, limit: number): ReturnType<ReadModels['redact']>[] {
    this.flush();
    const events = this.file.ofStreams(this.streamsIn(topic), { after, upTo: this.head(), limit });
    return events.map((event) => this.redact(event, grants)).filter((event) => event !== undefined);
  }

  /** The last index of a topic that these grants see; -1: none. */
  lastVisible(topic: Topic, grants: GrantSet): LogIndex {
    this.flush();
    return newestVisible(this.file, this.streamsIn(topic), (event) => this.redact(event, grants));
  }

  /** The events at some indexes, in log order. */
  eventsAt(indexes: readonly LogIndex[]): RecordedEvent[] {
    this.flush();
    return this.file.at(indexes);
  }

  indexAt(instant: string): LogIndex {
    this.flush();
    return this.file.indexAt(instant);
  }

  /** When the event at an index was recorded. */
  instantOf(index: LogIndex): string | undefined {
    this.flush();
    const [event] = this.file.after(index - 1, 1);
    return event?.index === index ? event.meta.recordedAt : undefined;
  }

  protected override forget(): void {
    this.#past.forget();
  }

  /** The streams of a topic, of a subject, or of both; undefined: all. */
  #sought({ stream, topic }: HistoryQuery): readonly StreamName[] | undefined {
    if (topic === undefined) return stream === undefined ? undefined : this.#withTexts([stream]);
    const there = this.#withTexts(this.streamsIn(topic));
    return stream === undefined ? there : this.#withTexts([stream]).filter((one) => there.includes(one));
  }

  /** A plan's history is that of its texts, too. */
  #withTexts(streams: readonly StreamName[]): StreamName[] {
    const plans = streams.filter((stream) => kindOf(stream) === 'plan');
    return [...streams, ...plans.flatMap((plan) => this.streamsIn(`plan:${subjectOf(plan)}`))];
  }
}

/** That a text was edited is for all who see it; what was typed key by key is for auditors. */
function withoutKeystrokes(
  event: ReturnType<ReadModels['redact']>,
  grants: GrantSet,
): ReturnType<ReadModels['redact']> {
  if (event?.type !== 'TextEdited' || grants.has('auditor')) return event;
  const { section, textRevision } = event.data;
  return { ...event, data: { section, textRevision, changes: HIDDEN } };
}
