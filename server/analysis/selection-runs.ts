import { hash } from 'node:crypto';
import type { Command, Refusal } from '../../events/decision.ts';
import type { LogIndex, RecordedEvent, StreamName, SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { same } from '../../events/same.ts';
import type { SelectionEventData } from '../../events/selection/events.ts';
import { evolve, initial, type SelectionState } from '../../events/selection/state.ts';
import type { Progress } from '../../projections/analysis/calculation.ts';
import { smaa, type SmaaOutput } from '../../projections/analysis/smaa/smaa.ts';
import {
  runInput,
  runResults,
  runText,
  smaaOf,
  type AskedRun,
  type RunInput,
  type RunResult,
} from '../../projections/selection-view/run.ts';
import type { Calculator } from './calculator.ts';

/** What came of a run of a selection, from its scores as they stood at a log index. */
export interface Outcome {
  readonly inputIndex: LogIndex;
  readonly results: readonly RunResult[];
  /** SHA-256 of all that went in and came out. */
  readonly hash: string;
  /** Share of draws in which one region stands above the other. */
  readonly pairwiseWinning: SmaaOutput['pairwiseWinning'];
}

/** The log as far as it has been read; not redacted. */
export interface SelectionLog {
  head(): LogIndex;
  /** The events of a stream, oldest first. */
  eventsIn(stream: StreamName): readonly RecordedEvent[];
}

type Recorded = SelectionEventData['SelectionRunExecuted'];

/** Runs selections on the log as it stood: the same index, question and seed give the same bits at any time. */
export class SelectionRuns {
  readonly #readModels: () => SelectionLog;
  readonly #calculator: Calculator;

  constructor(readModels: () => SelectionLog, calculator: Calculator) {
    this.#readModels = readModels;
    this.#calculator = calculator;
  }

  /** @param at log index of the scores; the last one unless said. Refused: no such selection, weights that cannot be. */
  async outcome(
    selection: SubjectId,
    asked: AskedRun,
    at?: LogIndex,
    progress?: Progress,
  ): Promise<Outcome | { refused: Refusal }> {
    const inputIndex = Math.min(at ?? Infinity, this.#readModels().head());
    const input = runInput(this.#stateAt(selection, inputIndex), asked);
    if (!input) return { refused: { code: 'NOT_FOUND', values: { subject: selection } } };
    const drawn = asked.method === 'SMAA' ? await this.#drawn(input, inputIndex, progress) : undefined;
    if (drawn && 'refused' in drawn) return drawn;
    const results = runResults(input, drawn);
    return { inputIndex, results, hash: fingerprint(input, results), pairwiseWinning: drawn?.pairwiseWinning ?? {} };
  }

  /** A recorded run, done again on the scores of then, and on those of now. */
  async repeat(
    selection: SubjectId,
    run: Recorded,
  ): Promise<{ equal: boolean; then: Outcome; now: Outcome } | { refused: Refusal }> {
    const asked = askedOf(run);
    const then = await this.outcome(selection, asked, run.inputIndex);
    if ('refused' in then) return then;
    const now = await this.outcome(selection, asked);
    if ('refused' in now) return now;
    return { equal: isSame(run, then), then, now };
  }

  /** A run is recorded only as it comes out here. */
  check = ({ command }: { command: Command }): Promise<Refusal | undefined> | undefined => {
    if (command.type !== 'RecordSelectionRun') return undefined;
    const run = command.data as unknown as Recorded;
    return this.outcome(command.subject, askedOf(run), run.inputIndex).then((outcome) => {
      if ('refused' in outcome) return outcome.refused;
      const fits = outcome.inputIndex === run.inputIndex && isSame(run, outcome);
      return fits ? undefined : { code: 'RUN_DIFFERS', values: { inputIndex: run.inputIndex } };
    });
  };

  async #drawn(input: RunInput, index: LogIndex, progress?: Progress): Promise<SmaaOutput | { refused: Refusal }> {
    const parameters = { version: 0, index, on: '', values: {} };
    const answer = await this.#calculator.answer({ name: smaa.name, input: smaaOf(input), parameters }, progress);
    return answer as SmaaOutput | { refused: Refusal };
  }

  #stateAt(selection: SubjectId, index: LogIndex): SelectionState {
    const stream = streamOf(selection);
    const events = stream?.kind === 'selection' ? this.#readModels().eventsIn(stream.stream) : [];
    return events.filter((event) => event.index <= index).reduce(evolve, initial());
  }
}

const askedOf = ({ method, N, seed, weighing = {} }: Recorded): AskedRun => ({ method, N, seed, weighing });

const isSame = (run: Recorded, { hash, results }: Outcome): boolean => run.hash === hash && same(run.results, results);

function fingerprint(input: RunInput, results: readonly RunResult[]): string {
  return hash('sha256', runText(input, results));
}
