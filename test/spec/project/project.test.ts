import { describe, expect, test } from 'vitest';
import type { SiteReduction } from '../../../events/decision.ts';
import { given, id, uuid, type Happened } from '../given.ts';

const PROJECT = id('prj');
const own = { around: { siteOwner: () => id('org', 1) } };
const reduction = { t2030: 100, t2035: 200, t2040: 150 };
const wish = {
  siteId: id('sit'),
  title: 'Electric kiln',
  route: 'ELECTRIFICATION',
  phase: 'IDEA',
  startYear: 2029,
  reduction,
};
const proposed = (more: Record<string, unknown> = {}): Happened => ({
  type: 'ProjectProposed',
  data: { ...wish, ...more },
});
const site = (baselineT: number | null, others: SiteReduction['others'] = []) => ({
  around: { ...own.around, siteReduction: () => ({ baselineT, others }) },
});
const advance = (to: string, date = '2026-01-01') => ({ to, date, evidenceRef: 'x' });

describe('proposing', () => {
  test('the own site’s project is taken', () =>
    void given(PROJECT).when('ProposeProject', wish, own).then('ProjectProposed'));
  test('not for a site of somebody else, or one that is not there', () => {
    given(PROJECT)
      .when('ProposeProject', wish, { around: { siteOwner: () => id('org', 2) } })
      .thenRefused('NOT_OWN_SITE');
    given(PROJECT)
      .when('ProposeProject', wish, { around: { siteOwner: () => null } })
      .thenRefused('NOT_FOUND');
  });
  test('bounds lie around the full effect, the largest of the three', () => {
    const bounded = (low: number, high: number) => ({ ...wish, reduction: { ...reduction, low, high } });
    given(PROJECT).when('ProposeProject', bounded(150, 250), own).then('ProjectProposed');
    given(PROJECT).when('ProposeProject', bounded(201, 250), own).thenRefused('BOUNDS_REVERSED', { value: 200 });
  });
});

describe('I7: a site’s projects together save at most 110 % of what it emits', () => {
  test('110 % goes, more does not', () => {
    given(PROJECT)
      .when('ProposeProject', wish, site(200, [{ t: 20, preferred: true }]))
      .then('ProjectProposed');
    given(PROJECT)
      .when('ProposeProject', wish, site(200, [{ t: 21, preferred: true }]))
      .thenRefused('REDUCTION_EXCEEDS_BASELINE', { percent: 111 });
  });
  test('without a known baseline it is not checked', () =>
    void given(PROJECT)
      .when('ProposeProject', wish, site(null, [{ t: 9e6, preferred: true }]))
      .then('ProjectProposed'));
  test('of routes that exclude each other only the preferred one counts', () => {
    given(PROJECT)
      .when('ProposeProject', wish, site(200, [{ t: 500, preferred: false, group: id('grp') }]))
      .then('ProjectProposed');
    given(PROJECT, proposed())
      .when(
        'LinkAlternative',
        { groupId: id('grp'), preferred: true },
        site(200, [{ t: 500, preferred: true, group: id('grp') }]),
      )
      .then('ProjectAlternativeLinked');
    given(PROJECT, proposed())
      .when(
        'LinkAlternative',
        { groupId: id('grp'), preferred: true },
        site(200, [{ t: 500, preferred: true, group: id('grp', 2) }]),
      )
      .thenRefused('REDUCTION_EXCEEDS_BASELINE');
  });
  test('a greater scope is held to it too, with old and new recorded', () => {
    const bigger = { reduction: { t2030: 300, t2035: 300, t2040: 300 }, capexEUR: 5, reason: 'second kiln' };
    const basis = { basis: { reduction: uuid(100) } };
    given(PROJECT, proposed())
      .when('RescopeProject', bigger, { ...basis, ...site(250) })
      .thenRefused('REDUCTION_EXCEEDS_BASELINE', { percent: 120 });
    const [draft] = given(PROJECT, proposed())
      .when('RescopeProject', bigger, { ...basis, ...site(300) })
      .then('ProjectRescoped');
    expect(draft?.data).toMatchObject({ old: { reduction }, newCapexEUR: 5 });
    given(PROJECT, proposed())
      .when('RescopeProject', bigger, site(300))
      .thenRefused('EDIT_CONFLICT', { field: 'reduction' });
  });
});

describe('I15: phases', () => {
  const at = (phase: string): Happened => ({
    type: 'ProjectPhaseAdvanced',
    data: { from: 'IDEA', to: phase, date: '2026-01-01' },
  });
  test.each([
    ['IDEA', 'STUDY', true],
    ['IDEA', 'FEED', false],
    ['STUDY', 'IDEA', false],
    ['FID', 'CONSTRUCTION', true],
    ['CONSTRUCTION', 'OPERATIONAL', false],
  ])('from %s forward to %s: %s', (from, to, goes) => {
    const asked = given(PROJECT, proposed(), at(from)).when('AdvancePhase', advance(to));
    if (goes) asked.then('ProjectPhaseAdvanced');
    else asked.thenRefused('PHASE_SKIP', { from, to });
  });
  test('the same phase again does nothing', () =>
    given(PROJECT, proposed(), at('STUDY')).when('AdvancePhase', advance('STUDY')).thenNothing(uuid(101)));
  test('back only with a reason, and not forward', () => {
    given(PROJECT, proposed(), at('FEED'))
      .when('RevertPhase', { to: 'STUDY', reason: 'new design' })
      .then('ProjectPhaseReverted');
    given(PROJECT, proposed()).when('RevertPhase', { to: 'FEED', reason: 'new design' }).thenRefused('PHASE_SKIP');
  });
  test('on hold it waits and returns to where it was', () => {
    const held: Happened = { type: 'ProjectPutOnHold', data: { reasonCode: 'STAFF', reviewDate: '2026-09-01' } };
    given(PROJECT, proposed(), at('FEED'), held)
      .when('AdvancePhase', advance('FID'))
      .thenRefused('PHASE_SKIP', { from: 'ON_HOLD' });
    const [draft] = given(PROJECT, proposed(), at('FEED'), held).when('ResumeProject', {}).then('ProjectResumed');
    expect(draft?.data).toEqual({ toPhase: 'FEED' });
    given(PROJECT, proposed()).when('ResumeProject', {}).thenNothing(uuid(100));
  });
  test('only realising leads to OPERATIONAL, and only from CONSTRUCTION', () => {
    const realise = { date: '2026-02-01', actual_t: 90 };
    given(PROJECT, proposed(), at('CONSTRUCTION')).when('RealiseProject', realise).then('ProjectRealised');
    given(PROJECT, proposed(), at('FID'))
      .when('RealiseProject', realise)
      .thenRefused('PHASE_SKIP', { to: 'OPERATIONAL' });
  });
  test('what is cancelled or operational goes on no more; corrections and attributions do', () => {
    const gone: Happened = { type: 'ProjectCancelled', data: { reasonCode: 'STAFF', text: 'nobody' } };
    given(PROJECT, proposed(), gone)
      .when('DelayProject', { newYear: 2030, bottleneckCodes: ['STAFF'] })
      .thenRefused('PROJECT_ENDED');
    given(PROJECT, proposed(), gone)
      .when('CancelProject', { reasonCode: 'STAFF', text: 'nobody' })
      .thenNothing(uuid(101));
    const done: Happened = { type: 'ProjectRealised', data: { date: '2026-01-01', actual_t: 1 } };
    given(PROJECT, proposed(), done)
      .when('CancelProject', { reasonCode: 'STAFF', text: 'nobody' })
      .thenRefused('PHASE_SKIP');
    given(PROJECT, proposed(), done)
      .when('AttributeReduction', { planId: id('pln'), share: 0.1 })
      .then('ReductionAttributed');
  });
  test('it does not start before its investment decision', () => {
    given(PROJECT, proposed(), at('FEED'))
      .when('AdvancePhase', advance('FID', '2030-05-01'))
      .thenRefused('START_BEFORE_FID');
    given(PROJECT, proposed(), { type: 'ProjectPhaseAdvanced', data: { from: 'FEED', to: 'FID', date: '2028-05-01' } })
      .when('AccelerateProject', { newYear: 2027, reason: 'sooner' }, { basis: { startYear: uuid(100) } })
      .thenRefused('START_BEFORE_FID', { fidYear: 2028 });
  });
  test('later is a delay, earlier an acceleration', () => {
    const basis = { basis: { startYear: uuid(100) } };
    given(PROJECT, proposed())
      .when('DelayProject', { newYear: 2028, bottleneckCodes: ['STAFF'] }, basis)
      .thenRefused('YEAR_NOT_LATER');
    given(PROJECT, proposed())
      .when('AccelerateProject', { newYear: 2030, reason: 'sooner' }, basis)
      .thenRefused('YEAR_NOT_EARLIER');
    const [draft] = given(PROJECT, proposed())
      .when('DelayProject', { newYear: 2030, bottleneckCodes: ['STAFF'] }, basis)
      .then('ProjectDelayed');
    expect(draft?.data).toMatchObject({ oldYear: 2029, newYear: 2030 });
  });
});

describe('I8: a reduction counts once', () => {
  const attributed = (n: number, share: number): Happened => ({
    type: 'ReductionAttributed',
    data: { planId: id('pln', n), share },
  });
  test('shares up to the whole go', () =>
    void given(PROJECT, proposed(), attributed(1, 0.7))
      .when('AttributeReduction', { planId: id('pln', 2), share: 0.3 })
      .then('ReductionAttributed'));
  test('more does not, and says what is taken', () =>
    given(PROJECT, proposed(), attributed(1, 0.7))
      .when('AttributeReduction', { planId: id('pln', 2), share: 0.31 })
      .thenRefused('DOUBLE_COUNTED', { share: 0.7 }));
  test('the same plan again replaces its share', () =>
    void given(PROJECT, proposed(), attributed(1, 0.7))
      .when(
        'AttributeReduction',
        { planId: id('pln', 1), share: 0.9 },
        { basis: { [`attribution.${id('pln', 1)}`]: uuid(101) } },
      )
      .then('ReductionAttributed'));
});

describe('what it asks of others', () => {
  const need = {
    carrier: 'ELECTRICITY',
    direction: 'OFFTAKE',
    amount: 8,
    unit: 'MW',
    fromYear: 2030,
    needId: id('ned'),
  };
  test.each([
    ['ELECTRICITY', 'MW'],
    ['HYDROGEN', 'MW'],
    ['HEAT', 'MW'],
    ['CO2', 't/h'],
    ['GREEN_GAS', 'Nm3/h'],
  ])('I24: %s in %s and in nothing else', (carrier, unit) => {
    given(PROJECT, proposed())
      .when('StateInfraNeed', { ...need, carrier, unit })
      .then('InfraNeedStated');
    for (const other of ['MW', 't/h', 'Nm3/h'].filter((one) => one !== unit))
      given(PROJECT, proposed())
        .when('StateInfraNeed', { ...need, carrier, unit: other })
        .thenRefused('UNIT_MISMATCH', { fits: unit });
  });
  test('in a grid area or at a section, not at both', () =>
    given(PROJECT, proposed())
      .when('StateInfraNeed', { ...need, areaId: id('inf', 1), sectionId: id('inf', 2) })
      .thenRefused('AREA_OR_SECTION'));
  test('funding is answered once', () => {
    const asked: Happened = {
      type: 'FundingRequested',
      data: { fundingId: id('fnd'), scheme: 'SDE++', EUR: 5, covers: 'INFRA', date: '2026-01-01' },
    };
    const granted: Happened = {
      type: 'FundingGranted',
      data: { fundingId: id('fnd'), EUR: 5, date: '2026-02-01', conditions: '' },
    };
    given(PROJECT, proposed(), asked, granted)
      .when('RefuseFunding', { fundingId: id('fnd'), reason: 'empty', date: '2026-03-01' })
      .thenRefused('FUNDING_ANSWERED', { date: '2026-02-01' });
    given(PROJECT, proposed())
      .when('GrantFunding', { ...granted.data })
      .thenRefused('NOT_FOUND');
  });
  test('a bottleneck that is resolved has no owner any more', () => {
    const reported: Happened = {
      type: 'BottleneckReported',
      data: { bottleneckId: id('btl'), code: 'STAFF', severity: 2, text: 'no fitters' },
    };
    const resolved: Happened = {
      type: 'BottleneckResolved',
      data: { bottleneckId: id('btl'), how: 'hired', date: '2026-02-01' },
    };
    const owner = { bottleneckId: id('btl'), ownerOrgId: id('org', 2), due: '2026-12-31' };
    given(PROJECT, proposed(), reported).when('AssignBottleneck', owner).then('BottleneckAssigned');
    given(PROJECT, proposed(), reported, resolved).when('AssignBottleneck', owner).thenRefused('BOTTLENECK_RESOLVED');
    given(PROJECT, proposed(), reported, resolved)
      .when('ResolveBottleneck', { ...resolved.data })
      .thenNothing(uuid(102));
  });
});

describe('fields and corrections', () => {
  test('the primary route is one of the routes', () =>
    given(PROJECT, proposed())
      .when('ChooseRoute', { routes: ['CCS'], primary: 'HEAT', reason: 'warm' }, { basis: { route: uuid(100) } })
      .thenRefused('PRIMARY_NOT_A_ROUTE'));
  test.each([
    ['probability', 2, 'OUT_OF_RANGE'],
    ['priceYear', 2025.5, 'WRONG_TYPE'],
    ['colour', 1, 'UNKNOWN_FIELD'],
  ])('%s = %j is refused as %s', (field, value, code) =>
    given(PROJECT, proposed()).when('SetProjectDetail', { field, value }).thenRefused(code),
  );
  test('the reduction of the system may be negative', () =>
    void given(PROJECT, proposed())
      .when('SetProjectDetail', { field: 'reductionSystemT2030', value: -2_000 })
      .then('ProjectDetailSet'));
  test('I22: a corrected figure keeps its place; without a reason it is refused', () => {
    const target = '0190a000-0000-8000-8000-000000000000';
    const data = { targetEventId: target, field: 'startYear', new: 2028 };
    given(PROJECT, proposed()).when('CorrectFact', data).thenRefused('CORRECTION_WITHOUT_REASON');
    const [draft] = given(PROJECT, proposed())
      .when('CorrectFact', data, { reason: 'typing error' })
      .then('FactCorrected');
    expect(draft?.data).toMatchObject({ old: 2029, new: 2028 });
    const { state } = given(PROJECT, proposed(), { type: 'FactCorrected', data: { ...draft?.data } });
    expect(state).toMatchObject({ startYear: [{ value: 2028, event: target, corrected: {} }] });
  });
});
