import { stringify } from 'csv-stringify/sync';
import type { HistoryEntry } from '../../readmodels/port.ts';
import { headingsIn, rowOf, type Cell, type Language } from './rows.ts';
import type { Writer } from './export.ts';

/** Byte-order mark, `;`, lines of CRLF: what a Dutch spreadsheet opens by itself. Decimals as the language writes them. */
export function csvWriter(language: Language): Writer {
  const lines = (rows: readonly Cell[][]): string =>
    stringify(
      rows.map((row) => row.map((cell) => textOf(cell, language))),
      { delimiter: ';', record_delimiter: 'windows' },
    );
  return {
    begin: () => `\uFEFF${lines([[...headingsIn(language)]])}`,
    entries: (entries: readonly HistoryEntry[]) => lines(entries.map((entry) => rowOf(entry, language))),
    end: () => '',
  };
}

/** A text that a spreadsheet would run as a formula is marked as text. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function textOf(cell: Cell, language: Language): string {
  if (cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'number') return language === 'nl' ? String(cell).replace('.', ',') : String(cell);
  if (typeof cell === 'boolean') return String(cell);
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
