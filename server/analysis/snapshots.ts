import { hash } from 'node:crypto';
import type { CalculatedSnapshot, Refusal } from '../../events/decision.ts';
import { isHidden, type SubjectId } from '../../events/envelope.ts';
import type { Snapshot } from '../../events/plan/evolve-working.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { calculationOf } from '../../projections/plan-analysis/build.ts';
import { differing, snapshotOutputs } from '../../projections/plan-analysis/snapshot.ts';
import { PLAN_BALANCE, planBalance } from '../../projections/plan-view/plan-balance.ts';
import { canonicalJson } from '../hashing/canonical.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { PlanCalculations } from './plan-calculations.ts';
import { planFacts, type FactsOfPlan } from './plan-facts.ts';

/** What came of doing a recorded calculation again from the log as it was. */
export type Repetition =
  | { readonly equal: true; readonly code: 'same' | 'other' }
  /** Names of the outputs that differ; `hash`: the outputs are not those whose SHA-256 was recorded. */
  | { readonly equal: false; readonly differs: readonly string[]; readonly code: 'same' | 'other' }
  /** Something that went in cannot be read any more: what is missing, by input and reason. */
  | { readonly equal: null; readonly missing: readonly string[]; readonly code: 'same' | 'other' };

export interface SnapshotSources {
  readonly readModels: RunningReadModels;
  readonly calculations: PlanCalculations;
  /** What calculates here: a hash of the calculations' code, and the runtime. */
  readonly code: CalculatedSnapshot['code'];
  readonly now: () => number;
}

/** Recorded calculations: made by the server, and done again from the log whenever somebody asks. */
export class Snapshots {
  readonly #with: SnapshotSources;

  constructor(sources: SnapshotSources) {
    this.#with = sources;
  }

  /** What a plan's calculation comes to, as it is recorded; `at`: up to which index of the log, the last unless said. */
  async make(planId: SubjectId, calc: string, at?: number): Promise<CalculatedSnapshot | Refusal> {
    const { readModels, code, now } = this.#with;
    const head = readModels.head();
    if (at !== undefined && at > head) return { code: 'AHEAD', values: { at } };
    const inputIndex = at ?? head;
    const on = amsterdamDay(new Date(now()).toISOString());
    const facts = await planFacts(readModels, planId, { at: inputIndex, on });
    if (!facts) return { code: 'NOT_FOUND', values: { subject: planId } };
    const known = calculationOf[facts.plan.kind];
    if (calc !== known && calc !== PLAN_BALANCE)
      return { code: 'CALCULATION_UNKNOWN', values: { calc, known: `${known}, ${PLAN_BALANCE}` } };
    const outputs = await this.#outputs(facts, calc);
    if ('problem' in outputs) return outputs.problem;
    const paramVersion = calc === PLAN_BALANCE ? 0 : facts.parameters.version;
    return { inputIndex, paramVersion, code, outputs: outputs.made, hash: hashOf(outputs.made) };
  }

  /** Does a recorded calculation again, of the log as it was then. */
  async again(planId: SubjectId, snapshot: Snapshot): Promise<Repetition> {
    const { readModels, code } = this.#with;
    const same = code.commit === snapshot.code.commit ? 'same' : 'other';
    const recorded = snapshot.outputs.value;
    if (isHidden(recorded)) return { equal: null, missing: ['outputs'], code: same };
    if (hashOf(recorded) !== snapshot.hash) return { equal: false, differs: ['hash'], code: same };
    const day = typeof recorded['on'] === 'string' ? recorded['on'] : amsterdamDay(snapshot.outputs.at);
    const facts = await planFacts(readModels, planId, { at: snapshot.inputIndex, on: day });
    const outputs = facts && (await this.#outputs(facts, snapshot.calc));
    if (!outputs || 'problem' in outputs) {
      const what = outputs?.problem.values['missing'];
      const missing = typeof what === 'string' ? what : (outputs?.problem.code ?? 'plan');
      return { equal: null, missing: [missing], code: same };
    }
    const differs = differing(recorded, outputs.made);
    return differs.length === 0 ? { equal: true, code: same } : { equal: false, differs, code: same };
  }

  async #outputs(facts: FactsOfPlan, calc: string): Promise<{ made: Record<string, unknown> } | { problem: Refusal }> {
    if (calc === PLAN_BALANCE) {
      const balance = planBalance(facts.plan);
      const incomplete = { code: 'CALCULATION_INCOMPLETE', values: { missing: 'contributions' } };
      return balance ? { made: sorted(balance) } : { problem: incomplete };
    }
    const calculation = await this.#with.calculations.whole(facts);
    if (!('lines' in calculation) || calculation.refused)
      return { problem: calculation.refused ?? { code: 'CALCULATOR_BUSY', values: {} } };
    const made = snapshotOutputs(calculation);
    if (made) return { made };
    const missing = calculation.lines.flatMap(({ input, missing, optional }) =>
      missing && !optional ? [`${input} (${missing.reason})`] : [],
    );
    return { problem: { code: 'CALCULATION_INCOMPLETE', values: { missing: [...new Set(missing)].join(', ') } } };
  }
}

/** SHA-256 of outputs as canonical JSON, hexadecimal: the verifier works it out in its own way (verify/dossier.ts). */
export const hashOf = (outputs: Readonly<Record<string, unknown>>): string => hash('sha256', canonicalJson(outputs));

const sorted = (outputs: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1)));
