import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routeComparison } from '../../../projections/analysis/route-comparison.ts';
import { ask, expectNear, expectRefused } from './ask.ts';
import vectors from './vectors.json' with { type: 'json' };

const site = vectors.find(({ calculation }) => calculation === 'route-comparison')!.input as unknown as {
  usefulHeatMWh: number;
  carbonEURPerTonne: number;
  routes: Record<string, number | string>[];
};

test.each(site.routes.map((route) => [String(route['id']), route] as const))(
  '%s: cost per MWh is the discounted cost over the discounted heat',
  (id, route) => {
    const of = (name: string) => Number(route[name] ?? 0);
    const MW = 4;
    const energy = 24_000 / of('efficiency');
    const captured = energy * of('fuelTonnesPerMWh') * of('captureRate');
    const plant = of('capexEURPerMW') * MW;
    const yearly =
      of('opexShare') * plant +
      energy * of('energyEURPerMWh') +
      (of('networkEURPerKWYear') * 1000 * MW) / of('efficiency') +
      captured * of('co2EURPerTonne');
    let [cost, heat] = [plant + of('connectionEUR'), 0];
    for (let year = 1; year <= 15; year++) {
      cost += yearly / 1.06 ** year;
      heat += 24_000 / 1.06 ** year;
    }
    const answer = ask(routeComparison, site).routes[id]!;
    expectNear(answer.costEURPerMWh, cost / heat);
    // At its abatement cost as carbon price, paid by both, a route is as dear as the reference.
    const price = answer.abatementCostEURPerTonne;
    if (price === null || price < 0) return;
    const gas = ask(routeComparison, site).routes['GAS']!;
    const paid = (one: typeof gas) => one.costEURPerMWh * 24_000 + one.scope1Tonnes * price;
    expectNear(paid(answer), paid(gas));
  },
);

test('no route gets cheaper when anything gets dearer; twice the heat in as many hours costs as much per MWh', () => {
  const more = fc.constantFrom(
    'energyEURPerMWh',
    'capexEURPerMW',
    'connectionEUR',
    'networkEURPerKWYear',
    'co2EURPerTonne',
  );
  fc.assert(
    fc.property(
      more,
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 0, max: site.routes.length - 1 }),
      (name, by, at) => {
        const routes = site.routes.map((route, own) =>
          own === at ? { ...route, [name]: Number(route[name] ?? 0) + by } : route,
        );
        const id = String(site.routes[at]!['id']);
        const before = ask(routeComparison, site).routes[id]!.costEURPerMWh;
        expect(ask(routeComparison, { ...site, routes }).routes[id]!.costEURPerMWh).toBeGreaterThanOrEqual(before);
      },
    ),
  );
  const double = ask(routeComparison, { ...site, usefulHeatMWh: 48_000 }).routes['GAS']!;
  expectNear(double.costEURPerMWh, ask(routeComparison, site).routes['GAS']!.costEURPerMWh);
  expectNear(double.scope1Tonnes, 2 * ask(routeComparison, site).routes['GAS']!.scope1Tonnes);
});

test('of equally cheap routes the first is named; who pays no carbon price has none in the cost', () => {
  const [gas] = site.routes;
  const twins = {
    ...site,
    reference: 'B',
    routes: [
      { ...gas, id: 'B' },
      { ...gas, id: 'A' },
    ],
  };
  expect(ask(routeComparison, twins).cheapest).toBe('B');
  expect(ask(routeComparison, { ...site, paysCarbonPrice: false }).routes['GAS']!.carbonCostEURPerMWh).toBe(0);
});

const [first] = site.routes;
test.each([
  [{ ...site, reference: 'SUN' }, 'NOT_THERE', 'reference'],
  [{ ...site, routes: [first, first] }, 'TWICE', 'routes.1.id'],
  [{ ...site, routes: [] }, 'INPUT_LENGTH', 'routes'],
  [{ ...site, usefulHeatMWh: 0 }, 'INPUT_ZERO', 'usefulHeatMWh'],
  [{ ...site, routes: [{ ...first, efficiency: 0 }] }, 'INPUT_ZERO', 'routes.0.efficiency'],
  [{ ...site, routes: [{ ...first, opexShare: 2 }] }, 'INPUT_TOO_LARGE', 'routes.0.opexShare'],
  [{ ...site, fullLoadHours: Number.POSITIVE_INFINITY }, 'INPUT_INFINITE', 'fullLoadHours'],
])('%# is refused as %s', (input, code, field) => expectRefused(routeComparison, input, code, field));
