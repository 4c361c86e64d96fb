/** A value as both engines take it; booleans are 0 and 1. */
export type Value = string | number | Uint8Array | null;

/** SQL that both engines understand, with `$1`, `$2` … for values. Rows come as they are in the columns. */
export interface Queries {
  rows<R>(sql: string, ...values: readonly Value[]): Promise<R[]>;
  /** @returns how many rows were written */
  run(sql: string, ...values: readonly Value[]): Promise<number>;
}

/** What the parts of the vault are written against. */
export interface Database extends Queries {
  readonly dialect: Dialect;
  /** All or nothing; while it runs nothing else comes between. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** A transaction that deletes from these tables, after which no byte of what was deleted is left in their files. */
  erase(tables: readonly string[], work: (queries: Queries) => Promise<void>): Promise<void>;
}

/** Where the engines' SQL differs. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Type of whole numbers up to 2^53. */
  readonly int: string;
  readonly bytes: string;
  /** A column that counts its rows. */
  readonly serial: string;
  /** The database's clock in milliseconds since 1970. */
  readonly clock: string;
  /** Lets one process after the other change the schema. */
  readonly lockSchema: string | undefined;
  /** After rows were written with their numbers: the counter goes on behind them. */
  readonly countOn: (table: string, column: string) => string[];
  /** Keeps samples of these columns out of the planner's statistics, where erasing would not find them. */
  readonly noSamples: (table: string, columns: readonly string[]) => string[];
  /** Ends a CREATE TABLE. */
  readonly strict: string;
  /** Makes the database refuse to change or delete rows of a table. */
  readonly refuseChanges: (table: string) => string[];
}

/** `$from, $from+1 …` for so many values. */
export function places(count: number, from = 1): string {
  return Array.from({ length: count }, (_, n) => `$${from + n}`).join(', ');
}

/** The one row that is there, or undefined. */
export async function one<R>(queries: Queries, sql: string, ...values: readonly Value[]): Promise<R | undefined> {
  const [row] = await queries.rows<R>(sql, ...values);
  return row;
}
