import { z } from 'zod';
import { calculation } from './calculation.ts';
import { capitalRecoveryFactor } from './capital-recovery.ts';
import { listOf, named, quantity, quantityAbove, share } from './quantity.ts';
import { contradiction } from './refused.ts';

const aRoute = z.strictObject({
  id: named(),
  /** Useful heat per energy; COP for a heat pump. */
  efficiency: quantityAbove('', 0, 10),
  /** On the site. */
  fuelTonnesPerMWh: quantity('t/MWh', 0, 2),
  /** Elsewhere: of the grid, of making hydrogen or green gas. */
  chainTonnesPerMWh: quantity('t/MWh', 0, 2).optional(),
  energyEURPerMWh: quantity('EUR/MWh', -200, 2_000),
  capexEURPerMW: quantity('EUR/MW', 0, 1e8),
  /** Of the plant's capex, a year. */
  opexShare: share(),
  connectionEUR: quantity('EUR', 0, 1e10).optional(),
  networkEURPerKWYear: quantity('EUR/kW/yr', 0, 5_000).optional(),
  subsidyEURPerMWh: quantity('EUR/MWh', 0, 2_000).optional(),
  captureRate: share().optional(),
  /** Capture, transport and storage of CO2. */
  co2EURPerTonne: quantity('EUR/t', 0, 5_000).optional(),
});

const input = z
  .strictObject({
    usefulHeatMWh: quantityAbove('MWh/yr', 0, 1e8),
    fullLoadHours: quantity('h/yr', 1, 8_784),
    interestRate: quantity('', 0, 0.5),
    lifetimeYears: quantity('yr', 1, 100),
    carbonEURPerTonne: quantity('EUR/t', 0, 1_000),
    paysCarbonPrice: z.boolean({ error: 'true, false' }),
    /** Which of the routes the others are compared with. */
    reference: named(),
    routes: listOf(aRoute, 1, 40),
  })
  .superRefine(({ reference, routes }, context) => {
    const ids = routes.map(({ id }) => id);
    for (const [at, id] of ids.entries())
      if (ids.indexOf(id) < at) contradiction(context, ['routes', at, 'id'], 'TWICE', { name: id });
    if (!ids.includes(reference))
      contradiction(context, ['reference'], 'NOT_THERE', { name: reference, among: ids.join(', ') });
  });

export interface RouteOutput {
  readonly energyMWh: number;
  readonly capexEUR: number;
  /** Before subsidy and without a carbon price. */
  readonly costEURPerMWh: number;
  readonly costAfterSubsidyEURPerMWh: number;
  readonly scope1Tonnes: number;
  readonly systemTonnes: number;
  /** 0 where it is not paid. */
  readonly carbonCostEURPerMWh: number;
  /** Against the reference, per tonne of scope 1; null when nothing is saved. */
  readonly abatementCostEURPerTonne: number | null;
}

export interface RouteComparisonOutput {
  readonly routes: Readonly<Record<string, RouteOutput>>;
  /** Lowest after subsidy and with the carbon cost; of equals the one given first. */
  readonly cheapest: string;
}

type Given = z.infer<typeof input>;

/** Ways to make one site's heat beside each other: what a MWh of useful heat costs and what a tonne saved costs (C11). */
export const routeComparison = calculation({
  name: 'route-comparison',
  input,
  uses: [],
  calculate: (given): RouteComparisonOutput => {
    const found = given.routes.map((route) => ({ id: route.id, ...worked(given, route) }));
    const reference = found.find(({ id }) => id === given.reference);
    const routes = found.map(({ id, ...route }) => {
      const saved = (reference?.scope1Tonnes ?? 0) - route.scope1Tonnes;
      const dearer = (route.costEURPerMWh - (reference?.costEURPerMWh ?? 0)) * given.usefulHeatMWh;
      return [id, { ...route, abatementCostEURPerTonne: saved > 0 ? dearer / saved : null }] as const;
    });
    const paid = (route: RouteOutput): number => route.costAfterSubsidyEURPerMWh + route.carbonCostEURPerMWh;
    const [cheapest] = routes.reduce((best, one) => (paid(one[1]) < paid(best[1]) ? one : best));
    return { routes: Object.fromEntries(routes), cheapest };
  },
});

function worked(given: Given, route: Given['routes'][number]): Omit<RouteOutput, 'abatementCostEURPerTonne'> {
  const heatMWh = given.usefulHeatMWh;
  const MW = heatMWh / given.fullLoadHours;
  const energyMWh = heatMWh / route.efficiency;
  const emitted = energyMWh * route.fuelTonnesPerMWh;
  const captured = emitted * (route.captureRate ?? 0);
  const scope1Tonnes = emitted - captured;
  const plantEUR = route.capexEURPerMW * MW;
  const capexEUR = plantEUR + (route.connectionEUR ?? 0);
  const yearly =
    capexEUR * capitalRecoveryFactor(given.interestRate, given.lifetimeYears) +
    route.opexShare * plantEUR +
    energyMWh * route.energyEURPerMWh +
    ((route.networkEURPerKWYear ?? 0) * 1_000 * MW) / route.efficiency +
    captured * (route.co2EURPerTonne ?? 0);
  const costEURPerMWh = yearly / heatMWh;
  return {
    ...{ energyMWh, capexEUR, costEURPerMWh },
    costAfterSubsidyEURPerMWh: costEURPerMWh - (route.subsidyEURPerMWh ?? 0),
    ...{ scope1Tonnes, systemTonnes: scope1Tonnes + energyMWh * (route.chainTonnesPerMWh ?? 0) },
    carbonCostEURPerMWh: given.paysCarbonPrice ? (scope1Tonnes * given.carbonEURPerTonne) / heatMWh : 0,
  };
}
