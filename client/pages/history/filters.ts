import { amsterdamDay } from '../../../events/timeline.ts';

/** What is looked for, by the names that it has in the address of the page. */
export interface Filters {
  readonly wie: string;
  readonly organisatie: string;
  readonly veld: string;
  readonly soort: string;
  /** Days, both inclusive. */
  readonly van: string;
  readonly tot: string;
  readonly woorden: string;
}

export const filterNames = ['wie', 'organisatie', 'veld', 'soort', 'van', 'tot', 'woorden'] as const;

/** The filters as the address has them; what is no day is no period. */
export function filtersOf(asked: (name: string) => string | undefined): Filters {
  const day = (name: string): string => (/^\d{4}-\d\d-\d\d$/.test(asked(name) ?? '') ? (asked(name) ?? '') : '');
  const [wie = '', organisatie = '', veld = '', soort = ''] = filterNames.slice(0, 4).map((name) => asked(name) ?? '');
  return { wie, organisatie, veld, soort, van: day('van'), tot: day('tot'), woorden: asked('woorden') ?? '' };
}

/** The filters as the query of `/api/history` and of the exports. */
export function historyQuery(scope: string, filters: Filters): string {
  const query = new URLSearchParams(scope);
  const { wie, organisatie, veld, soort, van, tot, woorden } = filters;
  const given = { actor: wie, organisation: organisatie, field: veld, type: soort, q: woorden.trim() };
  for (const [name, value] of Object.entries(given)) if (value !== '') query.set(name, value);
  if (van !== '') query.set('from', startOfDay(van));
  if (tot !== '') query.set('to', new Date(Date.parse(startOfDay(dayAfter(tot))) - 1).toISOString());
  return query.toString();
}

/** The instant at which a day begins in Europe/Amsterdam, in summer and in winter. */
export function startOfDay(day: string): string {
  const summer = new Date(`${day}T00:00:00+02:00`).toISOString();
  return amsterdamDay(summer) === day ? summer : new Date(`${day}T00:00:00+01:00`).toISOString();
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
