import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { consistency, inclusion, root } from '../../../server/audit/merkle.ts';
import { tileAt, tilePath, tilesOf } from '../../../server/audit/tile-path.ts';
import { TreeFile } from '../../../server/audit/tree-file.ts';
import { TreeFollower } from '../../../server/audit/tree-follower.ts';
import { isConsistent, leafHash, rootFromInclusion, RunningRoot } from '../../../verify/hashing.ts';
import { leafOf } from '../../../server/audit/entry.ts';
import { someEvents } from './events.ts';

const SIZE = 3_000;
const leaves = Array.from({ length: SIZE }, (_, index) => leafHash(`entry ${index}`));
const events = leaves.map((_, index) => ({ id: `event ${index}` }));
const roots = rootsOf(leaves);
const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'regiotafel-tree-')), 'audit.db');

function append(tree: TreeFile, from: number, to: number): void {
  tree.append(events.slice(from, to), leaves.slice(from, to), { index: to - 1, position: `p${to - 1}` });
}

describe('the tree in its file', () => {
  test('grown in batches of any size, closed and opened between, it is the tree of its leaves', () => {
    const path = fresh();
    let tree = TreeFile.open(path);
    for (let from = 0, step = 1; from < SIZE; from += step, step = (step * 7) % 641 || 1) {
      append(tree, from, Math.min(SIZE, from + step));
      tree.close();
      tree = TreeFile.open(path);
    }
    expect(tree.size).toBe(SIZE);
    expect(tree.cursor).toEqual({ index: SIZE - 1, position: `p${SIZE - 1}` });
    for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 513, 2_047, 2_048, 2_049, SIZE])
      expect(root(tree, size), String(size)).toEqual(roots[size]);
    for (const [index, size] of [
      [0, SIZE],
      [255, 256],
      [256, 257],
      [1_234, SIZE],
      [SIZE - 1, SIZE],
    ] as const)
      expect(rootFromInclusion(index, size, leaves[index]!, inclusion(tree, index, size))).toEqual(roots[size]);
    for (const [from, to] of [
      [1, SIZE],
      [256, 257],
      [255, 2_048],
      [2_048, SIZE],
    ] as const)
      expect(
        isConsistent({ size: from, root: roots[from]! }, { size: to, root: roots[to]! }, consistency(tree, from, to)),
      ).toBe(true);
    expect(tree.indexOf('event 2047')).toBe(2_047);
    expect(tree.indexOf('event 3000')).toBeUndefined();
    expect(() => root(tree, SIZE + 1)).toThrow(RangeError);
    expect(() => inclusion(tree, 5, 5)).toThrow(RangeError);
  });

  test('a batch that does not fit changes nothing', () => {
    const tree = TreeFile.open(':memory:');
    append(tree, 0, 300);
    const before = root(tree, 300);
    expect(() => tree.append(events.slice(300, 310), leaves.slice(300, 310), { index: 400, position: '' })).toThrow(
      RangeError,
    );
    expect(tree.size).toBe(300);
    expect(root(tree, 300)).toEqual(before);
    append(tree, 300, 600);
    expect(root(tree, 600)).toEqual(roots[600]);
  });

  test('a damaged file is begun anew', () => {
    const path = fresh();
    writeFileSync(path, 'no database at all, but longer than nothing');
    expect(TreeFile.open(path).size).toBe(0);
  });

  test('its tiles are those of C2SP: 256 hashes of subtrees 256 times as large as those below', () => {
    const tree = TreeFile.open(':memory:');
    append(tree, 0, SIZE);
    const named = [...tilesOf(SIZE)].map(tilePath);
    expect(named).toContain('0/010');
    expect(named).toContain('0/011.p/184');
    expect(named).toContain('1/000.p/11');
    expect(named).toHaveLength(13);
    expect(tree.tile(8, 0, 11)?.subarray(32, 64)).toEqual(rootsOf(leaves.slice(256, 512))[256]);
    expect(tree.tile(0, 11, 185)).toBeUndefined();
    const grown = [...tilesOf(SIZE, 2_816)].map(tilePath);
    expect(grown).toEqual(['0/011.p/184']);
  });

  test('a tile has one path', () => {
    const tile = { level: 0, n: 1_234_067, width: 256 };
    expect(tilePath(tile)).toBe('0/x001/x234/067');
    expect(tileAt('0/x001/x234/067')).toEqual(tile);
    expect(tileAt('1/000.p/17')).toEqual({ level: 1, n: 0, width: 17 });
    for (const path of ['00/000', '0/0', '0/x000/001', '0/000.p/256', '0/000.p/0', '64/000', '0/001/002', '../etc'])
      expect(tileAt(path), path).toBeUndefined();
  });
});

describe('following the log', () => {
  const recorded = someEvents(500);
  const batch = (from: number, to: number) => [recorded.slice(from, to), { index: to - 1, position: '' }] as const;

  test('many at once are hashed in a thread, few here, and all are in the tree in order', async () => {
    const tree = TreeFile.open(':memory:');
    let told = 0;
    const follower = new TreeFollower(tree, () => told++);
    await Promise.all([
      follower.take(...batch(0, 300)),
      follower.take(...batch(300, 303)),
      follower.take(...batch(250, 500)),
    ]);
    expect(told).toBe(3);
    expect(root(tree, 500)).toEqual(rootsOf(recorded.map(leafOf))[500]);
    await follower.take(...batch(100, 200));
    expect(tree.size).toBe(500);
    await follower.stop();
  });

  test('a gap is refused, and nothing of what came after it is taken', async () => {
    const tree = TreeFile.open(':memory:');
    const follower = new TreeFollower(tree);
    await follower.take(...batch(0, 10));
    await expect(follower.take(...batch(11, 20))).rejects.toThrow('Event 10 of the log did not come');
    expect(tree.size).toBe(10);
    await follower.take(...batch(10, 20));
    expect(tree.size).toBe(20);
    await follower.stop();
  });
});

function rootsOf(of: readonly Buffer[]): Buffer[] {
  const running = new RunningRoot();
  const all = [running.root()];
  for (const leaf of of) {
    running.add(leaf);
    all.push(running.root());
  }
  return all;
}
