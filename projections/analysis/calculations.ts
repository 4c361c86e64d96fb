import type { Calculation } from './calculation.ts';
import { co2Capture } from './co2-capture.ts';
import { confrontation } from './confrontation/confrontation.ts';
import { emissions } from './emissions.ts';
import { flexPool } from './flex-pool.ts';
import { fuelEmissions } from './fuel-emissions.ts';
import { greenGasHub } from './green-gas-hub.ts';
import { hydrogenClusters } from './hydrogen/hydrogen-clusters.ts';
import { hydrogenHub } from './hydrogen/hydrogen-hub.ts';
import { interviewDeltas } from './interview-deltas.ts';
import { jointConnection } from './joint-connection/joint-connection.ts';
import { routeComparison } from './route-comparison.ts';
import { regionSelection } from './selection/region-selection.ts';
import { sharedHeat } from './shared-heat/shared-heat.ts';
import { smaa } from './smaa/smaa.ts';
import { suggestionScore } from './suggestions/score.ts';
import { suggestions } from './suggestions/suggestions.ts';

/** Every calculation that can be asked for by name, in the order of the domain's chapters. */
const all = [
  ...[confrontation, sharedHeat, jointConnection, flexPool],
  ...[hydrogenHub, hydrogenClusters, greenGasHub],
  ...[emissions, fuelEmissions, co2Capture],
  ...[suggestions, suggestionScore],
  ...[regionSelection, smaa, interviewDeltas, routeComparison],
] as unknown as readonly Calculation<unknown>[];

export const calculations: ReadonlyMap<string, Calculation<unknown>> = new Map(all.map((one) => [one.name, one]));
