import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amsterdamDay } from '../../../events/timeline.ts';
import { daysOf, type Entry } from '../../../client/pages/history/days.ts';
import { filterNames, filtersOf, historyQuery, startOfDay } from '../../../client/pages/history/filters.ts';
import { sizeOf } from '../../../client/pages/history/proof-stand.ts';
import { placeAt, placeByKey, placeOnDay, type Moment } from '../../../client/past/steps.ts';
import { recorded, uuid } from '../given.ts';

const at = (index: number, instant: string): Moment => ({ index, at: instant });
// 22:30 UTC on 1 March is past 23:00 in Amsterdam, 23:30 is the next day there
const moments = [
  at(3, '2026-03-01T10:00:00.000Z'),
  at(5, '2026-03-01T22:30:00.000Z'),
  at(9, '2026-03-01T23:30:00.000Z'),
  at(14, '2026-03-04T09:00:00.000Z'),
  at(20, '2026-03-04T10:00:00.000Z'),
];

describe('the slider', () => {
  test('is at the last moment that is not after what is shown', () => {
    expect([2, 3, 4, 13, 14, 1e9].map((index) => placeAt(moments, index))).toEqual([-1, 0, 0, 2, 3, 4]);
    expect(
      ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03', '2027-01-01'].map((day) => placeOnDay(moments, day)),
    ).toEqual([-1, 1, 2, 2, 4]);
  });

  test('goes by an event, by a day, and to the ends', () => {
    const from = (place: number) => (key: string) => placeByKey(moments, place, key);
    expect(['ArrowLeft', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'Home', 'End'].map(from(2))).toEqual([1, 1, 3, 3, 0, 4]);
    expect(from(4)('PageDown')).toBe(2);
    expect(from(2)('PageDown')).toBe(1);
    expect(from(0)('PageUp')).toBe(2);
    expect(from(2)('PageUp')).toBe(4);
    expect(from(3)('Tab')).toBeUndefined();
  });

  test('never leaves what there is, and comes to every moment', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'];
    fc.assert(
      fc.property(fc.nat(4), fc.array(fc.constantFrom(...keys)), (start, pressed) => {
        const end = pressed.reduce((place, key) => placeByKey(moments, place, key) ?? place, start);
        return moments[end] !== undefined;
      }),
    );
    const reached = new Set([0]);
    for (let place = 0; place < 4;) reached.add((place = placeByKey(moments, place, 'ArrowRight') ?? 9));
    expect(reached.size).toBe(moments.length);
  });
});

describe('filters', () => {
  test('are what the address says, letter by letter, and nothing else', () => {
    const address = new URLSearchParams('wie=act_a&woorden=1e3&van=2026-03-29&tot=gisteren&x=1');
    const filters = filtersOf((name) => address.get(name) ?? undefined);
    expect(filters).toEqual({
      ...Object.fromEntries(filterNames.map((name) => [name, ''])),
      ...{ wie: 'act_a', woorden: '1e3', van: '2026-03-29' },
    });
    expect(Object.fromEntries(new URLSearchParams(historyQuery('subject=pln_x', filters)))).toEqual({
      ...{ subject: 'pln_x', actor: 'act_a', q: '1e3', from: '2026-03-28T23:00:00.000Z' },
    });
  });

  test('of a period are whole days in Amsterdam, also when the clock changes', () => {
    const filters = { ...filtersOf(() => undefined), van: '2026-03-29', tot: '2026-03-29' };
    const query = new URLSearchParams(historyQuery('', filters));
    expect([query.get('from'), query.get('to')]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z']);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          const begin = startOfDay(day);
          const before = new Date(Date.parse(begin) - 1).toISOString();
          return amsterdamDay(begin) === day && amsterdamDay(before) < day;
        },
      ),
    );
  });
});

test('entries stand by day; writing without a pause is one line', () => {
  const stream = `narrative-${uuid(1)}_risks`;
  const entry = (index: number, recordedAt: string, type = 'TextEdited', actor = 'act_a'): Entry => ({
    index,
    slot: 'x',
    sentence: { nl: 'x', en: 'y' },
    event: recorded(stream, index, { type, data: {}, meta: { recordedAt, actor } }),
  });
  const days = daysOf([
    entry(9, '2026-03-02T10:00:50.000Z'),
    entry(8, '2026-03-02T10:00:10.000Z'),
    entry(7, '2026-03-02T09:59:30.000Z'),
    entry(6, '2026-03-02T09:59:20.000Z', 'TextEdited', 'act_b'),
    entry(5, '2026-03-01T23:10:00.000Z', 'TextSnapshotTaken'),
    entry(4, '2026-03-01T22:50:00.000Z'),
  ]);
  expect(days.map(({ day, lines }) => [day, ...lines.map((line) => [line.entry.index, line.count])])).toEqual([
    ['2026-03-02', [9, 3], [6, 1], [5, 1]],
    ['2026-03-01', [4, 1]],
  ]);
});

test('the size of a checkpoint is its second line', () => {
  expect(sizeOf('regiotafel.example/log\n1234\nAAAA=\n\n— regiotafel.example/log x\n')).toBe(1_234);
  for (const note of ['', 'a\n12', 'a\n-1\nb\n', 'a\nx\nb\n', '{"code":"NOT_FOUND"}'])
    expect(sizeOf(note)).toBeUndefined();
});
