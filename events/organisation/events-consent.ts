import { z } from 'zod';
import { day, organisationId, partId, reference } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import { audiences, dataClasses, purposes } from './consent.ts';
import { roleSchema } from './roles.ts';

/** What an organisation agrees to share, whom it invites, and into which it goes up (domain.md A.2, A.3). */
export const consentPayloads = {
  OrganisationMerged: z.strictObject({ intoOrgId: organisationId, date: day }),
  DataConsentGiven: z.strictObject({
    consentId: partId('cns'),
    /** Empty: all sites of the organisation. */
    siteIds: z.array(reference('site')).max(200),
    dataClass: z.enum(dataClasses),
    audience: z.union([z.enum(audiences), organisationId]),
    purpose: z.enum(purposes),
    from: day,
    to: day,
  }),
  DataConsentWithdrawn: z.strictObject({ consentId: partId('cns'), from: day }),
  InvitationSent: z.strictObject({
    invitationId: partId('inv'),
    role: roleSchema,
    regionIds: z.array(reference('region')).max(100),
    expires: day,
  }),
};

const partners = { '*': 'P1', $reason: 'P1' } as const;

export const consentEvents: EventSpecs<typeof consentPayloads> = {
  OrganisationMerged: firstVersion(
    'Organisatie samengevoegd',
    'Organisation merged',
    { '*': 'P0', $reason: 'P1' },
    {
      dated: 'date',
    },
  ),
  DataConsentGiven: firstVersion('Toestemming gegeven', 'Consent given', partners, {
    revert: { compensate: 'WithdrawDataConsent' },
    dated: 'from',
    reach: true,
  }),
  DataConsentWithdrawn: firstVersion('Toestemming ingetrokken', 'Consent withdrawn', partners, {
    dated: 'from',
    reach: true,
  }),
  InvitationSent: firstVersion('Uitnodiging verstuurd', 'Invitation sent', partners),
};
