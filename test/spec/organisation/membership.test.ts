import { describe, test } from 'vitest';
import { given, id, uuid } from '../given.ts';

const org = id('org');
const registered = { type: 'OrganisationRegistered', data: { name: 'De Klinker', kinds: ['COMPANY'] } };
const membership = { actorId: 'act_noor', role: 'COMPANY', regionIds: [id('reg')], from: '2026-01-01' };
const granted = { type: 'MembershipGranted', data: membership };

describe('an organisation', () => {
  test('is registered once', () => {
    given(org).when('RegisterOrganisation', registered.data).then('OrganisationRegistered');
    given(org, registered)
      .when('RegisterOrganisation', registered.data)
      .thenRefused('ALREADY_EXISTS', { subject: org });
  });

  test('that is not there grants nothing', () => {
    given(org).when('GrantMembership', membership).thenRefused('NOT_FOUND', { subject: org });
  });

  test('grants a membership for regions that are there, from a day to a later one', () => {
    given(org, registered).when('GrantMembership', membership).then('MembershipGranted');
    given(org, registered)
      .when('GrantMembership', { ...membership, to: '2025-12-31' })
      .thenRefused('PERIOD_REVERSED', { from: '2026-01-01', to: '2025-12-31' });
    given(org, registered)
      .when('GrantMembership', membership, { around: { regionExists: () => false } })
      .thenRefused('NOT_FOUND', { subject: id('reg') });
  });

  test('has nothing to do for a membership that stands, and may grant another region', () => {
    given(org, registered, granted).when('GrantMembership', membership).thenNothing(uuid(101));
    given(org, registered, granted)
      .when('GrantMembership', { ...membership, regionIds: [id('reg', 2)] })
      .then('MembershipGranted');
  });

  test('revokes what stands, once', () => {
    const wish = { actorId: 'act_noor', role: 'COMPANY', reason: 'Vertrokken' };
    given(org, registered, granted).when('RevokeMembership', wish).then('MembershipRevoked');
    given(org, registered).when('RevokeMembership', wish).thenNothing();
    given(org, registered, granted, { type: 'MembershipRevoked', data: wish })
      .when('RevokeMembership', wish)
      .thenNothing();
    given(org, registered, granted, { type: 'MembershipRevoked', data: wish })
      .when('GrantMembership', membership)
      .then('MembershipGranted');
  });
});

describe('a mandate', () => {
  const mandate = { mandateId: id('mnd'), actorId: 'act_noor', subject: 'BUDGET', maxEUR: 5_000, from: '2026-02-01' };
  const given1 = { type: 'MandateGranted', data: mandate };
  const revocation = { mandateId: id('mnd'), from: '2026-07-01', reason: 'Andere functie' };

  test('is granted to somebody who belongs to the organisation, for a period that runs forwards', () => {
    given(org, registered, granted).when('GrantMandate', mandate).then('MandateGranted');
    given(org, registered, granted)
      .when('GrantMandate', { ...mandate, to: '2026-01-31' })
      .thenRefused('PERIOD_REVERSED', { from: '2026-02-01', to: '2026-01-31' });
    given(org, registered)
      .when('GrantMandate', mandate)
      .thenRefused('MANDATE_NEEDS_MEMBERSHIP', { person: 'act_noor', organisation: org });
    const left = { type: 'MembershipRevoked', data: { actorId: 'act_noor', role: 'COMPANY', reason: 'Vertrokken' } };
    given(org, registered, granted, left).when('GrantMandate', mandate).thenRefused('MANDATE_NEEDS_MEMBERSHIP');
    given(org).when('GrantMandate', mandate).thenRefused('NOT_FOUND', { subject: org });
  });

  test('has an id of its own', () => {
    given(org, registered, granted, given1).when('GrantMandate', mandate).thenRefused('ALREADY_EXISTS');
  });

  test('is revoked once, as from a day', () => {
    given(org, registered, granted, given1).when('RevokeMandate', revocation).then('MandateRevoked');
    given(org, registered, granted, given1, { type: 'MandateRevoked', data: revocation })
      .when('RevokeMandate', revocation)
      .thenNothing(uuid(103));
    given(org, registered, granted)
      .when('RevokeMandate', revocation)
      .thenRefused('NOT_FOUND', { subject: id('mnd') });
  });
});
