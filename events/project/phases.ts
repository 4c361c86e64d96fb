import { numberField, textField, type DetailFields } from '../details.ts';
import type { Class } from '../visibility.ts';

/** The way of a project, in order; ON_HOLD and CANCELLED lie beside it. */
export const projectPhases = ['IDEA', 'STUDY', 'FEED', 'FID', 'CONSTRUCTION', 'OPERATIONAL'] as const;
export type ProjectPhase = (typeof projectPhases)[number];
export type ProjectStanding = ProjectPhase | 'ON_HOLD' | 'CANCELLED';

export const routes = ['ELECTRIFICATION', 'CCS', 'HYDROGEN', 'GREEN_GAS', 'HEAT', 'EFFICIENCY', 'CIRCULAR'] as const;

/** The plain fields of a project. Reduction of the system may be negative: it then costs more elsewhere than it saves. */
export const projectFields: DetailFields = {
  title: { ...textField(3, 160), required: true },
  reductionSystemT2030: numberField('t/jr', -1e9, 1e9),
  reductionSystemT2035: numberField('t/jr', -1e9, 1e9),
  reductionSystemT2040: numberField('t/jr', -1e9, 1e9),
  probability: numberField('1', 0, 1),
  noxKgPerYear: numberField('kg/jr', -1e8, 1e8),
  opexDeltaEUR: numberField('EUR/jr', -1e10, 1e10),
  priceYear: { ...numberField('jr', 2000, 2050), whole: true },
};

const fieldClasses: Readonly<Record<string, Class>> = { title: 'P2', opexDeltaEUR: 'P4', priceYear: 'P4' };

/** Class of a plain field: money is the owner's, figures are for who sits at the table. */
export function projectFieldClass(field: unknown): Class {
  return fieldClasses[String(field)] ?? 'P3';
}

/** Chance that a project comes, by phase, where none was stated (assumption; a versioned parameter). */
export const usualProbability: Readonly<Record<ProjectPhase, number>> = {
  IDEA: 0.1,
  STUDY: 0.25,
  FEED: 0.5,
  FID: 0.9,
  CONSTRUCTION: 0.95,
  OPERATIONAL: 1,
};
