import type { Refusal } from '../../events/decision.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { GrantSet } from '../identity/viewer.ts';
import { AppendTooLarge, OutcomeUnknown, StoreUnavailable } from '../store/port.ts';
import type { CommandDependencies } from './dependencies.ts';
import { bodyOf } from './event-id.ts';
import type { ParsedCommand } from './parse.ts';
import type { Author } from './record.ts';

/** What a person is told of his command; each answer is counted. */
export class Answers {
  readonly #with: Pick<CommandDependencies, 'readModels' | 'problem' | 'observe'>;

  constructor(dependencies: Pick<CommandDependencies, 'readModels' | 'problem' | 'observe'>) {
    this.#with = dependencies;
  }

  /** There was nothing to change; `holder` is the command that holds the value. */
  nothing(type: string, holder: string | undefined): CommandAnswer {
    this.#with.observe?.('nothing', type);
    const held = holder === undefined ? {} : { holder };
    return { ok: true, nothing: true, index: this.#with.readModels.head(), events: [], ...held };
  }

  /**
   * One id, one effect: the same command again is answered as the first time, another under its id is refused.
   * @returns the answer for who has these rights; undefined: it was never given
   */
  alreadyDone(
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
    if (!same) return () => this.refused({ code: 'COMMAND_ID_REUSED', values: {} }, type);
    if ('refused' in author) return () => this.refused(author.refused, type);
    return (grants) => ({ ...this.recorded(events, grants, type), repeated: true }) as CommandAnswer;
  }

  /** What was recorded, as the one who asks may see it. */
  recorded(events: readonly RecordedEvent[], grants: GrantSet, type: string): CommandAnswer {
    const last = events.at(-1);
    if (!last) throw new OutcomeUnknown('The tail has not passed the events of this command yet.');
    this.#with.observe?.('recorded', type);
    const { readModels } = this.#with;
    const visible = events.map((event) => readModels.redact(event, grants));
    return { ok: true, index: last.index, events: visible.filter((event) => event !== undefined) };
  }

  /** Why a command is refused, in both languages. */
  refused(refusal: Refusal, type: string): CommandAnswer {
    this.#with.observe?.(refusal.code, type);
    return { ok: false, problem: this.#with.problem(refusal) };
  }

  /** What a person is told of what went wrong; throws what nobody foresaw. */
  failed(error: unknown, type: string): CommandAnswer {
    if (error instanceof AppendTooLarge)
      return this.refused({ code: 'TOO_LARGE', values: { bytes: error.bytes } }, type);
    if (error instanceof StoreUnavailable) {
      return this.refused({ code: 'STORE_UNAVAILABLE', values: { problem: error.reason } }, type);
    }
    if (error instanceof OutcomeUnknown) return this.refused({ code: 'OUTCOME_UNKNOWN', values: {} }, type);
    throw error;
  }
}
