/** The plain fields of a plan, per kind: one table for schema, decider, form and history. */

export type PlanKind = 'SHARED_HEAT';
export type DetailValue = string | number | boolean;

export interface DetailField {
  readonly type: 'text' | 'number' | 'boolean';
  /** Unit of a number, as shown and recorded. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  /** `label`: the last writer wins and the other is told · `strict`: somebody else's change in between is a conflict. */
  readonly merge: 'label' | 'strict';
}

const number = (unit: string, min: number, max: number): DetailField => ({
  type: 'number',
  unit,
  min,
  max,
  merge: 'strict',
});

const common = {
  title: { type: 'text', min: 3, max: 120, merge: 'label' },
} as const satisfies Record<string, DetailField>;

const sharedHeat = {
  /** Temperature at which the sources deliver. */
  sourceTemperatureC: number('°C', 20, 600),
  /** Temperature that the sinks need. */
  requiredTemperatureC: number('°C', 20, 600),
  /** Temperature lost over one heat exchanger; there is one at each end. */
  exchangerDeltaK: number('K', 0, 50),
  upgradeHeatPump: { type: 'boolean', merge: 'strict' },
  supplyTemperatureC: number('°C', 20, 250),
  returnTemperatureC: number('°C', 5, 200),
  routeLengthKm: number('km', 0, 200),
  crowDistanceKm: number('km', 0, 150),
  pipeDN: number('DN', 20, 1200),
  backupMW: number('MW', 0, 1000),
  lossHours: number('h/jr', 0, 8784),
} as const satisfies Record<string, DetailField>;

export const detailFields: Readonly<Record<PlanKind, Readonly<Record<string, DetailField>>>> = {
  SHARED_HEAT: { ...common, ...sharedHeat },
};

/** Heat exchanger loss where a plan names none, in K (assumption; a versioned parameter later). */
export const DEFAULT_EXCHANGER_DELTA_K = 5;
