import { kindFunctions } from '../../events/catalogue.ts';
import type { Command, DecideContext, Refusal } from '../../events/decision.ts';
import type { Instant, RecordedEvent } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { CommandAnswer, Problem } from '../../events/live-protocol.ts';
import type { SiteState } from '../../events/site/state.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { Asker, GrantSet } from '../identity/viewer.ts';
import type { ReadModels } from '../readmodels/port.ts';
import { AppendTooLarge, OutcomeUnknown, RevisionConflict, StoreUnavailable, type EventStore } from '../store/port.ts';
import type { CommandService, SystemCause } from './command-service.ts';
import { bodyOf } from './event-id.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { parseCommand, type ParsedCommand } from './parse.ts';
import { recordable, type Author } from './record.ts';

/** What the command path needs; all of it passed in, so that a simulation can own clock, randomness and store. */
export interface CommandDependencies {
  readonly store: EventStore;
  readonly readModels: ReadModels & {
    stand(stream: string): { state: unknown; revision: number | 'none' };
    eventsOf(command: string): readonly RecordedEvent[];
  };
  readonly authorise: Authorise;
  readonly now: () => Instant;
  readonly salt: () => string;
  readonly problem: (refusal: Refusal) => Problem;
  /** True when other processes write to the same store: refusals are then checked against the store's own head. */
  readonly sharedStore: boolean;
  readonly observe?: (outcome: string, command: string) => void;
}

export type Authorise = (asker: Asker, parsed: ParsedCommand) => Author | { refused: Refusal };

const ATTEMPTS = 5;
/** The system itself sees what it wrote. */
const EVERYTHING: GrantSet = { key: 'system', has: () => true };

/** The command path: validate → authorise → already done? → decide → append → answer when the own tail has passed. */
export class CommandPath implements CommandService {
  readonly #with: CommandDependencies;
  readonly #streams = new KeyedQueue();
  readonly #ids = new KeyedQueue();

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

  /** Resolves once every command under way has been answered. */
  async idle(): Promise<void> {
    await this.#streams.idle();
  }

  #run(
    parsed: ParsedCommand,
    authorise: () => Author | { refused: Refusal },
    grants: () => GrantSet,
  ): Promise<CommandAnswer> {
    return this.#ids.run(parsed.command.id, () =>
      this.#streams.run(parsed.stream, async () => {
        try {
          return await this.#attempt(parsed, authorise, grants);
        } catch (error) {
          return this.#failed(error, parsed.command.type);
        }
      }),
    );
  }

  async #attempt(
    parsed: ParsedCommand,
    authorise: () => Author | { refused: Refusal },
    grants: () => GrantSet,
  ): Promise<CommandAnswer> {
    const { command, stream, kind } = parsed;
    const { store, readModels } = this.#with;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const author = authorise();
      const done = this.#alreadyDone(parsed, author, grants());
      if (done) return done;
      if ('refused' in author) {
        if (await this.#behind(stream)) continue;
        return this.#refused(author.refused, command.type);
      }
      const { state, revision } = readModels.stand(stream);
      const functions = kindFunctions(kind);
      const decision = functions.decide(state ?? functions.initial(), command, this.#context(author));
      if (!('events' in decision)) {
        if (await this.#behind(stream)) continue;
        if ('refused' in decision) return this.#refused(decision.refused, command.type);
        if ('unknown' in decision)
          return this.#refused({ code: 'NOT_FOUND', values: { subject: command.subject } }, command.type);
        this.#with.observe?.('nothing', command.type);
        const holder = decision.holder === undefined ? {} : { holder: decision.holder };
        return { ok: true, nothing: true, index: readModels.head(), events: [], ...holder };
      }
      const made = recordable(decision.events, command, stream, author, this.#with.now(), this.#with.salt);
      if ('refused' in made) return this.#refused(made.refused, command.type);
      try {
        await store.append(stream, revision, made.events);
      } catch (error) {
        if (error instanceof RevisionConflict) {
          await this.#catchUp(stream, error.actual);
          continue;
        }
        throw error;
      }
      const expected = (revision === 'none' ? -1 : revision) + made.events.length;
      await this.#catchUp(stream, expected);
      return this.#answer(readModels.eventsOf(command.id), grants(), command.type);
    }
    return this.#refused({ code: 'BUSY', values: {} }, command.type);
  }

  /** One id, one effect: the same command again is answered as the first time, another under its id is refused. */
  #alreadyDone(
    parsed: ParsedCommand,
    author: Author | { refused: Refusal },
    grants: GrantSet,
  ): CommandAnswer | undefined {
    const events = this.#with.readModels.eventsOf(parsed.command.id);
    const [first] = events;
    if (!first) return undefined;
    const same =
      first.stream === parsed.stream &&
      !('refused' in author && author.refused.code === 'NOT_SIGNED_IN') &&
      ('refused' in author || first.meta.actor === author.actor) &&
      first.meta.body === bodyOf(parsed.command, first.salt);
    if (!same) return this.#refused({ code: 'COMMAND_ID_REUSED', values: {} }, parsed.command.type);
    if ('refused' in author) return this.#refused(author.refused, parsed.command.type);
    return { ...this.#answer(events, grants, parsed.command.type), repeated: true } as CommandAnswer;
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
    for (let waited = 0; !passed(); waited++) {
      if (waited > 100) throw new OutcomeUnknown('The server does not see its own writes yet.');
      await readModels.waitFor(readModels.head() + 1, 100);
    }
  }

  /** With several processes on one store: has the stream moved on beyond what this tail knows? Then waits for it. */
  async #behind(stream: string): Promise<boolean> {
    if (!this.#with.sharedStore) return false;
    const [last] = await this.#with.store.read(stream, { direction: 'backwards', limit: 1 });
    const standing = this.#with.readModels.stand(stream).revision;
    if (!last || (standing !== 'none' && standing >= last.revision)) return false;
    await this.#catchUp(stream, last.revision);
    return true;
  }

  #context(author: Author): DecideContext {
    const { readModels, now } = this.#with;
    const instant = now();
    const exists = (subject: string) => {
      const stream = streamOf(subject)?.stream;
      return stream !== undefined && readModels.state(stream)?.exists === true;
    };
    return {
      actor: author.actor,
      organisation: author.organisation,
      role: author.role,
      now: instant,
      today: amsterdamDay(instant),
      around: {
        siteOwner: (subject) =>
          exists(subject) ? (readModels.state(streamOf(subject)?.stream ?? '') as SiteState).orgId : null,
        regionExists: exists,
        organisationExists: exists,
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
