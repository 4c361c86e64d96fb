import { describe, expect, test } from 'vitest';
import type { Sees } from '../../../events/visibility.ts';
import { bottleneckMap } from '../../../projections/region-models/bottleneck-map.ts';
import { energyFlows } from '../../../projections/region-models/energy-flows.ts';
import { gateCalendar } from '../../../projections/region-models/gate-calendar.ts';
import { groupConnections } from '../../../projections/region-models/group-connections.ts';
import { heatMatches } from '../../../projections/region-models/heat-matches.ts';
import { filterLessons, lessonsLibrary } from '../../../projections/region-models/lessons-library.ts';
import { planBoard } from '../../../projections/region-models/plan-board.ts';
import { suggestionRows } from '../../../projections/region-models/suggestion-rows.ts';
import type { Table } from '../../../projections/region-models/table.ts';
import { changeRows, countChange, type ChangeCounts } from '../../../projections/region-models/who-changed-what.ts';
import { regionOverview } from '../../../projections/region-overview/region-overview.ts';
import { topic } from '../../../projections/topic/projection.ts';
import { id } from '../given.ts';
import { area, company, eventsOf, needing, project, REGION, site, stage, tableOf, type Line } from './a-table.ts';

/** Given what is in the log, the models of a region. */

const plan = (n: number): string => id('pln', n);
function started(n: number, kind = 'SHARED_HEAT', more: object = {}): Line[] {
  const begun = { regionId: REGION, kind, title: `Plan ${n}`, initiatorOrg: company(1), ...more };
  return [
    [plan(n), 'SynergyPlanStarted', begun],
    [plan(n), 'ParticipantJoined', { orgId: company(1), role: 'INITIATOR', siteIds: [site(1)] }],
  ];
}
const milestone = (n: number, gate: string, date: string): Line => [
  plan(n),
  'MilestonePlanned',
  { milestoneId: id('mst', n), name: `Poort ${gate}`, date, gate, dependsOn: [], programmeFunded: false },
];
const passed = (n: number, gate: string): Line => [plan(n), 'GatePassed', { gate, decisionId: id('dec') }];
/** What somebody sees who sees classes up to P2 only. */
function redacted(table: Table): Table {
  const sees: Sees = (cls) => cls !== 'P3' && cls !== 'P4';
  return { ...table, state: topic.view(table.state, { sees: () => sees }) };
}

test('the board has a column for each stage with plans, in the order of the stages', () => {
  const parked: Line = [plan(1), 'PlanParked', { reason: 'wacht' }];
  const table = tableOf([...stage(1), ...started(1), parked, ...started(2), ...started(3), passed(3, 'G1')]);
  const plans = regionOverview(table.state, REGION, table.on)?.plans ?? [];
  const board = planBoard(plans).map(({ stage, plans }) => [stage, plans.map(({ title }) => title)]);
  expect(board).toEqual([
    ['DRAFT', ['Plan 2']],
    ['EXPLORING', ['Plan 3']],
    ['PARKED', ['Plan 1']],
  ]);
});

test('the calendar of gates: what was passed, what comes next and when; overdue unless parked', () => {
  const moved: Line = [
    plan(2),
    'MilestoneForecastMoved',
    { milestoneId: id('mst', 2), old: '2026-10-01', new: '2026-12-01', reason: 'later' },
  ];
  const lines = [
    ...[...stage(1), ...started(1), passed(1, 'G1'), milestone(1, 'G2', '2027-05-01')],
    ...[...started(2), milestone(2, 'G1', '2026-10-01'), moved, ...started(3)],
  ];
  const days = gateCalendar(tableOf(lines)).map(({ plan: title, gate, state, day, baseline, overdue }) => [
    ...[title, gate, state, day, baseline, overdue],
  ]);
  expect(days).toEqual([
    ['Plan 1', 'G1', 'PASSED', '2026-03-01', undefined, false],
    ['Plan 2', 'G1', 'OPEN', '2026-12-01', '2026-10-01', true],
    ['Plan 1', 'G2', 'OPEN', '2027-05-01', undefined, false],
    ['Plan 3', 'G1', 'OPEN', undefined, undefined, false],
  ]);
  const parked = gateCalendar(tableOf([...lines, [plan(2), 'PlanParked', { reason: 'wacht' }]]));
  expect(parked.some(({ overdue }) => overdue)).toBe(false);
});

const offer = (at: number, MW: number, T_out: number, MWh: number): Line => [
  site(at),
  'ResidualHeatOffered',
  { offerId: id('ofr', at), MW, T_out, MWh, medium: 'WATER', from: '2026-01-01', firmUntil: '2045-12-31' },
];
const needs = (at: number, peakMW: number, MWh: number, requiredC?: number): Line => [
  site(at),
  'ProcessHeatProfiled',
  { band: 'MT', peakMW, MWh, ...(requiredC === undefined ? {} : { requiredC }) },
];

describe('heat that one gives off and another needs', () => {
  const lines = [...stage(2), offer(1, 8, 95, 64_000), needs(2, 6, 30_000, 85)];

  test('warm enough and near enough, with what it comes to', () => {
    // 2.05 km in a straight line, by a detour of 1.3; 6 MW over 5,000 h are all given
    expect(heatMatches(tableOf(lines))).toEqual([
      {
        ...{ sourceId: site(1), source: 'Locatie 1', sinkId: site(2), sink: 'Locatie 2', sourceC: 95, requiredC: 85 },
        ...{ distanceKm: expect.closeTo(2.67, 2) as number, matchedMWh: 30_000, coverage: 1 },
      },
    ]);
  });
  test.each<[string, Line[]]>([
    ['is not warm enough without what is said: the upper bound of its band', [needs(2, 6, 30_000)]],
    ['is withdrawn', [[site(1), 'ResidualHeatWithdrawn', { offerId: id('ofr', 1), reason: 'x', from: '2026-06-01' }]]],
    ['lies too far', [[site(2), 'SiteRelocated', { address: { city: 'Ver' }, point: [5.2, 52], reason: 'verhuisd' }]]],
  ])('none when it %s', (_, more) => expect(heatMatches(tableOf([...lines, ...more]))).toEqual([]));

  test('a plan in which both sit is named; who sees no figures sees no pair', () => {
    const joined: Line = [plan(1), 'ParticipantJoined', { orgId: company(2), role: 'SINK', siteIds: [site(2)] }];
    const table = tableOf([...lines, ...started(1), joined]);
    expect(heatMatches(table)[0]?.planId).toBe(plan(1));
    expect(heatMatches(redacted(table))).toEqual([]);
  });
});

test('groups on the grid: what is asked, brought in and granted; who may not see the amounts sees none', () => {
  const pledge: Line = [
    plan(1),
    'ContributionPledged',
    {
      ...{ contributionId: id('ctr'), siteId: site(1), kind: 'CAPACITY_MW', amount: 3, unit: 'MW', from: '2027-01-01' },
      firmness: 'FIRM',
    },
  ];
  const granted: Line = [
    area(1),
    'GroupCapacityGranted',
    { planId: plan(1), MW: 5, direction: 'OFFTAKE', conditions: 'geen', from: '2027-01-01' },
  ];
  const grid: Line = [
    area(1),
    'InfrastructureRegistered',
    { kind: 'GRID_AREA', operatorId: company(9), geometry: null },
  ];
  const asked: Line = [plan(1), 'PlanDetailSet', { field: 'groupCapacityRequestedMW', value: 6 }];
  const table = tableOf([...stage(1), ...started(1, 'JOINT_GRID_GTO'), asked, pledge, grid, granted, ...started(2)]);
  const [only, ...rest] = groupConnections(table);
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ title: 'Plan 1', members: [{ name: 'Bedrijf 1', sites: 1 }] });
  expect(only?.directions).toEqual([{ direction: 'OFFTAKE', requestedMW: 6, pledgedMW: 3, grantedMW: 5 }]);
  expect(groupConnections(redacted(table))[0]?.directions).toEqual([{ direction: 'OFFTAKE', requestedMW: 6 }]);
});

test('bottlenecks by kind and place, of what is open', () => {
  const MW = { carrier: 'ELECTRICITY', amount: 1, unit: 'MW' };
  const held = (n: number, code: string, severity: number): Line => [
    project(n),
    'BottleneckReported',
    { bottleneckId: id('btl', n), code, severity, text: 'vol' },
  ];
  const lines = [
    ...[...stage(3), ...needing(1, 1, 2028, MW), ...needing(2, 2, 2028, MW), ...needing(3, 3, 2028, MW)],
    ...[held(1, 'GRID_CAPACITY', 5), held(2, 'GRID_LATE', 2), held(3, 'FINANCING', 3)],
  ];
  expect(bottleneckMap(tableOf(lines))).toEqual({
    places: ['West', 'Oost'],
    rows: [
      {
        ...{ group: 'GRID', total: 2 },
        cells: [
          { count: 1, severity: 5 },
          { count: 1, severity: 2 },
        ],
      },
      {
        ...{ group: 'MONEY', total: 1 },
        cells: [
          { count: 1, severity: 3 },
          { count: 0, severity: 0 },
        ],
      },
    ],
    total: 3,
  });
  const solved: Line = [
    project(3),
    'BottleneckResolved',
    { bottleneckId: id('btl', 3), how: 'lening', date: '2026-12-01' },
  ];
  expect(bottleneckMap(tableOf([...lines, solved])).total).toBe(2);
});

describe('from carrier by site to route', () => {
  const reported = (at: number, t: number): Line => [
    site(at),
    'VerifiedEmissionsReported',
    { year: 2024, t, sourceRef: 'EUTL' },
  ];
  const ets: Line = [site(1), 'EtsStatusSet', { ets: 'ETS1', eutlId: 'NL-1', from: '2020-01-01' }];
  const gas: Line = [
    site(1),
    'EnergyUseReported',
    { carrier: 'NATURAL_GAS', year: 2024, MWh: 10_000, quality: 'MEASURED' },
  ];
  const lines = [...stage(1), ets, reported(1, 3_000), gas, ...needing(1, 1, 2029, { carrier: 'HEAT', amount: 0 })];

  test('both sides of a site are its emissions; what no fuel or project explains has a part of its own', () => {
    const [flow] = energyFlows(tableOf(lines));
    expect(flow?.carriers.NATURAL_GAS).toBeCloseTo(2_034, 0);
    expect(flow?.carriers.UNKNOWN).toBeCloseTo(966, 0);
    expect(flow?.routes).toEqual({ ELECTRIFICATION: 1_000, NONE: 2_000 });
  });
  test('projects take away no more than there is', () => {
    const more = [...lines, ...[2, 3, 4].flatMap((n) => needing(n, 1, 2029, { carrier: 'HEAT', amount: 0 }))];
    const [flow] = energyFlows(tableOf(more));
    expect(flow?.routes).toEqual({ ELECTRIFICATION: 3_000 });
  });
  test('who sees neither fuel nor figures sees what is public', () => {
    expect(energyFlows(redacted(tableOf(lines)))).toEqual([
      {
        id: site(1),
        name: 'Locatie 1',
        sites: 1,
        carriers: { UNKNOWN: 3_000 },
        routes: { NONE: 3_000 },
        tonnes: 3_000,
      },
    ]);
  });
  test('the smaller sites of many are one, and nothing is lost', () => {
    const many = [...stage(14), ...Array.from({ length: 14 }, (_, at) => reported(at + 1, 100 * (at + 1)))];
    const flows = energyFlows(tableOf(many));
    expect(flows).toHaveLength(11);
    expect(flows.at(-1)).toMatchObject({ sites: 4, tonnes: 1_000, carriers: { UNKNOWN: 1_000 } });
    expect(flows.reduce((sum, { tonnes }) => sum + tonnes, 0)).toBe(10_500);
  });
});

describe('suggestions', () => {
  const suggested = (n: number, score: number, more: object = {}): Line => [
    id('sug', n),
    'SynergySuggested',
    {
      ...{ kind: 'SHARED_HEAT', siteIds: [site(1), site(2)], score, parts: { scale: 0.7545, timing: 0.8 } },
      ...{ roundedScore: Math.round(score / 10) * 10, bands: { scale: 'HIGH', timing: 'HIGH' }, paramVersion: 0 },
      ...more,
    },
  ];
  const rows = (lines: readonly Line[]) => suggestionRows(tableOf([...stage(3), ...lines]));

  test('exactly for who sees all sites; in tens and levels for others, without a trace of the figures', () => {
    const table = tableOf([...stage(2), suggested(1, 63.5)]);
    expect(suggestionRows(table)).toMatchObject([
      { score: 63.5, exact: true, state: 'OPEN', parts: [{ part: 'scale', level: 'HIGH', value: 0.7545 }, {}] },
    ]);
    const told = suggestionRows(redacted(table));
    expect(told).toMatchObject([{ score: 60, exact: false, parts: [{ part: 'scale', level: 'HIGH' }, {}] }]);
    expect(JSON.stringify(told)).not.toMatch(/63\.5|0\.75|0\.8/);
  });
  test('the best first; one that no longer follows is not offered', () => {
    const other = { siteIds: [site(2), site(3)] };
    expect(rows([suggested(1, 40), suggested(2, 70, other)]).map(({ score }) => score)).toEqual([70, 40]);
    expect(rows([suggested(1, 40), suggested(1, 0)])).toEqual([]);
  });
  test('dismissed with its reason; accepted by the plan that came of it, or when all of its sites sit in one', () => {
    const dismissed: Line = [id('sug'), 'SuggestionDismissed', { reason: 'te duur' }];
    expect(rows([suggested(1, 40), dismissed])).toMatchObject([{ state: 'DISMISSED', reason: 'te duur' }]);
    const begun = started(1, 'SHARED_HEAT', { suggestionId: id('sug') });
    expect(rows([suggested(1, 40), ...begun])).toMatchObject([{ state: 'ACCEPTED', planId: plan(1) }]);
    const joined: Line = [plan(2), 'ParticipantJoined', { orgId: company(2), role: 'SINK', siteIds: [site(2)] }];
    expect(rows([suggested(1, 40), ...started(2)])).toMatchObject([{ state: 'OPEN' }]);
    expect(rows([suggested(1, 40), ...started(2), joined])).toMatchObject([{ state: 'ACCEPTED', planId: plan(2) }]);
  });
});

test('lessons by words, sector, kind and state; one for nobody in particular is for all', () => {
  const lesson = (n: number, advice: string, more: object = {}): Line => [
    id('les', n),
    'LessonProposed',
    { context: 'Een buis onder de vaart', advice, sectors: [], kinds: [], evidence: [], ...more },
  ];
  const used: Line = [id('les', 2), 'LessonApplied', { targetId: plan(1), effect: 'Scheelde een jaar' }];
  const retired: Line = [id('les', 1), 'LessonRetired', { reason: 'achterhaald' }];
  const lines = [lesson(1, 'Vraag vroeg'), lesson(2, 'Meet eerst'), lesson(3, 'Deel de kosten', { sectors: ['FOOD'] })];
  const all = lessonsLibrary(tableOf([...lines, used, retired]).state);
  expect(all.map(({ advice }) => advice)).toEqual(['Meet eerst', 'Deel de kosten', 'Vraag vroeg']);
  const found = (filter: object) => filterLessons(all, filter).map(({ advice }) => advice);
  expect(found({ text: 'JAAR scheelde' })).toEqual(['Meet eerst']);
  expect(found({ sector: 'GLASS' })).toEqual(['Meet eerst', 'Vraag vroeg']);
  expect(found({ status: 'RETIRED' })).toEqual(['Vraag vroeg']);
  expect(found({ text: 'buis', sector: 'FOOD', status: 'PROPOSED' })).toEqual(['Meet eerst', 'Deel de kosten']);
});

test('who changed what, by month in Amsterdam', () => {
  const at = (recordedAt: string, actor: string): object => ({ recordedAt, actor });
  const set = { field: 'name', value: 'Oven' };
  const counts: ChangeCounts = {};
  for (const event of eventsOf([
    [site(1), 'SiteDetailSet', set, at('2026-03-31T21:59:00.000Z', 'act_noor')],
    [site(1), 'SiteDetailSet', set, at('2026-03-31T22:01:00.000Z', 'act_noor')],
    [site(1), 'SiteDetailSet', set, at('2026-04-02T10:00:00.000Z', 'act_noor')],
    [plan(1), 'PlanResumed', {}, at('2026-04-02T10:00:00.000Z', 'act_daan')],
  ]))
    countChange(counts, event);
  expect(changeRows(counts).map(({ month, actor, kind, count }) => [month, actor, kind, count])).toEqual([
    ['2026-04', 'act_noor', 'site', 2],
    ['2026-04', 'act_daan', 'plan', 1],
    ['2026-03', 'act_noor', 'site', 1],
  ]);
});
