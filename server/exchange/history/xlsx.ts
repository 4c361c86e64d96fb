import { strToU8, Zip, ZipDeflate } from 'fflate';
import { headingsIn, rowOf, type Cell, type Language } from './rows.ts';
import { fixedParts, sheetName, workbookParts } from './xlsx-parts.ts';
import type { Writer } from './export.ts';

/** A sheet holds 1,048,576 rows. */
const ROWS = 1_048_576;
const CELL_MOST = 32_767;

/**
 * A workbook (ECMA-376) whose sheets are compressed as they are written: nothing of it is held. Numbers, instants and
 * yes/no are cells of their type; text is text, whatever it begins with.
 */
export function xlsxWriter(language: Language, rowsPerSheet = ROWS): Writer {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const taken = (): Uint8Array => {
    const bytes = Buffer.concat(ready);
    ready = [];
    return bytes;
  };
  const whole = (name: string, xml: string): void => {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(strToU8(xml), true);
  };
  let sheet: ZipDeflate | undefined;
  let sheets = 0;
  let rows = 0;
  const open = (): ZipDeflate => {
    const part = new ZipDeflate(`xl/worksheets/${sheetName(++sheets)}.xml`);
    zip.add(part);
    part.push(strToU8(`${SHEET}${rowXml([...headingsIn(language)], 1)}`));
    rows = 1;
    return part;
  };
  return {
    begin() {
      for (const [name, xml] of fixedParts) whole(name, xml);
      sheet = open();
      return taken();
    },
    entries(entries) {
      for (const entry of entries) {
        if (rows === rowsPerSheet) {
          sheet?.push(strToU8(END), true);
          sheet = open();
        }
        sheet?.push(strToU8(rowXml(rowOf(entry, language), ++rows)));
      }
      return taken();
    },
    end() {
      sheet?.push(strToU8(END), true);
      for (const [name, xml] of workbookParts(sheets, language === 'nl' ? 'Historie' : 'History')) whole(name, xml);
      zip.end();
      return taken();
    },
  };
}

export const SHEET = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
export const END = '</sheetData></worksheet>';

/** Columns are fewer than the letters. */
export const rowXml = (cells: readonly Cell[], row: number): string =>
  `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${String.fromCharCode(65 + at)}${row}`)).join('')}</row>`;

/** Days since 30 December 1899, as spreadsheets count. */
const serial = (date: Date): number => date.getTime() / 86_400_000 + 25_569;

function cellXml(cell: Cell, place: string): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell instanceof Date) return `<c r="${place}" s="1"><v>${serial(cell)}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell.slice(0, CELL_MOST))}</t></is></c>`;
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML cannot hold is left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>]/g, (sign) => named[sign] ?? '');
}
