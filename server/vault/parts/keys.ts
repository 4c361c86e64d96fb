import { places, type Database, type Dialect, type Queries } from '../database.ts';
import { VaultMisuse, type Mark } from '../port.ts';
import { KeysHeld, type DataKey, type DataKeys, type KeyState } from '../port-keys.ts';
import { nextMark } from './changes.ts';
import { inChunks, keysWhere } from './key-rows.ts';

/** The wrapped bytes lie in a narrow table of their own, which is written anew when a key is destroyed. */
export const keysSchema = ({ int, bytes, strict, noSamples }: Dialect): string[] => [
  `CREATE TABLE data_key (key TEXT PRIMARY KEY, scope TEXT NOT NULL, state TEXT NOT NULL, retain_until TEXT,
    hold ${int} NOT NULL, made_at ${int} NOT NULL, closed_at ${int}, mark ${int} NOT NULL)${strict}`,
  "CREATE UNIQUE INDEX data_key_open ON data_key (scope) WHERE state = 'open'",
  'CREATE INDEX data_key_mark ON data_key (mark)',
  'CREATE INDEX data_key_retain ON data_key (retain_until)',
  `CREATE TABLE key_bytes (key TEXT PRIMARY KEY, wrapped ${bytes} NOT NULL)${strict}`,
  ...noSamples('key_bytes', ['wrapped']),
  `CREATE TABLE key_subject (key TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (key, subject))${strict}`,
  'CREATE INDEX key_subject_subject ON key_subject (subject)',
];

export function keysIn(database: Database): DataKeys {
  const { clock } = database.dialect;
  /** Changes rows in one transaction, under a new mark (`$1`). */
  const change = (ids: readonly string[], sql: (chosen: string) => string): Promise<void> =>
    database.transaction(async (queries) => {
      const mark = await nextMark(queries);
      for (const chunk of inChunks(ids)) await queries.run(sql(places(chunk.length, 2)), mark, ...chunk);
    });
  const current = async (queries: Queries, scope: string): Promise<DataKey | undefined> =>
    (await keysWhere(queries, "k.scope = $1 AND k.state = 'open'", scope))[0];
  return {
    current: (scope) => current(database, scope),
    make: (given) =>
      database.transaction(async (queries) => {
        const mark = await nextMark(queries);
        const standing = await current(queries, given.scope);
        if (standing) return standing;
        const { key, scope, wrapped, subjects, retainUntil } = given;
        const made = await queries.run(
          `INSERT INTO data_key (key, scope, state, retain_until, hold, made_at, mark)
           VALUES ($1, $2, 'open', $3, 0, ${clock}, $4) ON CONFLICT (key) DO NOTHING`,
          ...[key, scope, retainUntil ?? null, mark],
        );
        if (made === 0) throw new VaultMisuse(`There is a data key ${key} already, and it is not open for ${scope}.`);
        await queries.run('INSERT INTO key_bytes (key, wrapped) VALUES ($1, $2)', key, wrapped);
        await addSubjects(queries, key, subjects);
        return found(await current(queries, scope), key);
      }),
    get: async (ids) => {
      const keys: DataKey[] = [];
      for (const chunk of inChunks(ids))
        keys.push(...(await keysWhere(database, `k.key IN (${places(chunk.length)})`, ...chunk)));
      return keys;
    },
    page: async (after, limit) =>
      keysWhere(
        database,
        `k.key IN (SELECT key FROM data_key WHERE key > $1 ORDER BY key LIMIT ${Math.trunc(limit)})`,
        after,
      ),
    addSubjects: (key, subjects) =>
      database.transaction(async (queries) => {
        const mark = await nextMark(queries);
        const there = await queries.run('UPDATE data_key SET mark = $1 WHERE key = $2', mark, key);
        if (there === 0) throw new VaultMisuse(`There is no data key ${key}.`);
        await addSubjects(queries, key, subjects);
      }),
    ofSubject: (subject) => keysWhere(database, 'k.key IN (SELECT key FROM key_subject WHERE subject = $1)', subject),
    close: (ids) =>
      change(
        ids,
        (chosen) =>
          `UPDATE data_key SET state = 'closed', closed_at = ${clock}, mark = $1 WHERE state = 'open' AND key IN (${chosen})`,
      ),
    destroy: (ids) => database.erase(['key_bytes'], (queries) => destroy(queries, clock, ids)),
    states: async (since) => {
      const rows = await database.rows<{ key: string; scope: string; state: KeyState; mark: Mark }>(
        'SELECT key, scope, state, mark FROM data_key WHERE mark > $1 ORDER BY mark, key',
        since,
      );
      return {
        mark: rows.at(-1)?.mark ?? since,
        changed: rows.map(({ key, scope, state }) => ({ key, scope, state })),
      };
    },
    hold: (key, held) => set(database, key, 'hold', held ? 1 : 0),
    retain: (key, until) => set(database, key, 'retain_until', until ?? null),
    due: (day) => keysWhere(database, "k.retain_until < $1 AND k.hold = 0 AND k.state <> 'destroyed'", day),
    rewrap: async (key, from, to) => {
      const done = await database.run(
        'UPDATE key_bytes SET wrapped = $3 WHERE key = $1 AND wrapped = $2',
        key,
        from,
        to,
      );
      return done > 0;
    },
    forgetOldWrappings: () => database.erase(['key_bytes'], () => Promise.resolve()),
  };
}

async function destroy(queries: Queries, clock: string, ids: readonly string[]): Promise<void> {
  const mark = await nextMark(queries);
  const held: string[] = [];
  for (const chunk of inChunks(ids)) {
    const sql = `SELECT key FROM data_key WHERE hold = 1 AND state <> 'destroyed' AND key IN (${places(chunk.length)})`;
    held.push(...(await queries.rows<{ key: string }>(sql, ...chunk)).map(({ key }) => key));
  }
  if (held.length > 0) throw new KeysHeld(held);
  for (const chunk of inChunks(ids)) {
    await queries.run(`DELETE FROM key_bytes WHERE key IN (${places(chunk.length)})`, ...chunk);
    await queries.run(
      `UPDATE data_key SET state = 'destroyed', closed_at = COALESCE(closed_at, ${clock}), mark = $1
       WHERE state <> 'destroyed' AND key IN (${places(chunk.length, 2)})`,
      mark,
      ...chunk,
    );
  }
}

async function set(database: Database, key: string, column: string, value: string | number | null): Promise<void> {
  const there = await database.run(`UPDATE data_key SET ${column} = $2 WHERE key = $1`, key, value);
  if (there === 0) throw new VaultMisuse(`There is no data key ${key}.`);
}

async function addSubjects(queries: Queries, key: string, subjects: readonly string[]): Promise<void> {
  for (const subject of subjects)
    await queries.run(
      'INSERT INTO key_subject (key, subject) VALUES ($1, $2) ON CONFLICT (key, subject) DO NOTHING',
      ...[key, subject],
    );
}

function found(key: DataKey | undefined, id: string): DataKey {
  if (!key) throw new Error(`The data key ${id} was written and is not there.`);
  return key;
}
