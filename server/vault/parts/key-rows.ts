import { places, type Queries, type Value } from '../database.ts';
import type { DataKey, KeyState } from '../port-keys.ts';

const CHUNK = 500;

interface KeyRow {
  key: string;
  scope: string;
  state: KeyState;
  retain_until: string | null;
  hold: number;
  made_at: number;
  closed_at: number | null;
  wrapped: Uint8Array | null;
}

/** Keys that fit a condition on `data_key k`, by id, with their subjects. */
export async function keysWhere(queries: Queries, condition: string, ...values: readonly Value[]): Promise<DataKey[]> {
  const rows = await queries.rows<KeyRow>(
    `SELECT k.*, b.wrapped FROM data_key k LEFT JOIN key_bytes b ON b.key = k.key WHERE ${condition} ORDER BY k.key`,
    ...values,
  );
  const subjects = new Map<string, string[]>(rows.map(({ key }) => [key, []]));
  for (const chunk of inChunks([...subjects.keys()])) {
    const sql = `SELECT key, subject FROM key_subject WHERE key IN (${places(chunk.length)}) ORDER BY key, subject`;
    for (const { key, subject } of await queries.rows<{ key: string; subject: string }>(sql, ...chunk))
      subjects.get(key)?.push(subject);
  }
  return rows.map((row) => keyOf(row, subjects.get(row.key) ?? []));
}

/** So many ids at a time as one statement takes. */
export function* inChunks(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += CHUNK) yield ids.slice(from, from + CHUNK);
}

function keyOf(row: KeyRow, subjects: readonly string[]): DataKey {
  const facts = {
    key: row.key,
    subjects,
    scope: row.scope,
    ...(row.retain_until === null ? {} : { retainUntil: row.retain_until }),
    hold: row.hold === 1,
    madeAt: row.made_at,
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
  };
  if (row.state === 'destroyed') return { ...facts, state: 'destroyed' };
  if (row.wrapped === null) throw new Error(`The data key ${row.key} has lost its bytes: restore the vault's backup.`);
  return { ...facts, state: row.state, wrapped: row.wrapped };
}
