import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** How many rows a table of a running server's vault has, as its keeper could count them. */
export function rowsIn(dataDir: string, table: string): number {
  const db = new DatabaseSync(join(dataDir, 'vault.db'), { readOnly: true });
  try {
    return Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
  } finally {
    db.close();
  }
}
