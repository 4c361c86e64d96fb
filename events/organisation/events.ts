import { z } from 'zod';
import { actionEvents, actionPayloads } from '../any-stream/events.ts';
import { decisionTypes } from '../decision-record/types.ts';
import { amount, day, documentReference, label, partId, personId, reference, text } from '../fields.ts';
import type { EventSpecs } from '../spec.ts';
import { consentEvents, consentPayloads } from './events-consent.ts';
import { roleSchema } from './roles.ts';

const kinds = z.enum([
  'COMPANY',
  'DSO',
  'TSO_E',
  'TSO_GAS',
  'H2_NETWORK',
  'CO2_NETWORK',
  'MUNICIPALITY',
  'PROVINCE',
  'RVO',
  'INVEST_NL',
  'MINISTRY',
  'PROGRAMME_OFFICE',
  'SECTOR_ASSOCIATION',
  'DEVELOPMENT_AGENCY',
  'COOPERATIVE',
  'ADVISER',
]);

/** Payloads of what can happen to an organisation (domain.md B.2). */
export const organisationPayloads = {
  OrganisationRegistered: z.strictObject({
    name: label(2, 160),
    kvk: z
      .string()
      .regex(/^\d{8}$/, 'must have 8 digits')
      .optional(),
    kinds: z.array(kinds).min(1).max(6),
    parentOrgId: reference('organisation').optional(),
    example: z.boolean().optional(),
  }),
  MembershipGranted: z.strictObject({
    actorId: personId,
    role: roleSchema,
    regionIds: z.array(reference('region')).max(100),
    from: day,
    to: day.optional(),
    invitationId: partId('inv').optional(),
  }),
  /** A person was forgotten: his name, and what only he could be asked about. */
  ActorErased: z.strictObject({ actorId: personId }),
  MembershipRevoked: z.strictObject({ actorId: personId, role: roleSchema, reason: text(3, 500) }),
  MandateGranted: z.strictObject({
    mandateId: partId('mnd'),
    actorId: personId,
    /** What may be decided on under it. */
    subject: z.enum(decisionTypes),
    /** EUR per decision; absent: decisions that take no money. */
    maxEUR: amount(0, 10_000_000_000).optional(),
    from: day,
    to: day.optional(),
    basisFileId: documentReference(3, 200).optional(),
  }),
  /** From the day `from` on it holds no more. */
  MandateRevoked: z.strictObject({ mandateId: partId('mnd'), from: day, reason: text(3, 500) }),
  ...consentPayloads,
  ...actionPayloads,
};

export type OrganisationEventData = {
  [K in keyof typeof organisationPayloads]: z.infer<(typeof organisationPayloads)[K]>;
};

export const organisationEvents: EventSpecs<typeof organisationPayloads> = {
  OrganisationRegistered: {
    version: 2,
    label: { nl: 'Organisatie geregistreerd', en: 'Organisation registered' },
    classes: { '*': 'P0' },
    revert: 'never',
    reach: true,
  },
  MembershipGranted: {
    version: 2,
    label: { nl: 'Lidmaatschap verleend', en: 'Membership granted' },
    classes: { '*': 'P1' },
    revert: { compensate: 'RevokeMembership' },
    dated: 'from',
    reach: true,
  },
  ActorErased: {
    version: 1,
    label: { nl: 'Persoonsgegevens gewist', en: 'Personal data erased' },
    classes: { '*': 'P1' },
    revert: 'never',
  },
  MembershipRevoked: {
    version: 2,
    label: { nl: 'Lidmaatschap ingetrokken', en: 'Membership revoked' },
    classes: { '*': 'P1' },
    revert: 'never',
    reach: true,
  },
  MandateGranted: {
    version: 1,
    label: { nl: 'Mandaat verleend', en: 'Mandate granted' },
    classes: { '*': 'P1' },
    revert: { compensate: 'RevokeMandate' },
    dated: 'from',
    reach: true,
  },
  MandateRevoked: {
    version: 1,
    label: { nl: 'Mandaat ingetrokken', en: 'Mandate revoked' },
    classes: { '*': 'P1' },
    revert: 'never',
    dated: 'from',
  },
  ...consentEvents,
  ...actionEvents('P1'),
};
