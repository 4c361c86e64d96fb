import type { CalendarDay, EventId, LogIndex, RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { isHidden } from '../../events/envelope.ts';
import { same } from '../../events/same.ts';
import type { SuggestionState } from '../../events/suggestion/state.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { Basis } from '../../projections/analysis/calculation.ts';
import type { Parameters } from '../../projections/analysis/parameters.ts';
import type { Refused } from '../../projections/analysis/refused.ts';
import type { SuggestionsInput } from '../../projections/analysis/suggestions/input.ts';
import { keyOf, type Suggestion } from '../../projections/analysis/suggestions/shown.ts';
import type { SuggestionsOutput } from '../../projections/analysis/suggestions/suggestions.ts';
import { consentedProfiles, type ConsentedProfile } from '../../projections/suggestion-sites/consented-profiles.ts';
import { suggestionSites, type Everything } from '../../projections/suggestion-sites/suggestion-sites.ts';
import type { CommandService } from '../commands/command-service.ts';
import { causedCommandId } from '../commands/event-id.ts';

export interface SuggestingDependencies {
  readonly commands: Pick<CommandService, 'executeAsSystem'>;
  /** Sites, projects, organisations and infrastructure as they were at a log index; undefined: as they are. */
  readonly everythingAt: (index?: LogIndex) => Promise<Everything>;
  /** Reads load profiles: MW by the hour, all of one length; one that cannot be read is left out. */
  readonly profiles: (wanted: readonly ConsentedProfile[]) => Promise<NonNullable<Everything['profiles']>>;
  readonly parametersAt: (index: LogIndex | undefined, on: CalendarDay) => Promise<Parameters>;
  readonly calculate: (
    input: SuggestionsInput,
    parameters: Parameters,
  ) => Promise<(SuggestionsOutput & Basis) | Refused>;
  readonly standing: () => readonly (readonly [SubjectId, SuggestionState])[];
  /** The last log index at an instant; -1: none. */
  readonly indexAt: (instant: string) => LogIndex;
  readonly head: () => LogIndex;
  readonly eventAt: (index: LogIndex) => RecordedEvent | undefined;
  /** Id of the log's first event: what the ids of suggestions follow from, with their sites. */
  readonly seed: () => EventId;
  readonly now: () => number;
  readonly report: (message: string, details: Record<string, unknown>) => void;
}

/** What a search came to. */
export interface Searched {
  readonly index: LogIndex;
  /** Suggestions that stand now. */
  readonly found: number;
  /** How many were recorded: new ones, other figures, and what no longer follows. */
  readonly recorded: number;
}

/** Clocks differ a little: what belongs to a day is settled this long after it. */
const SETTLED_MS = 5 * 60_000;
const EVERY_MS = 15 * 60_000;
const passing = new Set(['BUSY', 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STARTING', 'READ_ONLY']);
const NOTHING_LEFT = { score: 0, parts: {} };

/**
 * A reaction whose cause is the calendar: once a day, as of the end of the day before, it is looked for whom a plan might
 * bring together. Once a day, so that nobody sees from a level that changes what somebody has just filled in; as of the
 * end of a day, so that several processes come to the same. A steward may have it looked for at once.
 */
export class Suggestions {
  readonly #with: SuggestingDependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #doneOn = '';

  constructor(dependencies: SuggestingDependencies) {
    this.#with = dependencies;
  }

  /** Looks now and every quarter of an hour whether a day has ended; call when the tail is at the head. */
  start(): void {
    const look = (): void =>
      void this.daily().catch((error: unknown) => this.#with.report('suggestions could not be looked for', { error }));
    look();
    this.#timer = setInterval(look, EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running.catch(() => undefined);
  }

  /** Looks as of the end of yesterday, once; what was not recorded is tried again the next time. */
  daily(): Promise<void> {
    return this.#inTurn(async () => {
      const { now, indexAt } = this.#with;
      const day = new Date(now()).toISOString().slice(0, 10);
      if (this.#doneOn === day || now() - Date.parse(day) < SETTLED_MS) return;
      const index = indexAt(`${day}T00:00:00.000Z`);
      if (index >= 0 && !(await this.#search(index))) return;
      this.#doneOn = day;
    });
  }

  /** Looks as of now. Undefined: the log takes nothing at the moment. */
  now(): Promise<Searched | undefined> {
    return this.#inTurn(() => this.#search(undefined));
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#running.then(task, task);
    this.#running = turn;
    return turn;
  }

  async #search(at: LogIndex | undefined): Promise<Searched | undefined> {
    const { everythingAt, parametersAt, eventAt, head, now, standing } = this.#with;
    const index = at ?? head();
    const cause = eventAt(index);
    if (!cause) return undefined;
    const on = amsterdamDay(at === undefined ? new Date(now()).toISOString() : cause.meta.recordedAt);
    const [facts, parameters] = [await everythingAt(at), await parametersAt(at, on)];
    const everything = { ...facts, profiles: await this.#with.profiles(consentedProfiles(facts, on)) };
    const known = new Map(standing());
    const found = new Map<SubjectId, Record<string, unknown>>();
    for (const example of [false, true]) {
      const input = suggestionSites(everything, on, example);
      if (input.sites.length < 2) continue;
      const answer = await this.#with.calculate({ ...input, dismissed: dismissedIn(known.values()) }, parameters);
      if ('refused' in answer) {
        this.#with.report('suggestions could not be looked for', { code: answer.refused.code });
        return { index, found: 0, recorded: 0 };
      }
      for (const one of answer.suggestions) found.set(this.#idOf(one), dataOf(one, answer.parameterVersion));
    }
    for (const [id, { dismissed, kind, siteIds, exact }] of known) {
      if (found.has(id) || dismissed || exact === undefined || isHidden(exact.value) || exact.value.score === 0)
        continue;
      found.set(id, { kind, siteIds, ...NOTHING_LEFT, paramVersion: parameters.version });
    }
    const recorded = await this.#record(found, known, cause.id);
    return recorded === undefined ? undefined : { index, recorded, found: [...found.values()].filter(stands).length };
  }

  /** @returns how many; undefined when the log takes nothing */
  async #record(
    found: ReadonlyMap<SubjectId, Record<string, unknown>>,
    known: ReadonlyMap<SubjectId, SuggestionState>,
    cause: EventId,
  ): Promise<number | undefined> {
    let recorded = 0;
    for (const [subject, data] of found) {
      const { score, parts } = data;
      const before = known.get(subject)?.exact?.value;
      if (before && !isHidden(before) && same({ score: before.score, parts: before.parts }, { score, parts })) continue;
      const command = { id: causedCommandId(cause, `suggest ${subject}`), type: 'SuggestSynergy', subject, data };
      const answer = await this.#with.commands.executeAsSystem(command, { causationId: cause });
      if (answer.ok) recorded++;
      else if (passing.has(answer.problem.code)) return undefined;
      else this.#with.report('a suggestion was not recorded', { subject, code: answer.problem.code });
    }
    return recorded;
  }

  /** The same sites for the same kind of plan are the same suggestion, whenever it is found. */
  #idOf({ key }: Suggestion): SubjectId {
    return `sug_${causedCommandId(this.#with.seed(), `suggestion ${key}`)}`;
  }
}

function dataOf({ kind, siteIds, score, parts }: Suggestion, paramVersion: number): Record<string, unknown> {
  const known = Object.entries(parts).filter(([, value]) => value !== null);
  return { kind, siteIds: [...siteIds], score, parts: Object.fromEntries(known), paramVersion };
}

const dismissedIn = (all: Iterable<SuggestionState>): string[] =>
  [...all].flatMap(({ dismissed, kind, siteIds }) => (dismissed ? [keyOf(kind as never, siteIds)] : []));

const stands = (data: Record<string, unknown>): boolean => Number(data['score']) > 0;
