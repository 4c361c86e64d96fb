import type { Command } from '../../events/decision.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { Asker, GrantSet } from '../identity/viewer.ts';
import { AppendTooLarge, OutcomeUnknown, RevisionConflict, type NewEvent } from '../store/port.ts';
import { Answers } from './answers.ts';
import type { CommandService, SystemCause } from './command-service.ts';
import { Decider } from './decider.ts';
import type { Check, CommandDependencies } from './dependencies.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { mandateInStore } from './mandate.ts';
import { parseCommand, type ParsedCommand } from './parse.ts';
import type { Author } from './record.ts';
import { StreamQueues } from './stream-queues.ts';
import type { Turn } from './turn.ts';

const ATTEMPTS = 5;
/** How long a recorded command may wait for the own tail before it is called unknown (ms). */
const SEES_ITSELF_MS = 10_000;
/** The system itself sees what it wrote. */
const EVERYTHING: GrantSet = { key: 'system', has: () => true };

const TOGETHER = 64;

/**
 * The command path: validate → authorise → already done? → decide → append → answer when the own tail has passed.
 * Commands of one stream that wait for each other are decided one after another, each on what the one before it will
 * have made, and appended as one: all of them are recorded, or none is and all are decided again.
 */
export class CommandPath implements CommandService {
  readonly #with: CommandDependencies;
  readonly #streams = new StreamQueues<Turn>((turns) => this.#together(turns), TOGETHER);
  readonly #ids = new KeyedQueue();
  readonly #answers: Answers;
  readonly #decider: Decider;
  #closing = false;
  #readOnly = false;

  constructor(dependencies: CommandDependencies) {
    this.#with = dependencies;
    this.#answers = new Answers(dependencies);
    this.#decider = new Decider(dependencies, this.#answers);
  }

  async execute(input: unknown, asker: () => Asker): Promise<CommandAnswer> {
    const parsed = parseCommand(input);
    if ('refused' in parsed) return this.#answers.refused(parsed.refused, 'invalid');
    return this.#run(
      parsed,
      () => this.#with.authorise(asker(), parsed),
      () => asker().grants,
      true,
    );
  }

  async executeAsSystem(command: Command, cause: SystemCause = {}): Promise<CommandAnswer> {
    const parsed = parseCommand(command);
    if ('refused' in parsed) return this.#answers.refused(parsed.refused, 'invalid');
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
    this.#decider.forget();
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
    if (this.#closing)
      return this.#answers.refused({ code: 'STORE_UNAVAILABLE', values: { problem: 'closing' } }, 'closing');
    if (this.#readOnly) return this.#answers.refused({ code: 'READ_ONLY', values: {} }, 'read-only');
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
        const { decided, later, ahead } = this.#decider.decide(waiting);
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
        if (first && ahead) this.#decider.keep(first.turn.parsed.stream, ahead);
        for (const { turn, answer } of decided) this.#settle(turn, answer);
        if (later.length > 0) attempt = 0;
        waiting = later;
      }
      for (const turn of waiting)
        turn.answer(this.#answers.refused({ code: 'BUSY', values: {} }, turn.parsed.command.type));
    } catch (error) {
      for (const turn of waiting) this.#settle(turn, () => this.#answers.failed(error, turn.parsed.command.type));
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

  #settle(turn: Turn, answer: () => CommandAnswer): void {
    try {
      turn.answer(answer());
    } catch (error) {
      turn.fail(error);
    }
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
}
