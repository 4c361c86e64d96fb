import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry, type Timeline } from '../timeline.ts';
import { noFacts, type Class, type ClassFacts } from '../visibility.ts';
import type { PlanEventData as D } from './events.ts';
import { statusByGates, type Gate, type PlanStatus } from './gates.ts';
import type { PlanState } from './state.ts';

export interface GateState {
  requested?: Entry<{ checklist: string[]; snapshotIds: string[] }>;
  passed?: Entry<string>;
  failed?: Entry<{ decisionId: string; conditions: string[] }>;
  reopened?: Entry<string>;
}

export interface ProgressState {
  gates: Partial<Record<Gate, GateState>>;
  pilot?: Entry<string>;
  /** Class of a field or a section where it is not the usual P2, in log order. */
  visibility: Record<string, Timeline<Class>>;
  stopped?: Entry<{ decisionId: string; reason: string }>;
  realised?: Entry<D['PlanRealised']>;
}

export const initialProgress = (): ProgressState => ({ gates: {}, visibility: {} });

/** Folds gates, pilot, visibility and the end of a plan. */
export function evolveProgress(state: PlanState, event: VisibleEvent): void {
  switch (event.type) {
    case 'GateRequested': {
      const { gate, checklist, snapshotIds } = event.data as D['GateRequested'];
      state.gates[gate] = { requested: entryOf(event, { checklist, snapshotIds }) };
      break;
    }
    case 'GatePassed': {
      const { gate, decisionId } = event.data as D['GatePassed'];
      const { requested } = state.gates[gate] ?? {};
      state.gates[gate] = { ...(requested ? { requested } : {}), passed: entryOf(event, decisionId) };
      break;
    }
    case 'GateFailed': {
      const { gate, decisionId, conditions } = event.data as D['GateFailed'];
      const failed = entryOf(event, { decisionId, conditions });
      const { requested } = state.gates[gate] ?? {};
      state.gates[gate] = { ...(requested ? { requested } : {}), failed };
      break;
    }
    case 'GateReopened': {
      const { gate, decisionId } = event.data as D['GateReopened'];
      state.gates[gate] = { reopened: entryOf(event, decisionId) };
      break;
    }
    case 'PilotDesignated':
      state.pilot = entryOf(event, (event.data as D['PilotDesignated']).decisionId);
      return;
    case 'VisibilityChanged': {
      const { target, newClass } = event.data as D['VisibilityChanged'];
      (state.visibility[target] ??= []).push(entryOf<Class>(event, newClass));
      return;
    }
    case 'PlanStopped':
      state.stopped = entryOf(event, { ...(event.data as D['PlanStopped']) });
      break;
    case 'PlanRealised':
      state.realised = entryOf(event, { ...(event.data as D['PlanRealised']) });
      break;
    default:
      return;
  }
  state.status = statusOf(state);
}

/** Status follows the gates; parked, stopped and realised stand above them. */
export function statusOf(state: PlanState): PlanStatus {
  if (state.stopped) return 'STOPPED';
  if (state.parked) return 'PARKED';
  return state.realised ? 'REALISED' : statusByGates((gate) => state.gates[gate]?.passed !== undefined);
}

/** The class of a field or section now. */
export function visibilityOf(state: PlanState, target: string): Class {
  return (state.visibility[target]?.at(-1)?.value as Class | undefined) ?? 'P2';
}

/** Facts on which classes depend: which fields are seen by others than usual. */
export function classFacts(state: PlanState): ClassFacts {
  const targets = Object.keys(state.visibility);
  if (targets.length === 0) return noFacts;
  return { ...noFacts, narrowed: Object.fromEntries(targets.map((target) => [target, visibilityOf(state, target)])) };
}
