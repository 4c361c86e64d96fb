import { createHash } from 'node:crypto';
import { places, type Database, type Queries, type Value } from './database.ts';
import { VaultMisuse } from './port.ts';

/** Every table, with its columns, those that name a row first; what counts rows or is a process's own is left out. */
const tables = [
  { name: 'setting', key: ['key'], rest: ['value'] },
  { name: 'person', key: ['actor'], rest: ['name', 'organisation', 'role', 'email', 'persona'], order: 'place' },
  { name: 'session', key: ['id'], rest: ['actor', 'data', 'expires'] },
  { name: 'data_key', key: ['key'], rest: ['scope', 'state', 'retain_until', 'hold', 'made_at', 'closed_at', 'mark'] },
  { name: 'key_bytes', key: ['key'], rest: ['wrapped'] },
  { name: 'key_subject', key: ['key', 'subject'], rest: [] },
  {
    name: 'access',
    key: ['n'],
    rest: ['at', 'session', 'actor', 'topic', 'grants', 'index_from', 'index_to', 'what'],
  },
  { name: 'file', key: ['id'], rest: ['key', 'bytes'], page: 4 },
  { name: 'file_about', key: ['id'], rest: ['key', 'at', 'about'] },
  { name: 'verified', key: ['one'], rest: ['size', 'root', 'at'] },
  { name: 'checkpoint', key: ['size'], rest: ['note'] },
] as const satisfies readonly {
  name: string;
  key: readonly string[];
  rest: readonly string[];
  order?: string;
  page?: number;
}[];

export interface VaultCopyReport {
  /** Rows in both, per table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly written: number;
  /** SHA-256 over the hash of every row, the same on both sides. */
  readonly hash: string;
}

type Row = Record<string, Value>;
const PAGE = 200;

/**
 * Copies a vault to another engine, row by row, and compares both afterwards. Cut off, it goes on where it was. A
 * target that holds another vault is refused. No server may run on either meanwhile.
 * @throws VaultMisuse with a sentence
 */
export async function copyVault(source: Database, target: Database): Promise<VaultCopyReport> {
  await claimTarget(source, target);
  const rows: Record<string, number> = {};
  const whole = createHash('sha256');
  let written = 0;
  for (const table of tables) {
    const there = await hashesOf(target, table);
    for await (const page of pagesOf(source, table)) {
      const missing = page.filter((row) => !there.has(nameOf(table, row)));
      if (missing.length > 0) await target.transaction((queries) => insert(queries, table, missing));
      written += missing.length;
    }
    const [ours, theirs] = [await hashesOf(source, table), await hashesOf(target, table)];
    const differs = [...ours].find(([name, hash]) => theirs.get(name) !== hash);
    if (differs || ours.size !== theirs.size)
      throw new VaultMisuse(
        `The vaults differ in the table ${table.name} (${ours.size} rows, ${theirs.size} in the copy): stop every server on them, empty the target and copy again.`,
      );
    rows[table.name] = ours.size;
    for (const [, hash] of [...ours].sort()) whole.update(`${table.name} ${hash}\n`);
  }
  for (const sql of target.dialect.countOn('access', 'n')) await target.rows(sql);
  await setMark(source, target);
  return { rows, written, hash: whole.digest('hex') };
}

/** The copy has the source's id. A target that was only just made gives up its own. */
async function claimTarget(source: Database, target: Database): Promise<void> {
  const idOf = async (database: Database): Promise<Value | undefined> =>
    (await database.rows<Row>("SELECT value FROM setting WHERE key = 'vault.id'"))[0]?.['value'];
  const [ours, theirs] = [await idOf(source), await idOf(target)];
  if (ours === undefined) throw new VaultMisuse('What is to be copied is no vault of Regiotafel.');
  if (theirs === ours) return;
  const filled = [];
  for (const { name } of tables) {
    const own = name === 'setting' ? "WHERE key NOT IN ('vault.id', 'session.secret')" : '';
    if ((await target.rows(`SELECT 1 FROM ${name} ${own} LIMIT 1`)).length > 0) filled.push(name);
  }
  if (filled.length > 0)
    throw new VaultMisuse(`The target holds another vault (${filled.join(', ')}): choose an empty one.`);
  await target.transaction(async (queries) => {
    await queries.run('DELETE FROM setting');
    await queries.run("INSERT INTO setting (key, value) VALUES ('vault.id', $1)", ours);
  });
}

/** Marks go on from where they were, so that nobody who has read one misses what comes. */
async function setMark(source: Database, target: Database): Promise<void> {
  const [row] = await source.rows<{ n: number }>('SELECT n FROM mark');
  await target.run('UPDATE mark SET n = $1 WHERE n < $1', row?.n ?? 0);
}

type Table = (typeof tables)[number];
const columnsOf = (table: Table): string[] => [...table.key, ...table.rest];

async function* pagesOf(database: Database, table: Table): AsyncGenerator<Row[]> {
  const order = 'order' in table ? table.order : table.key.join(', ');
  const rows = 'page' in table ? table.page : PAGE;
  for (let from = 0; ; from += rows) {
    const sql = `SELECT ${columnsOf(table).join(', ')} FROM ${table.name} ORDER BY ${order} LIMIT ${rows} OFFSET ${from}`;
    const page = await database.rows<Row>(sql);
    if (page.length > 0) yield page;
    if (page.length < rows) return;
  }
}

async function hashesOf(database: Database, table: Table): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for await (const page of pagesOf(database, table))
    for (const row of page) {
      const values = columnsOf(table).map((column) => plain(row[column]));
      hashes.set(nameOf(table, row), createHash('sha256').update(JSON.stringify(values)).digest('hex'));
    }
  return hashes;
}

const plain = (value: Value | undefined): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;

const nameOf = (table: Table, row: Row): string => JSON.stringify(table.key.map((column) => row[column]));

async function insert(queries: Queries, table: Table, rows: readonly Row[]): Promise<void> {
  const columns = columnsOf(table);
  for (const row of rows)
    await queries.run(
      `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${places(columns.length)})`,
      ...columns.map((column) => row[column] ?? null),
    );
}
