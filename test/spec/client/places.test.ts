import { describe, expect, test } from 'vitest';
import { cellKey, cellValue, draftedYears, draftsOf } from '../../../client/pages/places/capacity-draft.ts';
import { fittingRows, orderedRows, type Column, type RowFilters } from '../../../client/pages/places/row-order.ts';
import { bottleneckCodes } from '../../../events/bottlenecks.ts';
import { HIDDEN } from '../../../events/envelope.ts';
import { initial as initialProject, type ProjectState } from '../../../events/project/state.ts';
import { initial as initialSite } from '../../../events/site/state.ts';
import type { Entry } from '../../../events/timeline.ts';
import { bottleneckRows, groupOfBottleneck } from '../../../projections/region-places/bottleneck-rows.ts';
import { carriersIn, placeRows, type PlaceRow } from '../../../projections/region-places/place-rows.ts';
import type { TopicState } from '../../../projections/topic/topic.ts';

/** Rows of sites and projects, what holds them up, and drafts of capacities. */

const uuid = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const entry = <T>(value: T | typeof HIDDEN): Entry<T> => ({
  ...{ value, from: '2026-01-01', event: 'e', index: 1, command: 'c', by: 'act_x', organisation: 'org_x' },
  at: '2026-01-01T00:00:00.000Z',
});

function table(): TopicState {
  const site = (name: string) => ({ ...initialSite(), exists: true, details: { name: [entry(name)] } });
  const project = (siteId: string, more: Partial<ProjectState>): ProjectState => ({
    ...{ ...initialProject(), exists: true, siteId, startYear: [entry(2030)] },
    ...more,
  });
  const need = (amount: number | typeof HIDDEN) => ({
    need: entry({ carrier: 'ELECTRICITY', direction: 'OFFTAKE', amount, unit: 'MW', fromYear: 2030 } as never),
  });
  const bottleneck = (id: string, code: string, severity: number, more = {}) => ({
    ...{ id, code, severity, text: entry('Zo is het') },
    ...more,
  });
  return {
    streams: {
      [`site-${uuid(1)}`]: site('Oven'),
      [`site-${uuid(2)}`]: site('Droger'),
      [`project-${uuid(3)}`]: project(`sit_${uuid(1)}`, {
        details: { title: [entry('Elektrische oven')] },
        needs: { a: need(5), b: need(7.5), c: { ...need(100), withdrawn: entry('gaat niet door') }, d: need(HIDDEN) },
        bottlenecks: {
          a: bottleneck('a', 'FINANCING', 2),
          b: bottleneck('b', 'GRID_CAPACITY', 5, { owner: entry({ ownerOrgId: 'org_x', due: '2026-02-01' }) }),
          c: bottleneck('c', 'H2_NONE', 4, { resolved: entry('De leiding ligt er') }),
        },
      }),
      [`project-${uuid(4)}`]: project(`sit_${uuid(1)}`, {
        details: { title: [entry('Oven op waterstof')] },
        phase: 'CANCELLED',
        startYear: [entry(2032)],
      }),
    },
  };
}

const none: RowFilters = { words: '', sector: '', phase: '', blockedBy: '' };
const titles = (rows: readonly PlaceRow[]) => rows.map(({ site, project }) => project?.title ?? site.name);

describe('rows of sites and projects', () => {
  const rows = placeRows(table(), '2026-06-01');

  test('a row for each project, and one for a site without; needs are summed as far as they can be seen', () => {
    expect(titles(rows).sort()).toEqual(['Droger', 'Elektrische oven', 'Oven op waterstof']);
    const oven = rows.find(({ project }) => project?.title === 'Elektrische oven');
    expect(oven?.project).toMatchObject({ needs: { ELECTRICITY: 12.5 }, blockedBy: ['GRID_CAPACITY', 'FINANCING'] });
    expect(carriersIn(rows)).toEqual(['ELECTRICITY']);
    expect(placeRows(table(), '2026-06-01', (id) => id === `sit_${uuid(2)}`)).toHaveLength(1);
  });

  test('what has no value stands last whichever way one sorts', () => {
    const order = (column: Column, up: boolean) => titles(orderedRows(rows, column, up));
    expect(order('startYear', true)).toEqual(['Elektrische oven', 'Oven op waterstof', 'Droger']);
    expect(order('startYear', false)).toEqual(['Oven op waterstof', 'Elektrische oven', 'Droger']);
    expect(order('ELECTRICITY', true)[0]).toBe('Elektrische oven');
    expect(order('site', true)).toEqual(['Droger', 'Elektrische oven', 'Oven op waterstof']);
  });

  test('filters narrow together', () => {
    expect(titles(fittingRows(rows, { ...none, words: 'OVEN water' }))).toEqual(['Oven op waterstof']);
    expect(titles(fittingRows(rows, { ...none, blockedBy: 'FINANCING' }))).toEqual(['Elektrische oven']);
    expect(fittingRows(rows, { ...none, blockedBy: 'FINANCING', phase: 'CANCELLED' })).toEqual([]);
    expect(fittingRows(rows, none)).toEqual(rows);
  });
});

test('bottlenecks: what is open first, by the taxonomy; late is what is past its day', () => {
  const rows = bottleneckRows(table(), '2026-06-01');
  expect(rows.map(({ id, resolved, overdue }) => [id, resolved, overdue])).toEqual([
    ['b', false, true],
    ['a', false, false],
    ['c', true, false],
  ]);
  expect(new Set(bottleneckCodes.map(groupOfBottleneck)).size).toBe(9);
  expect(groupOfBottleneck('CO2_LATE')).toBe('CO2');
  expect(groupOfBottleneck('POLICY_UNCERTAINTY')).toBe('TOGETHER');
});

describe('a draft of capacities', () => {
  const key = (what: 'firm' | 'planned', year: number) => cellKey('inf_a', 'OFFTAKE', what, year);

  test('changes what stands and leaves the rest; a year that is made empty goes', () => {
    const standing = { 2026: { firm: 10 }, 2027: { firm: 12, planned: 3 } };
    const drafts = { [key('firm', 2026)]: '', [key('planned', 2027)]: '4,5', [key('firm', 2028)]: '1.000' };
    const years = { 2027: { firm: 12, planned: 4.5 }, 2028: { firm: 1000 } };
    expect(draftedYears(standing, drafts, 'nl')).toEqual({ years, alone: [] });
    expect(standing[2026]).toEqual({ firm: 10 });
  });

  test('what is planned needs what is firm beside it', () => {
    expect(draftedYears({}, { [key('planned', 2030)]: '5' }, 'nl').alone).toEqual([2030]);
  });

  test('is of one direction of one grid; a cell holds a number that fits, or nothing', () => {
    const other = cellKey('inf_a', 'FEED_IN', 'firm', 2026);
    expect(draftsOf({ [key('firm', 2026)]: '1', [other]: '2' }, 'inf_a', 'OFFTAKE')).toEqual({
      [key('firm', 2026)]: '1',
    });
    expect([cellValue(' ', 'nl'), cellValue('2,5', 'nl'), cellValue('2.5', 'en')]).toEqual([null, 2.5, 2.5]);
    expect([cellValue('-1', 'nl'), cellValue('veel', 'nl'), cellValue('2000000', 'nl')]).toEqual([NaN, NaN, NaN]);
  });
});
