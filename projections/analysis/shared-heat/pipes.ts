/** One size of a pair of insulated steel pipes. */
export interface Pipe {
  readonly name: string;
  readonly innerM: number;
  /** Of a single pipe. */
  readonly eurPerM: number;
  /** Heat conductances of a pair: to the ground (u1) and between the pipes (u2), W/mK. */
  readonly u1: number;
  readonly u2: number;
}

/** Logstor catalogue of 2020 as in MESIDO (`_edr_pipes.json`); prices of 2020. Smallest first. */
export const pipes: readonly Pipe[] = [
  { name: 'DN100', innerM: 0.1071, eurPerM: 936, u1: 0.3, u2: 0.011 },
  { name: 'DN125', innerM: 0.1325, eurPerM: 1_027, u1: 0.351, u2: 0.015 },
  { name: 'DN150', innerM: 0.1603, eurPerM: 1_126, u1: 0.421, u2: 0.02 },
  { name: 'DN200', innerM: 0.2101, eurPerM: 1_355, u1: 0.458, u2: 0.021 },
  { name: 'DN250', innerM: 0.263, eurPerM: 1_631, u1: 0.436, u2: 0.017 },
  { name: 'DN300', innerM: 0.3127, eurPerM: 1_962, u1: 0.505, u2: 0.021 },
  { name: 'DN400', innerM: 0.3938, eurPerM: 2_841, u1: 0.517, u2: 0.019 },
  { name: 'DN500', innerM: 0.4954, eurPerM: 4_113, u1: 0.496, u2: 0.015 },
];

/** The smallest pipe in which water stays within a velocity; else the largest. Mass flow in kg/s, density in kg/m³. */
export function pipeFor(massFlowKgS: number, maxVelocityMS: number, densityKgM3: number): Pipe {
  const fits = pipes.find((pipe) => velocityIn(pipe, massFlowKgS, densityKgM3) <= maxVelocityMS);
  const chosen = fits ?? pipes.at(-1);
  if (chosen === undefined) throw new Error('The catalogue of pipes is empty.');
  return chosen;
}

/** Velocity of the water in m/s. */
export function velocityIn({ innerM }: Pipe, massFlowKgS: number, densityKgM3: number): number {
  return massFlowKgS / (densityKgM3 * Math.PI * (innerM / 2) ** 2);
}
