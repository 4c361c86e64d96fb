import { CoMETRE } from '@transmute/rfc9162';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistency, inclusion, root, type Nodes } from '../../../server/audit/merkle.ts';
import { isConsistent, leafHash, rootFromInclusion, RunningRoot, sha256 } from '../../../verify/hashing.ts';

const theirs = CoMETRE.RFC9162_SHA256;

/** The eight entries by which the implementations of RFC 6962 are tested, and the roots of the first 1 … 8 of them. */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = entries.map((entry) => sha256(Buffer.of(0), Buffer.from(entry, 'hex')));

describe('the vectors of RFC 6962', () => {
  test('roots', () => {
    const running = new RunningRoot();
    expect(root(naive([]), 0).toString('hex')).toBe(sha256().toString('hex'));
    expect(running.root()).toEqual(sha256());
    for (const [at, expected] of roots.entries()) {
      running.add(leaves[at]!);
      expect(root(naive(leaves), at + 1).toString('hex')).toBe(expected);
      expect(running.root().toString('hex')).toBe(expected);
    }
  });

  test.each([
    [0, 8, ['96a296d224f285c6', '5f083f0a1a33ca07', '6b47aaf29ee3c2af']],
    [5, 8, ['bc1a0643b12e4d2d', 'ca854ea128ed050b', 'd37ee418976dd957']],
    [2, 3, ['fac54203e7cc696c']],
    [1, 5, ['6e340b9cffb37a98', '5f083f0a1a33ca07', 'bc1a0643b12e4d2d']],
  ])('inclusion of leaf %i in %i', (index, size, path) => {
    expect(inclusion(naive(leaves), index, size).map((hash) => hash.toString('hex', 0, 8))).toEqual(path);
  });

  test.each([
    [1, 1, []],
    [1, 8, ['96a296d224f285c6', '5f083f0a1a33ca07', '6b47aaf29ee3c2af']],
    [6, 8, ['0ebc5d3437fbe2db', 'ca854ea128ed050b', 'd37ee418976dd957']],
    [2, 5, ['5f083f0a1a33ca07', 'bc1a0643b12e4d2d']],
  ])('consistency of %i with %i', (from, to, path) => {
    expect(consistency(naive(leaves), from, to).map((hash) => hash.toString('hex', 0, 8))).toEqual(path);
  });
});

describe('against a tree folded the slow way, and code that nobody here wrote', () => {
  const sizes = fc.integer({ min: 1, max: 70 }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));
  const leaf = (index: number): Buffer => leafHash(`entry ${index}`);
  const all = Array.from({ length: 70 }, (_, index) => leaf(index));

  test('inclusion: ours is theirs, and all three verifiers take it', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ([index, size]) => {
        const some = all.slice(0, size);
        const path = inclusion(naive(some), index, size);
        const proof = await theirs.inclusion_proof(index, some);
        expect(path.map(hex)).toEqual(proof.inclusion_path.map(hex));
        const expected = hex(await theirs.root(some));
        expect(hex(root(naive(some), size))).toBe(expected);
        expect(hex(rootFromInclusion(index, size, leaf(index), path)!)).toBe(expected);
        expect(hex(await theirs.verify_inclusion_proof(leaf(index), proof))).toBe(expected);
      }),
    );
  });

  test('inclusion: a bit turned, a hash left out or another place is refused by both verifiers', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(255), async ([index, size], which, bit) => {
        fc.pre(size > 1);
        const some = all.slice(0, size);
        const path = inclusion(naive(some), index, size);
        const at = which % path.length;
        const flipped = path.map((hash, n) => (n === at ? flip(hash, bit) : hash));
        const good = root(naive(some), size);
        for (const [place, hashes] of [
          [index, flipped],
          [index, path.toSpliced(at, 1)],
          [(index + 1) % size, path],
        ] as const) {
          expect(rootFromInclusion(place, size, leaf(index), hashes)?.equals(good) ?? false).toBe(false);
          const proof = { log_id: '', tree_size: size, leaf_index: place, inclusion_path: [...hashes] };
          const said = await theirs.verify_inclusion_proof(leaf(index), proof).catch(() => undefined);
          expect(said !== undefined && good.equals(said)).toBe(false);
        }
      }),
    );
  });

  test('consistency: what one takes all take, and what is tampered with none', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(255), async ([before, size], which, bit) => {
        const from = before + 1;
        fc.pre(from < size);
        const path = consistency(naive(all), from, size);
        const [first, second] = [from, size].map((n) => ({ size: n, root: root(naive(all), n) }));
        expect(isConsistent(first!, second!, path)).toBe(true);
        expect(await accepts(first!, second!, path)).toBe(true);
        const bad = path.map((hash, n) => (n === which % path.length ? flip(hash, bit) : hash));
        expect(isConsistent(first!, second!, bad)).toBe(false);
        expect(await accepts(first!, second!, bad)).toBe(false);
        const other = { ...first!, root: flip(first!.root, bit) };
        expect(isConsistent(other, second!, path)).toBe(false);
        expect(await accepts(other, second!, path)).toBe(false);
      }),
    );
  });

  test('a shortened or an empty log is no continuation', () => {
    const [small, large] = [5, 9].map((n) => ({ size: n, root: root(naive(all), n) }));
    expect(isConsistent(large!, small!, [])).toBe(false);
    expect(isConsistent(small!, large!, [])).toBe(false);
    expect(isConsistent({ size: 0, root: sha256() }, large!, [])).toBe(true);
    expect(isConsistent({ size: 0, root: large!.root }, large!, [])).toBe(false);
  });
});

type Head = { size: number; root: Buffer };

/** What @transmute/rfc9162 says. Where the older size is a power of two, it wants the old root said first. */
async function accepts(first: Head, second: Head, path: Buffer[]): Promise<boolean> {
  const isPower = Number.isInteger(Math.log2(first.size));
  const proof = {
    log_id: '',
    tree_size_1: first.size,
    tree_size_2: second.size,
    consistency_path: isPower ? [first.root, ...path] : path,
  };
  return theirs.verify_consistency_proof(first.root, second.root, proof).catch(() => false);
}

/** Every subtree hashed anew from its leaves. */
function naive(of: readonly Buffer[]): Nodes {
  const over = (low: number, high: number): Buffer =>
    high - low === 1
      ? of[low]!
      : sha256(Buffer.of(1), over(low, low + (high - low) / 2), over(low + (high - low) / 2, high));
  return { size: of.length, node: (level, index) => over(index * 2 ** level, (index + 1) * 2 ** level) };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function flip(hash: Buffer, bit: number): Buffer {
  const changed = Buffer.from(hash);
  changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
  return changed;
}
