import type { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { organisationPayloads as p } from './events.ts';

/** What somebody may ask of an organisation. */
export const organisationCommands = {
  RegisterOrganisation: { schema: p.OrganisationRegistered, offline: 'never', creates: true },
  GrantMembership: { schema: p.MembershipGranted, offline: 'never' },
  RevokeMembership: { schema: p.MembershipRevoked, offline: 'never' },
  EraseActor: { schema: p.ActorErased, offline: 'never' },
  GrantMandate: { schema: p.MandateGranted, offline: 'never' },
  RevokeMandate: { schema: p.MandateRevoked, offline: 'never' },
  MergeOrganisation: { schema: p.OrganisationMerged, offline: 'never' },
  SendInvitation: { schema: p.InvitationSent, offline: 'never' },
  GiveDataConsent: { schema: p.DataConsentGiven, offline: 'never' },
  WithdrawDataConsent: { schema: p.DataConsentWithdrawn, offline: 'never' },
  ...actionCommands,
} as const satisfies Record<string, CommandSpec>;

export type OrganisationCommandData = {
  [K in keyof typeof organisationCommands]: z.infer<(typeof organisationCommands)[K]['schema']>;
};
