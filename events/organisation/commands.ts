import type { z } from 'zod';
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
} as const satisfies Record<string, CommandSpec>;

export type OrganisationCommandData = {
  [K in keyof typeof organisationCommands]: z.infer<(typeof organisationCommands)[K]['schema']>;
};
