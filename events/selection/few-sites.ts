import type { Class } from '../visibility.ts';

/** What is worked out from so few sites tells of one of them: only its value between 0 and 1 is shown (domain.md B.6). */
export const FEWEST_SITES = 5;

export const isOfFew = (sites: unknown): boolean => typeof sites === 'number' && sites < FEWEST_SITES;

/** Class of a score that was worked out from so many sites. */
export const classOfScore = (sites: unknown): Class => (isOfFew(sites) ? 'P3' : 'P1');
