import type { Class, ClassFacts, PartClass } from '../visibility.ts';

/** What a site's owner may share by consent, each kind by itself; the rest is shared with everything. */
export const shared = {
  energy: { data: 'ENERGY_USE' },
  heat: { data: 'HEAT' },
  connection: { data: 'CONNECTION' },
  flexibility: { data: 'FLEXIBILITY' },
  profile: { data: 'LOAD_PROFILE' },
} as const;

/** Classes of an event of which everything is secret, and belongs to one kind of data. */
export function secretly(kind: keyof typeof shared, cls: Class = 'P3'): { '*': PartClass; $reason: PartClass } {
  const declared = { cls, part: shared[kind] };
  return { '*': declared, $reason: declared };
}

/** Verified emissions are public for ETS1 installations (EU transaction log), else a company's secret. */
export function emissionsClass(facts: ClassFacts): Class {
  return facts.ets === 'ETS1' ? 'P0' : 'P3';
}
