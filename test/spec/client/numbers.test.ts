import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatDay,
  formatInstant,
  formatNumber,
  formatTonnes,
  formatUnit,
  parseNumber,
} from '../../../client/app/i18n/format.ts';

describe('numbers', () => {
  test.each([
    ['1.234,5', 'nl', 1234.5],
    ['1,234.5', 'en', 1234.5],
    ['1.234', 'nl', 1234],
    ['1.234', 'en', 1.234],
    ['1,234', 'nl', 1.234],
    ['1,234', 'en', 1234],
    ['12.5', 'nl', 12.5],
    ['12,5', 'en', 12.5],
    ['12,5', 'nl', 12.5],
    [' 1 234 567 ', 'nl', 1_234_567],
    ['1.234.567,8', 'nl', 1_234_567.8],
    ['-3,2', 'nl', -3.2],
    ['−3,2', 'nl', -3.2],
    ['+7', 'en', 7],
    [',5', 'nl', 0.5],
    ['5,', 'nl', 5],
    ['0', 'nl', 0],
  ] as const)('%s in %s is %d', (text, language, value) => {
    expect(parseNumber(text, language)).toBe(value);
  });

  test.each(['', '-', '.', ',', 'twaalf', '1e3', '0x10', '1.2.3', '1,2,3', '1.23,4.5', '12 MW', '∞', 'NaN'])(
    '"%s" is none',
    (text) => {
      expect(parseNumber(text, 'nl')).toBeNaN();
      expect(parseNumber(text, 'en')).toBeNaN();
    },
  );

  test('what is shown is read back as what it was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom('nl', 'en'),
        fc.nat(6),
        (n, language, digits) => {
          const value = n / 10 ** digits;
          expect(parseNumber(formatNumber(value, language, 6), language)).toBeCloseTo(value, 6);
        },
      ),
    );
  });

  test('have their unit, and a unit that fits their size', () => {
    expect(formatUnit(8.25, 'MW', 'nl')).toBe('8,3\u00a0MW');
    expect(formatTonnes(68_507_322, 'nl')).toBe('68,5\u00a0Mt');
    expect(formatTonnes(4_093_369, 'en')).toBe('4.09\u00a0Mt');
    expect(formatTonnes(41_000, 'nl')).toBe('41\u00a0kt');
    expect(formatTonnes(0, 'nl')).toBe('0\u00a0t');
  });
});

describe('times', () => {
  test('are those of the Netherlands, in both seasons', () => {
    expect(formatInstant('2026-01-15T23:30:00.000Z', 'nl')).toContain('16 jan');
    expect(formatInstant('2026-07-15T21:30:00.000Z', 'en')).toContain('23:30');
    expect(formatDay('2027-03-03', 'nl')).toBe('3 maart 2027');
    expect(formatDay('2027-03-03', 'en')).toBe('3 March 2027');
  });

  test('ago', () => {
    const now = Date.parse('2026-06-01T12:00:00Z');
    expect(formatAgo('2026-06-01T11:59:30Z', now, 'nl')).toBe('zojuist');
    expect(formatAgo('2026-06-01T11:57:00Z', now, 'nl')).toBe('3 minuten geleden');
    expect(formatAgo('2026-05-31T12:00:00Z', now, 'en')).toBe('yesterday');
    expect(formatAgo('2027-01-01T00:00:00Z', now, 'en')).toBe('just now');
  });
});
