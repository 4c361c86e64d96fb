import {
  draft,
  happened,
  notDecided,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import type { PlanCommandData as C } from './commands.ts';
import { pilotKinds } from './details.ts';
import type { PlanState } from './state.ts';

/** Pilot, stop, realisation: each on a decision, or after the last gate. Undefined: none of these. */
export function decideEnd(state: PlanState, command: Command, context: DecideContext): Decision | undefined {
  switch (command.type) {
    case 'DesignatePilot': {
      const { decisionId } = command.data as C['DesignatePilot'];
      if (!pilotKinds.has(state.kind)) return refuse('ONLY_OF_KIND', { kind: [...pilotKinds].join(', ') });
      if (state.pilot) return nothingToDo(state.pilot.command);
      return (
        notDecided(context, decisionId, 'PRIORITY', command.subject) ??
        happened(draft('PilotDesignated', { decisionId }))
      );
    }
    case 'StopPlan': {
      const { decisionId } = command.data as C['StopPlan'];
      if (state.realised) return refuse('PLAN_REALISED', { date: state.realised.from });
      return (
        notDecided(context, decisionId, 'SCOPE', command.subject) ?? happened(draft('PlanStopped', { ...command.data }))
      );
    }
    case 'RealisePlan':
      if (state.realised) return nothingToDo(state.realised.command);
      if (!state.gates.G5?.passed) return refuse('GATE_ORDER', { gate: 'G5', before: 'REALISED' });
      return happened(draft('PlanRealised', { ...command.data }));
    default:
      return undefined;
  }
}
