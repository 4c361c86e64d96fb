import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import type { ParameterState } from '../../../events/parameter/state.ts';
import { entryOn } from '../../../events/timeline.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const price = {
  key: 'ets.priceEUR',
  value: 75,
  low: 60,
  high: 110,
  unit: 'EUR/t',
  validFrom: '2026-01-01',
  sourceRef: 'estimate',
};
const set: Happened = { type: 'ParameterSet', data: price };

test('a parameter is set in the one stream of them, on what stands', () => {
  given(PARAMETERS_SUBJECT).when('SetParameter', price).then('ParameterSet');
  given(id('par')).when('SetParameter', price).thenRefused('NOT_FOUND');
  given(PARAMETERS_SUBJECT, set).when('SetParameter', price).thenNothing(uuid(100));
  given(PARAMETERS_SUBJECT, set)
    .when('SetParameter', { ...price, value: 80 })
    .thenRefused('EDIT_CONFLICT', { field: 'ets.priceEUR' });
  given(PARAMETERS_SUBJECT, set)
    .when('SetParameter', { ...price, value: 80 }, { basis: { 'ets.priceEUR': uuid(100) } })
    .then('ParameterSet');
});

test('its bounds lie around it; a text has none', () => {
  given(PARAMETERS_SUBJECT)
    .when('SetParameter', { ...price, low: 76 })
    .thenRefused('BOUNDS_REVERSED');
  given(PARAMETERS_SUBJECT)
    .when('SetParameter', { ...price, value: 'open' })
    .thenRefused('BOUNDS_REVERSED');
  const date = {
    key: 'scheme.flexE.openTo',
    value: '2025-10-15',
    unit: 'day',
    validFrom: '2025-01-01',
    sourceRef: 'letter',
  };
  given(PARAMETERS_SUBJECT).when('SetParameter', date).then('ParameterSet');
});

test('any sequence: on each day the value that was set for it last, and a version that counts', () => {
  const step = fc.record({ month: fc.integer({ min: 1, max: 12 }), value: fc.integer({ min: 60, max: 110 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 12 }), (steps, on) => {
      const all = sequence<ParameterState>(PARAMETERS_SUBJECT);
      const months: Record<number, number> = {};
      let version = 0;
      let last = '';
      const day = (n: number) => `2026-${String(n).padStart(2, '0')}-01`;
      for (const { month, value } of steps) {
        all.give('SetParameter', { ...price, value, validFrom: day(month) });
        if (last !== `${month} ${value}`) version++;
        last = `${month} ${value}`;
        months[month] = value;
      }
      const holds = Object.keys(months)
        .map(Number)
        .filter((month) => month <= on);
      const told = holds.length === 0 ? undefined : months[Math.max(...holds)];
      const entry = entryOn(all.state().values['ets.priceEUR'] ?? [], day(on))?.value;
      expect(entry && 'value' in entry ? entry.value : undefined).toBe(told);
      expect(all.state().version).toBe(version);
    }),
    { numRuns: 100 },
  );
});
