import { z } from 'zod';
import type { CalendarDay } from '../envelope.ts';

/** For how many years what is sealed is kept, by whose it is; counted from the end of the year it was sealed in. */
export interface RetentionTerms {
  /** What a person wrote in his own name. */
  readonly person: number;
  /** An organisation's confidential values. */
  readonly organisation: number;
  /** A narrative section; counted from the year in which it was last written in. */
  readonly text: number;
}

const years = z.int().min(1).max(100);
export const retentionTerms = z.strictObject({ person: years, organisation: years, text: years });

/** Hold until a steward sets others (docs/operate.md, Retention). Version 0: nothing was set. */
export const DEFAULT_TERMS: RetentionTerms = { person: 10, organisation: 20, text: 20 };

/**
 * The last day on which a key of a scope must be there; undefined: its scope is none that a term is set for.
 * @param scope `person:<actor>:<year>`, `organisation:<id>:<kind>:<year>` or `text:<id>:<stretch>`
 * @param madeYear the year in which the key was made
 */
export function retainUntil(scope: string, madeYear: number, terms: RetentionTerms): CalendarDay | undefined {
  const [whose = ''] = scope.split(':', 1);
  if (!isWhose(whose)) return undefined;
  const said = Number(/:(\d{4})$/.exec(scope)?.[1]);
  const year = whose === 'text' || Number.isNaN(said) ? madeYear : said;
  return `${year + terms[whose]}-12-31`;
}

const isWhose = (word: string): word is keyof RetentionTerms => Object.hasOwn(DEFAULT_TERMS, word);
