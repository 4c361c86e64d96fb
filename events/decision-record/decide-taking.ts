import { draft, editConflict, happened, notKnownHere, refuse } from '../decision.ts';
import type { Command, DecideContext, Decision } from '../decision.ts';
import { holdsOn } from '../organisation/mandates.ts';
import type { DecisionCommandData as C } from './commands.ts';
import type { DecisionState } from './state.ts';

const MOTIVATION_SIGNS = 50;

/** Taking a decision: complete (I12), under a mandate that holds today (I13), on what was known. */
export function decideTaking(state: DecisionState, command: Command, context: DecideContext): Decision {
  const data = command.data as C['TakeDecision'];
  if (state.taken) return refuse('DECISION_TAKEN');
  const incomplete = missing(state, data);
  if (incomplete.length > 0) return refuse('DECISION_INCOMPLETE', { missing: incomplete });
  if (!state.alternatives[data.chosen]) return refuse('NOT_FOUND', { subject: data.chosen });
  const twice = data.conditions.find((one, at) =>
    data.conditions.slice(0, at).some((other) => other.conditionId === one.conditionId),
  );
  if (twice) return refuse('ALREADY_EXISTS', { subject: twice.conditionId });
  return (
    underMandate(state, data.mandateId, data.amountEUR ?? 0, context) ??
    superseding(state, context) ??
    editConflict(command, 'content', undefined, state.content) ??
    onWhatWasKnown(data, context)
  );
}

/**
 * Why a decision of this kind may not be made under a mandate today: there is none of that id, it is another's, for
 * something else, over, revoked, or too small. Without access to mandates (in a browser) it is not known.
 */
export function underMandate(
  state: DecisionState,
  mandateId: string,
  amountEUR: number,
  { actor, today, around }: DecideContext,
): Decision | undefined {
  const mandate = around.mandate?.(mandateId);
  if (mandate === undefined) return notKnownHere;
  if (mandate === null || mandate.actorId !== actor || mandate.subject !== state.type || !holdsOn(mandate, today))
    return refuse('NO_MANDATE', { person: actor, subject: state.type, date: today });
  if (amountEUR > mandate.maxEUR) return refuse('MANDATE_TOO_SMALL', { amountEUR, maxEUR: mandate.maxEUR });
  return undefined;
}

function missing(state: DecisionState, { motivation }: C['TakeDecision']): string[] {
  const alternatives = Object.values(state.alternatives);
  return [
    ...(alternatives.length < 2 ? ['alternatives'] : []),
    ...(alternatives.some((one) => one.doNothing) ? [] : ['doNothing']),
    ...(motivation.trim().length < MOTIVATION_SIGNS ? ['motivation'] : []),
  ];
}

/** What is to be replaced must stand still: of two that would replace it, the second is refused. */
function superseding(state: DecisionState, { around }: DecideContext): Decision | undefined {
  const standing = state.supersedes === undefined ? undefined : around.decision?.(state.supersedes);
  return standing === undefined || standing === 'TAKEN' ? undefined : refuse('DECISION_NOT_STANDING');
}

function onWhatWasKnown(data: C['TakeDecision'], { around }: DecideContext): Decision {
  const head = around.head?.();
  const inputIndex = data.inputIndex ?? head;
  if (inputIndex === undefined || head === undefined) return notKnownHere;
  if (inputIndex > head) return refuse('INPUT_AHEAD', { inputIndex, head });
  const unrecorded = data.snapshotIds.find((id) => around.snapshotExists?.(id) === false);
  if (unrecorded !== undefined) return refuse('NOT_FOUND', { subject: unrecorded });
  for (const cited of data.citedEventIds) {
    const index = around.factIndex?.(cited);
    if (index === undefined) return notKnownHere;
    if (index === null) return refuse('NOT_FOUND', { subject: cited });
    if (index > inputIndex) return refuse('FACT_AFTER_INPUT', { event: cited, index, inputIndex });
  }
  return happened(draft('DecisionTaken', { ...data, inputIndex }));
}
