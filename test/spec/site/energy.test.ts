import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SiteState } from '../../../events/site/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const SITE = id('sit');
const wish = {
  orgId: id('org', 1),
  name: 'Kiln',
  address: { city: 'Waard' },
  point: [5.2, 52.2],
  location: 'ONSHORE',
  sector: 'CERAMICS',
};
const registered: Happened = { type: 'SiteRegistered', data: wish };
const used = (carrier: string, year: number, MWh: number): Happened => ({
  type: 'EnergyUseReported',
  data: { carrier, year, MWh, quality: 'MEASURED' },
});
const heat = { band: 'MT', peakMW: 10, MWh: 40_000 };

describe('process heat', () => {
  test('needs a temperature within its band', () => {
    given(SITE, registered)
      .when('ProfileProcessHeat', { ...heat, requiredC: 90 })
      .then('ProcessHeatProfiled');
    given(SITE, registered)
      .when('ProfileProcessHeat', { ...heat, requiredC: 120 })
      .thenRefused('OUT_OF_RANGE', { min: 60, max: 100 });
  });
  test('is not more than its power gives', () =>
    given(SITE, registered)
      .when('ProfileProcessHeat', { ...heat, MWh: 87_601 })
      .thenRefused('MWH_EXCEEDS_MW', { most: 87_600 }));
  test('of all bands is not more than the energy of the latest year', () => {
    const other: Happened = { type: 'ProcessHeatProfiled', data: { band: 'LT', peakMW: 5, MWh: 10_000 } };
    const before = [
      registered,
      used('NATURAL_GAS', 2023, 90_000),
      used('NATURAL_GAS', 2024, 30_000),
      used('WASTE', 2024, 19_999),
      other,
    ];
    given(SITE, ...before)
      .when('ProfileProcessHeat', heat)
      .thenRefused('HEAT_EXCEEDS_FUEL', { MWh: 50_000, used: 49_999 });
    given(SITE, ...before, used('WASTE', 2024, 20_000))
      .when('ProfileProcessHeat', heat)
      .then('ProcessHeatProfiled');
  });
});

describe('flexibility (I5)', () => {
  const stated = (type: string, MW: number): Happened => ({
    type: 'FlexPotentialStated',
    data: { type, MW, maxHours: 4, calls: 9 },
  });
  const pledge = {
    contributionId: id('ctr', 2),
    planId: id('pln'),
    kind: 'FLEX_MW',
    amount: 3,
    from: '2028-01-01',
    to: '2029-12-31',
  };
  test('NONE takes a reason and no power, and stands alone', () => {
    const none = { type: 'NONE', MW: 0, maxHours: 0, calls: 0 };
    given(SITE, registered).when('StateFlexPotential', none).thenRefused('NO_FLEX_NEEDS_REASON');
    given(SITE, registered)
      .when('StateFlexPotential', { ...none, reason: 'never stops' })
      .then('FlexPotentialStated');
    const { state } = given(SITE, registered, stated('SHIFT', 2), { type: 'FlexPotentialStated', data: none });
    expect(Object.keys((state as SiteState).flexibility)).toEqual(['NONE']);
  });
  test('is pledged up to what was stated, all types together', () => {
    given(SITE, registered, stated('SHIFT', 1), stated('SHED', 2))
      .when('PledgeContribution', pledge)
      .then('SiteCapacityReserved');
    given(SITE, registered, stated('SHIFT', 1))
      .when('PledgeContribution', pledge)
      .thenRefused('CONTRIBUTION_EXCEEDS_SITE', { rest: 1 });
  });
});

describe('a load profile', () => {
  const profile = { fileId: 'f', hash: 'a'.repeat(64), year: 2024, step: 'PT1H', peakMW: 12 };
  const contract: Happened = {
    type: 'ConnectionContractRecorded',
    data: { connectionId: id('con'), physicalMVA: 11, from: '2024-01-01' },
  };
  test('peaks within the physical connection, where one is known', () => {
    given(SITE, registered).when('UploadLoadProfile', profile).then('LoadProfileUploaded');
    given(SITE, registered, contract)
      .when('UploadLoadProfile', profile)
      .thenRefused('CONTRACT_EXCEEDS_PHYSICAL', { physical: 11 });
  });
  test('the same file again does nothing', () =>
    given(SITE, registered, { type: 'LoadProfileUploaded', data: profile })
      .when('UploadLoadProfile', profile)
      .thenNothing(uuid(101)));
});

describe('the end of a site, and its next owner', () => {
  const closed: Happened = { type: 'SiteClosed', data: { date: '2026-05-01', reason: 'moved' } };
  test('closed, it offers and pledges no more; before that day it does', () => {
    const need = { direction: 'OFFTAKE', years: { 2030: 5 } };
    given(SITE, registered, closed).when('StateCapacityNeed', need).thenRefused('SITE_CLOSED', { date: '2026-05-01' });
    given(SITE, registered, closed)
      .when('StateCapacityNeed', need, { context: { today: '2026-04-30' } })
      .then('CapacityNeedStated');
    given(SITE, registered, closed).when('ReportEmployment', { year: 2025, jobsDirect: 9 }).then('EmploymentReported');
  });
  test('transferred when it has happened, to an organisation that is there', () => {
    const transfer = { toOrgId: id('org', 2), date: '2026-06-01' };
    given(SITE, registered).when('TransferSite', transfer).then('SiteTransferred');
    given(SITE, registered)
      .when('TransferSite', { ...transfer, date: '2026-06-02' })
      .thenRefused('DATE_AHEAD');
    given(SITE, registered)
      .when('TransferSite', transfer, { around: { organisationExists: () => false } })
      .thenRefused('NOT_FOUND');
    const { state } = given(SITE, registered, { type: 'SiteTransferred', data: transfer });
    expect((state as SiteState).orgId).toBe(id('org', 2));
  });
});

test('any sequence of statements and pledges: never more flexibility reserved than was there when it was pledged', () => {
  const wish1 = fc.record({
    type: fc.constantFrom('StateFlexPotential', 'PledgeContribution', 'ReleaseSiteCapacity'),
    n: fc.integer({ min: 1, max: 3 }),
    tenths: fc.integer({ min: 0, max: 40 }),
    kind: fc.constantFrom('SHIFT', 'SHED', 'NONE'),
  });
  fc.assert(
    fc.property(fc.array(wish1, { maxLength: 30 }), (wishes) => {
      const site = sequence<SiteState>(SITE);
      site.give('RegisterSite', wish);
      let stated: Record<string, number> = {};
      const reserved: Record<number, number> = {};
      const sum = (of: Record<string, number>) => Object.values(of).reduce((total, one) => total + one, 0);
      for (const { type, n, tenths, kind } of wishes) {
        const MW = kind === 'NONE' ? 0 : tenths / 10;
        const data: Record<string, Record<string, unknown>> = {
          StateFlexPotential: { type: kind, MW, maxHours: 1, calls: 1, ...(kind === 'NONE' ? { reason: 'none' } : {}) },
          PledgeContribution: {
            contributionId: id('ctr', n),
            planId: id('pln'),
            kind: 'FLEX_MW',
            amount: tenths / 10,
            from: '2028-01-01',
            to: '2028-12-31',
          },
          ReleaseSiteCapacity: { contributionId: id('ctr', n), reason: 'x' },
        };
        site.give(type, data[type] ?? {});
        if (type === 'StateFlexPotential') {
          if (kind === 'NONE') stated = {};
          else stated[kind] = tenths;
        } else if (type === 'ReleaseSiteCapacity') Reflect.deleteProperty(reserved, n);
        else if (sum(stated) - (sum(reserved) - (reserved[n] ?? 0)) >= tenths) reserved[n] = tenths;
        const held = Object.fromEntries(
          Object.entries(site.state().reservations).map(([key, { MW: mw }]) => [key, Math.round(mw * 10)]),
        );
        expect(held).toEqual(
          Object.fromEntries(Object.entries(reserved).map(([key, value]) => [id('ctr', Number(key)), value])),
        );
      }
    }),
    { numRuns: 100 },
  );
});
