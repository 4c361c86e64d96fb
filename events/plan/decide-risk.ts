import {
  draft,
  editConflict,
  happened,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import type { PlanCommandData as C } from './commands.ts';
import type { PlanState } from './state.ts';

/** Risks: raised, scored again, closed. Undefined: not a command about risks. */
export function decideRisk(state: PlanState, command: Command, context: DecideContext): Decision | undefined {
  if (!['RaiseRisk', 'RescoreRisk', 'CloseRisk'].includes(command.type)) return undefined;
  const { riskId } = command.data as { riskId: string };
  const standing = state.risks[riskId];
  if (command.type === 'RaiseRisk') {
    if (standing) return refuse('ALREADY_EXISTS', { subject: riskId });
    const { owner } = command.data as C['RaiseRisk'];
    if (context.around.organisationExists(owner) === false) return refuse('NOT_FOUND', { subject: owner });
    return happened(draft('RiskRaised', { ...command.data }));
  }
  if (!standing) return refuse('NOT_FOUND', { subject: riskId });
  if (standing.closed)
    return command.type === 'CloseRisk' ? nothingToDo(standing.closed.command) : refuse('RISK_CLOSED', {});
  if (command.type === 'CloseRisk') return happened(draft('RiskClosed', { ...command.data }));
  const { p, impact, mitigation } = command.data as C['RescoreRisk'];
  if (!isHidden(standing.score.value) && same(standing.score.value, { p, impact, mitigation }))
    return nothingToDo(standing.score.command);
  return (
    editConflict(command, `risk.${riskId}`, { p, impact }, standing.score) ??
    happened(draft('RiskRescored', { ...command.data }))
  );
}

/** A calculation is recorded once, with all that is needed to do it again. */
export function decideSnapshot(state: PlanState, command: Command): Decision | undefined {
  if (command.type !== 'TakeCalculationSnapshot') return undefined;
  const { snapshotId } = command.data as C['TakeCalculationSnapshot'];
  if (state.snapshots[snapshotId]) return refuse('ALREADY_EXISTS', { subject: snapshotId });
  return happened(draft('CalculationSnapshotTaken', { ...command.data }));
}
