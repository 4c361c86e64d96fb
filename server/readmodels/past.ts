import type { LogIndex, RecordedEvent, StreamName } from '../../events/envelope.ts';
import { kindOf } from '../../events/ids.ts';
import { liveKind, type AnyState } from '../../events/kinds.ts';
import { fork } from './fork.ts';
import { sharedFork } from './shared-fork.ts';

export interface PastOptions {
  /** Events of some streams with `after < index <= upTo`, in log order. */
  readonly events: (
    streams: readonly StreamName[],
    range: { after: LogIndex; upTo: LogIndex; limit: number },
  ) => readonly RecordedEvent[];
  /** The events at some indexes, in log order. */
  readonly at: (indexes: readonly LogIndex[]) => readonly RecordedEvent[];
  /** How many events are folded between two states that are kept; more when a line is long. */
  readonly every?: number;
  /** For how many events, of all topics together, states are kept. */
  readonly most?: number;
}

const EVERY = 200;
/** A line keeps about this many states, however long it is. */
const KEPT = 300;
const MOST = 600_000;
const SLICE = 1_000;

type States = Map<StreamName, AnyState>;

/** What a topic's streams were, at moments that lie not too many events apart. */
interface Line {
  readonly streams: Set<StreamName>;
  /** What was folded last, and up to where. */
  readonly working: States;
  to: LogIndex;
  /** Where its events stand in the log. */
  readonly indexes: LogIndex[];
  /** Since the state that was kept last. */
  since: number;
  changed: Set<StreamName>;
  readonly kept: { readonly to: LogIndex; readonly states: States }[];
}

/**
 * Topics as they were: the nearest state that is kept, and what was recorded after it. States are kept in memory, where
 * they share what they hold: a state grows with its history, and as text one would take as long to read as to fold.
 * They are folded when a topic's past is first looked at, and again after an erasure.
 */
export class Past {
  readonly #with: PastOptions;
  /** The one that was asked for last stands last. */
  readonly #lines = new Map<string, Line>();

  constructor(options: PastOptions) {
    this.#with = options;
  }

  /** Folds a topic on towards a moment, a slice at a time. @returns whether it has come there */
  advance(topic: string, streams: readonly StreamName[], at: LogIndex): boolean {
    const line = this.#line(topic, streams);
    if (line.to >= at) return true;
    const events = this.#with.events([...line.streams], { after: line.to, upTo: at, limit: SLICE });
    for (const event of events) this.#take(line, event);
    if (events.length === SLICE) return false;
    line.to = at;
    this.#letGo();
    return true;
  }

  /** The streams of a topic as they were at a moment; those that had no event yet are left out. */
  at(topic: string, streams: readonly StreamName[], at: LogIndex): Record<StreamName, AnyState> {
    while (!this.advance(topic, streams, at));
    const { kept, indexes } = this.#line(topic, streams);
    const nearest = kept.findLast(({ to }) => to <= at);
    const states: States = new Map(nearest?.states);
    const own = new Set<StreamName>();
    const since = indexes.slice(firstAfter(indexes, nearest?.to ?? -1), firstAfter(indexes, at));
    for (const event of this.#with.at(since)) {
      const { stream } = event;
      const state = states.get(stream);
      if (state)
        states.set(stream, correctsInPlace(event) ? structuredClone(state) : own.has(stream) ? state : fork(state));
      own.add(stream);
      fold(states, event);
    }
    const wanted = new Set(streams);
    return Object.fromEntries([...states].filter(([stream]) => wanted.has(stream)));
  }

  /** Values were erased: nothing that held them may be kept. */
  forget(): void {
    this.#lines.clear();
  }

  #line(topic: string, streams: readonly StreamName[]): Line {
    let line = this.#lines.get(topic);
    if (line && !this.#takesUp(line, streams)) line = undefined;
    line ??= {
      ...{ streams: new Set(streams), working: new Map(), kept: [], changed: new Set() },
      ...{ to: -1, indexes: [], since: 0 },
    };
    this.#lines.delete(topic);
    this.#lines.set(topic, line);
    return line;
  }

  /** Streams that came into being later are folded along; one that brings its history does not fit any more. */
  #takesUp(line: Line, streams: readonly StreamName[]): boolean {
    const added = streams.filter((stream) => !line.streams.has(stream));
    if (added.length === 0) return true;
    if (this.#with.events(added, { after: -1, upTo: line.to, limit: 1 }).length > 0) return false;
    for (const stream of added) line.streams.add(stream);
    return true;
  }

  #take(line: Line, event: RecordedEvent): void {
    const { working, changed, kept } = line;
    const state = working.get(event.stream);
    if (state && correctsInPlace(event)) working.set(event.stream, structuredClone(state));
    fold(working, event);
    changed.add(event.stream);
    line.to = event.index;
    line.indexes.push(event.index);
    if (++line.since < Math.max(this.#with.every ?? EVERY, line.indexes.length / KEPT)) return;
    const before = kept.at(-1)?.states;
    const states: States = new Map(before);
    for (const stream of changed) {
      const now = working.get(stream);
      if (now) states.set(stream, sharedFork(before?.get(stream), now));
    }
    kept.push({ to: event.index, states });
    line.since = 0;
    line.changed = new Set();
  }

  #letGo(): void {
    let sum = 0;
    for (const [topic, { indexes }] of [...this.#lines].reverse()) {
      sum += indexes.length;
      if (sum > (this.#with.most ?? MOST) && sum > indexes.length) this.#lines.delete(topic);
    }
  }
}

/** Place of the first that is greater. @param indexes rising */
function firstAfter(indexes: readonly LogIndex[], index: LogIndex): number {
  let [from, to] = [0, indexes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((indexes[middle] ?? 0) <= index) from = middle + 1;
    else to = middle;
  }
  return from;
}

function fold(states: States, event: RecordedEvent): void {
  const kind = liveKind(kindOf(event.stream));
  if (kind) states.set(event.stream, kind.evolve(states.get(event.stream) ?? kind.initial(), event));
}

/** What states share is never changed in its place, but by a correction (see {@link fork}). */
const correctsInPlace = ({ type }: RecordedEvent): boolean => type === 'FactCorrected';
