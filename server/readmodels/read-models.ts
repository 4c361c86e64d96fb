import { performance } from 'node:perf_hooks';
import { catalogue, eventSpec, kindFunctions } from '../../events/catalogue.ts';
import { classFactsOf } from '../../events/class-facts.ts';
import { HIDDEN } from '../../events/envelope.ts';
import type {
  CalendarDay,
  CommandId,
  EventId,
  LogIndex,
  RecordedEvent,
  StreamName,
  SubjectId,
  VisibleEvent,
} from '../../events/envelope.ts';
import { kindOf, streamOf, subjectOf, type KindName } from '../../events/ids.ts';
import { liveKind, type AnyState } from '../../events/kinds.ts';
import type { Topic } from '../../events/live-protocol.ts';
import * as narrative from '../../events/narrative/state.ts';
import type { NarrativeState } from '../../events/narrative/state.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { redact, type ClassFacts, type Sees } from '../../events/visibility.ts';
import type { Viewer } from '../../projections/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { initial as initialWhere, type WhereState } from '../../projections/where/state.ts';
import { seesOf, seesSecrets, sightOf } from '../../projections/where/audience.ts';
import { consentsOn } from '../../projections/where/consents.ts';
import { applyWhere } from '../../projections/where/where.ts';
import type { ActiveMembership, GrantSet } from '../identity/viewer.ts';
import type { Cursor } from '../store/port.ts';
import type { ReadModelFile, SealedRow, Snapshots, Versions } from './file.ts';
import { eraseFrom } from './erasing.ts';
import { Facts } from './facts.ts';
import { newestVisible, readHistory } from './history.ts';
import { Past } from './past.ts';
import { readChain, type EventChain } from './chain.ts';
import type { HistoryQuery, ReadModels } from './port.ts';
import { applyRights, Grants, membershipsOn, type RightsState } from './rights.ts';
import { fromText, toText } from './snapshot.ts';

/** A projection of the server alone, run beside the facts (open steps of reactions). */
export interface SideProjection<S = unknown> {
  readonly name: string;
  readonly version: number;
  initial(): S;
  /** `before`: the event's stream as it was without it, for a projection that says `early`. */
  apply(state: S, event: RecordedEvent, before?: unknown): void;
  /** True: it looks at each event before the facts have taken it in. */
  readonly early?: true;
  /** Values of these streams are gone for good: what it keeps of them must go, too. */
  erased?(state: S, streams: ReadonlySet<StreamName>): void;
}

const NONE: ReadonlySet<StreamName> = new Set();

interface Fold {
  readonly name: string;
  readonly version: number;
  apply(event: RecordedEvent): void;
}

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

/** Begins the names of snapshots of streams. */
const FACTS = 'facts:';
const FACTS_VERSION = 5;
const WHERE_VERSION = 4;
const RIGHTS_VERSION = 1;
/** A snapshot is taken when what would have to be folded again is this much, and this part of the log. */
const SNAPSHOT_EVERY = 20_000;
const SNAPSHOT_PART = 0.1;
/** Events are written together; until then they are answered from memory or, when asked for by topic, written first. */
const WRITE_AFTER_MS = 20;
const LATER_COMMANDS = 50_000;
/** Events become findable when the process has time, in slices that hold up no answer; at the latest this far behind. */
const INDEX_AFTER_MS = 250;
const INDEX_SLICE = 200;
const INDEX_BEHIND = 2_000;
/** Events that are read together. */
const PAGE = 1_000;

/**
 * Runs the projections over the feed, keeps their states in memory and, in the read-model file, events and snapshots.
 * An event on which one projection fails pauses that projection alone.
 */
export class RunningReadModels implements ReadModels {
  readonly #file: ReadModelFile;
  readonly #facts: Facts;
  readonly #today: () => CalendarDay;
  #where: WhereState = initialWhere();
  #rights: RightsState = new Map();
  readonly #sides = new Map<string, { projection: SideProjection; state: unknown }>();
  readonly #grants = new Grants();
  readonly #past: Past;
  readonly #folds: Fold[];
  readonly #paused = new Map<string, string>();
  #head: LogIndex = -1;
  #target: LogIndex = -1;
  #cursor: Cursor | undefined;
  #unwritten: RecordedEvent[] = [];
  #unwrittenByCommand = new Map<CommandId, RecordedEvent[]>();
  /** Every command with a greater id than this, of which an event has been handled, is in `#laterCommands`. */
  #commandsKnownTo: CommandId = '';
  #laterCommands = new Set<CommandId>();
  #dirty = new Set<StreamName>();
  #sinceSnapshot = 0;
  #writing: NodeJS.Timeout | undefined;
  #indexing: NodeJS.Timeout | undefined;
  /** Milliseconds that the event loop had been at work, and had waited, when the index was last thought of. */
  #loop = { active: 0, idle: 0 };
  readonly #waiters: { index: LogIndex; resolve: (passed: boolean) => void }[] = [];
  #affected: readonly StreamName[] = [];
  /** Keys destroyed in the batch that is handled. */
  #destroyed: string[] = [];

  /** @param today the day of now, on which consents hold or not */
  constructor(file: ReadModelFile, sides: readonly SideProjection[], today: () => CalendarDay) {
    this.#file = file;
    this.#today = today;
    this.#facts = new Facts((stream) => file.snapshot(`${FACTS}${stream}`));
    this.#past = new Past({ events: (streams, range) => file.ofStreams(streams, range) });
    for (const projection of sides) this.#sides.set(projection.name, { projection, state: projection.initial() });
    const folds = sides.map((side) => ({
      name: side.name,
      version: side.version,
      early: side.early === true,
      apply: (event: RecordedEvent) =>
        side.apply(this.#sides.get(side.name)?.state, event, this.#facts.state(event.stream)),
    }));
    this.#folds = [
      ...folds.filter(({ early }) => early),
      { name: 'facts', version: FACTS_VERSION, apply: (event) => this.#applyFacts(event) },
      {
        name: 'where',
        version: WHERE_VERSION,
        apply: (event) => void (this.#affected = applyWhere(this.#where, event)),
      },
      { name: 'rights', version: RIGHTS_VERSION, apply: (event) => applyRights(this.#rights, event) },
      ...folds.filter(({ early }) => !early),
    ];
  }

  /**
   * Takes up what the file holds: snapshots that fit, then the events after them. Returns the cursor from which the
   * feed goes on. A file of another log, or whose cursor was made at another store, is emptied.
   */
  restore(firstEventId: string | undefined, place: string): Cursor | undefined {
    const own = this.#file.firstEventId();
    if (own !== undefined && (own !== firstEventId || this.#file.place !== place)) this.#file.clear();
    this.#file.cursorsMadeAt(place);
    this.#cursor = this.#file.cursor();
    const stored = this.#file.snapshots(this.#versions(), FACTS);
    if (stored && stored.index <= (this.#cursor?.index ?? -1)) this.#takeUp(stored);
    for (;;) {
      const events = this.#file.after(this.#head, 2_000);
      if (events.length === 0) break;
      for (const event of events) this.#fold(event);
    }
    this.#erase();
    this.#takeInCommands();
    return this.#cursor;
  }

  #takeInCommands(): void {
    this.#commandsKnownTo = this.#file.latestCommand();
    this.#laterCommands = new Set();
  }

  /** The head that the store had at start: ready once it is passed. */
  setTarget(index: LogIndex): void {
    this.#target = index;
  }

  /**
   * Handles a batch of the feed; `each` is called after every event, with the streams whose reach it touched.
   * @returns the streams of which values were erased
   */
  handle(
    events: readonly RecordedEvent[],
    cursor: Cursor,
    each?: (event: RecordedEvent, affected: readonly StreamName[]) => void,
  ): ReadonlySet<StreamName> {
    for (const event of events) {
      if (event.index <= this.#head) continue;
      this.#fold(event);
      this.#unwritten.push(event);
      const sameCommand = this.#unwrittenByCommand.get(event.meta.command);
      this.#laterCommands.add(event.meta.command);
      if (sameCommand) sameCommand.push(event);
      else this.#unwrittenByCommand.set(event.meta.command, [event]);
      each?.(event, this.#affected);
    }
    this.#cursor = cursor;
    const erased = this.#erase();
    for (let i = this.#waiters.length - 1; i >= 0; i--) {
      const waiter = this.#waiters[i];
      if (waiter && waiter.index <= this.#head) {
        this.#waiters.splice(i, 1);
        waiter.resolve(true);
      }
    }
    if (this.#unwritten.length > 2_000) this.flush();
    else this.#writing ??= setTimeout(() => this.flush(), WRITE_AFTER_MS);
    return erased;
  }

  /** Writes what has been handled to the file; snapshots every few thousand events. */
  flush(): void {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    if (this.#unwritten.length === 0 || this.#cursor === undefined) return;
    this.#file.write(this.#unwritten, this.#cursor);
    this.#sinceSnapshot += this.#unwritten.length;
    this.#unwritten = [];
    this.#unwrittenByCommand = new Map();
    if (this.#laterCommands.size > LATER_COMMANDS) this.#takeInCommands();
    this.#indexing ??= setTimeout(() => this.#index(), INDEX_AFTER_MS).unref();
    // while the log is read, a snapshot would be out of date at once
    const due = this.#sinceSnapshot >= Math.max(SNAPSHOT_EVERY, this.#head * SNAPSHOT_PART);
    if (due && this.#head >= this.#target) this.snapshot();
  }

  /** Makes a slice of what was written findable when there is little else to do, and comes back for the next. */
  #index(): void {
    const { active, idle } = performance.eventLoopUtilization();
    const [busy, free] = [active - this.#loop.active, idle - this.#loop.idle];
    this.#loop = { active, idle };
    const waits = busy > free && this.#head - this.#file.index.to < INDEX_BEHIND;
    if (!waits && !this.#file.index.advance(INDEX_SLICE)) this.#indexing = undefined;
    else this.#indexing = setTimeout(() => this.#index(), waits ? INDEX_AFTER_MS : 0).unref();
  }

  /** What was just written is found at once; a long way behind is told instead. */
  #indexSome(): void {
    for (let slices = 0; slices < 4 && this.#file.index.advance(); slices++);
  }

  /** Snapshots the states that changed since the last one. */
  snapshot(all = false): void {
    this.flush();
    if (this.#paused.size > 0) return;
    this.#file.writeSnapshots(this.#head, this.#versions(), this.#snapshotTexts(all), all);
    this.#dirty.clear();
    this.#sinceSnapshot = 0;
  }

  close(): void {
    this.snapshot();
    clearTimeout(this.#indexing);
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(false);
    this.#file.close();
  }

  head(): LogIndex {
    return this.#head;
  }

  /** Where the tail is, to ask the store what comes after it. */
  cursor(): Cursor | undefined {
    return this.#cursor;
  }

  waitFor(index: LogIndex, milliseconds = 2_000): Promise<boolean> {
    if (this.#head >= index) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const at = this.#waiters.indexOf(waiter);
        if (at >= 0) this.#waiters.splice(at, 1);
        resolve(this.#head >= index);
      }, milliseconds).unref();
      const waiter = {
        index,
        resolve: (passed: boolean) => {
          clearTimeout(timer);
          resolve(passed);
        },
      };
      this.#waiters.push(waiter);
    });
  }

  progress(): ReturnType<ReadModels['progress']> {
    const paused = [...this.#paused].map(([projection, error]) => ({ projection, error }));
    const vital = ['facts', 'where', 'rights'].some((name) => this.#paused.has(name));
    return { ready: this.#head >= this.#target && !vital, index: this.#head, of: this.#target, paused };
  }

  state(stream: StreamName): AnyState | undefined {
    return this.#facts.state(stream) as AnyState | undefined;
  }

  /** State and revision of any stream, as this tail knows them. */
  stand(stream: StreamName): { state: unknown; revision: number | 'none' } {
    const revision = this.#facts.revision(stream);
    return { state: this.#facts.state(stream), revision: revision ?? 'none' };
  }

  /** The event with this log index, as far as this tail has passed it. */
  eventAt(index: LogIndex): RecordedEvent | undefined {
    this.flush();
    const [event] = this.#file.after(index - 1, 1);
    return event?.index === index ? event : undefined;
  }

  /** Events that a command has written, from what the tail has passed. */
  eventsOf(command: CommandId): readonly RecordedEvent[] {
    const unwritten = this.#unwrittenByCommand.get(command);
    if (unwritten) return unwritten;
    // most commands are new, and need not be looked for on disk
    if (command > this.#commandsKnownTo && !this.#laterCommands.has(command)) return [];
    return this.#file.ofCommand(command);
  }

  /** An event by its id, of what the tail has passed. */
  eventById(id: EventId): RecordedEvent | undefined {
    this.flush();
    return this.#file.byId(id);
  }

  side<S>(projection: SideProjection<S>): S {
    return this.#sides.get(projection.name)?.state as S;
  }

  streams(kind: KindName): StreamName[] {
    return [...this.#facts.streams()].filter((stream) => kindOf(stream) === kind);
  }

  allStreams(): Iterable<StreamName> {
    return this.#facts.streams();
  }

  streamsIn(topic: Topic): readonly StreamName[] {
    return [...(this.#where.members.get(topic) ?? [])];
  }

  topicsOf(stream: StreamName): readonly Topic[] {
    return this.#where.topics.get(stream) ?? [];
  }

  topicState(topic: Topic, at?: LogIndex): TopicState {
    const streams = this.streamsIn(topic);
    if (at === undefined || at >= this.#head) {
      const state: TopicState = { streams: {} };
      for (const stream of streams) {
        const facts = this.#facts.state(stream);
        if (facts !== undefined && liveKind(kindOf(stream))) state.streams[stream] = facts as AnyState;
      }
      return state;
    }
    this.flush();
    return { streams: this.#past.at(topic, streams, at) };
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
    if (at >= this.#head) return;
    this.flush();
    while (!this.#past.advance(topic, this.streamsIn(topic), at)) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Every event of a type, oldest first, as far as this tail has passed them. */
  ofType(type: string): RecordedEvent[] {
    this.flush();
    return this.#file.ofType(type);
  }

  /** The events of a stream, oldest first, as far as this tail has passed it. */
  eventsIn(stream: StreamName): RecordedEvent[] {
    this.flush();
    return [...this.#file.ofStreams([stream], { after: -1, upTo: this.#head, limit: -1 })];
  }

  /** A narrative section folded from its beginning, with everything that was ever in it. */
  wholeText(stream: StreamName): NarrativeState | undefined {
    if (kindOf(stream) !== 'narrative') return undefined;
    this.flush();
    const whole: NarrativeState = { ...narrative.initial(), whole: true };
    const events = this.#file.ofStreams([stream], { after: -1, upTo: this.#head, limit: -1 });
    return events.reduce((state, event) => narrative.evolve(state, event), whole);
  }

  /** Events sealed under any of these keys, and every event of a stream, as they read now, each with its keys. */
  underKeys(keys: readonly string[]): SealedRow[] {
    this.flush();
    return this.#file.underKeys(keys);
  }
  withKeys(stream: StreamName): SealedRow[] {
    this.flush();
    return this.#file.withKeys(stream);
  }

  viewer(grants: GrantSet): Viewer {
    return { sees: (stream) => this.sees(grants, stream) };
  }

  sees(grants: GrantSet, stream: StreamName): Sees {
    if (this.#paused.has('where') || this.#paused.has('rights')) return (cls) => cls === 'P0';
    return seesOf(this.#where, grants.has, stream, this.#today());
  }

  sightOf(grants: GrantSet, stream: StreamName): string {
    const { ets, revealed, narrowed } = this.classFacts(stream);
    const facts = `${ets}${revealed === true ? ' shown' : ''}${narrowed ? JSON.stringify(narrowed) : ''}`;
    return `${sightOf(this.#where, grants.has, stream, this.#today())} ${facts}`;
  }

  seesSecrets(grants: GrantSet, stream: StreamName): boolean {
    return seesSecrets(this.#where, grants.has, stream, this.#today());
  }

  /** Text that is another when other consents hold than before: by their dates, without an event. */
  consentsNow(): string {
    return consentsOn(this.#where, this.#today());
  }

  classFacts(stream: StreamName): ClassFacts {
    return classFactsOf(stream, this.#facts.state(stream));
  }

  redact(event: RecordedEvent, grants: GrantSet): ReturnType<ReadModels['redact']> {
    const classes = eventSpec(event.stream, event.type)?.classes ?? {};
    return redact(event, classes, this.sees(grants, event.stream), this.classFacts(event.stream));
  }

  reachChangedAfter(topic: Topic, after: LogIndex): boolean {
    this.flush();
    // who sees a plan's texts is decided in the plan's own stream, which is in another topic
    const plan = topic.startsWith('plan:') ? streamOf(topic.slice('plan:'.length)) : undefined;
    const streams = [...this.streamsIn(topic), ...(plan ? [plan.stream] : [])];
    return this.#file.holdsAny(reachTypes, streams, [...leavingTypes, ...memberTypes, ...erasingTypes], after);
  }

  memberships(actor: string, on: string): readonly ActiveMembership[] {
    return membershipsOn(
      this.#rights,
      actor,
      on,
      (stream) => this.#facts.state(stream) as OrganisationState | undefined,
    );
  }

  /** Organisations that a person was ever a member of. */
  organisationsOf(actor: string): readonly SubjectId[] {
    return [...(this.#rights.get(actor) ?? [])];
  }

  grants(memberships: readonly ActiveMembership[]): GrantSet {
    return this.#grants.of(memberships, this.#where);
  }

  liesIn(site: SubjectId, region: SubjectId): boolean {
    return this.#where.sites.get(site)?.within.includes(region) === true;
  }

  history(query: HistoryQuery, grants: GrantSet): ReturnType<ReadModels['history']> {
    this.flush();
    this.#indexSome();
    return readHistory(this.#file, query, this.#sought(query), grants, (event) => this.inHistory(event, grants));
  }

  /** An event as these grants find it in the history. */
  inHistory(event: RecordedEvent, grants: GrantSet): ReturnType<ReadModels['redact']> {
    return withoutKeystrokes(this.redact(event, grants), grants);
  }

  /** An event with what led to it and what came of it, as this viewer may see them; undefined: not for him. */
  chain(id: EventId, grants: GrantSet): EventChain | undefined {
    this.flush();
    this.#indexSome();
    return readChain(this.#file, id, (event) => this.inHistory(event, grants));
  }

  /** Events of some streams that these grants see, with `after < index <= upTo`, oldest first. */
  *between(
    streams: readonly StreamName[],
    range: { after: LogIndex; upTo: LogIndex },
    grants: GrantSet,
  ): Generator<VisibleEvent> {
    this.flush();
    for (let { after } = range; after < range.upTo;) {
      const page = this.#file.ofStreams(streams, { after, upTo: range.upTo, limit: PAGE });
      for (const event of page) {
        const visible = this.inHistory(event, grants);
        if (visible) yield visible;
      }
      after = page.length < PAGE ? range.upTo : (page.at(-1)?.index ?? range.upTo);
    }
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

  /** Events of a topic that these grants see, with `after < index`, oldest first, at most `limit`. */
  visibleAfter(topic: Topic, grants: GrantSet, after: LogIndex, limit: number): ReturnType<ReadModels['redact']>[] {
    this.flush();
    const events = this.#file.ofStreams(this.streamsIn(topic), { after, upTo: this.#head, limit });
    return events.map((event) => this.redact(event, grants)).filter((event) => event !== undefined);
  }

  /** The last index of a topic that these grants see; -1: none. */
  lastVisible(topic: Topic, grants: GrantSet): LogIndex {
    this.flush();
    return newestVisible(this.#file, this.streamsIn(topic), (event) => this.redact(event, grants));
  }

  /** The events at some indexes, in log order. */
  eventsAt(indexes: readonly LogIndex[]): RecordedEvent[] {
    this.flush();
    return this.#file.at(indexes);
  }

  indexAt(instant: string): LogIndex {
    this.flush();
    return this.#file.indexAt(instant);
  }

  /** When the event at an index was recorded. */
  instantOf(index: LogIndex): string | undefined {
    this.flush();
    const [event] = this.#file.after(index - 1, 1);
    return event?.index === index ? event.meta.recordedAt : undefined;
  }

  #fold(event: RecordedEvent): void {
    this.#affected = [];
    for (const fold of this.#folds) {
      if (this.#paused.has(fold.name)) continue;
      try {
        fold.apply(event);
      } catch (error) {
        this.#paused.set(
          fold.name,
          `event ${event.index} (${event.type}): ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    this.#head = event.index;
    if (event.type === 'KeysDestroyed') this.#destroyed.push(...(event.data as { keys: readonly string[] }).keys);
  }

  /** Lets go of what was sealed under keys that are destroyed: in the file, and in what is folded from it. */
  #erase(): ReadonlySet<StreamName> {
    if (this.#destroyed.length === 0) return NONE;
    this.flush();
    const streams = eraseFrom(this.#file, this.#destroyed);
    this.#past.forget();
    this.#destroyed = [];
    for (const stream of streams) {
      const { initial, evolve } = kindFunctions(kindOf(stream));
      const events = this.#file.ofStreams([stream], { after: -1, upTo: this.#head, limit: -1 });
      this.#facts.set(stream, events.reduce(evolve, initial()), events.at(-1)?.revision ?? -1);
      this.#dirty.add(stream);
    }
    for (const { projection, state } of this.#sides.values()) projection.erased?.(state, streams);
    this.snapshot();
    this.#file.purge();
    return streams;
  }

  #applyFacts(event: RecordedEvent): void {
    const kind = kindFunctions(kindOf(event.stream));
    const state = kind.evolve(this.#facts.state(event.stream) ?? kind.initial(), event);
    this.#facts.set(event.stream, state, event.revision);
    this.#dirty.add(event.stream);
  }

  #versions(): Versions {
    return Object.fromEntries(this.#folds.map(({ name, version }) => [name, version]));
  }

  *#snapshotTexts(all: boolean): Generator<readonly [string, string]> {
    for (const stream of all ? this.#facts.streams() : this.#dirty) yield [FACTS + stream, this.#facts.textOf(stream)];
    yield ['where', toText(this.#where)];
    yield ['rights', toText(this.#rights)];
    for (const [name, { state }] of this.#sides) yield [`side:${name}`, toText(state)];
  }

  #takeUp({ index, states, left }: Snapshots): void {
    this.#facts.takeUp(left.map((name) => name.slice(FACTS.length)));
    for (const [name, text] of states) {
      const value = fromText(text);
      if (name === 'where') this.#where = value as WhereState;
      else if (name === 'rights') this.#rights = value as RightsState;
      else if (name.startsWith('side:')) {
        const side = this.#sides.get(name.slice(5));
        if (side) side.state = value;
      }
    }
    this.#head = index;
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
