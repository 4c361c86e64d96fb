import { eventSpec, kindFunctions } from '../../events/catalogue.ts';
import type { Command, DecideContext, Refusal, Surroundings } from '../../events/decision.ts';
import type { Instant, RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { CommandAnswer, Problem } from '../../events/live-protocol.ts';
import type { NarrativeState } from '../../events/narrative/state.ts';
import type { StreamKind } from '../../events/spec.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { Asker, GrantSet } from '../identity/viewer.ts';
import type { ReadModels } from '../readmodels/port.ts';
import {
  AppendTooLarge,
  OutcomeUnknown,
  RevisionConflict,
  StoreUnavailable,
  type Cursor,
  type EventStore,
  type NewEvent,
} from '../store/port.ts';
import { aroundOf, type AllStreams } from './around.ts';
import type { CommandService, SystemCause } from './command-service.ts';
import { bodyOf } from './event-id.ts';
import { fork } from '../readmodels/fork.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { misnamed, type Known } from './named.ts';
import { aroundDecisions, mandateInStore, type MandateOnHand } from './mandate.ts';
import { parseCommand, type ParsedCommand } from './parse.ts';
import { recordable, type Author } from './record.ts';
import { StreamQueues } from './stream-queues.ts';

/** What the command path needs; all of it passed in, so that a simulation can own clock, randomness and store. */
export interface CommandDependencies {
  readonly store: EventStore;
  readonly readModels: ReadModels &
    Pick<AllStreams, 'streams'> & {
      stand(stream: string): { state: unknown; revision: number | 'none' };
      eventsOf(command: string): readonly RecordedEvent[];
      cursor(): Cursor | undefined;
      eventById(id: string): RecordedEvent | undefined;
      wholeText(stream: string): NarrativeState | undefined;
    };
  readonly authorise: Authorise;
  readonly now: () => Instant;
  readonly salt: () => string;
  readonly problem: (refusal: Refusal) => Problem;
  /** True when other processes write to the same store: refusals are then checked against the store's own head. */
  readonly sharedStore: boolean;
  readonly observe?: (outcome: string, command: string) => void;
  /** Asked of a person's command before it is decided; undefined: it need not be asked. */
  readonly check?: Check;
}

/**
 * What cannot be decided from the log alone: may this command name the files that it names, what comes of the
 * calculation that it records? Why it is refused, or what its decider then knows.
 */
export type Check = (
  parsed: ParsedCommand,
  by: { readonly organisation: SubjectId; readonly grants: GrantSet },
) => Promise<Refusal | FoundOut | undefined> | undefined;
/** What was found out for one command. */
export interface FoundOut {
  readonly around: Pick<Surroundings, 'calculated'>;
}

export type Authorise = (asker: Asker, parsed: ParsedCommand) => Author | { refused: Refusal };

interface Outcome {
  readonly events: readonly NewEvent[];
  /** What the person is told once the events (of all that were decided together) are recorded. */
  readonly answer: () => CommandAnswer;
}

interface Decided extends Outcome {
  readonly turn: Turn;
  readonly revision: number | 'none';
}

/** A stream's state with what has been decided folded on: what the facts will be once it is recorded. */
interface Ahead {
  state: unknown;
  revision: number;
}

const ATTEMPTS = 5;
/** How long a recorded command may wait for the own tail before it is called unknown (ms). */
const SEES_ITSELF_MS = 10_000;
const KEPT_AHEAD = 64;
/** The system itself sees what it wrote. */
const EVERYTHING: GrantSet = { key: 'system', has: () => true };

/** A command under way: who gives it, and where its answer goes. */
interface Turn {
  readonly parsed: ParsedCommand;
  readonly authorise: () => Author | { refused: Refusal };
  readonly grants: () => GrantSet;
  readonly answer: (answer: CommandAnswer) => void;
  readonly fail: (error: unknown) => void;
  /** Given by a person. */
  readonly personal?: true;
  /** Why it is refused, if what it names may not be named. */
  unchecked?: Refusal | undefined;
  foundOut?: FoundOut | undefined;
  /** The mandate that it names, as the store held it just before this attempt. */
  mandate?: MandateOnHand;
}

const TOGETHER = 64;

/** Who may do what is read from what is recorded, and a correction reaches into what stands: the rest waits for these. */
export const standsAlone = (stream: string, type: string): boolean =>
  type === 'FactCorrected' || eventSpec(stream, type)?.reach === true;

/**
 * The command path: validate → authorise → already done? → decide → append → answer when the own tail has passed.
 * Commands of one stream that wait for each other are decided one after another, each on what the one before it will
 * have made, and appended as one: all of them are recorded, or none is and all are decided again.
 */
export class CommandPath implements CommandService {
  readonly #with: CommandDependencies;
  readonly #streams = new StreamQueues<Turn>((turns) => this.#together(turns), TOGETHER);
  readonly #ids = new KeyedQueue();
  readonly #ahead = new Map<string, Ahead>();
  #closing = false;
  #readOnly = false;

  constructor(dependencies: CommandDependencies) {
    this.#with = dependencies;
  }

  async execute(input: unknown, asker: () => Asker): Promise<CommandAnswer> {
    const parsed = parseCommand(input);
    if ('refused' in parsed) return this.#refused(parsed.refused, 'invalid');
    return this.#run(
      parsed,
      () => this.#with.authorise(asker(), parsed),
      () => asker().grants,
      true,
    );
  }

  async executeAsSystem(command: Command, cause: SystemCause = {}): Promise<CommandAnswer> {
    const parsed = parseCommand(command);
    if ('refused' in parsed) return this.#refused(parsed.refused, 'invalid');
    const author: Author = {
      actor: cause.actor ?? 'act_system',
      organisation: cause.organisation ?? 'org_system',
      role: cause.role ?? 'STEWARD',
      correlationId: cause.correlationId,
      causationId: cause.causationId,
    };
    return this.#run(
      parsed,
      () => author,
      () => EVERYTHING,
    );
  }

  /** Lets go of what was decided ahead: values may have been erased that it holds. */
  forget(): void {
    this.#ahead.clear();
  }

  /** Takes no more commands because the log moves elsewhere; resolves once those under way have been answered. */
  async makeReadOnly(): Promise<void> {
    this.#readOnly = true;
    await this.#streams.idle();
  }

  /** Takes no more commands, and resolves once every one under way has been answered. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#streams.idle();
  }

  async #run(
    parsed: ParsedCommand,
    authorise: Turn['authorise'],
    grants: () => GrantSet,
    personal = false,
  ): Promise<CommandAnswer> {
    if (this.#closing) return this.#refused({ code: 'STORE_UNAVAILABLE', values: { problem: 'closing' } }, 'closing');
    if (this.#readOnly) return this.#refused({ code: 'READ_ONLY', values: {} }, 'read-only');
    return this.#ids.run(
      parsed.command.id,
      () =>
        new Promise((answer, fail) =>
          this.#streams.add(parsed.stream, {
            ...{ parsed, authorise, grants, answer, fail },
            ...(personal ? { personal } : {}),
          }),
        ),
    );
  }

  /** Gives each of these commands of one stream its answer. */
  async #together(turns: readonly Turn[]): Promise<void> {
    let waiting = turns;
    try {
      for (let attempt = 1; attempt <= ATTEMPTS && waiting.length > 0; attempt++) {
        for (const turn of waiting) if (turn.parsed.spec.mandate === true) await this.#readMandate(turn);
        if (this.#with.check) for (const turn of waiting) if (turn.personal) await this.#check(turn, this.#with.check);
        const { decided, later, ahead } = this.#decide(waiting);
        const [first] = decided;
        const events = decided.flatMap((one) => one.events);
        if (first && events.length > 0) {
          const appended = await this.#append(first.turn.parsed.stream, first.revision, events, decided.length > 1);
          if (appended === 'conflict') continue;
          if (appended === 'too-large-together') {
            for (const turn of waiting) await this.#together([turn]);
            return;
          }
        } else if (first && (await this.#behind())) continue;
        if (first && ahead) this.#keep(first.turn.parsed.stream, ahead);
        for (const { turn, answer } of decided) this.#settle(turn, answer);
        if (later.length > 0) attempt = 0;
        waiting = later;
      }
      for (const turn of waiting) turn.answer(this.#refused({ code: 'BUSY', values: {} }, turn.parsed.command.type));
    } catch (error) {
      for (const turn of waiting) this.#settle(turn, () => this.#failed(error, turn.parsed.command.type));
    }
  }

  async #readMandate(turn: Turn): Promise<void> {
    const author = turn.authorise();
    if ('refused' in author) return;
    const id = String(turn.parsed.command.data['mandateId']);
    turn.mandate = await mandateInStore(this.#with.store, author.organisation, id);
  }

  async #check(turn: Turn, check: Check): Promise<void> {
    const author = turn.authorise();
    if ('refused' in author) return;
    const asking = check(turn.parsed, { organisation: author.organisation, grants: turn.grants() });
    if (!asking) return;
    const found = await asking;
    turn.foundOut = found && 'around' in found ? found : undefined;
    turn.unchecked = found && 'code' in found ? found : undefined;
  }

  /** Decides commands one after another, without writing, up to an event after which the rest must wait. */
  #decide(turns: readonly Turn[]): { decided: Decided[]; later: readonly Turn[]; ahead?: Ahead } {
    const { readModels } = this.#with;
    const decided: Decided[] = [];
    const [first] = turns;
    if (!first) return { decided, later: [] };
    const { stream, kind } = first.parsed;
    const functions = kindFunctions(kind);
    const { state, revision } = readModels.stand(stream);
    const ahead = this.#aheadOf(stream, state, revision, turns.length);
    for (const [at, turn] of turns.entries()) {
      const outcome = this.#outcome(turn, functions, ahead?.state ?? state ?? functions.initial());
      decided.push({ turn, revision, ...outcome });
      if (outcome.events.some((event) => standsAlone(stream, event.type)))
        return { decided, later: turns.slice(at + 1) };
      if (!ahead) continue;
      for (const event of outcome.events) {
        // the index is a guess that keeps the order: nothing that is decided holds one
        const guess = { ...event, stream, revision: ++ahead.revision, index: readModels.head() + 1 + at };
        ahead.state = functions.evolve(ahead.state, guess);
      }
    }
    return { decided, later: [], ...(ahead ? { ahead } : {}) };
  }

  /** What is decided ahead is folded on a copy, which serves on for as long as nobody else writes the stream. */
  #aheadOf(stream: string, state: unknown, revision: number | 'none', turns: number): Ahead | undefined {
    const kept = this.#ahead.get(stream);
    this.#ahead.delete(stream);
    if (revision === 'none') return undefined;
    if (kept?.revision === revision) return kept;
    return turns > 1 ? { state: fork(state), revision } : undefined;
  }

  #outcome(
    { parsed, authorise, grants, mandate, unchecked, foundOut }: Turn,
    functions: StreamKind<unknown>,
    state: unknown,
  ): Outcome {
    const { command, stream } = parsed;
    const refused = (refusal: Refusal): Outcome => ({ events: [], answer: () => this.#refused(refusal, command.type) });
    try {
      const author = authorise();
      const done = this.#alreadyDone(parsed, author);
      // worked out when it is given: what is decided together with it is written first, and rights may end meanwhile
      if (done) return { events: [], answer: () => done(grants()) };
      if ('refused' in author) return refused(author.refused);
      if (unchecked) return refused(unchecked);
      const now = this.#with.now();
      const context = this.#context(author, now, grants(), mandate);
      const around = { ...context.around, ...foundOut?.around };
      const decision = functions.decide(state, command, { ...context, around });
      if ('refused' in decision) return refused(decision.refused);
      if ('unknown' in decision) return refused({ code: 'NOT_FOUND', values: { subject: command.subject } });
      if ('nothing' in decision) return { events: [], answer: () => this.#nothing(command.type, decision.holder) };
      const unnamable = misnamed(parsed, this.#known(grants()), amsterdamDay(now));
      if (unnamable) return refused(unnamable);
      const acting = { ...author, mandate: mandate?.granted.event };
      const made = recordable(decision.events, command, stream, acting, now, this.#with.salt);
      if ('refused' in made) return refused(made.refused);
      return {
        events: made.events,
        answer: () => this.#answer(this.#with.readModels.eventsOf(command.id), grants(), command.type),
      };
    } catch (error) {
      return { events: [], answer: () => this.#failed(error, command.type) };
    }
  }

  async #append(
    stream: string,
    revision: number | 'none',
    events: readonly NewEvent[],
    several: boolean,
  ): Promise<'done' | 'conflict' | 'too-large-together'> {
    try {
      await this.#with.store.append(stream, revision, events);
    } catch (error) {
      if (error instanceof RevisionConflict) {
        await this.#catchUp(stream, error.actual);
        return 'conflict';
      }
      if (error instanceof AppendTooLarge && several) return 'too-large-together';
      throw error;
    }
    await this.#catchUp(stream, (revision === 'none' ? -1 : revision) + events.length);
    return 'done';
  }

  #keep(stream: string, ahead: Ahead): void {
    this.#ahead.set(stream, ahead);
    const [oldest] = this.#ahead.keys();
    if (this.#ahead.size > KEPT_AHEAD && oldest !== undefined) this.#ahead.delete(oldest);
  }

  #settle(turn: Turn, answer: () => CommandAnswer): void {
    try {
      turn.answer(answer());
    } catch (error) {
      turn.fail(error);
    }
  }

  #nothing(type: string, holder: string | undefined): CommandAnswer {
    this.#with.observe?.('nothing', type);
    const held = holder === undefined ? {} : { holder };
    return { ok: true, nothing: true, index: this.#with.readModels.head(), events: [], ...held };
  }

  /** One id, one effect: the same command again is answered as the first time, another under its id is refused. */
  #alreadyDone(
    parsed: ParsedCommand,
    author: Author | { refused: Refusal },
  ): ((grants: GrantSet) => CommandAnswer) | undefined {
    const events = this.#with.readModels.eventsOf(parsed.command.id);
    const [first] = events;
    if (!first) return undefined;
    const same =
      first.stream === parsed.stream &&
      !('refused' in author && author.refused.code === 'NOT_SIGNED_IN') &&
      ('refused' in author || first.meta.actor === author.actor) &&
      first.meta.body === bodyOf(parsed.command, first.salt);
    const { type } = parsed.command;
    if (!same) return () => this.#refused({ code: 'COMMAND_ID_REUSED', values: {} }, type);
    if ('refused' in author) return () => this.#refused(author.refused, type);
    return (grants) => ({ ...this.#answer(events, grants, type), repeated: true }) as CommandAnswer;
  }

  #answer(events: readonly RecordedEvent[], grants: GrantSet, type: string): CommandAnswer {
    const last = events.at(-1);
    if (!last) throw new OutcomeUnknown('The tail has not passed the events of this command yet.');
    this.#with.observe?.('recorded', type);
    const { readModels } = this.#with;
    const visible = events.map((event) => readModels.redact(event, grants));
    return { ok: true, index: last.index, events: visible.filter((event) => event !== undefined) };
  }

  /** Waits until the own tail has passed a revision of a stream. */
  async #catchUp(stream: string, revision: number | 'none'): Promise<void> {
    const { readModels } = this.#with;
    const wanted = revision === 'none' ? -1 : revision;
    const passed = () => {
      const standing = readModels.stand(stream).revision;
      return standing !== 'none' && standing >= wanted;
    };
    if (passed()) return;
    const until = Date.parse(this.#with.now()) + SEES_ITSELF_MS;
    while (!passed()) {
      if (Date.parse(this.#with.now()) > until) throw new OutcomeUnknown('The server does not see its own writes yet.');
      await readModels.waitFor(readModels.head() + 1, 100);
    }
  }

  /**
   * With several processes on one store: does the log hold anything that this tail has not passed? Then waits for it:
   * the stream may have moved on, or who may do what.
   */
  async #behind(): Promise<boolean> {
    const { sharedStore, store, readModels } = this.#with;
    if (!sharedStore) return false;
    const after = readModels.cursor();
    const { events } = await store.readAll({ ...(after ? { after } : {}), limit: 1_000 });
    const last = events.at(-1);
    if (!last || last.index <= readModels.head()) return false;
    if (!(await readModels.waitFor(last.index, 5_000)))
      throw new OutcomeUnknown('The server does not see what is recorded yet.');
    return true;
  }

  #context(author: Author, now: Instant, grants: GrantSet, mandate: MandateOnHand | undefined): DecideContext {
    const { readModels } = this.#with;
    return {
      actor: author.actor,
      organisation: author.organisation,
      role: author.role,
      now,
      today: amsterdamDay(now),
      around: {
        ...aroundOf(readModels, amsterdamDay(now)),
        wholeText: (subject) => readModels.wholeText(streamOf(subject)?.stream ?? ''),
        ...aroundDecisions(
          readModels,
          (stream) => readModels.sees(grants, stream),
          (event) => readModels.redact(event, grants) !== undefined,
          mandate,
        ),
      },
    };
  }

  #known(grants: GrantSet): Known {
    const { readModels } = this.#with;
    return {
      state: (stream) => readModels.state(stream),
      seesEvent: (id) => {
        const event = readModels.eventById(id);
        return event !== undefined && readModels.redact(event, grants) !== undefined;
      },
    };
  }

  #refused(refusal: Refusal, type: string): CommandAnswer {
    this.#with.observe?.(refusal.code, type);
    return { ok: false, problem: this.#with.problem(refusal) };
  }

  #failed(error: unknown, type: string): CommandAnswer {
    if (error instanceof AppendTooLarge)
      return this.#refused({ code: 'TOO_LARGE', values: { bytes: error.bytes } }, type);
    if (error instanceof StoreUnavailable) {
      return this.#refused({ code: 'STORE_UNAVAILABLE', values: { problem: error.reason } }, type);
    }
    if (error instanceof OutcomeUnknown) return this.#refused({ code: 'OUTCOME_UNKNOWN', values: {} }, type);
    throw error;
  }
}
