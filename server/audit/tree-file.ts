import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Cursor } from '../store/port.ts';
import { nodeOf, type Nodes } from './merkle.ts';

const FORMAT = 1;
/** Bytes of one hash. */
export const HASH = 32;
/** Hashes in one row. With 256, row n of level 8·L is tile n of level L of C2SP tlog-tiles. */
export const WIDTH = 256;

/** A row that may still grow: the last of its level. */
interface Growing {
  /** Number of hashes in the whole level. */
  count: number;
  readonly hashes: Buffer;
}

/**
 * The Merkle tree of this node's log in a file of its own: every complete subtree's hash, level by level. It can be
 * deleted at any time and is then built anew from the store.
 */
export class TreeFile implements Nodes {
  readonly #db: DatabaseSync;
  readonly #node: StatementSync;
  readonly #row: StatementSync;
  readonly #put: StatementSync;
  readonly #event: StatementSync;
  readonly #index: StatementSync;
  #levels: Growing[] = [];
  #cursor: Cursor | undefined;

  /** Opens the file; one of another format or that is damaged is deleted first: it holds nothing of its own. */
  static open(path: string): TreeFile {
    try {
      return new TreeFile(path);
    } catch (error) {
      if (path === ':memory:' || !existsSync(path)) throw error;
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      return new TreeFile(path);
    }
  }

  private constructor(path: string) {
    this.#db = new DatabaseSync(path);
    try {
      this.#db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000');
      const format = (this.#db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
      if (format !== 0 && format !== FORMAT) throw new Error(`A tree of format ${format}`);
      this.#db.exec(schema);
      this.#node = this.#db.prepare('SELECT substr(hashes, ?, 32) AS hash FROM tree WHERE level = ? AND chunk = ?');
      this.#row = this.#db.prepare('SELECT hashes FROM tree WHERE level = ? AND chunk = ?');
      this.#put = this.#db.prepare('INSERT OR REPLACE INTO tree (level, chunk, hashes) VALUES (?,?,?)');
      this.#event = this.#db.prepare('INSERT OR IGNORE INTO event (id, idx) VALUES (?,?)');
      this.#index = this.#db.prepare('SELECT idx FROM event WHERE id = ?');
      this.#takeUp();
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Number of leaves. */
  get size(): number {
    return this.#levels[0]?.count ?? 0;
  }

  /** The last event in the tree, as a cursor to go on from. */
  get cursor(): Cursor | undefined {
    return this.#cursor;
  }

  /** Adds events and their leaves in log order, with the cursor of the last, whole. */
  append(events: readonly { readonly id: string }[], leaves: readonly Buffer[], cursor: Cursor): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const touched = new Set<number>();
      for (const [at, { id }] of events.entries()) this.#event.run(id, this.size + at);
      for (const leaf of leaves) this.#add(0, leaf, touched);
      if (cursor.index !== this.size - 1)
        throw new RangeError(`Leaf ${this.size - 1} is not that of event ${cursor.index}.`);
      for (const level of touched) this.#write(level);
      this.#db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)').run('cursor', JSON.stringify(cursor));
      this.#db.exec('COMMIT');
      this.#cursor = cursor;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      this.#takeUp();
      throw error;
    }
  }

  /** Log index of the event with this id; undefined: it is not in the tree. */
  indexOf(id: string): number | undefined {
    return (this.#index.get(id) as { idx: number } | undefined)?.idx;
  }

  node(level: number, index: number): Buffer {
    const growing = this.#levels[level];
    if (!growing || index < 0 || index >= growing.count)
      throw new RangeError(`The tree has no node ${level}/${index}.`);
    const at = index % WIDTH;
    const chunk = Math.floor(index / WIDTH);
    if (chunk === Math.floor((growing.count - 1) / WIDTH)) return copyOf(growing.hashes, at);
    const row = this.#node.get(at * HASH + 1, level, chunk) as { hash: Uint8Array } | undefined;
    if (row?.hash.length !== HASH) throw new Error(`The tree's file lacks node ${level}/${index}; delete it.`);
    return Buffer.from(row.hash);
  }

  /** The leaves [from, from + count) one after another, each row read once. */
  leaves(from: number, count: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = from; at < from + count;) {
      const chunk = Math.floor(at / WIDTH);
      const to = Math.min(from + count, (chunk + 1) * WIDTH);
      const row = this.tile(0, chunk, to - chunk * WIDTH);
      if (row?.length !== (to - chunk * WIDTH) * HASH)
        throw new Error(`The tree's file lacks leaves ${at} to ${to - 1}; delete it.`);
      parts.push(row.subarray((at % WIDTH) * HASH));
      at = to;
    }
    return Buffer.concat(parts);
  }

  /** Hashes [256·n, 256·n + width) of a level; undefined when the tree has not that many. */
  tile(level: number, n: number, width: number): Buffer | undefined {
    if (n * WIDTH + width > (this.#levels[level]?.count ?? 0)) return undefined;
    const row = this.#row.get(level, n) as { hashes: Uint8Array } | undefined;
    return row && Buffer.from(row.hashes.subarray(0, width * HASH));
  }

  /** Empties the tree: it belongs to another log. */
  clear(): void {
    this.#db.exec('BEGIN IMMEDIATE; DELETE FROM tree; DELETE FROM event; DELETE FROM meta; COMMIT');
    this.#takeUp();
  }

  close(): void {
    this.#db.close();
  }

  /** Adds a node and those that it completes above. */
  #add(level: number, added: Buffer, touched: Set<number>): void {
    const growing = (this.#levels[level] ??= { count: 0, hashes: Buffer.alloc(WIDTH * HASH) });
    const at = growing.count % WIDTH;
    if (at === 0 && growing.count > 0 && touched.has(level)) this.#write(level);
    added.copy(growing.hashes, at * HASH);
    growing.count++;
    touched.add(level);
    if (at % 2 === 1) this.#add(level + 1, nodeOf(growing.hashes.subarray((at - 1) * HASH, at * HASH), added), touched);
  }

  #write(level: number): void {
    const growing = this.#levels[level];
    if (!growing) return;
    const last = growing.count - 1;
    this.#put.run(level, Math.floor(last / WIDTH), growing.hashes.subarray(0, ((last % WIDTH) + 1) * HASH));
  }

  #takeUp(): void {
    const cursor = this.#db.prepare("SELECT value FROM meta WHERE key = 'cursor'").get() as
      { value: string } | undefined;
    this.#cursor = cursor && (JSON.parse(cursor.value) as Cursor);
    const rows = this.#db
      .prepare(
        'SELECT level, chunk, hashes FROM tree t WHERE chunk = (SELECT max(chunk) FROM tree WHERE level = t.level)',
      )
      .all() as unknown as { level: number; chunk: number; hashes: Uint8Array }[];
    this.#levels = [];
    for (const { level, chunk, hashes } of rows) {
      const growing = { count: chunk * WIDTH + hashes.length / HASH, hashes: Buffer.alloc(WIDTH * HASH) };
      growing.hashes.set(hashes);
      this.#levels[level] = growing;
    }
    if (this.size !== (this.#cursor?.index ?? -1) + 1) throw new Error('The tree and its cursor do not fit.');
  }
}

function copyOf(hashes: Buffer, at: number): Buffer {
  return Buffer.from(hashes.subarray(at * HASH, (at + 1) * HASH));
}

const schema = `
PRAGMA user_version=${FORMAT};
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tree (level INTEGER NOT NULL, chunk INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, chunk)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;
