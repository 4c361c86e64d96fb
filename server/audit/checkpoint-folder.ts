import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { PublicKey } from './signing-keys.ts';
import { tilePath, tilesOf } from './tile-path.ts';
import type { TreeFile } from './tree-file.ts';

/**
 * A folder outside the database that holds what was signed: `checkpoint` (the latest), `checkpoints.jsonl` (all, one a
 * line), `keys.json` and the tree's tiles, laid out as C2SP tlog-tiles. One lies beside the store, another where the
 * database's holder cannot write back what was.
 */
export class CheckpointFolder {
  readonly path: string;
  #tilesTo = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** The latest checkpoint; undefined when there is none. @throws Error when the file is there and is none */
  async latest(): Promise<Checkpoint | undefined> {
    const note = await readFile(join(this.path, 'checkpoint'), 'utf8').catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    });
    return note === undefined ? undefined : parseCheckpoint(note);
  }

  /** Every checkpoint kept, oldest first; of one size that was signed again, each. */
  async *all(): AsyncGenerator<Checkpoint> {
    const input = createReadStream(join(this.path, 'checkpoints.jsonl'), 'utf8');
    try {
      for await (const line of createInterface({ input, crlfDelay: Infinity })) {
        const note = noteOf(line);
        if (note !== undefined) yield parseCheckpoint(note);
      }
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }

  /** Keeps a checkpoint, also an older one that was signed again: tiles first, so that whoever finds it finds what it stands on. */
  async keep(checkpoint: Checkpoint, tree: TreeFile, at: string): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await this.#writeTiles(tree, checkpoint.size);
    await appendFile(
      join(this.path, 'checkpoints.jsonl'),
      `${JSON.stringify({ kind: 'checkpoint', at, note: checkpoint.note })}\n`,
    );
    if (checkpoint.size === this.#tilesTo) await replace(join(this.path, 'checkpoint'), checkpoint.note);
  }

  async keepKeys(origin: string, keys: readonly PublicKey[]): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await replace(join(this.path, 'keys.json'), `${JSON.stringify({ origin, keys }, undefined, 2)}\n`);
  }

  /** Leaf hash from the tiles; undefined when they are not there. */
  async leaf(index: number): Promise<Buffer | undefined> {
    const size = (await this.latest())?.size ?? 0;
    for (const tile of index < size ? tilesOf(size, index) : []) {
      if (tile.level > 0) break;
      const bytes = await readFile(join(this.path, 'tile', tilePath(tile))).catch(() => undefined);
      const at = (index - tile.n * 256) * 32;
      if (at < tile.width * 32) return bytes && bytes.length >= at + 32 ? bytes.subarray(at, at + 32) : undefined;
    }
    return undefined;
  }

  async #writeTiles(tree: TreeFile, size: number): Promise<void> {
    if (this.#tilesTo === 0) this.#tilesTo = Math.min(size, (await this.latest())?.size ?? 0);
    for (const tile of tilesOf(size, this.#tilesTo)) {
      const bytes = tree.tile(8 * tile.level, tile.n, tile.width);
      if (!bytes) throw new Error(`The tree lacks tile ${tilePath(tile)}.`);
      const path = join(this.path, 'tile', tilePath(tile));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
      if (tile.width === 256) await rm(`${path}.p`, { recursive: true, force: true });
    }
    this.#tilesTo = Math.max(size, this.#tilesTo);
  }
}

const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** A last line that a crash cut off is none. */
function noteOf(line: string): string | undefined {
  try {
    return (JSON.parse(line) as { note?: string }).note;
  } catch {
    return undefined;
  }
}

async function replace(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
