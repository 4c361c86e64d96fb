import type { Calculation } from './calculation.ts';
import { co2Capture } from './co2-capture.ts';
import { confrontation } from './confrontation/confrontation.ts';
import { emissions } from './emissions.ts';
import { fuelEmissions } from './fuel-emissions.ts';
import { jointConnection } from './joint-connection/joint-connection.ts';
import { regionSelection } from './selection/region-selection.ts';
import { smaa } from './smaa/smaa.ts';
import { sharedHeat } from './shared-heat/shared-heat.ts';

/** Every calculation that can be asked for by name. */
const all = [
  confrontation,
  sharedHeat,
  jointConnection,
  emissions,
  fuelEmissions,
  co2Capture,
  regionSelection,
  smaa,
] as unknown as readonly Calculation<unknown>[];

export const calculations: ReadonlyMap<string, Calculation<unknown>> = new Map(all.map((one) => [one.name, one]));
