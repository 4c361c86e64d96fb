import type { DecisionEventData } from '../../events/decision-record/events.ts';
import type { Command } from '../../events/decision.ts';
import type { RecordedEvent, Role, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { PlanEventData } from '../../events/plan/events.ts';
import { gateRoles, type Gate } from '../../events/plan/gates.ts';
import { causedCommandId } from '../commands/event-id.ts';
import type { Cause, OpenStepsState } from './open-steps.ts';

/**
 * A decision on a gate that was taken and endorsed by whom it takes → the gate that the plan had requested is passed,
 * or failed when it was chosen to do nothing; revoked → what was passed with it is open again.
 */
export type GateStep = Cause & {
  rule: 'pass-gate' | 'fail-gate' | 'reopen-gate';
  plan: SubjectId;
  gate: Gate;
  decision: SubjectId;
};

export interface GateSteps {
  decisions: Record<SubjectId, GateDecision>;
  /** The gate that a plan waits for. */
  requested: Record<SubjectId, Gate>;
  /** With which decision each gate of a plan was passed. */
  passed: Record<SubjectId, Partial<Record<Gate, SubjectId>>>;
}

interface GateDecision {
  plans: SubjectId[];
  /** The alternative of doing nothing. */
  nothing?: string;
  roles: Role[];
  /** Once it has been taken: the gate that each of its plans waited for then. */
  gates?: Record<SubjectId, Gate>;
  revoked?: true;
}

/** Why a gate that was decided on is failed: what it had asked for is no longer there. */
const fellAway = new Set(['PLAN_TOO_FEW_ORGS', 'GTO_NOT_GRANTED', 'GATE_CHECKLIST', 'GATE_ORDER']);

export function openGateSteps(state: OpenStepsState, event: RecordedEvent, cause: Cause): void {
  const subject = subjectOf(event.stream);
  const { gates } = state;
  if (event.type === 'DecisionDrafted') {
    const { type, subjectIds } = event.data as DecisionEventData['DecisionDrafted'];
    if (type === 'GATE') {
      const plans = subjectIds.filter((id) => id.startsWith('pln_'));
      gates.decisions[subject] = { plans, roles: [] };
    }
    return;
  }
  const decision = gates.decisions[subject];
  if (decision) openByDecision(state, event, cause, decision);
  else openByPlan(state, event, cause, subject);
}

function openByDecision(state: OpenStepsState, event: RecordedEvent, cause: Cause, decision: GateDecision): void {
  const { gates } = state;
  const subject = subjectOf(event.stream);
  if (event.type === 'AlternativeAdded') {
    const { alternativeId, doNothing } = event.data as DecisionEventData['AlternativeAdded'];
    if (doNothing) decision.nothing = alternativeId;
  } else if (event.type === 'DecisionTaken') {
    const { chosen } = event.data as DecisionEventData['DecisionTaken'];
    const waiting = decision.plans.flatMap((plan): [SubjectId, Gate][] => {
      const gate = gates.requested[plan];
      return gate === undefined ? [] : [[plan, gate]];
    });
    decision.gates = Object.fromEntries(waiting);
    decision.roles.push(event.meta.role);
    if (chosen !== decision.nothing) return passWhenJoint(state, cause, subject, decision);
    for (const [plan, gate] of waiting) open(state, { ...cause, rule: 'fail-gate', plan, gate, decision: subject });
  } else if (event.type === 'DecisionEndorsed') {
    decision.roles.push(event.meta.role);
    passWhenJoint(state, cause, subject, decision);
  } else if (event.type === 'DecisionRevoked') {
    decision.revoked = true;
    for (const [plan, passed] of Object.entries(gates.passed))
      for (const [gate, by] of Object.entries(passed) as [Gate, SubjectId][])
        if (by === subject) open(state, { ...cause, rule: 'reopen-gate', plan, gate, decision: subject });
  }
}

/** Endorsements come before or after it is taken; a gate that was requested later is not what was decided on. */
function passWhenJoint(state: OpenStepsState, cause: Cause, subject: SubjectId, decision: GateDecision): void {
  if (decision.revoked || !gateRoles.every((role) => decision.roles.includes(role))) return;
  for (const [plan, gate] of Object.entries(decision.gates ?? {}))
    if (state.gates.requested[plan] === gate)
      open(state, { ...cause, rule: 'pass-gate', plan, gate, decision: subject });
}

function openByPlan(state: OpenStepsState, event: RecordedEvent, cause: Cause, plan: SubjectId): void {
  if (event.type === 'GatePassed') {
    // passed while the decision was being revoked
    const { gate, decisionId } = event.data as PlanEventData['GatePassed'];
    if (state.gates.decisions[decisionId]?.revoked)
      open(state, { ...cause, rule: 'reopen-gate', plan, gate, decision: decisionId });
  } else if (event.type === 'PlanResumed') {
    // what a parked plan refused is asked again
    for (const [key, step] of gateStepsOf(state, plan)) {
      Reflect.deleteProperty(state.steps, key);
      open(state, { ...step, ...cause });
    }
  }
}

/** Takes in what has become of a plan's gates, and closes what is settled by it. Before steps are opened. */
export function closeGateSteps(state: OpenStepsState, event: RecordedEvent): void {
  const { gates } = state;
  const subject = subjectOf(event.stream);
  switch (event.type) {
    case 'GateRequested':
      gates.requested[subject] = (event.data as PlanEventData['GateRequested']).gate;
      return;
    case 'GatePassed': {
      const { gate, decisionId } = event.data as PlanEventData['GatePassed'];
      (gates.passed[subject] ??= {})[gate] = decisionId;
      Reflect.deleteProperty(gates.requested, subject);
      return drop(state, subject, (step) => step.gate === gate);
    }
    case 'GateFailed':
    case 'GateReopened': {
      const { gate } = event.data as PlanEventData['GateReopened'];
      if (event.type === 'GateFailed') Reflect.deleteProperty(gates.requested, subject);
      else Reflect.deleteProperty(gates.passed[subject] ?? {}, gate);
      return drop(state, subject, (step) => step.gate === gate);
    }
    case 'PlanStopped':
      Reflect.deleteProperty(gates.requested, subject);
      Reflect.deleteProperty(gates.passed, subject);
      return drop(state, subject, () => true);
    case 'DecisionRevoked':
    case 'DecisionSuperseded':
      for (const plan of gates.decisions[subject]?.plans ?? [])
        drop(state, plan, (step) => step.decision === subject && step.rule !== 'reopen-gate');
  }
}

export function gateCommand({ cause, rule, plan, gate, decision }: GateStep): Command {
  const id = causedCommandId(cause, `${rule} ${plan} ${gate}`);
  const data = { gate, decisionId: decision };
  if (rule === 'fail-gate') return { id, type: 'FailGate', subject: plan, data: { ...data, conditions: [] } };
  return { id, type: rule === 'pass-gate' ? 'PassGate' : 'ReopenGate', subject: plan, data };
}

/** A gate that was decided on, but for which something fell away since it was requested, is failed. */
export function failureAfter({ cause, plan, gate, decision }: GateStep, code: string): Command | undefined {
  if (!fellAway.has(code)) return undefined;
  return {
    id: causedCommandId(cause, `fail after refusal ${plan} ${gate}`),
    type: 'FailGate',
    subject: plan,
    data: { gate, decisionId: decision, conditions: [code] },
  };
}

export const initialGateSteps = (): GateSteps => ({ decisions: {}, requested: {}, passed: {} });

function open(state: OpenStepsState, step: GateStep): void {
  state.steps[`${step.cause}/${step.plan}/${step.gate}`] = step;
}

function gateStepsOf(state: OpenStepsState, plan: SubjectId): [string, GateStep][] {
  return Object.entries(state.steps).flatMap(([key, step]): [string, GateStep][] =>
    'gate' in step && step.plan === plan ? [[key, step]] : [],
  );
}

function drop(state: OpenStepsState, plan: SubjectId, which: (step: GateStep) => boolean): void {
  for (const [key, step] of gateStepsOf(state, plan)) if (which(step)) Reflect.deleteProperty(state.steps, key);
}
