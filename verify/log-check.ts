import { RunningRoot } from './hashing.ts';
import { checkEvent, type LogEvent } from './events.ts';
import type { Head } from './notes.ts';
import type { Place, Report } from './report.ts';

/** The leaf that was signed at an index, from tiles kept outside the log; undefined: not known. */
export type SignedLeaf = (index: number) => Buffer | undefined;

/** An event as it was met: what its source found wrong with it comes along. */
export interface MetEvent {
  event: LogEvent;
  wrong: { field?: string; what: string }[];
}

/**
 * Goes through a whole log: each event for itself, their order, and the roots of all checkpoints. Says where it differs:
 * at the event when the signed leaves are known, else between two checkpoints. Returns the number of events.
 */
export function checkLog(
  events: Iterable<MetEvent>,
  heads: readonly Head[],
  signed: SignedLeaf,
  report: Report,
): number {
  const order = new Order(report);
  const roots = new Roots(heads, report);
  const moved = new Moved(signed, report);
  for (const { event, wrong } of events) {
    const place = { index: event.index, stream: event.stream, revision: event.revision };
    const checked = checkEvent(event);
    const all = [...wrong, ...checked.wrong];
    for (const { field, what } of all) report.wrong(field === undefined ? place : { ...place, field }, what);
    order.take(place);
    moved.take(place, checked.leaf, all.length > 0);
    roots.take(checked.leaf ?? NOTHING);
  }
  order.tell();
  const located = moved.tell();
  roots.tell(located || order.broken);
  return roots.size;
}

const NOTHING = Buffer.alloc(32);

/** Indexes go up by one; so do revisions within a stream. */
class Order {
  readonly #report: Report;
  readonly #revisions = new Map<string, number>();
  #missing: { from: number; to: number }[] = [];
  #next = 0;
  #before = -1;
  broken = false;

  constructor(report: Report) {
    this.#report = report;
  }

  take(place: Required<Pick<Place, 'index' | 'stream' | 'revision'>>): void {
    const { index, stream, revision } = place;
    if (index > this.#next) this.#missing.push({ from: this.#next, to: index - 1 });
    else if (index < this.#next) this.#late(place);
    const last = this.#revisions.get(stream) ?? -1;
    if (revision !== last + 1) this.#wrong(place, `revision ${last + 1} of its stream should come here`);
    this.#revisions.set(stream, Math.max(last, revision));
    this.#before = index;
    this.#next = Math.max(this.#next, index + 1);
  }

  tell(): void {
    for (const { from, to } of this.#missing) this.#wrong({}, `${gap(from, to)} missing from the log`);
  }

  /** An event after one that it comes before. */
  #late(place: Required<Pick<Place, 'index' | 'stream' | 'revision'>>): void {
    const { index } = place;
    const hole = this.#missing.find(({ from, to }) => from <= index && index <= to);
    if (!hole) return this.#wrong(place, 'its index is there twice');
    this.#wrong({}, `order swapped at ${index}–${this.#before}`);
    const rest = [
      { from: hole.from, to: index - 1 },
      { from: index + 1, to: hole.to },
    ].filter(({ from, to }) => from <= to);
    this.#missing = this.#missing.flatMap((one) => (one === hole ? rest : [one]));
  }

  #wrong(place: Place, what: string): void {
    this.broken = true;
    this.#report.wrong(place, what);
  }
}

const gap = (from: number, to: number): string => (from === to ? `event ${from} is` : `events ${from}–${to} are`);

/** Roots of the log at the sizes of its checkpoints. */
class Roots {
  readonly #report: Report;
  readonly #heads: readonly Head[];
  readonly #root = new RunningRoot();
  #at = 0;
  #fitting = 0;
  #misfit: Head | undefined;

  constructor(heads: readonly Head[], report: Report) {
    this.#heads = [...heads].sort((a, b) => a.size - b.size);
    this.#report = report;
  }

  get size(): number {
    return this.#root.size;
  }

  take(leaf: Buffer): void {
    this.#compare();
    this.#root.add(leaf);
  }

  /** `located`: the place is told already. */
  tell(located: boolean): void {
    this.#compare();
    const last = this.#heads.at(-1);
    if (last && last.size > this.size) {
      const missing = last.size - this.size;
      this.#report.wrong(
        {},
        `log is ${missing} event${missing === 1 ? '' : 's'} shorter than checkpoint of ${last.size}`,
      );
    }
    if (!this.#misfit) return;
    const where = located ? '' : `: it differs somewhere at ${this.#fitting}–${this.#misfit.size - 1}`;
    this.#report.wrong({}, `log is not the one of the checkpoint of ${this.#misfit.size} events${where}`);
  }

  #compare(): void {
    for (let head = this.#heads[this.#at]; head?.size === this.size; head = this.#heads[++this.#at]) {
      if (head.root.equals(this.#root.root())) this.#fitting = head.size;
      else this.#misfit ??= head;
    }
  }
}

/** Events of which the leaf is not the one that was signed at their index, and what happened to them. */
class Moved {
  readonly #signed: SignedLeaf;
  readonly #report: Report;
  readonly #window: Differing[] = [];

  constructor(signed: SignedLeaf, report: Report) {
    this.#signed = signed;
    this.#report = report;
  }

  take(place: Place & { index: number }, leaf: Buffer | undefined, told: boolean): void {
    const expected = this.#signed(place.index);
    if (!expected || (leaf && expected.equals(leaf)) || this.#window.length >= KEPT) return;
    this.#window.push({ place, leaf, told, expected });
  }

  /** Says what was found; true when there was anything. */
  tell(): boolean {
    const swapped = new Set<Differing>();
    for (const one of this.#window) {
      const other = this.#window.find(({ leaf, expected }) => isSame(leaf, one.expected) && isSame(one.leaf, expected));
      if (!other || swapped.has(one)) continue;
      this.#report.wrong({}, `order swapped at ${one.place.index}–${other.place.index}`);
      swapped.add(one).add(other);
    }
    const [first] = this.#window;
    if (!first) return false;
    if (swapped.size === 0 && this.#shifted(1)) return this.#one(`event ${first.place.index} was removed`);
    if (swapped.size === 0 && this.#shifted(-1)) return this.#one(`event ${first.place.index} was inserted`);
    for (const one of this.#window) {
      if (!one.told && !swapped.has(one)) this.#report.wrong(one.place, 'it is not the one that was signed');
    }
    return true;
  }

  #one(sentence: string): true {
    this.#report.wrong({}, sentence);
    return true;
  }

  /** Were the events from the first that differs on signed `by` places further? */
  #shifted(by: 1 | -1): boolean {
    const from = by === 1 ? this.#window : this.#window.slice(1);
    const looked = from.slice(0, 4).map(({ leaf, place }) => ({ leaf, signed: this.#signed(place.index + by) }));
    const known = looked.filter(({ signed }) => signed !== undefined);
    return known.length > 0 && known.every(({ leaf, signed }) => isSame(leaf, signed));
  }
}

interface Differing {
  place: Place & { index: number };
  leaf: Buffer | undefined;
  expected: Buffer;
  /** What is wrong with it is in the report already. */
  told: boolean;
}

const isSame = (one: Buffer | undefined, other: Buffer | undefined): boolean =>
  one !== undefined && other !== undefined && one.equals(other);

/** How many differing events are looked at to tell what happened. */
const KEPT = 64;
