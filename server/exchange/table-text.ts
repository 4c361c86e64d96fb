import { stringify } from 'csv-stringify/sync';
import { readSheet } from 'read-excel-file/node';

/** The text of a table that came in: a workbook's first sheet as CSV, anything else as it is. Undefined: a workbook that cannot be read. */
export async function tableText(bytes: Buffer): Promise<string | undefined> {
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return bytes.toString('utf8');
  try {
    const rows = await readSheet(bytes);
    return stringify(
      rows.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell))),
      { delimiter: ';' },
    );
  } catch {
    return undefined;
  }
}
