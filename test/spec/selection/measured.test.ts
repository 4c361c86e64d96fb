import { describe, expect, test } from 'vitest';
import { initial as infrastructure, type InfrastructureState } from '../../../events/infrastructure/state.ts';
import { initial as organisation, type OrganisationState } from '../../../events/organisation/state.ts';
import { initial as project, type ProjectState } from '../../../events/project/state.ts';
import { initial as region, type MultiPolygon, type RegionState } from '../../../events/region/state.ts';
import { initial as site, type SiteState } from '../../../events/site/state.ts';
import type { Entry } from '../../../events/timeline.ts';
import { measuredScore } from '../../../projections/selection-view/measured.ts';
import { regionFacts, type States } from '../../../projections/selection-view/region-facts.ts';
import { id } from '../given.ts';

/** What the log says of a region on each criterion, from a few sites and projects. */

const ON = '2026-03-01';
const entry = <T>(value: T): Entry<T> => ({
  ...{ value, from: '2026-01-01', event: 'e', index: 0, command: 'c', by: 'act_x', organisation: 'org_x' },
  at: '2026-01-01T00:00:00.000Z',
});
const square = (west: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, 52],
        [west, 53],
        [west + 1, 53],
        [west + 1, 52],
        [west, 52],
      ],
    ],
  ],
});
const here: RegionState = { ...region(), exists: true, name: 'Hier', boundary: [entry(square(5))] };
const there: RegionState = { ...region(), exists: true, name: 'Daar', boundary: [entry(square(7))] };

function siteAt(east: number, more: Partial<SiteState> = {}): SiteState {
  const cluster = [entry({ cluster: 'CLUSTER_6' as const, basis: 'x' })];
  return { ...site(), exists: true, point: [entry<[number, number]>([east, 52.5])], cluster, ...more };
}
function projectOf(n: number, t: number, more: Partial<ProjectState> = {}): ProjectState {
  const reduction = { t2030: t / 2, t2035: t, t2040: t, low: t * 0.8, high: t * 1.1 };
  return { ...project(), exists: true, siteId: id('sit', n), phase: 'STUDY', reduction: [entry(reduction)], ...more };
}
const need = (areaId?: string): ProjectState['needs'] => ({
  ned: {
    need: entry({
      ...{
        carrier: 'ELECTRICITY' as const,
        direction: 'OFFTAKE' as const,
        amount: 6,
        unit: 'MW' as const,
        fromYear: 2029,
      },
      ...(areaId === undefined ? {} : { areaId }),
    }),
  },
});
const area = (firm: number): InfrastructureState => ({
  ...infrastructure(),
  exists: true,
  capacity: { OFFTAKE: [entry({ years: { 2029: { firm } }, unit: 'MW' as const, asOf: ON, sourceRef: 'x' })] },
});
const ofKind = (kind: string): OrganisationState => ({ ...organisation(), exists: true, kinds: [kind] });
const named = <S>(kind: string, prefix: string, ...states: S[]): [string, S][] =>
  states.map((one, n) => [id(prefix, n + 1).replace(`${prefix}_`, `${kind}-`), one]);

const states: States = {
  region: named('region', 'reg', here, there),
  site: named(
    'site',
    'sit',
    siteAt(5.2, { ets: [entry({ ets: 'ETS1' as const })] }),
    siteAt(5.4),
    siteAt(5.6, { ets: [entry({ ets: 'ETS1' as const })], cluster: [] }),
    siteAt(7.5, { ets: [entry({ ets: 'ETS1' as const })] }),
  ),
  project: named(
    'project',
    'prj',
    projectOf(1, 20_000, { phase: 'FEED', needs: need(id('inf', 1)) }),
    projectOf(2, 60_000, { phase: 'ON_HOLD', phaseBefore: 'STUDY', needs: need(id('inf', 2)) }),
    projectOf(2, 90_000, { alternative: entry({ groupId: 'g', preferred: false }) }),
    projectOf(1, 90_000, { phase: 'CANCELLED' }),
    projectOf(3, 90_000),
    projectOf(4, 90_000),
  ),
  infrastructure: named('infrastructure', 'inf', area(10), area(3)),
  organisation: named('organisation', 'org', ...['PROVINCE', 'DSO', 'COMPANY', 'RVO', 'COMPANY'].map(ofKind)),
};
const measured = (criterion: string, of: States = states) => {
  const facts = regionFacts(of, id('reg', 1), ON);
  if (!facts) throw new Error('no region');
  return measuredScore(facts, criterion);
};
const exactly = (value: number) => ({ low: value, mid: value, high: value });

/** OS-A of domain C1, as an area that a need names. */
describe('clarity is a firm year behind all who come before', () => {
  const years = (published: Record<string, { firm: number; planned?: number }>, queueMW = 0): InfrastructureState => ({
    ...area(0),
    capacity: { OFFTAKE: [entry({ years: published, unit: 'MW' as const, asOf: ON, sourceRef: 'x', queueMW })] },
  });
  const osA = { 2027: { firm: 10 }, 2028: { firm: 10 }, 2029: { firm: 25 }, 2030: { firm: 25, planned: 15 } };
  const wanting = (n: number, amount: number, fromYear: number, index: number): ProjectState => {
    const { ned } = need(id('inf', 1));
    const value = { ...(ned!.need.value as object), amount, fromYear } as never;
    return projectOf(n, 1000, { needs: { ned: { need: { ...ned!.need, value, index } } } });
  };
  const clarityOf = (grid: InfrastructureState, ...projects: ProjectState[]) =>
    measured('infrastructureClarity', {
      ...states,
      project: named('project', 'prj', ...projects),
      infrastructure: named('infrastructure', 'inf', grid),
    })?.score.mid;
  const three = [wanting(1, 6, 2027, 1), wanting(2, 8, 2027, 2), wanting(2, 12, 2029, 3)];

  test('in the vector two of three: the third fits only with what is planned and not firm', () => {
    expect(clarityOf(years(osA), ...three)).toBeCloseTo(2 / 3, 8);
  });
  test('a published queue comes first: behind 18 MW of others the smallest has a year, behind 20 MW nobody', () => {
    expect(clarityOf(years(osA, 18), ...three)).toBeCloseTo(1 / 3, 8);
    expect(clarityOf(years(osA, 20), ...three)).toBe(0);
  });
});

describe('a region as the log knows it', () => {
  test('only sites of Cluster 6 within its outline count, and only projects that go on', () => {
    expect(measured('etsAnchors')).toEqual({ score: exactly(1) });
    expect(measured('reduction')).toEqual({ score: { low: 32, mid: 40, high: 44 }, sites: 2 });
    expect(measured('readiness')).toEqual({ score: exactly(0.25), sites: 2 });
    expect(measured('infrastructureClarity')).toEqual({ score: exactly(0.5), sites: 2 });
  });
  test('a region’s indicators and the commitments of its partners', () => {
    const partner = (n: number) => [id('org', n), { org: id('org', n), role: 'PARTNER', joined: entry(true as const) }];
    const signedBy = (...orgs: number[]): States => {
      const signed = orgs.map((n) => [id('org', n), [entry('SIGNED' as const)]]);
      const known: RegionState = {
        ...here,
        partners: Object.fromEntries([1, 2, 3, 4, 5].map(partner)),
        commitments: { [id('org', 4)]: [entry('LETTER' as const)], ...Object.fromEntries(signed) },
        indicators: { industryJobsShare: [entry({ value: 14, unit: '%', year: 2025, sourceRef: 'CBS' })] },
      };
      const anchor = siteAt(5.2, { ets: [entry({ ets: 'ETS1' as const })], orgId: id('org', 3) });
      return { ...states, region: named('region', 'reg', known, there), site: named('site', 'sit', anchor) };
    };
    // a province, a grid operator, a company with an ETS site and RVO are needed; a letter is no signature
    expect(measured('commitment', signedBy(1, 2))).toEqual({ score: exactly(0.5) });
    expect(measured('commitment', signedBy(5))).toEqual({ score: exactly(0) });
    expect(measured('commitment', signedBy(3, 5))).toEqual({ score: exactly(0.25) });
    expect(measured('commitment', signedBy(1, 2, 3, 4))).toEqual({ score: exactly(1) });
    expect(measured('employment', signedBy())).toEqual({ score: exactly(14) });
  });
  test('where there is nothing it says nothing, and what people judge it never says', () => {
    const empty = { ...states, site: [], project: [] };
    for (const criterion of [
      'etsAnchors',
      'reduction',
      'readiness',
      'infrastructureClarity',
      'employment',
      'commitment',
    ])
      expect(measured(criterion, empty), criterion).toBeNull();
    for (const criterion of ['replicability', 'carrierPilot', 'beauty'])
      expect(measured(criterion), criterion).toBeNull();
  });
});
