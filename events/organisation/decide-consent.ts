import {
  draft,
  happened,
  notKnownHere,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { readingPurposes } from './consent.ts';
import type { OrganisationCommandData as C } from './commands.ts';
import type { OrganisationState } from './state.ts';

/** Consents, invitations and merging. Undefined: another command. */
export function decideConsent(
  state: OrganisationState,
  command: Command,
  context: DecideContext,
): Decision | undefined {
  switch (command.type) {
    case 'GiveDataConsent':
      return decideGiven(state, command, context);
    case 'WithdrawDataConsent': {
      const { consentId, from } = command.data as C['WithdrawDataConsent'];
      const standing = state.consents[consentId];
      if (!standing) return refuse('NOT_FOUND', { subject: consentId });
      if (standing.withdrawn && standing.withdrawn.from <= from) return nothingToDo(standing.withdrawn.command);
      return happened(draft('DataConsentWithdrawn', { consentId, from }));
    }
    case 'SendInvitation': {
      const { invitationId, regionIds, expires } = command.data as C['SendInvitation'];
      if (state.invitations[invitationId]) return refuse('ALREADY_EXISTS', { subject: invitationId });
      if (expires < context.today) return refuse('PERIOD_REVERSED', { from: context.today, to: expires });
      const unknown = regionIds.find((id) => context.around.regionExists(id) === false);
      if (unknown !== undefined) return refuse('NOT_FOUND', { subject: unknown });
      return happened(draft('InvitationSent', { ...command.data }));
    }
    case 'MergeOrganisation': {
      const { intoOrgId } = command.data as C['MergeOrganisation'];
      if (state.mergedInto) return nothingToDo(state.mergedInto.command);
      if (intoOrgId === command.subject) return refuse('MERGE_WITH_ITSELF', {});
      if (context.around.organisationExists(intoOrgId) === false) return refuse('NOT_FOUND', { subject: intoOrgId });
      return happened(draft('OrganisationMerged', { ...command.data }));
    }
    default:
      return undefined;
  }
}

/**
 * An organisation agrees for its own sites. Whom it names to read them is its clean team, which sees the most secret
 * values: no rival may be in it (domain.md B.6).
 */
function decideGiven(state: OrganisationState, command: Command, context: DecideContext): Decision {
  const { consentId, siteIds, from, to } = command.data as C['GiveDataConsent'];
  if (state.consents[consentId]) return refuse('ALREADY_EXISTS', { subject: consentId });
  if (to < from) return refuse('PERIOD_REVERSED', { from, to });
  for (const site of siteIds) {
    const owner = context.around.siteOwner(site);
    if (owner === undefined) return notKnownHere;
    if (owner === null) return refuse('NOT_FOUND', { subject: site });
    if (owner !== command.subject) return refuse('NOT_OWN_SITE', { site });
  }
  const { audience, purpose } = command.data as C['GiveDataConsent'];
  const reviews = audience.startsWith('org_') && (readingPurposes as readonly string[]).includes(purpose);
  if (reviews && context.around.rivals?.(command.subject, audience) === true)
    return refuse('REVIEWER_IS_RIVAL', { organisation: audience });
  return happened(draft('DataConsentGiven', { ...command.data }));
}
