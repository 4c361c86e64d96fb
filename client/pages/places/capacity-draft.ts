import type { Capacity } from '../../../events/infrastructure/state.ts';
import { parseNumber, type Language } from '../../app/i18n/format.ts';

export type What = 'firm' | 'planned';
export type Years = Capacity['years'];

/** Cells of a grid that were changed and not published: what was typed, by `<infrastructure> <direction> <what> <year>`. */
export type Drafts = Readonly<Record<string, string>>;

export const cellKey = (id: string, direction: string, what: What, year: number): string =>
  `${id} ${direction} ${what} ${year}`;

const MOST = 1e6;

/** The number that a cell holds; null: it was made empty. NaN: it is no number that fits. */
export function cellValue(text: string, language: Language): number | null {
  if (text.trim() === '') return null;
  const value = parseNumber(text, language);
  return value >= 0 && value <= MOST ? value : Number.NaN;
}

/** The drafts of one direction of one grid or pipe. */
export function draftsOf(drafts: Drafts, id: string, direction: string): Drafts {
  const begin = `${id} ${direction} `;
  return Object.fromEntries(Object.entries(drafts).filter(([key]) => key.startsWith(begin)));
}

/** The whole series as it will be published: what stands, with what was changed. A year without anything is left out. */
export function draftedYears(standing: Years, drafts: Drafts, language: Language): { years: Years; alone: number[] } {
  const years: Record<string, { firm?: number; planned?: number | undefined }> = structuredClone(standing);
  for (const [key, text] of Object.entries(drafts)) {
    const [, , what, year = ''] = key.split(' ');
    const value = cellValue(text, language);
    const held = { ...years[year] };
    if (what !== 'firm' && what !== 'planned') continue;
    if (value === null) Reflect.deleteProperty(held, what);
    else held[what] = value;
    years[year] = held;
  }
  const filled = Object.entries(years).filter(([, { firm, planned }]) => firm !== undefined || planned !== undefined);
  return {
    years: Object.fromEntries(filled) as Years,
    alone: filled.flatMap(([year, { firm }]) => (firm === undefined ? [Number(year)] : [])),
  };
}
