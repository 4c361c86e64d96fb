import type { Class, ClassFacts } from '../visibility.ts';

/** Verified emissions are public for ETS1 installations (EU transaction log), else a company's secret. */
export function emissionsClass(facts: ClassFacts): Class {
  return facts.ets === 'ETS1' ? 'P0' : 'P3';
}
