import { eventSpec, kindFunctions } from '../../events/catalogue.ts';
import type { DecideContext, Refusal } from '../../events/decision.ts';
import type { Instant } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { StreamKind } from '../../events/spec.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { GrantSet } from '../identity/viewer.ts';
import { fork } from '../readmodels/fork.ts';
import type { Answers } from './answers.ts';
import { aroundOf } from './around.ts';
import type { CommandDependencies } from './dependencies.ts';
import { aroundDecisions, type MandateOnHand } from './mandate.ts';
import { misnamed, type Known } from './named.ts';
import { recordable, type Author } from './record.ts';
import type { Decided, Outcome, Turn } from './turn.ts';

/** A stream's state with what has been decided folded on: what the facts will be once it is recorded. */
export interface Ahead {
  state: unknown;
  revision: number;
}

const KEPT_AHEAD = 64;

/** Who may do what is read from what is recorded, and a correction reaches into what stands: the rest waits for these. */
export const standsAlone = (stream: string, type: string): boolean =>
  type === 'FactCorrected' || eventSpec(stream, type)?.reach === true;

/** Decides commands of one stream, each on what the one before it will have made; writes nothing. */
export class Decider {
  readonly #with: Pick<CommandDependencies, 'readModels' | 'now' | 'salt'>;
  readonly #answers: Answers;
  readonly #ahead = new Map<string, Ahead>();

  constructor(dependencies: Pick<CommandDependencies, 'readModels' | 'now' | 'salt'>, answers: Answers) {
    this.#with = dependencies;
    this.#answers = answers;
  }

  /** Lets go of what was decided ahead: values may have been erased that it holds. */
  forget(): void {
    this.#ahead.clear();
  }

  /** Decides commands one after another, without writing, up to an event after which the rest must wait. */
  decide(turns: readonly Turn[]): { decided: Decided[]; later: readonly Turn[]; ahead?: Ahead } {
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
    const refused = (refusal: Refusal): Outcome => ({
      events: [],
      answer: () => this.#answers.refused(refusal, command.type),
    });
    try {
      const author = authorise();
      const done = this.#answers.alreadyDone(parsed, author);
      // said with the rights of then: what is decided beside it is written first, and they may end meanwhile
      if (done) return { events: [], answer: () => done(grants()) };
      if ('refused' in author) return refused(author.refused);
      if (unchecked) return refused(unchecked);
      const now = this.#with.now();
      const context = this.#context(author, now, grants(), mandate);
      const around = { ...context.around, ...foundOut?.around };
      const decision = functions.decide(state, command, { ...context, around });
      if ('refused' in decision) return refused(decision.refused);
      if ('unknown' in decision) return refused({ code: 'NOT_FOUND', values: { subject: command.subject } });
      if ('nothing' in decision)
        return { events: [], answer: () => this.#answers.nothing(command.type, decision.holder) };
      const unnamable = misnamed(parsed, this.#known(grants()), amsterdamDay(now));
      if (unnamable) return refused(unnamable);
      const acting = { ...author, mandate: mandate?.granted.event };
      const made = recordable(decision.events, command, stream, acting, now, this.#with.salt);
      if ('refused' in made) return refused(made.refused);
      return {
        events: made.events,
        answer: () => this.#answers.recorded(this.#with.readModels.eventsOf(command.id), grants(), command.type),
      };
    } catch (error) {
      return { events: [], answer: () => this.#answers.failed(error, command.type) };
    }
  }

  /** The copy serves on once what was decided on it is recorded. */
  keep(stream: string, ahead: Ahead): void {
    this.#ahead.set(stream, ahead);
    const [oldest] = this.#ahead.keys();
    if (this.#ahead.size > KEPT_AHEAD && oldest !== undefined) this.#ahead.delete(oldest);
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
}
