import type { CalendarDay } from '../envelope.ts';
import type { Entry } from '../timeline.ts';

/** What may be shared, with whom beside a named organisation, and what for. */
export const dataClasses = [
  'ENERGY_USE',
  'HEAT',
  'CONNECTION',
  'FLEXIBILITY',
  'LOAD_PROFILE',
  'PROJECTS',
  'ALL',
] as const;
/** A kind of data that can be shared without the others. */
export type DataClass = Exclude<(typeof dataClasses)[number], 'ALL'>;
/** Purposes for which people read values; for the others programs use them, and what they make is read. */
export const readingPurposes = ['CALCULATION', 'INTERVIEW', 'PLAN', 'PUBLICATION'] as const;
export const audiences = ['PUBLIC', 'PARTNERS', 'REGION', 'PLAN', 'RVO', 'PROGRAMME'] as const;
export const purposes = ['CALCULATION', 'SUGGESTION', 'INTERVIEW', 'AGGREGATE', 'PLAN', 'PUBLICATION'] as const;

export interface Consent {
  id: string;
  /** Empty: all sites of the organisation. */
  siteIds: string[];
  dataClass: (typeof dataClasses)[number];
  /** A group of people, or the id of an organisation. */
  audience: string;
  purpose: (typeof purposes)[number];
  from: CalendarDay;
  to: CalendarDay;
  given: Entry<true>;
  withdrawn?: Entry<true>;
}

/** Does a consent hold on a day? From its first day to its last, or to the day before it was withdrawn. */
export function consentHolds(
  { from, to, withdrawn }: Pick<Consent, 'from' | 'to'> & { withdrawn?: { readonly from: CalendarDay } },
  on: CalendarDay,
): boolean {
  return from <= on && on <= to && (withdrawn === undefined || on < withdrawn.from);
}
