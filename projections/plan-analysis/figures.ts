import type { Co2CaptureOutput } from '../analysis/co2-capture.ts';
import type { FlexPoolOutput } from '../analysis/flex-pool.ts';
import type { GreenGasHubOutput } from '../analysis/green-gas-hub.ts';
import type { HydrogenHubOutput } from '../analysis/hydrogen/hydrogen-hub.ts';
import type { JointConnectionOutput } from '../analysis/joint-connection/joint-connection.ts';
import type { SharedHeatOutput } from '../analysis/shared-heat/shared-heat.ts';

/** A main figure of a calculation; null: it cannot be said (nothing is matched, nobody takes anything). */
export interface PlanFigure {
  readonly key: string;
  readonly value: number | string | boolean | null;
  readonly unit: string;
  /** Lowest and highest outcome when one of the assumptions lies at its bound. */
  readonly low?: number;
  readonly high?: number;
}

/** Keys of the two emission numbers, in t CO2-eq a year; beside each other wherever they stand. */
export const EMISSION_KEYS = ['scope1Tonnes', 'systemTonnes'] as const;

interface Outputs {
  'shared-heat': SharedHeatOutput;
  'joint-connection': JointConnectionOutput;
  'hydrogen-hub': HydrogenHubOutput;
  'green-gas-hub': GreenGasHubOutput;
  'flex-pool': FlexPoolOutput;
  'co2-capture': Co2CaptureOutput;
}

const figure = (key: string, value: PlanFigure['value'], unit = ''): PlanFigure => ({ key, value, unit });

const tellers: { [K in keyof Outputs]: (output: Outputs[K], withPump: boolean) => PlanFigure[] } = {
  'shared-heat': (o, withPump) => {
    const plan = withPump && o.withHeatPump !== null ? o.withHeatPump : o;
    return [
      figure('levelisedCostEURPerMWh', plan.levelisedCostEURPerMWh, 'EUR/MWh'),
      figure('matchedMWh', o.matchedMWh, 'MWh/yr'),
      figure('coverage', o.coverage, '%'),
      figure('capexEUR', plan.capexEUR, 'EUR'),
      figure('abatementCostEURPerTonne', plan.abatementCostEURPerTonne, 'EUR/t'),
      figure('arrivalC', o.arrivalC, '°C'),
      figure('warmEnough', o.warmEnough),
      figure('pipe', o.pipe),
      figure('lossMWh', o.lossMWh, 'MWh/yr'),
      ...(plan === o ? [] : [figure('pumpMWh', o.withHeatPump?.electricityMWh ?? null, 'MWh/yr')]),
      figure('scope1Tonnes', plan.scope1TonnesPerYear, 't/yr'),
      figure('systemTonnes', plan.systemTonnesPerYear, 't/yr'),
    ];
  },
  'joint-connection': (o) => [
    figure('groupPeakMW', o.groupPeakMW, 'MW'),
    figure('groupNeedMW', o.groupNeedMW, 'MW'),
    figure('headroomMW', o.headroomMW, 'MW'),
    figure('sumOfPeaksMW', o.sumOfPeaksMW, 'MW'),
    figure('reductionMW', o.reductionMW, 'MW'),
    figure('coincidence', o.coincidence, '%'),
    figure('feedInGroupPeakMW', o.feedInGroupPeakMW, 'MW'),
    figure('inCore', o.inCore),
  ],
  'hydrogen-hub': (o) => [
    figure('hydrogenTonnesPerYear', o.hydrogenTonnesPerYear, 't/yr'),
    figure('peakMW', o.peakMW, 'MW'),
    figure('gapEURPerMWh', o.gapEURPerMWh, 'EUR/MWh'),
    figure('gapEURPerYear', o.gapEURPerYear, 'EUR/yr'),
    figure('capexEUR', o.capexEUR, 'EUR'),
    figure('transportEURPerKg', o.transportEURPerKg, 'EUR/kg'),
    figure('abatementCostEURPerTonne', o.abatementCostEURPerTonne, 'EUR/t'),
    figure('trailersPerDay', o.trailersPerDay, '1/day'),
    figure('trailerModeFeasible', o.trailerModeFeasible),
    figure('largeEnough', o.largeEnough),
    figure('availableYear', o.availableYear === null ? null : String(o.availableYear)),
    figure('scope1Tonnes', o.scope1TonnesPerYear, 't/yr'),
    figure('systemTonnes', o.systemTonnesPerYear, 't/yr'),
  ],
  'green-gas-hub': (o) => [
    figure('greenGasNm3', o.greenGasNm3, 'Nm3/yr'),
    figure('energyGWh', o.energyGWh, 'GWh/yr'),
    figure('gasCoverage', o.coverage, '%'),
    figure('guaranteesOfOrigin', o.guaranteesOfOrigin, '1/yr'),
    figure('shareOfObligation', o.shareOfObligation, '%'),
    figure('parityPremiumEURPerNm3', o.parityPremiumEURPerNm3, 'EUR/Nm3'),
    figure('scope1Tonnes', o.scope1TonnesPerYear, 't/yr'),
    figure('systemTonnes', o.systemTonnesPerYear, 't/yr'),
  ],
  'flex-pool': (o) => [
    figure('flexCoverage', o.coverage, '%'),
    figure('flexAvailableMW', Math.max(0, ...o.availableMW), 'MW'),
    figure('flexShortageMW', Math.max(0, ...o.shortageMW), 'MW'),
    figure('EURPerCall', o.EURPerCall, 'EUR'),
    figure('EURPerYear', o.EURPerYear, 'EUR/yr'),
  ],
  'co2-capture': (o) => [
    figure('capturedTonnes', o.capturedTonnes, 't/yr'),
    figure('biogenicTonnes', o.biogenicTonnes, 't/yr'),
    figure('electricityMWh', o.electricityMWh, 'MWh/yr'),
    figure('heatMWh', o.heatMWh, 'MWh/yr'),
    figure('scope1Tonnes', o.scope1Tonnes, 't/yr'),
    figure('systemTonnes', o.systemTonnes, 't/yr'),
  ],
};

/** The main figures of an output. `withPump`: the plan lifts its heat with a heat pump. */
export function figuresOf(calc: string, output: object, withPump: boolean): PlanFigure[] {
  const teller = tellers[calc as keyof Outputs] as (output: object, withPump: boolean) => PlanFigure[];
  return teller(output, withPump);
}

/** Figures that a flexible group changes only through its margin: the rest does not depend on what is assumed. */
export const RANGED_OF_GROUP: ReadonlySet<string> = new Set(['groupNeedMW', 'headroomMW']);
