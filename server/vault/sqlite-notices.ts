import { chmodSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { NoticeVault } from './notices.ts';
import { noticeTables, sqlNotices } from './sql-notices.ts';

/** The notices' part of the vault in the vault's SQLite file; other processes may hold the file open, too. */
export function openSqliteNotices(file: string): NoticeVault {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  if (file !== ':memory:') chmodSync(file, 0o600);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON');
  for (const table of noticeTables) db.exec(table);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return sqlNotices({
    all: (sql, ...values) => attempt(() => prepared(sql).all(...values) as Record<string, string | number | null>[]),
    run: (sql, ...values) => attempt(() => Number(prepared(sql).run(...values).changes)),
    close: () => attempt(() => db.close()),
  });
}

/** What the engine throws is a rejection, as on any other engine. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
