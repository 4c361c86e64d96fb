import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InfrastructureState } from '../../../events/infrastructure/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const AREA = id('inf');
const operator = { context: { organisation: id('org', 3), role: 'DSO_TSO' as const } };
const steward = { context: { organisation: 'org_system', role: 'STEWARD' as const } };
const other = { context: { organisation: id('org', 4), role: 'DSO_TSO' as const } };
const wish = { kind: 'GRID_AREA', operatorId: id('org', 3), geometry: null };
const registered = (kind = 'GRID_AREA'): Happened => ({ type: 'InfrastructureRegistered', data: { ...wish, kind } });
const capacity = {
  direction: 'OFFTAKE',
  years: { 2030: { firm: 10 } },
  unit: 'MW',
  asOf: '2026-02-01',
  sourceRef: 'map',
};

describe('I9: whose infrastructure it is', () => {
  test('its operator registers and publishes; a steward’s import may', () => {
    given(AREA).when('RegisterInfrastructure', wish, operator).then('InfrastructureRegistered');
    given(AREA, registered()).when('PublishCapacity', capacity, operator).then('CapacityPublished');
    given(AREA, registered()).when('PublishCapacity', capacity, steward).then('CapacityPublished');
  });
  test('another operator does neither', () => {
    given(AREA)
      .when('RegisterInfrastructure', wish, other)
      .thenRefused('NOT_INFRA_OWNER', { operator: id('org', 3) });
    given(AREA, registered()).when('PublishCapacity', capacity, other).thenRefused('NOT_INFRA_OWNER');
    given(AREA, registered())
      .when('SetInfrastructureDetail', { field: 'name', value: 'OS Waard' }, other)
      .thenRefused('NOT_INFRA_OWNER');
  });
  test('a group’s capacity is the operator’s word alone, not an import’s', () => {
    const grant = { planId: id('pln'), MW: 5, direction: 'OFFTAKE', conditions: '', from: '2027-01-01' };
    given(AREA, registered()).when('GrantGroupCapacity', grant, steward).thenRefused('NOT_INFRA_OWNER');
    given(AREA, registered()).when('GrantGroupCapacity', grant, operator).then('GroupCapacityGranted');
    given(AREA, registered('H2_SECTION')).when('GrantGroupCapacity', grant, operator).thenRefused('ONLY_OF_KIND');
    const { state } = given(
      AREA,
      registered(),
      { type: 'GroupCapacityGranted', data: grant },
      { type: 'GroupCapacityRefused', data: { planId: id('pln'), reason: 'no room' } },
    );
    expect((state as InfrastructureState).groups[id('pln')]?.['OFFTAKE']?.granted).toBeUndefined();
  });
});

describe('what is published', () => {
  const published: Happened = { type: 'CapacityPublished', data: capacity };
  test('the same again does nothing; an older state of affairs is refused', () => {
    given(AREA, registered(), published).when('PublishCapacity', capacity, operator).thenNothing(uuid(101));
    given(AREA, registered(), published)
      .when('PublishCapacity', { ...capacity, asOf: '2025-02-01' }, operator)
      .thenRefused('OLDER_THAN_PUBLISHED');
  });
  test.each([
    ['GRID_AREA', 'MW'],
    ['CO2_LINK', 't/h'],
    ['GAS_ZONE', 'Nm3/h'],
  ])('%s in %s', (kind, unit) => {
    given(AREA, registered(kind))
      .when('PublishCapacity', { ...capacity, unit }, operator)
      .then('CapacityPublished');
    const wrong = unit === 'MW' ? 't/h' : 'MW';
    given(AREA, registered(kind))
      .when('PublishCapacity', { ...capacity, unit: wrong }, operator)
      .thenRefused('UNIT_MISMATCH', { fits: unit });
  });
  test('congestion is of grid areas, a section year of anything else', () => {
    const red = { direction: 'OFFTAKE', new: 'RED' };
    given(AREA, registered('H2_SECTION')).when('ChangeCongestionStatus', red, operator).thenRefused('ONLY_OF_KIND');
    const before: Happened = { type: 'CongestionStatusChanged', data: { direction: 'OFFTAKE', new: 'YELLOW' } };
    const [draft] = given(AREA, registered(), before)
      .when('ChangeCongestionStatus', red, operator)
      .then('CongestionStatusChanged');
    expect(draft?.data).toMatchObject({ old: 'YELLOW', new: 'RED' });
    const year = { new: 2032, firmness: 'PLANNED', sourceRef: 'x' };
    given(AREA, registered()).when('ChangeSectionYear', year, operator).thenRefused('ONLY_OF_KIND');
    given(AREA, registered('H2_SECTION')).when('ChangeSectionYear', year, operator).then('SectionYearChanged');
  });
  test('details are those of the kind', () => {
    const detail = (field: string, value: unknown) => ({ field, value });
    given(AREA, registered('CO2_LINK'))
      .when('SetInfrastructureDetail', detail('mode', 'SHIP'), operator)
      .then('InfrastructureDetailSet');
    given(AREA, registered('CO2_LINK'))
      .when('SetInfrastructureDetail', detail('mode', 'PLANE'), operator)
      .thenRefused('NOT_AN_OPTION');
    given(AREA, registered())
      .when('SetInfrastructureDetail', detail('mode', 'SHIP'), operator)
      .thenRefused('UNKNOWN_FIELD');
  });
  test('an import’s note may stand in a stream of its own, and once', () => {
    const note = { dataset: 'map', version: '1', hash: 'a'.repeat(64), rows: 9, rejected: 0, fileId: 'f' };
    given(AREA).when('RecordCapacityImport', note, steward).then('CapacityDatasetImported');
    given(AREA, { type: 'CapacityDatasetImported', data: note })
      .when('RecordCapacityImport', note, steward)
      .thenNothing(uuid(100));
  });
});

describe('works', () => {
  const scheduled: Happened = {
    type: 'WorkScheduled',
    data: { workId: id('wrk'), name: 'Transformer', when: '2029-Q3' },
  };
  const completed: Happened = { type: 'WorkCompleted', data: { workId: id('wrk'), date: '2026-02-01', addedMW: 40 } };
  const later = { workId: id('wrk'), new: '2030-01-01', reason: 'late' };
  const basis = { basis: { [`work.${id('wrk')}`]: uuid(101) } };
  test('moved by its operator, with what it was before', () => {
    const [draft] = given(AREA, registered(), scheduled)
      .when('RescheduleWork', later, { ...operator, ...basis })
      .then('WorkRescheduled');
    expect(draft?.data).toMatchObject({ old: '2029-Q3', new: '2030-01-01' });
  });
  test('moved by somebody else meanwhile is a conflict', () =>
    given(AREA, registered(), scheduled).when('RescheduleWork', later, operator).thenRefused('EDIT_CONFLICT'));
  test('what is completed moves no more', () =>
    given(AREA, registered(), scheduled, completed)
      .when('RescheduleWork', later, operator)
      .thenRefused('WORK_COMPLETED'));
});

test('any sequence of publications: the last of a direction stands alone, and never one older than before', () => {
  const publication = fc.record({
    direction: fc.constantFrom('OFFTAKE', 'FEED_IN'),
    firm: fc.integer({ min: 0, max: 50 }),
    month: fc.integer({ min: 1, max: 12 }),
    own: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(publication, { maxLength: 25 }), (wishes) => {
      const area = sequence<InfrastructureState>(AREA);
      area.give('RegisterInfrastructure', wish, operator.context);
      const plain: Record<string, { firm: number; asOf: string }> = {};
      for (const { direction, firm, month, own } of wishes) {
        const asOf = `2026-${String(month).padStart(2, '0')}-01`;
        const data = { ...capacity, direction, years: { 2030: { firm } }, asOf };
        const outcome = area.give('PublishCapacity', data, own ? operator.context : other.context);
        const standing = plain[direction];
        if (!own) expect(outcome).toBe('NOT_INFRA_OWNER');
        else if (standing && standing.asOf > asOf) expect(outcome).toBe('OLDER_THAN_PUBLISHED');
        else plain[direction] = { firm, asOf };
      }
      for (const [direction, { firm, asOf }] of Object.entries(plain))
        expect(area.state().capacity[direction]?.at(-1)?.value).toMatchObject({ years: { 2030: { firm } }, asOf });
    }),
    { numRuns: 100 },
  );
});
