import {
  draft,
  editConflict,
  happened,
  notKnownHere,
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

/**
 * A calculation is recorded once, with all that is needed to do it again. Only what the server has calculated is
 * recorded: an outcome that somebody brings along is compared with it.
 */
export function decideSnapshot(state: PlanState, command: Command, context: DecideContext): Decision | undefined {
  if (command.type !== 'TakeCalculationSnapshot') return undefined;
  const asked = command.data as C['TakeCalculationSnapshot'];
  if (state.snapshots[asked.snapshotId]) return refuse('ALREADY_EXISTS', { subject: asked.snapshotId });
  const made = context.around.calculated?.(asked);
  if (made === undefined) return notKnownHere;
  const differing = (['inputIndex', 'paramVersion', 'outputs', 'hash'] as const).filter(
    (field) => asked[field] !== undefined && !same(asked[field], made[field]),
  );
  if (differing.length > 0) return refuse('SNAPSHOT_DIFFERS', { fields: differing.join(', ') });
  const { snapshotId, calc } = asked;
  return happened(draft('CalculationSnapshotTaken', { snapshotId, calc, ...made }));
}
