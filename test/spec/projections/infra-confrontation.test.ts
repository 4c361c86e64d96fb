import { describe, expect, test } from 'vitest';
import { infraConfrontation } from '../../../projections/infra-confrontation/infra-confrontation.ts';
import { id } from '../given.ts';
import { area, company, needing, project, site, stage, tableOf, type Line } from './a-table.ts';

const MW = (amount: number, more: object = {}) => ({ carrier: 'ELECTRICITY', amount, unit: 'MW', ...more });
const H2 = (amount: number, more: object = {}) => ({ carrier: 'HYDROGEN', amount, unit: 'MW', ...more });

function gridArea(n: number, more: object = {}): Line {
  const geometry = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [4.9, 51.9],
          [5.6, 51.9],
          [5.6, 52.1],
          [4.9, 52.1],
          [4.9, 51.9],
        ],
      ],
    ],
  };
  return [area(n), 'InfrastructureRegistered', { kind: 'GRID_AREA', operatorId: company(9), geometry, ...more }];
}
function published(n: number, years: Record<string, object>, more: object = {}): Line {
  const said = { direction: 'OFFTAKE', years, unit: 'MW', asOf: '2026-12-01', sourceRef: 'kaart' };
  return [area(n), 'CapacityPublished', { ...said, ...more }];
}
function requested(n: number, requestedOn: string, amount: number, more: object = {}): Line {
  const asked = { requestId: id('req', n), operatorId: company(9), requestedOn, wantedYear: 2027 };
  return [project(n), 'ConnectionRequested', { ...asked, direction: 'OFFTAKE', ...MW(amount), ...more }];
}
const flex = (n: number, MW: number): Line => [
  site(n),
  'FlexPotentialStated',
  { type: 'SHIFT', MW, maxHours: 4, calls: 50 },
];
const section = (n: number, year: number, firmness = 'FIRM'): Line[] => [
  [area(n), 'InfrastructureRegistered', { kind: 'H2_SECTION', operatorId: company(9), geometry: null }],
  [area(n), 'SectionYearChanged', { new: year, firmness, sourceRef: 'kaart' }],
];

/** OS-A of domain C1. */
const osA: Line[] = [
  gridArea(1),
  published(1, { 2027: { firm: 10 }, 2028: { firm: 10 }, 2029: { firm: 25 }, 2030: { firm: 25, planned: 15 } }),
];
const confronted = (lines: readonly Line[], on?: string) => infraConfrontation(tableOf(lines, on), 2);
const outcome = (lines: readonly Line[]) =>
  confronted(lines).projects.map(({ title, verdict, needs, earliestYear }) => [
    title.slice(-1),
    verdict,
    needs.map(({ bottleneck }) => bottleneck).join(),
    earliestYear,
  ]);

test('the vector of domain C1, from what is in the log', () => {
  const lines = [
    ...stage(4),
    ...osA,
    ...section(2, 2032),
    flex(2, 4),
    ...needing(1, 1, 2027, MW(6)),
    ...needing(2, 2, 2027, MW(8)),
    ...needing(3, 3, 2029, MW(12)),
    ...needing(4, 4, 2029, H2(20, { sectionId: area(2) })),
    // efficiency: needs nothing, and counts nowhere
    ...needing(5, 4, 2028, MW(0)),
  ];
  expect(outcome(lines)).toEqual([
    ['1', 'FEASIBLE', '', 2027],
    ['2', 'POSSIBLY', 'GRID_FLEX_NEEDED', 2029],
    ['3', 'POSSIBLY', 'GRID_LATE', 2030],
    ['4', 'NOT_FEASIBLE', 'H2_LATE', 2032],
  ]);
  expect(confronted(lines).share).toBe(3 / 4);
  const [offtake] = confronted(lines).areas;
  expect(offtake?.years.slice(0, 5)).toEqual([
    { year: 2027, firmMW: 10, plannedMW: 0, queueMW: 0, projectsMW: 14 },
    { year: 2028, firmMW: 10, plannedMW: 0, queueMW: 0, projectsMW: 14 },
    { year: 2029, firmMW: 25, plannedMW: 0, queueMW: 0, projectsMW: 26 },
    { year: 2030, firmMW: 25, plannedMW: 15, queueMW: 0, projectsMW: 26 },
    { year: 2031, queueMW: 0, projectsMW: 26 },
  ]);
});

describe('what counts, and in which order', () => {
  const two = [...stage(2), ...osA, ...needing(1, 1, 2027, MW(6)), ...needing(2, 2, 2027, MW(8))];

  test('who asked first comes first, whenever that was recorded; who has not asked comes last', () => {
    expect(outcome([...two, requested(2, '2026-05-01', 8)]).map(([name, verdict]) => [name, verdict])).toEqual([
      ['2', 'FEASIBLE'],
      ['1', 'POSSIBLY'],
    ]);
    const both = [...two, requested(2, '2026-05-01', 8), requested(1, '2026-04-01', 6)];
    expect(outcome(both).map(([name]) => name)).toEqual(['1', '2']);
    const [second] = outcome([
      ...both,
      [project(1), 'ConnectionRequestWithdrawn', { requestId: id('req', 1), reason: 'x' }],
    ]);
    expect(second?.[0]).toBe('2');
  });

  test('of a published queue what can be seen here is not counted as others’, if it stood in it then', () => {
    const queue = published(1, { 2027: { firm: 10 } }, { queueMW: 9 });
    const one = [...stage(1), gridArea(1), queue, ...needing(1, 1, 2027, MW(8))];
    const of = (lines: readonly Line[]) => confronted(lines).projects.map(({ verdict }) => verdict);
    expect(of(one)).toEqual(['NOT_FEASIBLE']);
    expect(of([...one, requested(1, '2026-11-30', 8)])).toEqual(['FEASIBLE']);
    expect(of([...one, requested(1, '2026-12-02', 8)])).toEqual(['NOT_FEASIBLE']);
  });

  test.each<[string, Line[]]>([
    ['cancelled', [[project(1), 'ProjectCancelled', { reasonCode: 'FINANCING', text: 'geen geld' }]]],
    ['running, as the capacity is net of it', [[project(1), 'ProjectRealised', { date: '2026-12-01', actual_t: 900 }]]],
    ['withdrawn', [[project(1), 'InfraNeedWithdrawn', { needId: id('ned', 1), reason: 'anders' }]]],
    [
      'not the preferred alternative',
      [[project(1), 'ProjectAlternativeLinked', { groupId: id('grp'), preferred: false }]],
    ],
    ['outside Cluster 6', [[site(1), 'ClusterAssigned', { cluster: 'RIJNMOND', basis: 'haven', from: '2026-01-01' }]]],
  ])('a project that is %s is in nobody’s way', (_, more) => {
    expect(outcome([...two, ...more])).toEqual([['2', 'FEASIBLE', '', 2027]]);
  });

  test('a temporary route counts while it lasts', () => {
    const until = (year: number): Line[] => [
      [project(1), 'ProjectAlternativeLinked', { groupId: id('grp'), preferred: false, temporaryUntil: year }],
    ];
    expect(outcome([...two, ...until(2028)]).map(([name]) => name)).toEqual(['1', '2']);
    expect(outcome([...two, ...until(2026)]).map(([name]) => name)).toEqual(['2']);
  });

  test('a project that was delayed needs nothing before it starts', () => {
    const delayed: Line = [
      project(1),
      'ProjectDelayed',
      { oldYear: 2027, newYear: 2029, bottleneckCodes: ['GRID_CAPACITY'] },
    ];
    expect(outcome([...two, delayed])).toEqual([
      ['1', 'FEASIBLE', '', 2029],
      ['2', 'FEASIBLE', '', 2027],
    ]);
  });
});

describe('which grid, and what is not known of it', () => {
  const asks = (more: object = {}) => [...stage(1), ...needing(1, 1, 2027, MW(5, more))];

  test('the one that is named, else that of the contract, else the smallest around the site', () => {
    const large = [gridArea(2), published(2, { 2027: { firm: 3 } })];
    const small = [gridArea(1, { offtakeParentId: area(2) }), published(1, { 2027: { firm: 50 } })];
    const at = (lines: readonly Line[]) => confronted(lines).projects[0]?.needs[0]?.at;
    expect(at([...asks({ areaId: area(2) }), ...large, ...small])).toBe(area(2));
    expect(at([...asks(), ...large, ...small])).toBe(area(1));
    const contract: Line = [
      site(1),
      'ConnectionContractRecorded',
      {
        ...{ connectionId: id('con'), offtakeAreaId: area(2), offtakeMW: 1, feedInMW: 0, physicalMVA: 2 },
        ...{ voltageKV: 10, right: 'FIRM', from: '2020-01-01' },
      },
    ];
    expect(at([...asks(), ...large, ...small, contract])).toBe(area(2));
    // all above it count, too
    expect(outcome([...asks(), ...large, ...small])).toEqual([['1', 'NOT_FEASIBLE', 'GRID_CAPACITY', null]]);
  });

  test.each<[string, Line[]]>([
    ['no grid at all', []],
    ['one of which nothing was published', [gridArea(1)]],
    [
      'one below another that is not on the table',
      [gridArea(1, { offtakeParentId: area(7) }), published(1, { 2027: { firm: 50 } })],
    ],
    ['one of a later year only', [gridArea(1), published(1, { 2030: { firm: 50 } })]],
  ])('%s: possibly, unknown', (_, grids) => {
    expect(outcome([...asks(), ...grids])).toEqual([['1', 'POSSIBLY', 'GRID_UNKNOWN', null]]);
  });

  test('feed-in is confronted with what was published of feed-in', () => {
    const given = published(1, { 2027: { firm: 2 } }, { direction: 'FEED_IN' });
    const lines = [...asks({ direction: 'FEED_IN' }), gridArea(1), published(1, { 2027: { firm: 50 } }), given];
    expect(outcome(lines)).toEqual([['1', 'NOT_FEASIBLE', 'GRID_CAPACITY', null]]);
    expect(confronted(lines).areas.map(({ direction }) => direction)).toEqual(['OFFTAKE', 'FEED_IN']);
  });

  test('a pipe of another carrier carries nothing; a project with two needs goes as its worst', () => {
    const lines = [...asks(), ...osA, ...section(2, 2026)];
    const second: Line = [
      project(1),
      'InfraNeedStated',
      { needId: id('ned', 2), direction: 'OFFTAKE', fromYear: 2027, ...H2(3) },
    ];
    expect(outcome([...lines, second])).toEqual([['1', 'NOT_FEASIBLE', ',H2_NONE', null]]);
    const right: Line = [
      project(1),
      'InfraNeedStated',
      { needId: id('ned', 2), direction: 'OFFTAKE', fromYear: 2027, ...H2(3, { sectionId: area(2) }) },
    ];
    expect(outcome([...lines, right])).toEqual([['1', 'FEASIBLE', ',', 2027]]);
    const wrong: Line = [
      project(1),
      'InfraNeedStated',
      {
        needId: id('ned', 2),
        direction: 'OFFTAKE',
        fromYear: 2027,
        carrier: 'CO2',
        unit: 't/h',
        amount: 3,
        sectionId: area(2),
      },
    ];
    expect(outcome([...lines, wrong])).toEqual([['1', 'NOT_FEASIBLE', ',CO2_NONE', null]]);
  });

  test('as it holds on a day: a capacity of later is not known before', () => {
    const lines = [
      ...asks(),
      gridArea(1),
      published(1, { 2027: { firm: 2 } }),
      published(1, { 2027: { firm: 50 } }, { asOf: '2027-06-01' }),
    ];
    expect(confronted(lines, '2027-01-01').projects[0]?.verdict).toBe('NOT_FEASIBLE');
    expect(confronted(lines, '2027-07-01').projects[0]?.verdict).toBe('FEASIBLE');
  });
});
