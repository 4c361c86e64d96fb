import type { Refusal } from '../../events/decision.ts';
import type { ProfileNote } from './profile-facts.ts';
import { timeIn, type WrittenTime } from './profile-times.ts';

/** A line of a load profile. */
export interface ProfileRow {
  readonly line: number;
  readonly time?: WrittenTime;
  readonly value: number;
  /** As it stands in the file. */
  readonly cells: { readonly time?: string; readonly value: string };
}

/** Lines above the first row that may say what stands below. */
const HEADER_MOST = 3;

/** The rows of a profile's text; or what is wrong with which of its lines. */
export function profileRows(text: string): {
  rows: ProfileRow[];
  errors: (Refusal & { line: number })[];
  notes: ProfileNote[];
} {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const separator = separatorOf(lines);
  const rows: ProfileRow[] = [];
  const errors: (Refusal & { line: number })[] = [];
  let comma = false;
  let point = false;
  for (const [at, content] of lines.entries()) {
    if (content.trim() === '') continue;
    const cells = (separator === undefined ? [content] : content.split(separator)).map(unquoted);
    const value = cells.at(-1) ?? '';
    const named = cells.length > 1 ? cells.slice(0, -1).join(' ') : undefined;
    const number = numberIn(value);
    const line = at + 1;
    if (number === undefined) {
      // a header stands above the first row
      const heads = rows.length === 0 && at < HEADER_MOST && /\p{L}/u.test(value);
      if (!heads) errors.push({ line, code: 'PROFILE_NO_NUMBER', values: { found: value.slice(0, 60) } }); // prettier-ignore
      continue;
    }
    if (cells.length > 3) errors.push({ line, code: 'PROFILE_COLUMNS', values: { columns: cells.length } });
    comma ||= value.includes(',');
    point ||= value.includes('.');
    if (comma && point) {
      errors.push({ line, code: 'PROFILE_MIXED_DECIMALS', values: { found: value } });
      break;
    }
    const time = named === undefined ? undefined : timeIn(named);
    rows.push({ line, value: number, cells: { value, ...(named === undefined ? {} : { time: named }) }, ...(time ? { time } : {}) }); // prettier-ignore
  }
  return { rows, errors, notes: comma ? ['DECIMAL_COMMA'] : [] };
}

/**
 * `;` and tab separate wherever they stand; a comma does after a time, or before a number with a decimal point, else it
 * is decimal itself.
 */
function separatorOf(lines: readonly string[]): string | undefined {
  const some = lines.filter((line) => line.trim() !== '').slice(0, 5);
  const found = [';', '\t'].find((sign) => some.some((line) => line.includes(sign)));
  if (found !== undefined) return found;
  const separates = (line: string): boolean =>
    timeIn(unquoted(line.split(',')[0] ?? '')) !== undefined || /,[^,]*\d\.\d/.test(line);
  return some.some(separates) ? ',' : undefined;
}

const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/, '$1').trim(); // prettier-ignore

/** A number with a decimal point or comma and without marks between thousands. */
function numberIn(cell: string): number | undefined {
  return /^[+-]?\d+([.,]\d+)?(e[+-]?\d{1,2})?$/i.test(cell) ? Number(cell.replace(',', '.')) : undefined;
}
