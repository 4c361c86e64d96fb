import { eventSpec, kindFunctions } from '../../events/catalogue.ts';
import { classFactsOf } from '../../events/class-facts.ts';
import type { CalendarDay, LogIndex, RecordedEvent, StreamName, SubjectId } from '../../events/envelope.ts';
import { kindOf, type KindName } from '../../events/ids.ts';
import { liveKind, type AnyState } from '../../events/kinds.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { redact, type ClassFacts, type Sees } from '../../events/visibility.ts';
import type { Viewer } from '../../projections/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { initial as initialWhere, type WhereState } from '../../projections/where/state.ts';
import { seesOf, seesSecrets, sightOf } from '../../projections/where/audience.ts';
import { consentsOn } from '../../projections/where/consents.ts';
import { applyWhere } from '../../projections/where/where.ts';
import type { ActiveMembership, GrantSet } from '../identity/viewer.ts';
import type { Snapshots, Versions } from './file.ts';
import { Facts } from './facts.ts';
import type { ReadModels } from './port.ts';
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

interface Fold {
  readonly name: string;
  readonly version: number;
  apply(event: RecordedEvent): void;
}

/** Begins the names of snapshots of streams. */
export const FACTS = 'facts:';
const FACTS_VERSION = 8;
const WHERE_VERSION = 7;
const RIGHTS_VERSION = 1;

/**
 * The projections as they stand: every stream's facts, who may see and do what, and what the server's own projections
 * have made of it, in memory. An event on which one projection fails pauses that projection alone.
 */
export class Standing {
  readonly #facts: Facts;
  readonly #today: () => CalendarDay;
  #where: WhereState = initialWhere();
  #rights: RightsState = new Map();
  readonly #sides = new Map<string, { projection: SideProjection; state: unknown }>();
  readonly #grants = new Grants();
  readonly #folds: Fold[];
  #head: LogIndex = -1;
  #dirty = new Set<StreamName>();
  /** Projections that failed on an event, and on which. */
  protected readonly paused = new Map<string, string>();
  /** Streams whose reach the last event touched. */
  protected affected: readonly StreamName[] = [];
  /** Keys destroyed by what has been folded and not yet let go of. */
  protected destroyed: string[] = [];

  /**
   * @param snapshot what the file holds under a name
   * @param today the day of now, on which consents hold or not
   */
  constructor(
    snapshot: (name: string) => string | undefined,
    sides: readonly SideProjection[],
    today: () => CalendarDay,
  ) {
    this.#today = today;
    this.#facts = new Facts((stream) => snapshot(`${FACTS}${stream}`));
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
        apply: (event) => void (this.affected = applyWhere(this.#where, event)),
      },
      { name: 'rights', version: RIGHTS_VERSION, apply: (event) => applyRights(this.#rights, event) },
      ...folds.filter(({ early }) => !early),
    ];
  }

  head(): LogIndex {
    return this.#head;
  }

  state(stream: StreamName): AnyState | undefined {
    return this.#facts.state(stream) as AnyState | undefined;
  }

  /** State and revision of any stream, as this tail knows them. */
  stand(stream: StreamName): { state: unknown; revision: number | 'none' } {
    const revision = this.#facts.revision(stream);
    return { state: this.#facts.state(stream), revision: revision ?? 'none' };
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

  viewer(grants: GrantSet): Viewer {
    return { sees: (stream) => this.sees(grants, stream) };
  }

  sees(grants: GrantSet, stream: StreamName): Sees {
    if (this.paused.has('where') || this.paused.has('rights')) return (cls) => cls === 'P0';
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

  /** The streams of a topic that people see, as they are now. */
  protected topicNow(topic: Topic): TopicState {
    const state: TopicState = { streams: {} };
    for (const stream of this.streamsIn(topic)) {
      const facts = this.#facts.state(stream);
      if (facts !== undefined && liveKind(kindOf(stream))) state.streams[stream] = facts as AnyState;
    }
    return state;
  }

  protected fold(event: RecordedEvent): void {
    this.affected = [];
    for (const fold of this.#folds) {
      if (this.paused.has(fold.name)) continue;
      try {
        fold.apply(event);
      } catch (error) {
        this.paused.set(
          fold.name,
          `event ${event.index} (${event.type}): ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    this.#head = event.index;
    if (event.type === 'KeysDestroyed') this.destroyed.push(...(event.data as { keys: readonly string[] }).keys);
  }

  /** Folds a stream anew: what its events say has changed. */
  protected refold(stream: StreamName, events: readonly RecordedEvent[]): void {
    const { initial, evolve } = kindFunctions(kindOf(stream));
    this.#facts.set(stream, events.reduce(evolve, initial()), events.at(-1)?.revision ?? -1);
    this.#dirty.add(stream);
  }

  /** Values of these streams are gone for good: the projections beside the facts let go of them, too. */
  protected tellErased(streams: ReadonlySet<StreamName>): void {
    for (const { projection, state } of this.#sides.values()) projection.erased?.(state, streams);
  }

  /** What changed since the last snapshot is in one now. */
  protected snapshotTaken(): void {
    this.#dirty.clear();
  }

  protected versions(): Versions {
    return Object.fromEntries(this.#folds.map(({ name, version }) => [name, version]));
  }

  protected *snapshotTexts(all: boolean): Generator<readonly [string, string]> {
    for (const stream of all ? this.#facts.streams() : this.#dirty) yield [FACTS + stream, this.#facts.textOf(stream)];
    yield ['where', toText(this.#where)];
    yield ['rights', toText(this.#rights)];
    for (const [name, { state }] of this.#sides) yield [`side:${name}`, toText(state)];
  }

  protected takeUp({ index, states, left }: Snapshots): void {
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

  #applyFacts(event: RecordedEvent): void {
    const kind = kindFunctions(kindOf(event.stream));
    const state = kind.evolve(this.#facts.state(event.stream) ?? kind.initial(), event);
    this.#facts.set(event.stream, state, event.revision);
    this.#dirty.add(event.stream);
  }
}
