import { performance } from 'node:perf_hooks';
import type { CalendarDay, CommandId, EventId, LogIndex, RecordedEvent, StreamName } from '../../events/envelope.ts';
import type { Cursor } from '../store/port.ts';
import type { ReadModelFile } from './file.ts';
import { eraseFrom } from './erasing.ts';
import type { ReadModels } from './port.ts';
import { Standing, FACTS, type SideProjection } from './standing.ts';

const NONE: ReadonlySet<StreamName> = new Set();
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

/**
 * Follows the log: folds each event, and writes events and snapshots to the read-model file behind it, so that a start
 * goes on from there.
 */
export class KeptReadModels extends Standing {
  protected readonly file: ReadModelFile;
  #target: LogIndex = -1;
  #cursor: Cursor | undefined;
  #unwritten: RecordedEvent[] = [];
  #unwrittenByCommand = new Map<CommandId, RecordedEvent[]>();
  /** Every command with a greater id than this, of which an event has been handled, is in `#laterCommands`. */
  #commandsKnownTo: CommandId = '';
  #laterCommands = new Set<CommandId>();
  #sinceSnapshot = 0;
  #writing: NodeJS.Timeout | undefined;
  #indexing: NodeJS.Timeout | undefined;
  /** Milliseconds that the event loop had been at work, and had waited, when the index was last thought of. */
  #loop = { active: 0, idle: 0 };
  readonly #waiters: { index: LogIndex; resolve: (passed: boolean) => void }[] = [];

  constructor(file: ReadModelFile, sides: readonly SideProjection[], today: () => CalendarDay) {
    super((name) => file.snapshot(name), sides, today);
    this.file = file;
  }

  /**
   * Takes up what the file holds: snapshots that fit, then the events after them. Returns the cursor from which the
   * feed goes on. A file of another log, or whose cursor was made at another store, is emptied.
   */
  restore(firstEventId: string | undefined, place: string): Cursor | undefined {
    const own = this.file.firstEventId();
    if (own !== undefined && (own !== firstEventId || this.file.place !== place)) this.file.clear();
    this.file.cursorsMadeAt(place);
    this.#cursor = this.file.cursor();
    const stored = this.file.snapshots(this.versions(), FACTS);
    if (stored && stored.index <= (this.#cursor?.index ?? -1)) this.takeUp(stored);
    for (;;) {
      const events = this.file.after(this.head(), 2_000);
      if (events.length === 0) break;
      for (const event of events) this.fold(event);
    }
    this.#erase();
    this.#takeInCommands();
    return this.#cursor;
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
      if (event.index <= this.head()) continue;
      this.fold(event);
      this.#unwritten.push(event);
      const sameCommand = this.#unwrittenByCommand.get(event.meta.command);
      this.#laterCommands.add(event.meta.command);
      if (sameCommand) sameCommand.push(event);
      else this.#unwrittenByCommand.set(event.meta.command, [event]);
      each?.(event, this.affected);
    }
    this.#cursor = cursor;
    const erased = this.#erase();
    for (let i = this.#waiters.length - 1; i >= 0; i--) {
      const waiter = this.#waiters[i];
      if (waiter && waiter.index <= this.head()) {
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
    this.file.write(this.#unwritten, this.#cursor);
    this.#sinceSnapshot += this.#unwritten.length;
    this.#unwritten = [];
    this.#unwrittenByCommand = new Map();
    if (this.#laterCommands.size > LATER_COMMANDS) this.#takeInCommands();
    this.#indexing ??= setTimeout(() => this.#index(), INDEX_AFTER_MS).unref();
    // while the log is read, a snapshot would be out of date at once
    const due = this.#sinceSnapshot >= Math.max(SNAPSHOT_EVERY, this.head() * SNAPSHOT_PART);
    if (due && this.head() >= this.#target) this.snapshot();
  }

  /** Snapshots the states that changed since the last one. */
  snapshot(all = false): void {
    this.flush();
    if (this.paused.size > 0) return;
    this.file.writeSnapshots(this.head(), this.versions(), this.snapshotTexts(all), all);
    this.snapshotTaken();
    this.#sinceSnapshot = 0;
  }

  close(): void {
    this.snapshot();
    clearTimeout(this.#indexing);
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(false);
    this.file.close();
  }

  /** Where the tail is, to ask the store what comes after it. */
  cursor(): Cursor | undefined {
    return this.#cursor;
  }

  waitFor(index: LogIndex, milliseconds = 2_000): Promise<boolean> {
    if (this.head() >= index) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const at = this.#waiters.indexOf(waiter);
        if (at >= 0) this.#waiters.splice(at, 1);
        resolve(this.head() >= index);
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
    const paused = [...this.paused].map(([projection, error]) => ({ projection, error }));
    const vital = ['facts', 'where', 'rights'].some((name) => this.paused.has(name));
    return { ready: this.head() >= this.#target && !vital, index: this.head(), of: this.#target, paused };
  }

  /** The event with this log index, as far as this tail has passed it. */
  eventAt(index: LogIndex): RecordedEvent | undefined {
    this.flush();
    const [event] = this.file.after(index - 1, 1);
    return event?.index === index ? event : undefined;
  }

  /** Events that a command has written, from what the tail has passed. */
  eventsOf(command: CommandId): readonly RecordedEvent[] {
    const unwritten = this.#unwrittenByCommand.get(command);
    if (unwritten) return unwritten;
    // most commands are new, and need not be looked for on disk
    if (command > this.#commandsKnownTo && !this.#laterCommands.has(command)) return [];
    return this.file.ofCommand(command);
  }

  /** An event by its id, of what the tail has passed. */
  eventById(id: EventId): RecordedEvent | undefined {
    this.flush();
    return this.file.byId(id);
  }

  /** What was just written is found at once; a long way behind is told instead. */
  protected indexSome(): void {
    for (let slices = 0; slices < 4 && this.file.index.advance(); slices++);
  }

  /** Values were erased: nothing that held them may be kept. */
  protected forget(): void {
    // nothing is kept here
  }

  /** Makes a slice of what was written findable when there is little else to do, and comes back for the next. */
  #index(): void {
    const { active, idle } = performance.eventLoopUtilization();
    const [busy, free] = [active - this.#loop.active, idle - this.#loop.idle];
    this.#loop = { active, idle };
    const waits = busy > free && this.head() - this.file.index.to < INDEX_BEHIND;
    if (!waits && !this.file.index.advance(INDEX_SLICE)) this.#indexing = undefined;
    else this.#indexing = setTimeout(() => this.#index(), waits ? INDEX_AFTER_MS : 0).unref();
  }

  #takeInCommands(): void {
    this.#commandsKnownTo = this.file.latestCommand();
    this.#laterCommands = new Set();
  }

  /** Lets go of what was sealed under keys that are destroyed: in the file, and in what is folded from it. */
  #erase(): ReadonlySet<StreamName> {
    if (this.destroyed.length === 0) return NONE;
    this.flush();
    const streams = eraseFrom(this.file, this.destroyed);
    this.forget();
    this.destroyed = [];
    for (const stream of streams) {
      this.refold(stream, this.file.ofStreams([stream], { after: -1, upTo: this.head(), limit: -1 }));
    }
    this.tellErased(streams);
    this.snapshot();
    this.file.purge();
    return streams;
  }
}
