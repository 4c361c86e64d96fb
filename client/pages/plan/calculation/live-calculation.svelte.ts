import { streamOf } from '../../../../events/ids.ts';
import type { Problem } from '../../../../events/live-protocol.ts';
import type { Parameters } from '../../../../projections/analysis/parameters.ts';
import { buildInput } from '../../../../projections/plan-analysis/build.ts';
import { calculatePlan, type PlanCalculation } from '../../../../projections/plan-analysis/calculate.ts';
import type { PlanFacts } from '../../../../projections/plan-analysis/facts.ts';
import { filesOf } from '../../../../projections/plan-analysis/files.ts';
import { streamState } from '../../../../projections/topic/topic.ts';
import { ask, ProblemError } from '../../../app/ask.ts';
import { today } from '../../../app/today.ts';
import { live } from '../../../live/live.svelte.ts';
import type { PlanTable } from '../plan-table.svelte.ts';

type Answer = PlanCalculation & { readonly parameters: Parameters['values'] };

/**
 * What is calculated for a plan, as it stands on the screen: here, with what the person types and has not sent, when
 * everything that goes in can be seen here; else by the server, which hides what is only others'.
 */
export class LiveCalculation {
  readonly #table: PlanTable;
  /** The moment that is shown, as a query; empty: the present. */
  readonly #query: () => string;
  #answer = $state.raw<Answer>();
  #problem = $state.raw<Problem>();
  #asked = 0;

  readonly #facts = $derived.by((): PlanFacts | undefined => {
    const { id, topic, state, typing } = this.#table;
    const plan = streamState(state, 'plan', streamOf(id)?.stream ?? '');
    const answer = this.#answer;
    if (!plan || !answer || this.#table.past || !this.#table.seesAll) return undefined;
    const [on, index] = [today(), live.index(topic) ?? -1];
    const parameters = { version: answer.parameterVersion, index, on, values: answer.parameters };
    const around = { table: state, national: live.confirmed('national'), parameters };
    return { plan, planId: id, ...around, on, index, typed: typing, profile: () => undefined };
  });
  /** Load profiles do not come here: with them the server calculates. */
  readonly #elsewhere = $derived(
    this.#facts !== undefined && (this.#answer?.calc === 'joint-connection' || filesOf(this.#facts).length > 0),
  );
  readonly #here = $derived(this.#facts === undefined || this.#elsewhere ? undefined : calculatePlan(this.#facts));

  constructor(table: PlanTable, query: () => string) {
    this.#table = table;
    this.#query = query;
  }

  get now(): PlanCalculation | undefined {
    return this.#problem === undefined ? (this.#here ?? this.#answer) : undefined;
  }

  /** Why there is none. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** What the server is to be asked about again when it changes; undefined: it need not be. */
  get waitsFor(): string | undefined {
    if (!this.#elsewhere || !this.#facts) return undefined;
    return JSON.stringify([buildInput(this.#facts).lines, this.#facts.typed]);
  }

  /** Asks the server; what is shown stays until it has answered, and while there is no connection. */
  async ask(): Promise<void> {
    if (live.status === 'offline' || !navigator.onLine) return;
    const number = ++this.#asked;
    const { id, typing } = this.#table;
    const typed = Object.keys(typing).length > 0 ? `typed=${encodeURIComponent(JSON.stringify(typing))}` : '';
    const query = [this.#query(), typed].filter(Boolean).join('&');
    try {
      const answer = await ask<Answer | { withheld: Problem }>(`/api/plans/${id}/calculation?${query}`);
      if (number !== this.#asked) return;
      this.#problem = 'withheld' in answer ? answer.withheld : undefined;
      this.#answer = 'withheld' in answer ? undefined : answer;
    } catch (error) {
      if (number !== this.#asked || !(error instanceof ProblemError)) return;
      // without a connection the last outcome stays
      if (error.problem.code !== 'UNREACHABLE' || !this.#answer) this.#problem = error.problem;
    }
  }
}
