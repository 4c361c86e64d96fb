import { isHidden, type SubjectId } from '../../events/envelope.ts';
import type { Agreement, CostSplit, Risk, Snapshot } from '../../events/plan/evolve-working.ts';
import type { GateState } from '../../events/plan/evolve-gates.ts';
import { gates, type Gate } from '../../events/plan/gates.ts';
import { presentParticipants, type PlanState } from '../../events/plan/state.ts';

/** One gate as it stands: not asked for, asked for, passed, failed, or open again. */
export interface GateView extends GateState {
  gate: Gate;
  /** open: nobody has asked for it, or it is open again. */
  stand: 'open' | 'requested' | 'passed' | 'failed';
}

/** Who is asked to sign an agreement and who has. */
export interface AgreementView extends Agreement {
  signatures: { org: SubjectId; signed: boolean }[];
}

/** What a plan's participants work out together, and how far the plan has come. */
export interface PlanWork {
  gates: GateView[];
  agreements: AgreementView[];
  risks: Risk[];
  /** The newest first. */
  costSplits: CostSplit[];
  /** The newest first. */
  snapshots: Snapshot[];
  /** Decision by which it is a pilot. */
  pilot?: string;
  stopped?: { decisionId: string; reason: string };
}

/** The work on a plan, as its viewer may see it. */
export function planWork(plan: PlanState): PlanWork {
  const { pilot, stopped } = plan;
  const present = presentParticipants(plan).map(({ org }) => org);
  return {
    gates: gates.map((gate) => gateView(gate, plan.gates[gate] ?? {})),
    agreements: Object.values(plan.agreements)
      .map((one) => ({ ...one, signatures: signaturesOf(one, present) }))
      .sort((a, b) => a.drafted.index - b.drafted.index),
    risks: Object.values(plan.risks).sort((a, b) => weightOf(b) - weightOf(a)),
    costSplits: Object.values(plan.costSplits).sort((a, b) => b.split.index - a.split.index),
    snapshots: Object.values(plan.snapshots).sort((a, b) => b.outputs.index - a.outputs.index),
    ...(pilot === undefined || isHidden(pilot.value) ? {} : { pilot: pilot.value }),
    ...(stopped === undefined || isHidden(stopped.value) ? {} : { stopped: stopped.value }),
  };
}

/** Chance times impact, 1 to 25; 0 when it is closed. */
export function weightOf({ score, closed }: Risk): number {
  return closed || isHidden(score.value) ? 0 : score.value.p * score.value.impact;
}

function gateView(gate: Gate, state: GateState): GateView {
  const stand = state.passed ? 'passed' : state.failed ? 'failed' : state.requested ? 'requested' : 'open';
  return { gate, stand, ...state };
}

/** Whoever sits at the table, and whoever has signed and left it. */
function signaturesOf({ signatories }: Agreement, present: readonly SubjectId[]): AgreementView['signatures'] {
  return [...new Set([...present, ...signatories])].map((org) => ({ org, signed: signatories.includes(org) }));
}
