/** A criterion by which regions are chosen; what it counts, and of which size is best. */
export interface Criterion {
  readonly unit: string;
  readonly best: 'LARGEST' | 'SMALLEST';
  /** Proposed weight; a model of its own says what counts. */
  readonly weight: number;
}

/** The nine criteria of the programme (domain C8); the weights are assumptions to be agreed on. */
export const criteria: Readonly<Record<string, Criterion>> = {
  etsAnchors: { unit: 'ETS sites in Cluster 6', best: 'LARGEST', weight: 0.15 },
  reduction: { unit: 'kt/yr in 2030, scope 1', best: 'LARGEST', weight: 0.2 },
  employment: { unit: '% of jobs in industry', best: 'LARGEST', weight: 0.1 },
  infrastructureClarity: { unit: 'share of needs with a firm year', best: 'LARGEST', weight: 0.15 },
  readiness: { unit: 'share of tonnes in FEED or later', best: 'LARGEST', weight: 0.1 },
  commitment: { unit: 'signed/required', best: 'LARGEST', weight: 0.15 },
  replicability: { unit: '1–5', best: 'LARGEST', weight: 0.05 },
  costEffectiveness: { unit: 'EUR/t', best: 'SMALLEST', weight: 0.05 },
  carrierPilot: { unit: '1–5', best: 'LARGEST', weight: 0.05 },
};

/** From which raw value (v = 0) to which (v = 1) a criterion runs. */
export type Bounds = readonly [worst: number, best: number];

/** The smallest and largest raw value among the regions, in the direction of the criterion. */
export function usualBounds(criterion: string, raw: readonly number[]): Bounds {
  const least = raw.reduce((one, other) => Math.min(one, other), Infinity);
  const most = raw.reduce((one, other) => Math.max(one, other), -Infinity);
  return criteria[criterion]?.best === 'SMALLEST' ? [most, least] : [least, most];
}

/** Linear between the bounds, 0 and 1 beyond them; 1 where they are equal, as then nobody is worse. */
export function valueOf(raw: number, [worst, best]: Bounds): number {
  if (worst === best) return 1;
  return Math.min(1, Math.max(0, (raw - worst) / (best - worst)));
}
