import type { DatabaseSync } from 'node:sqlite';
import { anEvent } from '../spec/audit/events.ts';

/** What somebody did who may write the log's file, and every table in it. */
export interface Tampering {
  readonly what: string;
  /** Log indexes whose event is another one now, or none; the first is where it must be found. */
  readonly affected: readonly number[];
}

export type Random = (below: number) => number;

/** Does something to the log in the open transaction. Undefined: the tables' own rules refused it. */
export function tamper(db: DatabaseSync, size: number, random: Random): Tampering | undefined {
  const kind = random(100);
  const at = random(size);
  try {
    if (kind < 70) return aByte(db, at, random);
    if (kind < 80) return swapped(db, at, kind < 75 ? (at + 1) % size : random(size));
    if (kind < 86) return removed(db, at);
    if (kind < 88) return removedAndClosed(db, at);
    if (kind < 90) return inserted(db, at, size);
    if (kind < 95) return truncated(db, at, size);
    return renamedStream(db, at, random);
  } catch (error) {
    if (/constraint/.test(String(error))) return undefined;
    throw error;
  }
}

const texts = ['id', 'type', 'data', 'salt', 'meta', 'proof'] as const;
const numbers = ['idx', 'stream', 'revision', 'version'] as const;

/** One byte of one column; in numbers one of their low bits. */
function aByte(db: DatabaseSync, at: number, random: Random): Tampering | undefined {
  const column = [...texts, 'data', 'meta', ...numbers][random(12)] ?? 'data';
  if ((numbers as readonly string[]).includes(column)) {
    db.prepare(`UPDATE event SET ${column} = ${column} + ? WHERE idx = ?`).run(2 ** random(24), at);
    return { what: `${column} of event ${at}`, affected: [at] };
  }
  const { value } = db.prepare(`SELECT CAST(${column} AS BLOB) AS value FROM event WHERE idx = ?`).get(at) as {
    value: Uint8Array | null;
  };
  if (value === null) return undefined;
  const byte = random(value.length);
  value[byte] = ((value[byte] ?? 0) + 1 + random(255)) % 256;
  db.prepare(`UPDATE event SET ${column} = CAST(? AS TEXT) WHERE idx = ?`).run(value, at);
  return { what: `byte ${byte} of ${column} of event ${at}`, affected: [at] };
}

function swapped(db: DatabaseSync, one: number, other: number): Tampering | undefined {
  if (one === other) return undefined;
  const move = db.prepare('UPDATE event SET idx = ? WHERE idx = ?');
  for (const [to, from] of [
    [-1, one],
    [one, other],
    [other, -1],
  ] as const)
    move.run(to, from);
  return { what: `events ${one} and ${other} in each other's place`, affected: [one, other].sort((a, b) => a - b) };
}

function removed(db: DatabaseSync, at: number): Tampering {
  db.prepare('DELETE FROM event WHERE idx = ?').run(at);
  return { what: `event ${at} removed`, affected: [at] };
}

/** Removed, and every later event moved up, also within its stream. */
function removedAndClosed(db: DatabaseSync, at: number): Tampering {
  const { stream, revision } = db.prepare('SELECT stream, revision FROM event WHERE idx = ?').get(at) as {
    stream: number;
    revision: number;
  };
  db.prepare('DELETE FROM event WHERE idx = ?').run(at);
  for (const [sql, ...values] of [
    ['UPDATE event SET idx = -idx WHERE idx > ?', at],
    ['UPDATE event SET idx = -idx - 1 WHERE idx < 0'],
    ['UPDATE event SET revision = -revision WHERE stream = ? AND revision > ?', stream, revision],
    ['UPDATE event SET revision = -revision - 1 WHERE revision < 0'],
  ] as const)
    db.prepare(sql).run(...values);
  return { what: `event ${at} removed and the gap closed`, affected: [at] };
}

/** A well-made event of a stream of its own, where another was. */
function inserted(db: DatabaseSync, at: number, size: number): Tampering {
  db.prepare('UPDATE event SET idx = -idx - 2 WHERE idx >= ?').run(at);
  db.prepare('UPDATE event SET idx = -idx - 1 WHERE idx < 0').run();
  const { lastInsertRowid } = db.prepare("INSERT INTO stream (name) VALUES ('plan-forged')").run();
  const { id, type, version, data, salt, meta } = anEvent(size + 1);
  db.prepare(
    'INSERT INTO event (idx, stream, revision, id, type, version, data, salt, meta) VALUES (?,?,0,?,?,?,?,?,?)',
  ).run(at, lastInsertRowid, id, type, version, JSON.stringify(data), salt, JSON.stringify(meta));
  return { what: `an event inserted at ${at}`, affected: [at] };
}

/** The end cut off: what a file put back from yesterday looks like, with all tables in it. */
function truncated(db: DatabaseSync, at: number, size: number): Tampering {
  const from = Math.max(at, size - 3_000);
  db.prepare('DELETE FROM event WHERE idx >= ?').run(from);
  return { what: `cut off at ${from}`, affected: [from] };
}

function renamedStream(db: DatabaseSync, at: number, random: Random): Tampering {
  const { stream } = db.prepare('SELECT stream FROM event WHERE idx = ?').get(at) as { stream: number };
  db.prepare('UPDATE stream SET name = name || ? WHERE key = ?').run(String(random(10)), stream);
  const rows = db.prepare('SELECT idx FROM event WHERE stream = ? ORDER BY idx').all(stream) as { idx: number }[];
  return { what: `stream of event ${at} renamed`, affected: rows.map(({ idx }) => idx) };
}
