import type { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { organisationPayloads as p } from './events.ts';

/** What somebody may ask of an organisation. */
export const organisationCommands = {
  RegisterOrganisation: { schema: p.OrganisationRegistered, access: 'steward', offline: 'never', creates: true },
  GrantMembership: { schema: p.MembershipGranted, access: 'steward', offline: 'never' },
  RevokeMembership: { schema: p.MembershipRevoked, access: 'steward', offline: 'never' },
  EraseActor: { schema: p.ActorErased, access: 'system', offline: 'never' },
  GrantMandate: { schema: p.MandateGranted, access: 'steward', offline: 'never' },
  RevokeMandate: { schema: p.MandateRevoked, access: 'steward', offline: 'never' },
  MergeOrganisation: { schema: p.OrganisationMerged, access: 'steward', offline: 'never' },
  SendInvitation: { schema: p.InvitationSent, access: 'steward', offline: 'never' },
  GiveDataConsent: { schema: p.DataConsentGiven, access: 'own-organisation', offline: 'never' },
  WithdrawDataConsent: { schema: p.DataConsentWithdrawn, access: 'own-organisation', offline: 'never' },
  ...actionCommands('own-organisation'),
} as const satisfies Record<string, CommandSpec>;

export type OrganisationCommandData = {
  [K in keyof typeof organisationCommands]: z.infer<(typeof organisationCommands)[K]['schema']>;
};
