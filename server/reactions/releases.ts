import type { LogIndex, RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { COHORT, daysAfter } from '../../events/release/decide.ts';
import type { ReleaseState } from '../../events/release/state.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { emptyBook, nextRound, type Book } from '../../projections/aggregates/book.ts';
import { isSafe } from '../../projections/aggregates/cohort.ts';
import { candidatesOf, figuresOf, wholeOf, type Moment } from '../../projections/aggregates/figures.ts';
import { openReleases, stillFollows, toldFigures, type ToldFigure } from '../../projections/aggregates/releases.ts';
import type { CommandService } from '../commands/command-service.ts';
import { causedCommandId } from '../commands/event-id.ts';

export interface ReleaseDependencies {
  readonly commands: CommandService;
  /** Sites, projects, organisations and regions as they were at a log index; undefined: as they are. */
  readonly momentAt: (index?: LogIndex) => Promise<Moment>;
  readonly releases: () => Iterable<ReleaseState>;
  readonly release: (subject: SubjectId) => ReleaseState | undefined;
  /** The last log index at an instant; -1: none. */
  readonly indexAt: (instant: string) => LogIndex;
  readonly eventAt: (index: LogIndex) => RecordedEvent | undefined;
  readonly now: () => number;
  readonly report: (message: string, details: Record<string, unknown>) => void;
}

/** Clocks differ a little: what belongs to a day is settled this long after it. */
const SETTLED_MS = 5 * 60_000;
const EVERY_MS = 15 * 60_000;
const passing = new Set(['BUSY', 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STARTING', 'READ_ONLY']);

/** What a moment adds up to, with the cells in which it can be told. */
interface Figures {
  readonly figures: ReturnType<typeof figuresOf>;
  readonly candidates: (figure: string) => readonly string[];
}

/**
 * A reaction whose cause is the calendar: totals are told in rounds, each as of the end of a day, so that several
 * processes come to the same one. What was told before is read from the log and worked out again; what a round still
 * has to tell, after a kill too, follows from both.
 */
export class Releases {
  readonly #with: ReleaseDependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #doneOn = '';
  /** What was told of each figure, as far as it has been worked out. */
  readonly #books = new Map<string, { book: Book; indexes: readonly LogIndex[] }>();

  constructor(dependencies: ReleaseDependencies) {
    this.#with = dependencies;
  }

  /** Looks now and every quarter of an hour; call when the tail is at the head. */
  start(): void {
    const look = (): void =>
      void this.run().catch((error: unknown) => this.#with.report('totals could not be released', { error }));
    look();
    this.#timer = setInterval(look, EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  /** Tells what may be told as of the end of yesterday; once a day there is something to look for. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run(): Promise<void> {
    const { now, indexAt, releases } = this.#with;
    const day = new Date(now()).toISOString().slice(0, 10);
    if (this.#doneOn === day || now() - Date.parse(day) < SETTLED_MS) return;
    const told = toldFigures(releases());
    if (told.size > 0 || (await this.#anythingToTell())) {
      await this.#workOut(told);
      const end = indexAt(`${day}T00:00:00.000Z`);
      const then = end < 0 ? undefined : await this.#figuresAt(end);
      let all = true;
      for (const figure of new Set([...told.keys(), ...(then?.figures.keys() ?? [])]))
        all = (await this.#tell(figure, told.get(figure), end, then)) && all;
      if (!all) return;
    }
    this.#doneOn = day;
  }

  /** Nothing has been told and nothing can be: then nobody need look at the past. */
  async #anythingToTell(): Promise<boolean> {
    const { figures } = await this.#figuresAt(undefined);
    return [...figures.values()].some((sites) => isSafe(sites.values(), COHORT));
  }

  /** Works out what was told, round by round, from the log as it was then. */
  async #workOut(told: ReadonlyMap<string, ToldFigure>): Promise<void> {
    for (const [figure, { indexes }] of told) {
      const known = this.#books.get(figure)?.indexes ?? [];
      if (known.some((index, at) => indexes[at] !== index)) this.#books.delete(figure);
    }
    const due = new Set(
      [...told].flatMap(([figure, { indexes }]) => indexes.slice(this.#bookOf(figure).indexes.length)),
    );
    for (const index of [...due].sort((a, b) => a - b)) {
      const then = await this.#figuresAt(index);
      for (const [figure, { indexes }] of told) {
        const { book, indexes: known } = this.#bookOf(figure);
        if (indexes[known.length] !== index) continue;
        await othersFirst();
        const next = roundOf(figure, book, then) ?? book;
        this.#books.set(figure, { book: next, indexes: [...known, index] });
      }
    }
  }

  /** Finishes the last round of a figure, or begins the next. @returns false when it must be tried again */
  async #tell(
    figure: string,
    told: ToldFigure | undefined,
    end: LogIndex,
    then: Figures | undefined,
  ): Promise<boolean> {
    const { book, indexes } = this.#bookOf(figure);
    const last = indexes.at(-1);
    if (last !== undefined && !stillFollows(figure, book, last, this.#with.releases())) {
      this.#with.report('a total cannot be worked out again and is told no more', { figure });
      return true;
    }
    if (last !== undefined && !(await this.#record(figure, book, last))) return false;
    const today = amsterdamDay(new Date(this.#with.now()).toISOString());
    const early = told !== undefined && today < daysAfter(amsterdamDay(told.last), COHORT.days);
    if (!then || early || end <= (last ?? -1)) return true;
    await othersFirst();
    const next = roundOf(figure, book, then);
    if (!next || !(await this.#record(figure, next, end))) return next === undefined;
    this.#books.set(figure, { book: next, indexes: [...indexes, end] });
    return true;
  }

  async #record(figure: string, book: Book, index: LogIndex): Promise<boolean> {
    const { commands, release, eventAt, report } = this.#with;
    const cause = eventAt(index)?.id;
    if (cause === undefined) return false;
    for (const { cell, subject, data } of openReleases(figure, book, index, release)) {
      const id = causedCommandId(cause, `release ${figure} ${cell}`);
      const command = { id, type: 'ReleaseAggregate', subject, data };
      const answer = await commands.executeAsSystem(command, { causationId: cause });
      if (answer.ok) continue;
      if (passing.has(answer.problem.code)) return false;
      report('a total was not released', { figure, cell, code: answer.problem.code });
    }
    return true;
  }

  #bookOf(figure: string): { book: Book; indexes: readonly LogIndex[] } {
    return this.#books.get(figure) ?? { book: emptyBook, indexes: [] };
  }

  async #figuresAt(index: LogIndex | undefined): Promise<Figures> {
    const moment = await this.#with.momentAt(index);
    return { figures: figuresOf(moment), candidates: (figure) => candidatesOf(moment, figure) };
  }
}

const roundOf = (figure: string, book: Book, { figures, candidates }: Figures): Book | undefined =>
  nextRound(book, figures.get(figure) ?? new Map(), candidates(figure), COHORT, wholeOf);

/** Working out a round takes a tenth of a second: who waits for an answer comes before the next. */
const othersFirst = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
