import { expect, test } from 'vitest';
import { slotOf } from '../../../server/readmodels/slots.ts';
import { recorded } from '../given.ts';

const slot = (type: string, data: Record<string, unknown>): string => slotOf(recorded('site-x', 1, { type, data }));

test('what stands apart in a stream has a history of its own', () => {
  const use = { year: 2024, MWh: 1 };
  expect(slot('EnergyUseReported', { ...use, carrier: 'OIL' })).not.toBe(
    slot('EnergyUseReported', { ...use, carrier: 'NATURAL_GAS' }),
  );
  const indicator = { year: 2024, value: 1 };
  expect(slot('RegionIndicatorSet', { ...indicator, key: 'industryJobsShare' })).toBe(
    slot('RegionIndicatorSet', { ...indicator, key: 'industryJobsShare', year: 2025 }),
  );
  expect(slot('RegionIndicatorSet', { ...indicator, key: 'industryJobsShare' })).not.toBe(
    slot('RegionIndicatorSet', { ...indicator, key: 'anotherShare' }),
  );
  expect(slot('FlexPotentialStated', { type: 'SHIFT' })).not.toBe(slot('FlexPotentialStated', { type: 'SHED' }));
  expect(slot('PlanDetailSet', { field: 'backupMW', value: 1 })).toBe('backupMW');
  expect(slot('BottleneckReported', { bottleneckId: 'btl_1', code: 'STAFF' })).toBe('btl_1');
});
