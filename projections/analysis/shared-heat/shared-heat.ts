import { calculation } from '../calculation.ts';
import { capitalRecoveryFactor } from '../capital-recovery.ts';
import { gasTonnesPerMWh } from '../emission-factors.ts';
import { sharedHeatInput, type SharedHeatInput } from './input.ts';
import { pipeFor, velocityIn, type Pipe } from './pipes.ts';
import { costOf, COST_PARAMETERS, type HeatCost } from './cost.ts';
import { HEAT_PUMP_PARAMETERS, upgraded, type Upgraded } from './heat-pump.ts';

export interface SharedHeatOutput extends HeatCost {
  readonly demandMWh: number;
  readonly supplyMWh: number;
  /** Heat that is there when it is asked for: Σ hours × the lower of the two powers. */
  readonly matchedMWh: number;
  readonly coverage: number;
  readonly lengthKm: number;
  readonly massFlowKgS: number;
  readonly pipe: string;
  readonly velocityMS: number;
  readonly lossWPerM: number;
  readonly lossMWh: number;
  readonly arrivalC: number;
  readonly warmEnough: boolean;
  /** The same plan with a heat pump at the sink; null where the water arrives warm enough. */
  readonly withHeatPump: Upgraded | null;
  /** PIPE_TOO_SMALL: also the largest pipe goes beyond the velocity. NOTHING_MATCHED: source and sink never meet. COLD_ON_THE_WAY: nothing warm would arrive. NO_HEAT_PUMP: none reaches this temperature. */
  readonly warnings: readonly ('PIPE_TOO_SMALL' | 'NOTHING_MATCHED' | 'COLD_ON_THE_WAY' | 'NO_HEAT_PUMP')[];
}

/**
 * Residual heat of one site used by another: how much fits in time, which pipe, what is lost, at what temperature it
 * arrives, what it costs and what it saves, in both emission numbers. Energy per year; prices of one year. Costs and
 * abatement are null when nothing is matched. Source: domain C2; losses as in Böhm's model of a pair of pipes.
 */
export const sharedHeat = calculation({
  name: 'shared-heat',
  input: sharedHeatInput,
  uses: [
    ...(['heat.waterDensity', 'heat.waterSpecificHeat', 'gas.emissionFactor', ...COST_PARAMETERS] as const),
    ...HEAT_PUMP_PARAMETERS,
  ],
  calculate: (given, p): SharedHeatOutput => {
    const energy = matched(given);
    const designMW = given.sinkMW.reduce((most, MW) => Math.max(most, MW), 0);
    const specificHeat = p['heat.waterSpecificHeat'];
    const massFlowKgS = (designMW * 1e6) / (specificHeat * (given.supplyC - given.returnC));
    const pipe = pipeFor(massFlowKgS, given.maxVelocityMS, p['heat.waterDensity']);
    const velocityMS = velocityIn(pipe, massFlowKgS, p['heat.waterDensity']);
    const lengthM = given.crowKm * given.detourFactor * 1_000;
    const lossWPerM = pairLossWPerM(pipe, given);
    const lossMWh = (lossWPerM * lengthM * given.lossHours) / 1e6;
    const arrivalC = given.supplyC - (supplyLossWPerM(pipe, given) * lengthM) / (massFlowKgS * specificHeat);
    const warmEnough = arrivalC >= given.requiredC + given.exchangerDeltaK;
    const network = { ...energy, lossMWh, designMW, lengthM, pipe, gasTonnesPerMWh: gasTonnesPerMWh(p) };
    const crf = capitalRecoveryFactor(given.interestRate, given.lifetimeYears);
    const cost = costOf(given, { ...network, crf }, p);
    const warm = warmEnough || arrivalC <= given.returnC;
    const pumped = warm ? null : upgraded(given, { ...network, crf, arrivalC }, p);
    const warnings: SharedHeatOutput['warnings'][number][] = [];
    if (velocityMS > given.maxVelocityMS) warnings.push('PIPE_TOO_SMALL');
    if (energy.matchedMWh === 0) warnings.push('NOTHING_MATCHED');
    if (arrivalC <= given.returnC) warnings.push('COLD_ON_THE_WAY');
    else if (!warmEnough && pumped === null) warnings.push('NO_HEAT_PUMP');
    return {
      ...energy,
      ...{ coverage: energy.matchedMWh / energy.demandMWh, lengthKm: lengthM / 1_000, massFlowKgS, pipe: pipe.name },
      ...{ velocityMS, lossWPerM, lossMWh, arrivalC, warmEnough, ...cost, withHeatPump: pumped, warnings },
    };
  },
});

function matched({ hours, sourceMW, sinkMW }: SharedHeatInput) {
  let [demandMWh, supplyMWh, matchedMWh] = [0, 0, 0];
  for (const [step, length] of hours.entries()) {
    const [source, sink] = [sourceMW[step] ?? 0, sinkMW[step] ?? 0];
    demandMWh += length * sink;
    supplyMWh += length * source;
    matchedMWh += length * Math.min(source, sink);
  }
  return { demandMWh, supplyMWh, matchedMWh };
}

/** Both pipes together: 2(u1−u2)·((supply+return)/2 − ground). */
function pairLossWPerM({ u1, u2 }: Pipe, { supplyC, returnC, groundC }: SharedHeatInput): number {
  return 2 * (u1 - u2) * ((supplyC + returnC) / 2 - groundC);
}

/** The warm pipe alone; the cold one beside it gives some back: u1·(supply−ground) − u2·(return−ground). */
function supplyLossWPerM({ u1, u2 }: Pipe, { supplyC, returnC, groundC }: SharedHeatInput): number {
  return u1 * (supplyC - groundC) - u2 * (returnC - groundC);
}
