import { strToU8, zipSync } from 'fflate';
import { fixedParts, sheetName, workbookParts } from './history/xlsx-parts.ts';
import { END, rowXml, SHEET } from './history/xlsx.ts';
import type { Cell } from './history/rows.ts';

/** A small table as a workbook (ECMA-376) of one sheet; at most 26 columns. */
export function workbookOf(title: string, header: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  const lines = [header, ...rows].map((row, at) => rowXml(row, at + 1)).join('');
  const parts = [
    ...fixedParts,
    [`xl/worksheets/${sheetName(1)}.xml`, `${SHEET}${lines}${END}`] as const,
    ...workbookParts(1, title),
  ];
  return zipSync(Object.fromEntries(parts.map(([name, xml]) => [name, strToU8(xml)])), { mtime: '1980-01-01' });
}
