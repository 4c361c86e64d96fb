import { isHidden } from '../../events/envelope.ts';
import { locale, type Language } from './notation.ts';

/** A word for a place; undefined: it cannot be said. */
export type Said = (place: string) => string | undefined;

const MOST = 5;

/** `a, b en c`, of more than five the first ones and how many more; undefined when one cannot be said or there is none. */
export function listed(words: readonly (string | undefined)[], language: Language): string | undefined {
  const known = words.filter((one) => one !== undefined);
  if (known.length < words.length || known.length === 0) return undefined;
  const more = known.length - MOST + 1;
  const shown = known.length <= MOST ? known : [...known.slice(0, MOST - 1), moreOf[language](more)];
  return new Intl.ListFormat(locale(language), { type: 'conjunction' }).format(shown);
}

const moreOf = { nl: (n: number) => `nog ${n} andere`, en: (n: number) => `${n} more` } as const;

/** Amounts by year: `10 MW in 2027 en 25 MW (en 15 MW gepland) in 2030`. */
export function yearsSaid(
  years: Readonly<Record<string, unknown>>,
  said: (member: string, value: unknown) => string | undefined,
  language: Language,
): string | undefined {
  return listed(
    Object.entries(years).map(([year, value]) => {
      const { firm, planned } = partsOf(value);
      const [sure, hoped] = [said('firm', firm), said('planned', planned)];
      if (sure === undefined) return undefined;
      return `${sure}${hoped === undefined ? '' : ` ${plannedOf[language](hoped)}`} in ${year}`;
    }),
    language,
  );
}

const plannedOf = { nl: (n: string) => `(en ${n} gepland)`, en: (n: string) => `(and ${n} planned)` } as const;

function partsOf(value: unknown): { firm?: unknown; planned?: unknown } {
  return typeof value === 'object' && value !== null && !isHidden(value) ? value : { firm: value };
}
