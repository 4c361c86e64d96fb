import { expect, test } from 'vitest';
import { emptyBook, nextRound, toldTotal, within, type Book } from '../../../projections/aggregates/book.ts';
import { isSafe, worstCohort, type Contribution, type Contributions } from '../../../projections/aggregates/cohort.ts';
import { candidatesOf, figuresOf, type Moment } from '../../../projections/aggregates/figures.ts';
import { shownFigures } from '../../../projections/aggregates/shown.ts';
import { COHORT } from '../../../events/release/decide.ts';
import { kindFunctions } from '../../../events/catalogue.ts';
import { kindOf } from '../../../events/ids.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';

const of = (...parts: [parent: string, value: number, cell?: string][]): Contributions =>
  new Map(
    parts.map(([parent, value, cell = 'a'], at): [string, Contribution] => [
      `${cell} ${at}`,
      { parent, value, cells: ['national', cell] },
    ]),
  );
const five = [
  ['A', 30],
  ['A', 20],
  ['B', 40],
  ['C', 50],
  ['D', 35],
  ['D', 20],
  ['E', 25],
] as [string, number][];

test('I23, also for each of those who stand behind it: he counts with what is left when he takes his own part out', () => {
  expect(isSafe(of(...five).values(), COHORT)).toBe(true);
  expect(worstCohort(of(['A', 50], ['A', 50], ['B', 60], ['C', 40]).values())).toEqual({
    ...{ sites: 2, parents: 2 },
    largestShare: 100 / 140,
  });
  // five sites of three, of which one holds two: he sees three
  expect(isSafe(of(['A', 1], ['A', 1], ['B', 1], ['C', 1], ['D', 1]).values(), COHORT)).toBe(false);
  // nobody has 70 %, but for the second the first has
  expect(isSafe(of(...five.map(([p, v]): [string, number] => [p, p === 'C' ? 320 : v])).values(), COHORT)).toBe(false);
  expect(isSafe(of().values(), COHORT)).toBe(false);
});

test('a region that was too small is not told later, while what was told of the rest would give away what it was', () => {
  const rest = five.map(([p, v]): [string, number, string] => [`r${p}`, v, 'rest']);
  const small: [string, number, string][] = [
    ['A', 30, 'small'],
    ['A', 20, 'small'],
  ];
  const grown = five.map(([p, v]): [string, number, string] => [p, v + 7, 'small']);
  const cells = ['national', 'rest', 'small'];
  const moment = (...parts: [string, number, string][][]) => of(...parts.flat());
  const rounds = (...moments: Contributions[]): Book =>
    moments.reduce<Book>((book, now) => nextRound(book, now, cells) ?? book, emptyBook);
  const bigger = rest.map(([p, v, c]): [string, number, string] => [p, v * 40, c]);
  // told at first: the country alone, for with the rest the small one would be known
  expect(rounds(moment(bigger, small)).cells).toEqual(['national']);
  // the rest has not changed: with it told now, what the small one was then would be known
  expect(rounds(moment(bigger, small), moment(bigger, grown)).cells).toEqual(['national']);
  const changed = bigger.map(([p, v, c]): [string, number, string] => [p, v + 30, c]);
  const later = rounds(moment(bigger, small), moment(changed, grown));
  expect(later.cells).toEqual(cells);
  expect(toldTotal(later, 'small')).toBe(220 + 49);
  expect(within(later.rounds[0]?.told ?? new Map(), 'small').size).toBe(2);
});

const ring = (west: number) => [
  [
    [west, 52],
    [west + 1, 52],
    [west + 1, 53],
    [west, 53],
    [west, 52],
  ],
];
function momentOf(...events: [stream: string, event: Happened][]): Moment {
  const states = new Map<string, unknown>();
  for (const [index, [stream, event]] of events.entries()) {
    const kind = kindFunctions(kindOf(stream));
    states.set(stream, kind.evolve(states.get(stream) ?? kind.initial(), recorded(stream, index, event)));
  }
  const all = (kind: string) => [...states].filter(([stream]) => kindOf(stream) === kind);
  return Object.fromEntries(
    ['site', 'project', 'organisation', 'region'].map((kind) => [kind, all(kind)]),
  ) as unknown as Moment;
}
const registered = (n: number, org: number, more = {}): [string, Happened] => [
  `site-${uuid(n)}`,
  {
    type: 'SiteRegistered',
    data: {
      ...{ orgId: id('org', org), name: 'Oven', address: { city: 'Waard' }, point: [5.5, 52.5], location: 'ONSHORE' },
      ...{ sector: 'GLASS', ...more },
    },
  },
];
const organisation = (n: number, parent?: number): [string, Happened] => [
  `organisation-${uuid(n)}`,
  {
    type: 'OrganisationRegistered',
    data: { name: 'Oven', kinds: ['COMPANY'], ...(parent === undefined ? {} : { parentOrgId: id('org', parent) }) },
  },
];
const region = (n: number, west: number, more = {}): [string, Happened] => [
  `region-${uuid(n)}`,
  {
    type: 'RegionDefined',
    data: {
      ...{ name: 'Waard', kind: 'CUSTOM', provinceCodes: ['PV24'], municipalityCodes: [], operatorIds: [] },
      ...{ geometry: { type: 'MultiPolygon', coordinates: [ring(west)] }, ...more },
    },
  },
];
const emitted = (n: number): [string, Happened] => [
  `site-${uuid(n)}`,
  { type: 'VerifiedEmissionsReported', data: { year: 2024, t: 100 * n, sourceRef: 'x' } },
];

test('a figure is of what is not public: families as one, where a site lies, its sector, the example by itself', () => {
  const moment = momentOf(
    ...[organisation(1), organisation(2, 1), organisation(3, 2)],
    ...[region(1, 5), region(2, 5, { example: true }), region(3, 6)],
    ...[registered(1, 1), registered(2, 3), registered(3, 2), registered(4, 1, { example: true })],
    ...[1, 2, 3, 4].map(emitted),
    [`site-${uuid(3)}`, { type: 'EtsStatusSet', data: { ets: 'ETS1', from: '2020-01-01' } }],
  );
  const emissions = figuresOf(moment).get('EMISSIONS 2024') ?? new Map<string, Contribution>();
  const [waard, example] = [id('reg', 1), id('reg', 2)];
  // the third is in the ETS: what it emits is told by itself
  expect(Object.fromEntries(emissions)).toEqual({
    [id('sit', 1)]: {
      ...{ parent: id('org', 1), value: 100 },
      cells: ['national', waard, 'national/GLASS', `${waard}/GLASS`],
    },
    [id('sit', 2)]: {
      ...{ parent: id('org', 1), value: 200 },
      cells: ['national', waard, 'national/GLASS', `${waard}/GLASS`],
    },
    [id('sit', 4)]: { parent: id('org', 1), value: 400, cells: [example, `${example}/GLASS`] },
  });
  expect(candidatesOf(moment, 'EMISSIONS 2024').slice(0, 5)).toEqual([
    'national',
    waard,
    example,
    id('reg', 3),
    'national/CERAMICS',
  ]);
});

test('what projects save counts by site; of routes that exclude each other the preferred one, what was cancelled not', () => {
  const project = (n: number, t: number, ...more: Happened[]): [string, Happened][] => [
    [
      `project-${uuid(n)}`,
      {
        type: 'ProjectProposed',
        data: { siteId: id('sit', 1), title: 'x', phase: 'IDEA', reduction: { t2030: t, t2035: t, t2040: 2 * t } },
      },
    ],
    ...more.map((event): [string, Happened] => [`project-${uuid(n)}`, event]),
  ];
  const linked = (preferred: boolean): Happened => ({
    type: 'ProjectAlternativeLinked',
    data: { groupId: id('grp'), preferred },
  });
  const moment = momentOf(
    ...[organisation(1), registered(1, 1)],
    ...project(1, 10),
    ...project(2, 5, linked(true)),
    ...project(3, 7, linked(false)),
    ...project(4, 3, { type: 'ProjectCancelled', data: { reasonCode: 'OTHER', text: 'Te duur' } }),
  );
  const figures = figuresOf(moment);
  expect([...figures.keys()]).toEqual(['REDUCTION 2030', 'REDUCTION 2035', 'REDUCTION 2040']);
  expect(figures.get('REDUCTION 2040')?.get(id('sit', 1))?.value).toBe(30);
});

test('the key figures: of what is reported by year the latest, with what is kept back of the region left out', () => {
  const total = (key: string, value: number) => ({
    key,
    value,
    unit: 'MWh',
    index: 9,
    toldAt: '2026-03-02T12:00:00.000Z',
  });
  const country = ['DEMAND OIL 2023', 'DEMAND OIL 2024', 'REDUCTION 2035', 'REDUCTION 2030', 'DEMAND OIL 2024/FOOD'];
  const shown = shownFigures(
    [total('DEMAND OIL 2023', 4)],
    country.map((key) => total(key, 8)),
  );
  expect(shown.map(({ key, region: here }) => [key, here?.value])).toEqual([
    ['REDUCTION 2030', undefined],
    ['REDUCTION 2035', undefined],
    ['DEMAND OIL 2024', undefined],
  ]);
  expect(shown.at(-1)).toMatchObject({ topic: 'DEMAND', carrier: 'OIL', year: '2024', country: { value: 8 } });
});
