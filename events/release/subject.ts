import type { SubjectId } from '../envelope.ts';

/** Scope of what is told of the whole country. */
export const NATIONAL = 'national';

/** The stream of what is told of a region, or of the country: one each. */
export function releaseOf(scope: string): SubjectId {
  const at = scope.indexOf('_');
  return `rel_${scope === NATIONAL ? '00000000-0000-7000-8000-000000000000' : scope.slice(at + 1)}`;
}
