import type { Problem } from '../../../events/live-protocol.ts';
import { ProblemError, unreachable } from '../../app/ask.ts';

/** What a run comes to, as the server answers it. */
export interface Outcome {
  readonly inputIndex: number;
  readonly hash: string;
  readonly code: { readonly commit: string; readonly runtime: string };
  readonly results: readonly {
    readonly regionId: string;
    readonly score: number | null;
    readonly rankAcceptability: readonly number[];
    readonly confidence: number | null;
    readonly centralWeights: Readonly<Record<string, number>> | null;
  }[];
  readonly pairwiseWinning: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface AskedDraws {
  readonly N: number;
  readonly seed: number;
  readonly weighing: Record<string, unknown>;
}

/** The draws of a selection: asked of the server, which tells how far it is. What was asked last counts. */
export class Draws {
  readonly #selection: string;
  #outcome = $state.raw<Outcome>();
  #progress = $state<number>();
  #problem = $state.raw<Problem>();
  #turn: AbortController | undefined;

  constructor(selection: string) {
    this.#selection = selection;
  }

  get outcome(): Outcome | undefined {
    return this.#outcome;
  }
  /** What part is done, 0–1; undefined: nothing is under way. */
  get progress(): number | undefined {
    return this.#progress;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** Lets go of what is under way; what came out before stays. */
  stop(): void {
    this.#turn?.abort();
    this.#progress = undefined;
  }

  /** Draws anew; what is under way is let go of. */
  async draw(asked: AskedDraws): Promise<Outcome | undefined> {
    this.#turn?.abort();
    const turn = (this.#turn = new AbortController());
    this.#progress = 0;
    try {
      const outcome = await this.#ask(asked, turn.signal);
      if (turn.signal.aborted) return undefined;
      this.#outcome = outcome;
      this.#problem = undefined;
      return outcome;
    } catch (error) {
      if (!turn.signal.aborted) this.#problem = error instanceof ProblemError ? error.problem : unreachable;
      return undefined;
    } finally {
      if (!turn.signal.aborted) this.#progress = undefined;
    }
  }

  async #ask(asked: AskedDraws, signal: AbortSignal): Promise<Outcome> {
    const response = await fetch(`/api/selections/${this.#selection}/outcome`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify({ method: 'SMAA', ...asked }),
      signal,
    });
    if (!response.ok || !response.body) throw new ProblemError((await response.json()) as Problem);
    let [rest, outcome]: [string, Outcome | undefined] = ['', undefined];
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const said = JSON.parse(line) as { progress?: number; output?: Outcome; problem?: Problem };
        if (said.problem) throw new ProblemError(said.problem);
        if (said.progress !== undefined && !signal.aborted) this.#progress = said.progress;
        outcome = said.output ?? outcome;
      }
    }
    if (!outcome) throw new ProblemError(unreachable);
    return outcome;
  }
}
