import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentHolds } from '../../../events/organisation/consent.ts';
import type { OrganisationState } from '../../../events/organisation/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { rivals } from '../../../server/commands/rivals.ts';
import { sequence } from '../sequence.ts';

const ORG = id('org', 1);
const registered: Happened = { type: 'OrganisationRegistered', data: { name: 'Klinker', kinds: ['COMPANY'] } };
const consent = {
  consentId: id('cns'),
  siteIds: [id('sit')],
  dataClass: 'HEAT',
  audience: 'REGION',
  purpose: 'PLAN',
  from: '2026-01-01',
  to: '2026-12-31',
};
const owned = { around: { siteOwner: () => ORG } };

describe('a consent', () => {
  test('is given for own sites, and ends after it begins', () => {
    given(ORG, registered).when('GiveDataConsent', consent, owned).then('DataConsentGiven');
    given(ORG, registered)
      .when('GiveDataConsent', consent, { around: { siteOwner: () => id('org', 2) } })
      .thenRefused('NOT_OWN_SITE');
    given(ORG, registered)
      .when('GiveDataConsent', { ...consent, to: '2025-12-31' }, owned)
      .thenRefused('PERIOD_REVERSED');
    given(ORG, registered, { type: 'DataConsentGiven', data: consent })
      .when('GiveDataConsent', consent, owned)
      .thenRefused('ALREADY_EXISTS');
  });
  test('lets no rival review what is most secret; programs may use values of rivals', () => {
    const rival = { around: { ...owned.around, rivals: () => true } };
    const named = { ...consent, audience: id('org', 2) };
    given(ORG, registered)
      .when('GiveDataConsent', named, rival)
      .thenRefused('REVIEWER_IS_RIVAL', { organisation: id('org', 2) });
    given(ORG, registered).when('GiveDataConsent', consent, rival).then('DataConsentGiven');
    given(ORG, registered)
      .when('GiveDataConsent', { ...named, purpose: 'SUGGESTION' }, rival)
      .then('DataConsentGiven');
  });
  test('holds from its first day to its last, or to the day before it was withdrawn', () => {
    const { state } = given(ORG, registered, { type: 'DataConsentGiven', data: consent });
    const standing = (state as OrganisationState).consents[id('cns')];
    if (!standing) throw new Error('none');
    const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'];
    expect(days.map((day) => consentHolds(standing, day))).toEqual([false, true, true, false]);
  });
  test('that is not there cannot be withdrawn', () =>
    given(ORG, registered)
      .when('WithdrawDataConsent', { consentId: id('cns'), from: '2026-06-01' })
      .thenRefused('NOT_FOUND'));
});

describe('invitations and merging', () => {
  test('an invitation does not run out before it is sent', () => {
    const invitation = { invitationId: id('inv'), role: 'COMPANY', regionIds: [], expires: '2026-06-01' };
    given(ORG, registered).when('SendInvitation', invitation).then('InvitationSent');
    given(ORG, registered)
      .when('SendInvitation', { ...invitation, expires: '2026-05-31' })
      .thenRefused('PERIOD_REVERSED');
  });
  test('an organisation merges once, into another that is there', () => {
    const merge = { intoOrgId: id('org', 2), date: '2026-01-01' };
    given(ORG, registered).when('MergeOrganisation', merge).then('OrganisationMerged');
    given(ORG, registered)
      .when('MergeOrganisation', { ...merge, intoOrgId: ORG })
      .thenRefused('MERGE_WITH_ITSELF');
    given(ORG, registered, { type: 'OrganisationMerged', data: merge })
      .when('MergeOrganisation', merge)
      .thenNothing(uuid(101));
  });
});

test('any sequence of consents and withdrawals: what holds on a day is what the model says', () => {
  const month = fc.integer({ min: 1, max: 12 });
  const wish = fc.record({ give: fc.boolean(), n: fc.integer({ min: 1, max: 3 }), from: month, to: month });
  const day = (n: number): string => `2026-${String(n).padStart(2, '0')}-01`;
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 20 }), month, (wishes, on) => {
      const organisation = sequence<OrganisationState>(ORG);
      organisation.give('RegisterOrganisation', registered.data);
      const plain: Record<number, { from: number; to: number; until: number }> = {};
      for (const { give, n, from, to } of wishes) {
        const consentId = id('cns', n);
        if (give) {
          organisation.give('GiveDataConsent', { ...consent, consentId, from: day(from), to: day(to) });
          if (!plain[n] && from <= to) plain[n] = { from, to, until: 13 };
        } else {
          organisation.give('WithdrawDataConsent', { consentId, from: day(from) });
          const standing = plain[n];
          if (standing) standing.until = Math.min(standing.until, from);
        }
      }
      const holds = Object.values(organisation.state().consents).map((one) => [one.id, consentHolds(one, day(on))]);
      const told = Object.entries(plain).map(([n, { from, to, until }]) => [
        id('cns', Number(n)),
        from <= on && on <= to && on < until,
      ]);
      expect(Object.fromEntries(holds)).toEqual(Object.fromEntries(told));
    }),
    { numRuns: 100 },
  );
});

describe('rivals', () => {
  const site = (orgId: string, sector: string, more = {}) => ({
    ...{ exists: true, orgId, details: { sector: [{ value: sector, index: 1 }] } },
    ...more,
  });
  const organisation = (more = {}) => ({ exists: true, name: 'x', kinds: ['COMPANY'], ...more });
  const streams: Record<string, object> = {
    [`organisation-${uuid(1)}`]: organisation(),
    [`organisation-${uuid(2)}`]: organisation({ parentOrgId: id('org', 3) }),
    [`organisation-${uuid(3)}`]: organisation(),
    [`organisation-${uuid(4)}`]: organisation({ parentOrgId: id('org', 1) }),
    [`organisation-${uuid(5)}`]: organisation(),
    [`site-${uuid(1)}`]: site(ORG, 'CERAMICS'),
    [`site-${uuid(2)}`]: site(id('org', 2), 'CERAMICS'),
    [`site-${uuid(4)}`]: site(id('org', 4), 'CERAMICS'),
    [`site-${uuid(5)}`]: site(id('org', 5), 'CERAMICS', { closed: { value: 'weg' } }),
  };
  const all = {
    state: (stream: string) => streams[stream] as { exists: boolean } | undefined,
    streams: (kind: string) => Object.keys(streams).filter((stream) => stream.startsWith(`${kind}-`)),
  };

  test('have sites in one sector, they or others of their group; a group has no rival in itself', () => {
    expect(rivals(all, ORG, id('org', 2))).toBe(true);
    // it holds the company that competes
    expect(rivals(all, ORG, id('org', 3))).toBe(true);
    expect(rivals(all, ORG, id('org', 4))).toBe(false);
    expect(rivals(all, ORG, id('org', 5))).toBe(false);
  });
});
