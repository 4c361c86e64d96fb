import { z } from 'zod';
import { calculation } from '../calculation.ts';
import { capitalRecoveryFactor } from '../capital-recovery.ts';
import { gasTonnesPerMWh } from '../emission-factors.ts';
import { listOf, quantity, quantityAbove, share, year } from '../quantity.ts';
import { contradiction } from '../refused.ts';

const input = z
  .strictObject({
    /** Natural gas of each member that hydrogen takes the place of, LHV. */
    gasGWh: listOf(quantity('GWh/yr', 0, 100_000), 1, 400),
    fullLoadHours: listOf(quantity('h/yr', 1, 8_784), 1, 400),
    /** From the hub to the section, in a straight line. */
    crowKm: quantity('km', 0, 500),
    detourFactor: quantity('', 1, 5),
    pipeEURPerKm: quantity('EUR/km', 0, 1e8),
    interestRate: quantity('', 0, 0.5),
    lifetimeYears: quantity('yr', 1, 100),
    hydrogenEURPerMWh: quantity('EUR/MWh', 0, 2_000),
    gasEURPerMWh: quantity('EUR/MWh', 0, 2_000),
    etsEURPerTonne: quantity('EUR/t', 0, 1_000),
    /** Of the gas, what ETS1 members burn. */
    etsShare: share(),
    /** Of the hydrogen itself: 0 when renewable, the grid's factor over the efficiency for electrolysis. */
    hydrogenTonnesPerMWh: quantity('t/MWh', 0, 5),
    trailerTonnes: quantityAbove('t', 0, 10),
    /** When the section is there. */
    sectionYear: year().optional(),
  })
  .superRefine(({ gasGWh, fullLoadHours }, context) => {
    const [given, needed] = [fullLoadHours.length, gasGWh.length];
    if (given !== needed)
      contradiction(context, ['fullLoadHours'], 'LENGTHS_DIFFER', { given, needed, other: 'gasGWh' });
    if (gasGWh.every((GWh) => GWh === 0)) contradiction(context, ['gasGWh'], 'NOTHING_ASKED');
  });

export interface HydrogenHubOutput {
  readonly demandMWh: number;
  readonly hydrogenTonnesPerYear: number;
  readonly peakMW: number;
  readonly peakKgPerHour: number;
  readonly peakNm3PerHour: number;
  readonly lengthKm: number;
  readonly capexEUR: number;
  readonly transportEURPerKg: number;
  readonly transportEURPerMWh: number;
  /** What hydrogen costs more than gas with its emission price. */
  readonly gapEURPerMWh: number;
  readonly gapEURPerYear: number;
  readonly scope1TonnesPerYear: number;
  readonly systemTonnesPerYear: number;
  /** Before the price of emissions, per tonne of scope 1. */
  readonly abatementCostEURPerTonne: number;
  readonly trailersPerDay: number;
  readonly trailerModeFeasible: boolean;
  readonly largeEnough: boolean;
  /** Null: no section year was given. */
  readonly availableYear: number | null;
}

/** Hydrogen instead of gas for a group of sites behind one branch pipe. Per year, LHV, energy for energy. Source: domain C4. */
export const hydrogenHub = calculation({
  name: 'hydrogen-hub',
  input,
  uses: [
    ...(['hydrogen.lowerHeatingValue', 'hydrogen.density', 'hydrogen.minimumHub', 'hydrogen.trailersPerDay'] as const),
    ...(['hydrogen.branchYears', 'gas.emissionFactor'] as const),
  ],
  calculate: (given, p): HydrogenHubOutput => {
    let [demandMWh, peakMW] = [0, 0];
    for (const [at, GWh] of given.gasGWh.entries()) {
      demandMWh += GWh * 1_000;
      peakMW += (GWh * 1_000) / (given.fullLoadHours[at] ?? 1);
    }
    const hydrogenTonnes = (demandMWh * 3_600) / p['hydrogen.lowerHeatingValue'] / 1_000;
    const peakKgPerHour = (peakMW * 3_600) / p['hydrogen.lowerHeatingValue'];
    const lengthKm = given.crowKm * given.detourFactor;
    const capexEUR = lengthKm * given.pipeEURPerKm;
    const annuityEUR = capexEUR * capitalRecoveryFactor(given.interestRate, given.lifetimeYears);
    const transport = annuityEUR / demandMWh;
    const gasFactor = gasTonnesPerMWh(p);
    const dearer = given.hydrogenEURPerMWh + transport - given.gasEURPerMWh;
    const gap = dearer - given.etsEURPerTonne * gasFactor * given.etsShare;
    const scope1 = demandMWh * gasFactor;
    const trailersPerDay = hydrogenTonnes / given.trailerTonnes / 365;
    return {
      ...{ demandMWh, hydrogenTonnesPerYear: hydrogenTonnes, peakMW, peakKgPerHour, lengthKm, capexEUR },
      peakNm3PerHour: peakKgPerHour / p['hydrogen.density'],
      ...{ transportEURPerKg: annuityEUR / (hydrogenTonnes * 1_000), transportEURPerMWh: transport },
      ...{ gapEURPerMWh: gap, gapEURPerYear: gap * demandMWh },
      ...{ scope1TonnesPerYear: scope1, systemTonnesPerYear: scope1 - demandMWh * given.hydrogenTonnesPerMWh },
      abatementCostEURPerTonne: (dearer * demandMWh) / scope1,
      ...{ trailersPerDay, trailerModeFeasible: trailersPerDay <= p['hydrogen.trailersPerDay'] },
      largeEnough: hydrogenTonnes >= p['hydrogen.minimumHub'],
      availableYear: given.sectionYear === undefined ? null : given.sectionYear + p['hydrogen.branchYears'],
    };
  },
});
