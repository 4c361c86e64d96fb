import { parse } from 'csv-parse/sync';
import type { RowError } from './import-run.ts';

export interface TableRow {
  /** Line in the file, the header being line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads a table with a header: `,` or `;`, with or without a byte-order mark. Columns that are wanted and missing, and
 * rows that cannot be read, are errors that say what to do.
 */
export function readTable(
  part: string,
  text: string,
  wanted: readonly string[],
): { rows: TableRow[]; errors: RowError[] } {
  const head = text.replace(/^\uFEFF/, '').split('\n', 1)[0] ?? '';
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ',';
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (error) {
    const message = `The table cannot be read: ${error instanceof Error ? error.message : String(error)}. Save it as CSV in UTF-8.`;
    return { rows: [], errors: [{ part, code: 'NOT_A_TABLE', message }] };
  }
  const [header, ...body] = records;
  const columns = (header?.record ?? []).map((name) => name.trim());
  const missing = wanted.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    return {
      rows: [],
      errors: missing.map((column) => ({
        part,
        column,
        row: 1,
        code: 'COLUMN_MISSING',
        message: `Add the column "${column}"; the header has ${columns.slice(0, 8).join(', ') || 'nothing'} …`,
      })),
    };
  }
  if (body.length === 0)
    return { rows: [], errors: [{ part, code: 'NO_ROWS', message: 'The table has a header and no rows.' }] };
  const rows = body.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(columns.map((name, at) => [name, (record[at] ?? '').trim()])),
  }));
  return { rows, errors: [] };
}

/** A whole or decimal number, also with a decimal comma; undefined for what stands for "none". */
export function numberIn(cell: string): number | undefined {
  const plain = cell.replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
