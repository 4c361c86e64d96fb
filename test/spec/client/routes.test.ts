import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assumptionsOf,
  routeIds,
  routeInput,
  type Assumptions,
  type RouteAssumption,
  type RouteId,
  type SiteCase,
  type ToldParameters,
} from '../../../client/pages/routes/route-input.ts';
import { factsOf } from '../../../client/pages/routes/site-facts.ts';
import { HIDDEN } from '../../../events/envelope.ts';
import type { SiteState } from '../../../events/site/state.ts';
import { routeComparison, type RouteComparisonOutput } from '../../../projections/analysis/route-comparison.ts';
import { ask, expectNear } from '../analysis/ask.ts';
import vectors from '../analysis/vectors.json' with { type: 'json' };
import { given, id, type Happened } from '../given.ts';

/** The page that compares routes: what it makes of a site, the parameters and what is typed (C11). */

const vector = vectors.find(({ calculation }) => calculation === 'route-comparison')!;
const told = vector.output as unknown as RouteComparisonOutput;
const site: SiteCase = {
  ...{ usefulHeatMWh: 24_000, fullLoadHours: 6_000, interestRate: 0.06, lifetimeYears: 15 },
  ...{ carbonEURPerTonne: 75, paysCarbonPrice: true, year: 2030 },
};
/** What the vector assumes and the parameters do not say. */
const typed: Readonly<Partial<Record<RouteId, Partial<RouteAssumption>>>> = {
  E_BOILER: { energyEURPerMWh: 80, connectionEUR: 900_000, subsidyEURPerMWh: 20 },
  HEAT_PUMP: { energyEURPerMWh: 80, connectionEUR: 500_000 },
  HYDROGEN: { energyEURPerMWh: 123 },
  GREEN_GAS: { energyEURPerMWh: 95 },
};

function withTyped(parameters: ToldParameters = {}, requiredC?: number): Assumptions {
  const read = assumptionsOf(parameters, site, requiredC);
  return Object.fromEntries(Object.entries(read).map(([name, one]) => [name, { ...one, ...typed[name as RouteId] }]));
}

describe('routes of a site', () => {
  test('the vector C11, through the page: parameters, and what a company would type', () => {
    const answer = ask(routeComparison, routeInput(site, withTyped()));
    expect(answer.cheapest).toBe(told.cheapest);
    for (const route of routeIds)
      for (const [figure, value] of Object.entries(told.routes[route]!)) {
        const found = answer.routes[route]![figure as keyof typeof answer.routes.GAS];
        if (value === null) expect(found, `${route} ${figure}`).toBeNull();
        else expectNear(Number(found), Number(value), 1e-3);
      }
  });

  test('a parameter that was set takes the place of the usual one', () => {
    const priced = assumptionsOf({ 'gas.price': { value: 40, unit: 'EUR/MWh', source: 'TTF' } }, site, undefined);
    expect(priced.GAS?.energyEURPerMWh).toBe(40);
    expect(priced.GAS_CCS?.energyEURPerMWh).toBe(40);
    const unfit = assumptionsOf({ 'gas.price': { value: 'hoog', unit: 'EUR/MWh' } }, site, undefined);
    expect(unfit.GAS?.energyEURPerMWh).toBe(53.23);
    const later = assumptionsOf({}, { ...site, year: 2035 }, undefined);
    expect([later.E_BOILER?.chainTonnesPerMWh, later.GAS?.chainTonnesPerMWh]).toEqual([0.05, undefined]);
  });

  test('a heat pump is there as far as it reaches', () => {
    expect(withTyped({}, 120).HEAT_PUMP?.efficiency).toBe(2.7);
    expect(withTyped({}, 140).HEAT_PUMP?.efficiency).toBe(3.05);
    expect(withTyped({}, 151).HEAT_PUMP).toBeUndefined();
  });

  test('the middle lies between the cheap end and the dear end, whatever the spread', () => {
    const part = fc.integer({ min: 0, max: 99 }).map((n) => n / 100);
    fc.assert(
      fc.property(part, part, (price, cost) => {
        const [low, mid, high] = (['low', 'mid', 'high'] as const).map((bound) =>
          ask(routeComparison, routeInput(site, withTyped(), bound, { price, cost })),
        );
        for (const route of routeIds) {
          const of = (one: typeof mid) => one?.routes[route]?.costEURPerMWh ?? Number.NaN;
          expect(of(low)).toBeLessThanOrEqual(of(mid) + 1e-9);
          expect(of(mid)).toBeLessThanOrEqual(of(high) + 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('what the page reads of a site', () => {
  const registered: Happened = {
    type: 'SiteRegistered',
    data: { orgId: id('org'), name: 'Oven', point: [5, 52], location: 'ONSHORE', sector: 'CERAMICS', address: {} },
  };
  const heat = (band: string, MWh: number, peakMW: number, requiredC?: number): Happened => ({
    type: 'ProcessHeatProfiled',
    data: { band, MWh, peakMW, ...(requiredC === undefined ? {} : { requiredC }) },
  });
  const stateOf = (...events: Happened[]) => given(id('sit'), registered, ...events).state as SiteState;

  test('all of its heat, the hours that follow, and the highest temperature; of a band without one its end', () => {
    expect(factsOf(stateOf(heat('MT', 12_000, 2, 90), heat('HT1', 12_000, 2)))).toEqual({
      ...{ usefulHeatMWh: 24_000, fullLoadHours: 6_000, requiredC: 200, paysCarbonPrice: false },
    });
  });

  test('nothing of what is hidden: a part would pass for the whole', () => {
    const state = stateOf(heat('MT', 12_000, 2, 90), heat('HT1', 12_000, 2));
    const [entry] = state.processHeat['MT'] ?? [];
    if (!entry) throw new Error('no heat');
    const hidden = { ...state, processHeat: { ...state.processHeat, MT: [{ ...entry, value: HIDDEN }] } };
    expect(factsOf(hidden)).toEqual({ paysCarbonPrice: false });
    expect(factsOf({ ...state, processHeat: {} })).toEqual({ paysCarbonPrice: false });
  });

  test('that it pays for its carbon follows from its place in the EU register', () => {
    const ets: Happened = { type: 'EtsStatusSet', data: { ets: 'ETS1', eutlId: 'NL-1', from: '2021-01-01' } };
    expect(factsOf(stateOf(ets)).paysCarbonPrice).toBe(true);
  });
});
