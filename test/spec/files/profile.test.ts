import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readProfile } from '../../../server/files/profile.ts';
import type { ProfileReading } from '../../../server/files/profile-facts.ts';

/** A year of values, as offices write it down: what is read of it, and what is said of what cannot be. */

const kW: ProfileReading = { year: 2025, unit: 'kW', direction: 'OFFTAKE' };
const year = (rows: number, row: (n: number) => string, header = ''): string =>
  header + Array.from({ length: rows }, (_, n) => row(n)).join('\n');
const read = (text: string, reading = kW) => {
  const profile = readProfile(text, reading);
  if ('errors' in profile) throw new Error(JSON.stringify(profile.errors[0]));
  return profile;
};
const errors = (text: string, reading = kW) => {
  const profile = readProfile(text, reading);
  return 'errors' in profile ? profile.errors.map(({ line, code }) => `${line} ${code}`) : [];
};
/** What a clock on the wall in Amsterdam shows so many steps after the year began. */
const wall = (
  n: number,
  minutes: number,
  zone: Zone = 'Europe/Amsterdam',
  begin = Date.UTC(2024, 11, 31, 23),
): string => clocks[zone].format(begin + n * minutes * 60_000);
type Zone = 'Europe/Amsterdam' | 'UTC';
const clock = (timeZone: Zone) =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
const clocks = { 'Europe/Amsterdam': clock('Europe/Amsterdam'), UTC: clock('UTC') };

describe('what is read', () => {
  test.each([
    [2025, 8_760, 'PT1H', 1],
    [2024, 8_784, 'PT1H', 1],
    [2025, 35_040, 'PT15M', 4],
    [2024, 35_136, 'PT15M', 4],
  ])('%i with %i values is a step of %s', (of, rows, step, perHour) => {
    const { facts, values } = read(
      year(rows, (n) => (n === 7 ? '2500' : '1000')),
      { ...kW, year: of },
    );
    expect(facts).toMatchObject({ step, values: rows, peakMW: 2.5, year: of });
    expect(facts.MWh).toBeCloseTo((rows + 1.5) / perHour, 6);
    expect(values.slice(6, 9)).toEqual([1, 2.5, 1]);
    expect(facts.notes).toEqual(of === 2024 ? ['NO_TIMES', 'LEAP_YEAR'] : ['NO_TIMES']);
  });

  test.each([
    ['kW', '1250', 1.25],
    ['MW', '1,25', 1.25],
    ['kWh', '312.5', 1.25],
    ['MWh', '0,3125', 1.25],
  ] as const)('a quarter in %s of %s is %d MW', (unit, said, MW) => {
    expect(
      read(
        year(35_040, () => said),
        { ...kW, unit },
      ).values[17],
    ).toBe(MW);
  });

  test('a header, times, semicolons and decimal commas as a Dutch spreadsheet writes them', () => {
    const text = `\uFEFFTijd;Afname (kW)\r\n${year(8_760, (n) => `${wall(n, 60, 'UTC', Date.UTC(2025, 0, 1)).replace(/(\d+)-(\d+)-(\d+)/, '$3-$2-$1')};"1.000"`).replaceAll('"1.000"', '12,5').replaceAll('\n', '\r\n')}\r\n\r\n`; // prettier-ignore
    expect(read(text).facts).toMatchObject({ peakMW: 0.0125, notes: ['TIMES_WINTER', 'DECIMAL_COMMA'] });
  });

  test.each([
    ['the clock on the wall', (n: number) => wall(n, 15), ['TIMES_LOCAL']],
    ['its ends of steps', (n: number) => wall(n + 1, 15), ['TIMES_LOCAL', 'TIMES_AT_END']],
    ['winter time all year', (n: number) => wall(n, 15, 'UTC', Date.UTC(2025, 0, 1)), ['TIMES_WINTER']],
    ['moments of UTC', (n: number) => `${wall(n, 15, 'UTC', Date.UTC(2025, 0, 1)).replace(' ', 'T')}:00Z`, ['TIMES_UTC']], // prettier-ignore
    ['moments of the year here', (n: number) => `${wall(n, 15, 'UTC')}Z`, ['TIMES_LOCAL']],
  ])('times by %s', (_, time, notes) => {
    expect(read(year(35_040, (n) => `${time(n)},1.5`)).facts.notes).toEqual(notes);
  });
});

describe('what is wrong, by its line', () => {
  test('words, nothing, a minus, too much', () => {
    const row = (n: number): string => ['-1', 'storing', '1,5', '99999999999'][[3, 9, 12, 20].indexOf(n)] ?? '7';
    expect(errors(year(8_760, (n) => (n === 9 ? 'storing' : '7'), 'kW\n'))).toEqual(['11 PROFILE_NO_NUMBER']);
    expect(errors(year(8_760, (n) => (n === 9 ? '7' : row(n))))).toEqual(['4 PROFILE_OUT_OF_RANGE', '21 PROFILE_OUT_OF_RANGE']); // prettier-ignore
    expect(errors(year(8_760, (n) => (n === 4 ? '2025-01-01 04:00;' : `${wall(n, 60)};7`)))).toEqual(['5 PROFILE_NO_NUMBER']); // prettier-ignore
    expect(errors(year(8_760, (n) => (n === 4 ? '1.250,5' : '7')))).toEqual(['5 PROFILE_NO_NUMBER']);
    expect(errors(year(8_760, (n) => (n === 4 ? '1.5' : '7,5')))).toEqual(['5 PROFILE_MIXED_DECIMALS']);
  });

  test('no more than twenty are named', () => {
    expect(errors(year(8_760, () => 'x')).length).toBe(20);
  });

  test('a year of another length, and one that lacks the hour of a clock that was changed', () => {
    expect(errors(year(365, () => '7'))).toEqual(['365 PROFILE_COUNT']);
    expect(errors('')).toEqual(['1 PROFILE_COUNT']);
    expect(
      errors(
        year(8_760, () => '7'),
        { ...kW, year: 2024 },
      ),
    ).toEqual(['8760 PROFILE_COUNT']);
    expect(errors(year(35_036, () => '7'))).toEqual(['35036 PROFILE_COUNT_CLOCK']);
  });

  test('times that jump, begin elsewhere, or are there now and then', () => {
    expect(errors(year(8_760, (n) => `${wall(n + (n > 99 ? 1 : 0), 60)};7`))).toEqual(['101 PROFILE_TIME']);
    expect(errors(year(8_760, (n) => `${wall(n + 30, 60)};7`))).toEqual(['1 PROFILE_TIME']);
    expect(errors(year(8_760, (n) => `${n === 50 ? 'gisteren' : wall(n, 60)};7`))).toEqual(['51 PROFILE_NO_TIME']);
    // forwards in March, and not back in October
    const never = (n: number): string => wall(n < 5_000 ? n : n + 1, 60, n < 5_000 ? 'Europe/Amsterdam' : 'UTC', n < 5_000 ? undefined : Date.UTC(2025, 0, 1)); // prettier-ignore
    expect(errors(year(8_760, (n) => `${never(n)};7`))[0]).toMatch(/PROFILE_TIME$/);
  });

  test('in words that name the line’s own content', () => {
    const profile = readProfile(
      year(8_760, (n) => (n === 9 ? 'storing' : '7')),
      kW,
    );
    expect('errors' in profile && profile.errors[0]?.sentences.nl).toMatch(/“storing” is geen getal/);
  });
});

const real = fileURLToPath(new URL('../../../../shared/data/profiles_nl/hotmaps_NL_industry_heat_load_2018.csv', import.meta.url)); // prettier-ignore
test.skipIf(!existsSync(real))('a real year of paper mills, hour by hour', () => {
  const [header = '', ...lines] = readFileSync(real, 'utf8').trim().split(/\r?\n/);
  const column = header.split(',').indexOf('paper');
  const text = ['hour,paper', ...lines.map((line) => `${line.split(',')[0]},${line.split(',')[column]}`)].join('\n');
  const { facts, values } = read(text, { ...kW, year: 2018 });
  expect(facts).toMatchObject({ step: 'PT1H', values: 8_760, notes: ['NO_TIMES'] });
  expect(values[0]).toBeCloseTo(0.10907165, 8);
});
