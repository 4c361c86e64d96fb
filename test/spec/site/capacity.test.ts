import { describe, expect, test } from 'vitest';
import { given, id, uuid, type Happened } from '../given.ts';

const site = id('sit');
const plan = id('pln');
const registered: Happened = {
  type: 'SiteRegistered',
  data: {
    orgId: id('org', 1),
    name: 'Kiln',
    address: { city: 'Waard' },
    point: [5.2, 52.5],
    location: 'ONSHORE',
    sector: 'CERAMICS',
  },
};
const offer = (MW: number, from = '2027-01-01', firmUntil = '2035-12-31', n = 1): Happened => ({
  type: 'ResidualHeatOffered',
  data: { offerId: id('ofr', n), MW, T_out: 110, MWh: MW * 6000, medium: 'WATER', from, firmUntil },
});
const contract = (offtakeMW: number, from = '2020-01-01', to?: string): Happened => ({
  type: 'ConnectionContractRecorded',
  data: {
    connectionId: id('con'),
    offtakeMW,
    feedInMW: 0,
    physicalMVA: 20,
    voltageKV: 10,
    right: 'FIRM',
    from,
    ...(to ? { to } : {}),
  },
});
const pledge = (amount: number, more: Record<string, unknown> = {}) => ({
  contributionId: id('ctr', 1),
  planId: plan,
  kind: 'HEAT_MW',
  amount,
  from: '2028-01-01',
  to: '2030-12-31',
  firmness: 'FIRM',
  ...more,
});
const reserved = (MW: number, n: number, from = '2028-01-01', to = '2030-12-31', kind = 'HEAT_MW'): Happened => ({
  type: 'SiteCapacityReserved',
  data: { contributionId: id('ctr', n), planId: plan, kind, MW, from, to, firmness: 'FIRM' },
});

describe('I5: no more heat is pledged than is offered', () => {
  test('what is offered may be pledged', () => {
    const [draft] = given(site, registered, offer(5))
      .when('PledgeContribution', pledge(5))
      .then('SiteCapacityReserved');
    expect(draft?.data).toMatchObject({ MW: 5, kind: 'HEAT_MW', planId: plan });
  });
  test('a megawatt more is refused, with the year and what is left', () =>
    given(site, registered, offer(5))
      .when('PledgeContribution', pledge(6))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { amount: 6, year: 2028, rest: 5 }));
  test('what others reserved is gone', () =>
    given(site, registered, offer(5), reserved(3, 2))
      .when('PledgeContribution', pledge(3))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { rest: 2 }));
  test('in other years it is there', () =>
    void given(site, registered, offer(5), reserved(3, 2, '2031-01-01', '2032-12-31'))
      .when('PledgeContribution', pledge(5))
      .then('SiteCapacityReserved'));
  test('beyond the firm period of the offer nothing is left', () =>
    given(site, registered, offer(5))
      .when('PledgeContribution', pledge(1, { to: '2036-06-30' }))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { year: 2036, rest: 0 }));
  test('an open end reaches to 2050', () =>
    given(site, registered, offer(5))
      .when('PledgeContribution', pledge(1, { to: undefined }))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { year: 2036 }));
  test('two offers add up, a withdrawn one does not count', () => {
    given(site, registered, offer(5), offer(2, undefined, undefined, 2))
      .when('PledgeContribution', pledge(7))
      .then('SiteCapacityReserved');
    given(site, registered, offer(5), {
      type: 'ResidualHeatWithdrawn',
      data: { offerId: id('ofr', 1), reason: 'kiln stops', from: '2029-01-01' },
    })
      .when('PledgeContribution', pledge(1))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { year: 2029, rest: 0 });
  });
  test('decimal megawatts add up as people count', () =>
    void given(site, registered, offer(0.3), reserved(0.1, 2))
      .when('PledgeContribution', pledge(0.2))
      .then('SiteCapacityReserved'));
});

describe('I5: no more grid capacity is pledged than is contracted on 1 January', () => {
  const electric = { kind: 'CAPACITY_MW' };
  test('within the contract', () =>
    void given(site, registered, contract(4))
      .when('PledgeContribution', pledge(4, electric))
      .then('SiteCapacityReserved'));
  test('above it', () =>
    given(site, registered, contract(4))
      .when('PledgeContribution', pledge(4.1, electric))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { rest: 4 }));
  test('a contract that begins during the year does not hold on its 1 January', () =>
    given(site, registered, contract(4, '2028-03-01'))
      .when('PledgeContribution', pledge(1, { ...electric, from: '2028-04-01' }))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { year: 2028, rest: 0 }));
  test('a contract that has ended holds nothing', () =>
    given(site, registered, contract(4, '2020-01-01', '2028-12-31'))
      .when('PledgeContribution', pledge(1, electric))
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { year: 2029 }));
});

describe('changing and releasing a reservation', () => {
  test('the same contribution again replaces its reservation', () =>
    void given(site, registered, offer(5), reserved(3, 1))
      .when('PledgeContribution', pledge(5), { basis: { [`contribution.${id('ctr', 1)}`]: uuid(102) } })
      .then('SiteCapacityReserved'));
  test('changed meanwhile it is a conflict', () =>
    given(site, registered, offer(5), reserved(3, 1))
      .when('PledgeContribution', pledge(5))
      .thenRefused('EDIT_CONFLICT', { theirs: 3 }));
  test('equal does nothing', () =>
    given(site, registered, offer(5), reserved(3, 1)).when('PledgeContribution', pledge(3)).thenNothing(uuid(102)));
  test('released megawatts are free again', () => {
    given(site, registered, offer(5), reserved(5, 2), {
      type: 'SiteCapacityReleased',
      data: { contributionId: id('ctr', 2), reason: 'left' },
    })
      .when('PledgeContribution', pledge(5))
      .then('SiteCapacityReserved');
  });
  test('releasing what is not reserved does nothing', () =>
    given(site, registered)
      .when('ReleaseSiteCapacity', { contributionId: id('ctr', 2), reason: 'left' })
      .thenNothing());
});

describe('contracts and offers', () => {
  test('more than the physical connection is refused', () =>
    given(site, registered)
      .when('RecordConnectionContract', {
        connectionId: id('con'),
        offtakeMW: 25,
        feedInMW: 0,
        physicalMVA: 20,
        voltageKV: 10,
        right: 'FIRM',
        from: '2026-01-01',
      })
      .thenRefused('CONTRACT_EXCEEDS_PHYSICAL'));
  test('more MWh than the power gives is refused', () =>
    given(site, registered)
      .when('OfferResidualHeat', {
        offerId: id('ofr'),
        MW: 1,
        T_out: 90,
        MWh: 9000,
        medium: 'WATER',
        from: '2026-01-01',
        firmUntil: '2030-01-01',
      })
      .thenRefused('MWH_EXCEEDS_MW'));
  test('a platform at sea has no point', () =>
    given(site)
      .when('RegisterSite', { ...registered.data, location: 'OFFSHORE' })
      .thenRefused('POINT_AND_LOCATION'));
  test('ETS1 needs its register id', () =>
    given(site, registered).when('SetEtsStatus', { ets: 'ETS1', from: '2026-01-01' }).thenRefused('EUTL_ID_MISSING'));
});

describe('verified emissions', () => {
  const report = {
    sourceRef: 'EUTL',
    years: [
      { year: 2021, t: 10 },
      { year: 2022, t: 0 },
    ],
  };
  test('several years come as one event each, a true zero too', () => {
    const drafts = given(site, registered)
      .when('ReportVerifiedEmissions', report)
      .then('VerifiedEmissionsReported', 'VerifiedEmissionsReported');
    expect(drafts[1]?.data).toMatchObject({ year: 2022, t: 0 });
  });
  test('only what differs is recorded', () =>
    void given(site, registered, { type: 'VerifiedEmissionsReported', data: { year: 2021, t: 10, sourceRef: 'EUTL' } })
      .when('ReportVerifiedEmissions', report)
      .then('VerifiedEmissionsReported'));
});
