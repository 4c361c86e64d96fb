import { draft, happened, nothingToDo, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { endedAs } from '../ended.ts';
import type { OrganisationCommandData as C } from './commands.ts';
import { decideConsent } from './decide-consent.ts';
import { standingMemberships, type OrganisationState } from './state.ts';

/** Decides every command of an organisation. */
export function decide(state: OrganisationState, command: Command, context: DecideContext): Decision {
  if (command.type === 'RegisterOrganisation') {
    if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
    return happened(draft('OrganisationRegistered', { ...(command.data as C['RegisterOrganisation']) }));
  }
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  const merged = endsWithMerger.has(command.type) ? endedAs('organisation', state, context.today) : undefined;
  if (merged) return { refused: merged };
  if (command.type === 'GrantMembership') {
    const data = command.data as C['GrantMembership'];
    if (data.invitationId !== undefined && !state.invitations[data.invitationId])
      return refuse('NOT_FOUND', { subject: data.invitationId });
    if (data.to !== undefined && data.to < data.from)
      return refuse('PERIOD_REVERSED', { from: data.from, to: data.to });
    const unknown = data.regionIds.find((id) => context.around.regionExists(id) === false);
    if (unknown !== undefined) return refuse('NOT_FOUND', { subject: unknown });
    const standing = standingMemberships(state, data.actorId, data.role);
    const held = standing.find(
      (m) => m.from === data.from && m.to === data.to && data.regionIds.every((id) => m.regionIds.includes(id)),
    );
    return held ? nothingToDo(held.granted.command) : happened(draft('MembershipGranted', { ...data }));
  }
  if (command.type === 'RevokeMembership') {
    const data = command.data as C['RevokeMembership'];
    if (standingMemberships(state, data.actorId, data.role).length === 0) return nothingToDo();
    return happened(draft('MembershipRevoked', { ...data }));
  }
  if (command.type === 'EraseActor') return happened(draft('ActorErased', { ...command.data }));
  if (command.type === 'GrantMandate' || command.type === 'RevokeMandate') return decideMandate(state, command);
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  return decideConsent(state, command, context) ?? refuse('UNKNOWN_COMMAND', { type: command.type });
}

/** What an organisation that has become a part of another no longer begins. */
const endsWithMerger = new Set(['GrantMembership', 'GrantMandate', 'SendInvitation', 'GiveDataConsent', 'AgreeAction']);

/** A mandate is for somebody who belongs to the organisation; its end is recorded once. */
function decideMandate(state: OrganisationState, command: Command): Decision {
  if (command.type === 'GrantMandate') {
    const data = command.data as C['GrantMandate'];
    if (state.mandates[data.mandateId]) return refuse('ALREADY_EXISTS', { subject: data.mandateId });
    if (data.to !== undefined && data.to < data.from)
      return refuse('PERIOD_REVERSED', { from: data.from, to: data.to });
    if (!state.memberships.some((m) => m.actorId === data.actorId && m.revoked === undefined))
      return refuse('MANDATE_NEEDS_MEMBERSHIP', { person: data.actorId, organisation: command.subject });
    return happened(draft('MandateGranted', { ...data }));
  }
  const data = command.data as C['RevokeMandate'];
  const standing = state.mandates[data.mandateId];
  if (!standing) return refuse('NOT_FOUND', { subject: data.mandateId });
  if (standing.revoked) return nothingToDo(standing.revoked.command);
  return happened(draft('MandateRevoked', { ...data }));
}
