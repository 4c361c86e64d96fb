import type { Refusal } from '../../events/decision.ts';
import type { SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import {
  answerOf,
  conclude,
  prepare,
  type Job,
  type PlanCalculation,
  type Prepared,
} from '../../projections/plan-analysis/calculate.ts';
import { filesOf } from '../../projections/plan-analysis/files.ts';
import { forViewer } from '../../projections/plan-analysis/for-viewer.ts';
import { ownMembers } from '../../projections/plan-analysis/joint-connection.ts';
import type { PlanFacts } from '../../projections/plan-analysis/facts.ts';
import type { Parameters } from '../../projections/analysis/parameters.ts';
import { canonicalJson } from '../hashing/canonical.ts';
import type { FileDesk } from '../files/desk.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { Calculator } from './calculator.ts';
import { planFacts, type FactsOfPlan, type Moment } from './plan-facts.ts';
import { Profiles } from './profiles.ts';

export interface PlanCalculationSources {
  readonly readModels: RunningReadModels;
  readonly files: Pick<FileDesk, 'entry' | 'content'>;
  readonly calculator: Pick<Calculator, 'answer'>;
}

export type Calculated = PlanCalculation | { readonly refused: Refusal };

/** So many groups' outcomes are kept: who looks at the same plan should not wait for it to be calculated again. */
const KEPT = 16;

/** Calculates plans of what the log holds, and tells each viewer what may be told (domain.md B.6). */
export class PlanCalculations {
  readonly #with: PlanCalculationSources;
  readonly #profiles: Profiles;
  readonly #kept = new Map<string, object[]>();

  constructor(sources: PlanCalculationSources) {
    this.#with = sources;
    this.#profiles = new Profiles(sources.files);
  }

  /**
   * A plan's calculation for somebody with these grants: the total and the own part, with values hidden that are only
   * others', and the parameters that were set (they are public), so that a window can go on by itself. Refused for who is no participant. Whose values may be used is asked of today's consents, for the past, too.
   */
  async of(
    planId: SubjectId,
    grants: GrantSet,
    moment: Moment & { readonly today: string },
    typed: PlanFacts['typed'] = {},
  ): Promise<(PlanCalculation & { parameters: Parameters['values'] }) | { readonly refused: Refusal }> {
    const { readModels } = this.#with;
    const stream = streamOf(planId)?.stream ?? '';
    const sees = readModels.sees(grants, stream);
    const missing = { refused: { code: 'NOT_FOUND', values: { subject: planId } } };
    if (readModels.state(stream)?.exists !== true || !sees('P2')) return missing;
    if (!sees('P3')) return { refused: { code: 'CALCULATION_FOR_PARTICIPANTS', values: {} } };
    const facts = await planFacts(readModels, planId, moment, typed);
    if (!facts) return missing;
    const now = await planFacts(readModels, planId, { at: undefined, on: moment.today });
    const rights = { table: now?.table ?? facts.table, on: moment.today };
    const calculation = await this.whole({ ...facts, rights });
    if (!('lines' in calculation)) return calculation;
    const own = ownMembers({ plan: facts.plan, table: facts.table }, (org) => grants.has(`organisation:${org}`));
    const { values: parameters } = facts.parameters;
    return { ...forViewer(calculation, own), parameters };
  }

  /** A plan's calculation with everything in it: for who records it, and never for a viewer. */
  async whole(facts: FactsOfPlan): Promise<Calculated> {
    const profiles = await this.#profiles.of(filesOf(facts));
    const prepared = prepare({ ...facts, profile: (file) => profiles.get(file) });
    return prepared.built.calc === 'joint-connection' ? this.#group(prepared) : conclude(prepared, prepared.jobs.map(answerOf)); // prettier-ignore
  }

  /** Something was erased: nothing that was made of it may be kept. */
  forget(): void {
    this.#profiles.forget();
    this.#kept.clear();
  }

  /** A group takes long enough for others to wait: in the thread, and kept for who asks the same. */
  async #group(prepared: Prepared): Promise<Calculated> {
    const { facts, built, jobs } = prepared;
    const { plan, planId, parameters, on } = facts;
    const participants = Object.keys(plan.participants);
    const name = canonicalJson([planId, built.lines, parameters.values, on, participants]);
    const answers = this.#kept.get(name) ?? [];
    for (const [n, job] of jobs.entries()) {
      if (n < answers.length) continue;
      const answer = n === 0 ? await this.#inThread(job) : answerOf(job);
      const refused = 'refused' in answer ? answer.refused : undefined;
      if (refused?.code === 'CALCULATOR_BUSY') return { refused };
      answers.push(answer);
    }
    this.#kept.set(name, answers);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return conclude(prepared, answers);
  }

  #inThread({ name, input, parameters }: Job): Promise<object> {
    return this.#with.calculator.answer({ name, input, parameters });
  }
}
