import { expect, test } from 'vitest';
import { answerOf, calculatePlan, prepare } from '../../../projections/plan-analysis/calculate.ts';
import type { PlanFacts } from '../../../projections/plan-analysis/facts.ts';
import { given, id } from '../given.ts';
import vectors from '../analysis/vectors.json' with { type: 'json' };
import {
  consent,
  contract,
  ets1,
  factsOf,
  gas,
  heat,
  load,
  orgOf,
  profileOf,
  SECTION,
  siteOf,
  tableOf,
} from './plan-of.ts';

/** The nth vector of a calculation. */
function vectorOf(calculation: string, n = 0): { input: Record<string, unknown>; output: Record<string, unknown> } {
  const found = vectors.filter((one) => one.calculation === calculation)[n];
  if (!found) throw new Error(`no vector of ${calculation}`);
  return found;
}

/** The plan gives the vector's numbers: every number that the vector has, within a thousandth. */
function expectVector(facts: PlanFacts, expected: Record<string, unknown>): void {
  const [job] = prepare(facts).jobs;
  if (!job) throw new Error(JSON.stringify(calculatePlan(facts).lines.filter(({ missing }) => missing)));
  const output = answerOf(job) as Record<string, unknown>;
  for (const [key, value] of Object.entries(expected))
    if (typeof value === 'number')
      expect(Math.abs((output[key] as number) - value), key).toBeLessThanOrEqual(
        1e-3 * Math.max(1e-9, Math.abs(value)),
      );
    else if (typeof value !== 'object') expect(output[key], key).toBe(value);
}

const hours = (...pieces: [number, number][]): number[] => pieces.flatMap(([n, MW]) => Array<number>(n).fill(MW));

test('shared heat: the plan of the vector gives its numbers', () => {
  const offer = {
    offerId: id('ofr'),
    MW: 8,
    T_out: 95,
    MWh: 60_000,
    medium: 'WATER',
    from: '2020-01-01',
    firmUntil: '2045-12-31',
  };
  const fields = {
    requiredTemperatureC: 80,
    exchangerDeltaK: 5,
    supplyTemperatureC: 90,
    returnTemperatureC: 60,
    crowDistanceKm: 2.4,
    lossHours: 7_500,
  };
  const table = tableOf('SHARED_HEAT', fields, [
    { role: 'SOURCE', site: [{ type: 'ResidualHeatOffered', data: offer }] },
    { role: 'SINK', site: [heat(6, 39_540, { requiredC: 80, profileFileId: 'file_heat' })] },
  ]);
  const sink = profileOf(hours([2_000, 6], [3_000, 5], [2_500, 3], [1_260, 4]));
  const facts = factsOf(table, { profile: (file) => (file === 'file_heat' ? sink : undefined) });
  expectVector(facts, vectorOf('shared-heat').output);

  const { figures, balance, lines } = calculatePlan(facts);
  const cost = figures.find(({ key }) => key === 'levelisedCostEURPerMWh');
  expect(cost?.value).toBeCloseTo(37.21, 2);
  expect(cost!.low!).toBeLessThan(37.2);
  expect(cost!.high!).toBeGreaterThan(37.3);
  expect(figures.map(({ key }) => key)).toEqual(expect.arrayContaining(['scope1Tonnes', 'systemTonnes']));
  expect(balance).toMatchObject({ sourceMWh: 60_000, matchedMWh: 34_500 });
  expect(lines.find(({ input }) => input === 'crowKm')).toMatchObject({ value: 2.4, unit: 'km', from: { index: 7 } });
});

test.each([0, 1])('joint connection: the plan of vector %i gives its numbers', (n) => {
  const { input, output } = vectorOf('joint-connection', n);
  const profiles = input['profilesMW'] as Record<string, number[]>;
  const contracts = input['contractMW'] as Record<string, number>;
  const names = Object.keys(profiles);
  const taken = (name: string) => profiles[name]!.map((MW) => Math.max(0, MW));
  const fed = (name: string) => profiles[name]!.map((MW) => Math.max(0, -MW));
  const files = Object.fromEntries(
    names.flatMap((name) => [
      [`file_${name}`, profileOf(taken(name))],
      [`file_${name}_in`, profileOf(fed(name))],
    ]),
  );
  const members = names.map((name) => ({
    consents: [consent()],
    site: [
      contract(contracts[name]!),
      load(`file_${name}`, Math.max(...taken(name))),
      load(`file_${name}_in`, Math.max(...fed(name)), 'FEED_IN'),
    ],
  }));
  const split = {
    proposalId: id('csp'),
    method: 'SHAPLEY',
    shares: [{ orgId: orgOf(1), share: 1 }],
    totalEUR: input['sharedCostEUR'],
  };
  const table = tableOf('JOINT_GRID_GTO', {}, members, [{ type: 'CostSplitProposed', data: split }]);
  if (input['grantedMW'] !== undefined) {
    const area = given(
      id('inf', 3),
      {
        type: 'InfrastructureRegistered',
        data: { kind: 'GRID_AREA', name: 'MS', operatorId: orgOf(9), geometry: null },
      },
      {
        type: 'GroupCapacityGranted',
        data: { planId: id('pln'), MW: input['grantedMW'], direction: 'OFFTAKE', conditions: '', from: '2021-01-01' },
      },
    ).state;
    table.streams[`infrastructure-${id('inf', 3).slice(4)}`] = area as never;
  }
  const facts = factsOf(table, { profile: (file) => files[file] });
  expectVector(facts, output);
  const shapley = output['shapleyMW'] as Record<string, number>;
  const { members: shares, load: picture } = calculatePlan(facts);
  for (const [at, name] of names.entries()) {
    const share = shares!.find(({ of }) => of === siteOf(at + 1))!;
    expect(share.shapleyMW).toBeCloseTo(shapley[name]!, 9);
    expect(share.costEUR).toBeCloseTo((output['costEUR'] as Record<string, number>)[name]!, 3);
  }
  expect(picture!.durationMW[0]).toBe(output['groupPeakMW']);
});

test('hydrogen hub: the plan of the vector gives its numbers', () => {
  const { input, output } = vectorOf('hydrogen-hub');
  const [GWh, full] = [input['gasGWh'] as number[], input['fullLoadHours'] as number[]];
  const members = GWh.map((one, n) => ({ site: [gas(one * 1_000), heat(2, 2 * full[n]!), ets1] }));
  const fields = { routeLengthKm: 18.2, carbonType: 'RENEWABLE', sectionId: SECTION };
  const national = { streams: { [`infrastructure-${SECTION.slice(4)}`]: section(2031) } } as never;
  const facts = factsOf(tableOf('HYDROGEN_HUB', fields, members), { national });
  expectVector(facts, output);
  expect(calculatePlan(facts).figures.find(({ key }) => key === 'availableYear')?.value).toBe('2033');
});

const section = (year: number) =>
  given(
    SECTION,
    {
      type: 'InfrastructureRegistered',
      data: { kind: 'H2_SECTION', name: 'Backbone', operatorId: orgOf(9), geometry: null },
    },
    { type: 'SectionYearChanged', data: { old: null, new: year, firmness: 'PLANNED', cause: 'x' } },
  ).state;

test('hydrogen hub: what the plan names goes before the sum of its sites', () => {
  const fields = { routeLengthKm: 18.2, carbonType: 'LOW_CARBON', demandMWhPerYear: 10_000, peakMW: 2 };
  const { figures, lines } = calculatePlan(factsOf(tableOf('HYDROGEN_HUB', fields, [{ site: [gas(5_000)] }])));
  expect(figures.find(({ key }) => key === 'peakMW')?.value).toBe(2);
  expect(lines).toContainEqual(expect.objectContaining({ input: 'etsShare', value: 0 }));
  const [one, system] = ['scope1Tonnes', 'systemTonnes'].map(
    (name) => figures.find(({ key }) => key === name)?.value as number,
  );
  expect(one! - system!).toBeCloseTo(10_000 * 0.1015, 6);
});

test('green gas hub: the plan of the vector gives its numbers', () => {
  const members = [{ site: [gas(77_000)] }];
  expectVector(
    factsOf(tableOf('GREEN_GAS_HUB', { digesterNm3PerHour: 750 }, members)),
    vectorOf('green-gas-hub').output,
  );
});

test.each([0, 1])('CO2 collection: the plan of vector %i gives its numbers', (n) => {
  const { input, output } = vectorOf('co2-capture', n);
  const fields = {
    captureTonnesPerYear: 135_000,
    fossilShare: 0.45,
    conditioning: 'LIQUEFACTION',
    heatSource: input['heatSource'] as string,
  };
  // the grid of 2021 emits 0.300 and that of 2030 0.100 t/MWh
  const on = input['gridTonnesPerMWh'] === 0.3 ? '2021-06-01' : '2030-06-01';
  expectVector(factsOf(tableOf('CO2_COLLECTION', fields, [{ site: [] }]), { on }), output);
});

test('flexible pool: what is needed during a call against what the sites have stated', () => {
  const flex = (MW: number, maxHours: number, EURPerMWh: number) => [
    { type: 'FlexPotentialStated', data: { type: 'SHIFT', MW, maxHours, calls: 50, EURPerMWh } },
  ];
  const fields = { flexMW: 5, maxHours: 4, callsPerYear: 20 };
  const { figures } = calculatePlan(
    factsOf(tableOf('FLEX_POOL', fields, [{ site: flex(3, 4, 60) }, { site: flex(4, 2, 90) }])),
  );
  const said = Object.fromEntries(figures.map(({ key, value }) => [key, value]));
  // 3 MW for 4 h at 60, then 2 MW for 2 h at 90
  expect(said).toMatchObject({
    flexCoverage: 0.8,
    flexShortageMW: 2,
    flexAvailableMW: 7,
    EURPerCall: 1_080,
    EURPerYear: 21_600,
  });
});
