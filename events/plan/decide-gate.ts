import {
  draft,
  happened,
  notDecided,
  notKnownHere,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import { checklist } from './checklist.ts';
import type { PlanCommandData as C } from './commands.ts';
import { gateRoles, gates, type Gate } from './gates.ts';
import type { PlanState } from './state.ts';

/**
 * Gates in order (I14), each with its checklist (I1, I4, I25). A gate is requested here; whether it is passed is the
 * decision's, and what it asked for must still be there then. Undefined: not a command about gates.
 */
export function decideGate(state: PlanState, command: Command, context: DecideContext): Decision | undefined {
  switch (command.type) {
    case 'RequestGate':
      return decideRequest(state, command, context);
    case 'PassGate':
      return decidePass(state, command, context);
    case 'FailGate': {
      const { gate, decisionId } = command.data as C['FailGate'];
      const { passed, requested, failed } = state.gates[gate] ?? {};
      if (passed) return nothingToDo(passed.command);
      if (failed && !isHidden(failed.value) && failed.value.decisionId === decisionId)
        return nothingToDo(failed.command);
      return requested ? happened(draft('GateFailed', { ...command.data })) : refuse('GATE_NOT_REQUESTED', { gate });
    }
    case 'ReopenGate': {
      const { gate, decisionId } = command.data as C['ReopenGate'];
      const { passed, reopened } = state.gates[gate] ?? {};
      if (passed?.value === decisionId) return happened(draft('GateReopened', { gate, decisionId }));
      return nothingToDo(reopened?.command);
    }
    default:
      return undefined;
  }
}

function decideRequest(state: PlanState, command: Command, context: DecideContext): Decision {
  const { gate, snapshotIds } = command.data as C['RequestGate'];
  const { passed, requested, failed } = state.gates[gate] ?? {};
  if (passed) return nothingToDo(passed.command);
  const early = outOfOrder(state, gate);
  if (early) return early;
  const pending = requested && !failed && !isHidden(requested.value) ? requested.value.snapshotIds : undefined;
  if (requested && pending && same(pending, snapshotIds)) return nothingToDo(requested.command);
  const unknown = snapshotIds.find((id) => !state.snapshots[id]);
  if (unknown !== undefined) return refuse('NOT_FOUND', { subject: unknown });
  const checked = checkedFor(state, gate, snapshotIds, command, context);
  if ('decision' in checked) return checked.decision;
  return happened(draft('GateRequested', { gate, checklist: checked.held, snapshotIds }));
}

function decidePass(state: PlanState, command: Command, context: DecideContext): Decision {
  const { gate, decisionId } = command.data as C['PassGate'];
  const { passed, requested } = state.gates[gate] ?? {};
  if (passed?.value === decisionId) return nothingToDo(passed.command);
  if (!requested || isHidden(requested.value)) return refuse('GATE_NOT_REQUESTED', { gate });
  const early =
    outOfOrder(state, gate) ??
    notDecided(context, decisionId, 'GATE', command.subject) ??
    notEndorsed(context, gate, decisionId);
  if (early) return early;
  const checked = checkedFor(state, gate, requested.value.snapshotIds, command, context);
  return 'decision' in checked ? checked.decision : happened(draft('GatePassed', { gate, decisionId }));
}

/** A gate is passed by a decision in which the province and the programme lead both take part. */
function notEndorsed({ around }: DecideContext, gate: Gate, decisionId: string): Decision | undefined {
  const roles = around.standingDecision?.(decisionId)?.roles;
  if (roles === undefined) return undefined;
  const missing = gateRoles.filter((role) => !roles.includes(role));
  return missing.length === 0 ? undefined : refuse('GATE_NOT_ENDORSED', { gate, missing });
}

function outOfOrder(state: PlanState, gate: Gate): Decision | undefined {
  const before = gates.slice(0, gates.indexOf(gate)).find((one) => state.gates[one]?.passed === undefined);
  return before === undefined ? undefined : refuse('GATE_ORDER', { gate: before, before: gate });
}

function checkedFor(
  state: PlanState,
  gate: Gate,
  snapshotIds: readonly string[],
  command: Command,
  context: DecideContext,
): { held: string[] } | { decision: Decision } {
  const items = checklist(state, gate, snapshotIds, command.subject, context);
  const missing = items.filter(([, there]) => there === false).map(([item]) => item);
  if (missing.includes('organisations')) return { decision: refuse('PLAN_TOO_FEW_ORGS', {}) };
  if (missing.includes('operatorConfirmation')) return { decision: refuse('GTO_NOT_GRANTED', {}) };
  if (missing.length > 0) return { decision: refuse('GATE_CHECKLIST', { gate, missing }) };
  if (items.some(([, there]) => there === undefined)) return { decision: notKnownHere };
  return { held: items.map(([item]) => item) };
}
