import type { DecisionEventData } from '../../events/decision-record/events.ts';
import type { Command } from '../../events/decision.ts';
import type { RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { causedCommandId } from '../commands/event-id.ts';
import type { Cause, OpenStepsState } from './open-steps.ts';

/** DecisionTaken of a decision that replaces another → that other is superseded; unless it has ended by then. */
export type SupersedeStep = Cause & { rule: 'supersede-decision'; superseded: SubjectId; by: SubjectId };

/** What decisions replace, and which have ended: so that a step is opened only where something is left to do. */
export interface DecisionSteps {
  replacing: Record<SubjectId, SubjectId>;
  ended: Record<SubjectId, true>;
}

export function openDecisionSteps(state: OpenStepsState, event: RecordedEvent, cause: Cause): void {
  const subject = subjectOf(event.stream);
  if (event.type === 'DecisionDrafted') {
    const { supersedes } = event.data as DecisionEventData['DecisionDrafted'];
    if (supersedes !== undefined) state.decisions.replacing[subject] = supersedes;
  } else if (event.type === 'DecisionTaken') {
    const superseded = state.decisions.replacing[subject];
    if (superseded === undefined || state.decisions.ended[superseded]) return;
    state.steps[event.id] = { ...cause, rule: 'supersede-decision', superseded, by: subject };
  }
}

/** A decision that has ended closes every step that would end it: what was refused is not tried for ever. */
export function closeDecisionSteps(state: OpenStepsState, event: RecordedEvent): void {
  if (event.type !== 'DecisionSuperseded' && event.type !== 'DecisionRevoked') return;
  const subject = subjectOf(event.stream);
  state.decisions.ended[subject] = true;
  for (const [key, step] of Object.entries(state.steps))
    if (step.rule === 'supersede-decision' && step.superseded === subject) Reflect.deleteProperty(state.steps, key);
}

export function supersedeCommand(step: SupersedeStep): Command {
  return {
    id: causedCommandId(step.cause, step.rule),
    type: 'SupersedeDecision',
    subject: step.superseded,
    data: { byDecisionId: step.by },
  };
}
