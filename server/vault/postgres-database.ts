import pg from 'pg';
import type { Database, Dialect, Queries, Value } from './database.ts';
import { erase } from './erasing.ts';
import { VaultUnavailable, type VaultHealth } from './port.ts';
import { postgresAddress, type PostgresAddress } from './postgres-address.ts';
import { explained } from './postgres-errors.ts';

const CONNECT_MS = 3_000;
const ANSWER_MS = 10_000;
const CONNECTIONS = 10;
const TRIES = 5;
/** A table is written anew for so long at most, and others' open transactions are waited for. */
const PURGE_MS = 60_000;
const UNREMOVABLE_RETRY_MS = 50;
/** "RgTf": the advisory lock under which schemas are made. */
const SCHEMA_LOCK = 0x52675466;

const dialect: Dialect = {
  name: 'postgres',
  int: 'BIGINT',
  bytes: 'BYTEA',
  serial: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  clock: 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)',
  strict: '',
  lockSchema: `SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`,
  noSamples: (table, columns) =>
    columns.map((column) => `ALTER TABLE ${table} ALTER COLUMN ${column} SET STATISTICS 0`),
  refuseChanges: (table) => [
    `CREATE FUNCTION ${table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'rows of ${table} are not changed and not deleted'; END $$`,
    `CREATE TRIGGER ${table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION ${table}_refuse()`,
  ],
};

/** Whole numbers come as numbers: ours are below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    id === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(id, format) as (text: string) => unknown),
};

/** A pool of connections; a broken one is left behind, and the next question opens another. */
export class PostgresDatabase implements Database {
  readonly dialect = dialect;
  readonly #pool: pg.Pool;
  readonly #address: PostgresAddress;

  constructor(pool: pg.Pool, address: PostgresAddress) {
    this.#pool = pool;
    this.#address = address;
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async rows<R>(sql: string, ...values: readonly Value[]): Promise<R[]> {
    return this.#explaining(async () => (await this.#pool.query(sql, [...values])).rows as R[]);
  }

  async run(sql: string, ...values: readonly Value[]): Promise<number> {
    return this.#explaining(async () => (await this.#pool.query(sql, [...values])).rowCount ?? 0);
  }

  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#explaining(async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.#once(work);
        } catch (error) {
          const again = ['40001', '40P01'].includes((error as { code?: string }).code ?? '');
          if (!again || attempt === TRIES) throw error;
        }
      }
    });
  }

  erase(tables: readonly string[], work: (queries: Queries) => Promise<void>): Promise<void> {
    return erase(this, (names) => this.#explaining(() => this.#purge(names)), tables, work);
  }

  /** Makes the schema that holds the tables, unless it is there. */
  prepareSchema(): Promise<void> {
    const { schema } = this.#address;
    return this.transaction(async (queries) => {
      await queries.rows(dialect.lockSchema ?? '');
      const there = await queries.rows('SELECT 1 FROM pg_namespace WHERE nspname = $1', schema);
      if (there.length === 0) await queries.run(`CREATE SCHEMA ${schema}`);
    });
  }

  async health(): Promise<VaultHealth> {
    try {
      await this.rows('SELECT 1');
      return { ok: true };
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }

  async #once<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    const queries: Queries = {
      rows: async <R>(sql: string, ...values: readonly Value[]) => (await client.query(sql, [...values])).rows as R[],
      run: async (sql, ...values) => (await client.query(sql, [...values])).rowCount ?? 0,
    };
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(queries);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: unknown) => (broken = lost as Error));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Writes the tables anew, without what was deleted; a row that another's open transaction may still see waits for it. */
  async #purge(tables: readonly string[]): Promise<void> {
    const client = await this.#pool.connect();
    let left = 0;
    const heard = ({ detail }: { detail?: string | undefined }): void => {
      left = Math.max(left, Number(/\d+/.exec(detail ?? '')?.[0] ?? 0));
    };
    client.on('notice', heard);
    try {
      for (const table of tables) {
        for (const until = Date.now() + PURGE_MS; ;) {
          left = 0;
          const vacuum = { text: `VACUUM (FULL, VERBOSE) ${table}`, query_timeout: PURGE_MS };
          await client.query(vacuum as pg.QueryConfig);
          if (left === 0) break;
          if (Date.now() > until)
            throw new VaultUnavailable(
              'busy',
              `What was erased is gone, but its bytes still stand in the table ${table}, as somebody's transaction is open: end it and erase again.`,
            );
          await new Promise((resolve) => setTimeout(resolve, UNREMOVABLE_RETRY_MS));
        }
      }
    } finally {
      client.off('notice', heard);
      client.release();
    }
  }

  async #explaining<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explained(error, this.#address.place);
    }
  }
}

/** Opens nothing yet: the first question does. @throws VaultUnavailable when the address cannot be meant */
export function openPostgresDatabase(url: string): PostgresDatabase {
  const address = postgresAddress(url);
  const pool = new pg.Pool({
    connectionString: address.connection,
    application_name: 'regiotafel',
    options: `-c search_path=${address.schema} -c synchronous_commit=on`,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    max: CONNECTIONS,
    types,
  });
  return new PostgresDatabase(pool, address);
}
