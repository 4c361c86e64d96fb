import { draft, editConflict, happened, nothingToDo, refuse } from '../decision.ts';
import type { Command, DecideContext, Decision } from '../decision.ts';
import type { DecisionCommandData as C } from './commands.ts';
import { decideCondition, decideReminder } from './decide-condition.ts';
import { decidePublication } from './decide-publication.ts';
import { decideTaking, underMandate } from './decide-taking.ts';
import { isPublicOnly, type DecisionState } from './state.ts';

/**
 * Decides every command of a decision. Strict: who takes, endorses, revokes or publishes names in `basis.content` the
 * command that last changed what is decided; nothing is merged.
 */
export function decide(state: DecisionState, command: Command, context: DecideContext): Decision {
  if (command.type === 'DraftDecision') return decideDraft(state, command, context);
  if (!state.exists || isPublicOnly(state)) return refuse('NOT_FOUND', { subject: command.subject });
  switch (command.type) {
    case 'AddAlternative':
      return decideAlternative(state, command);
    case 'TakeDecision':
      return decideTaking(state, command, context);
    case 'EndorseDecision':
      return decideEndorsement(state, command, context);
    case 'RecordDissent':
      return decideDissent(state, command, context);
    case 'FulfilCondition':
    case 'BreachCondition':
      return decideCondition(state, command);
    case 'RemindOfCondition':
      return decideReminder(state, command, context);
    case 'SupersedeDecision':
      return decideSuperseding(state, command);
    case 'RevokeDecision':
      return decideRevocation(state, command, context);
    case 'PublishDecision':
      return decidePublication(state, command);
    case 'ArchiveDecision':
      if (state.taken === undefined) return refuse('DECISION_NOT_TAKEN', {});
      if (state.archived) return nothingToDo(state.archived.command);
      return happened(draft('DecisionArchived', { ...command.data }));
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}

function decideDraft(state: DecisionState, command: Command, { around }: DecideContext): Decision {
  if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
  const data = command.data as C['DraftDecision'];
  if (!data.subjectIds.some((id) => id.startsWith('reg_'))) return refuse('DECISION_WITHOUT_REGION', {});
  const unseen = data.subjectIds.find((id) => around.seesSubject?.(id) === false);
  if (unseen !== undefined) return refuse('NOT_FOUND', { subject: unseen });
  const unknown = data.participants.find((id) => around.organisationExists(id) === false);
  if (unknown !== undefined) return refuse('NOT_FOUND', { subject: unknown });
  if (data.supersedes !== undefined) {
    const standing = around.decision?.(data.supersedes);
    if (standing === null) return refuse('NOT_FOUND', { subject: data.supersedes });
    if (standing !== undefined && standing !== 'TAKEN') return refuse('DECISION_NOT_STANDING', {});
  }
  const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
  const { subjectIds, participants } = data;
  return happened(
    draft('DecisionDrafted', { ...data, subjectIds: unique(subjectIds), participants: unique(participants) }),
  );
}

function decideAlternative(state: DecisionState, command: Command): Decision {
  const data = command.data as C['AddAlternative'];
  if (state.status !== 'DRAFT') return refuse('DECISION_TAKEN', {});
  if (state.alternatives[data.alternativeId]) return refuse('ALREADY_EXISTS', { subject: data.alternativeId });
  if (data.regionId !== undefined && !state.subjectIds.includes(data.regionId))
    return refuse('NOT_FOUND', { subject: data.regionId });
  const other = Object.values(state.alternatives).find((one) => one.doNothing);
  if (data.doNothing && other) return refuse('DO_NOTHING_TWICE', { label: other.label });
  return happened(draft('AlternativeAdded', { ...data }));
}

/** One may endorse a proposal, and the decision again once it has been taken. */
function decideEndorsement(state: DecisionState, command: Command, context: DecideContext): Decision {
  const data = command.data as C['EndorseDecision'];
  if (data.orgId !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: data.orgId });
  const over = ended(state);
  if (over) return over;
  const standing = state.endorsements[data.orgId];
  if (standing && standing.beforeTaken === (state.taken === undefined)) return nothingToDo(standing.entry.command);
  return (
    underMandate(state, data.mandateId, 0, context) ??
    editConflict(command, 'content', undefined, state.content) ??
    happened(draft('DecisionEndorsed', { ...data }))
  );
}

function decideDissent(state: DecisionState, command: Command, context: DecideContext): Decision {
  const data = command.data as C['RecordDissent'];
  if (data.orgId !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: data.orgId });
  const over = ended(state);
  if (over) return over;
  const standing = state.dissents[data.orgId];
  if (standing?.value === data.text) return nothingToDo(standing.command);
  return happened(draft('DissentRecorded', { ...data }));
}

function decideRevocation(state: DecisionState, command: Command, context: DecideContext): Decision {
  const { reason, mandateId } = command.data as C['RevokeDecision'];
  if (state.taken === undefined) return refuse('DECISION_NOT_TAKEN', {});
  if (state.revoked) return nothingToDo(state.revoked.command);
  const over = ended(state);
  if (over) return over;
  return (
    underMandate(state, mandateId, 0, context) ??
    editConflict(command, 'content', undefined, state.content) ??
    happened(draft('DecisionRevoked', { reason, mandateId, published: wasPublished(state) }))
  );
}

function decideSuperseding(state: DecisionState, command: Command): Decision {
  const { byDecisionId } = command.data as C['SupersedeDecision'];
  if (state.supersededBy?.value === byDecisionId) return nothingToDo(state.supersededBy.command);
  if (state.taken === undefined) return refuse('DECISION_NOT_TAKEN', {});
  return ended(state) ?? happened(draft('DecisionSuperseded', { byDecisionId, published: wasPublished(state) }));
}

const wasPublished = (state: DecisionState): true | undefined => (state.publications.length > 0 ? true : undefined);

function ended(state: DecisionState): Decision | undefined {
  return state.status === 'REVOKED' || state.status === 'SUPERSEDED' ? refuse('DECISION_ENDED', {}) : undefined;
}
