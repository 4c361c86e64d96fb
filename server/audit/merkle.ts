import { hash } from 'node:crypto';

/** The hashes of an append-only tree: `node(level, i)` is that of the complete subtree over leaves [i·2^level, (i+1)·2^level). */
export interface Nodes {
  /** Number of leaves. */
  readonly size: number;
  node(level: number, index: number): Buffer;
}

/** Root of the first `size` leaves (RFC 9162, 2.1.1); that of no leaves is the hash of nothing. */
export function root(nodes: Nodes, size: number): Buffer {
  assertWithin(nodes, size);
  return size === 0 ? hash('sha256', '', 'buffer') : range(nodes, 0, size);
}

/** Hashes that lead from a leaf to the root of the first `size` leaves (RFC 9162, 2.1.3). */
export function inclusion(nodes: Nodes, index: number, size: number): Buffer[] {
  assertWithin(nodes, size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError(`No leaf ${index} of ${size}.`);
  const path: Buffer[] = [];
  let [low, high] = [0, size];
  while (high - low > 1) {
    const middle = low + split(high - low);
    path.push(index < middle ? range(nodes, middle, high) : range(nodes, low, middle));
    if (index < middle) high = middle;
    else low = middle;
  }
  return path.reverse();
}

/** Hashes that show that the tree of `from` leaves is the beginning of that of `to` leaves (RFC 9162, 2.1.4). */
export function consistency(nodes: Nodes, from: number, to: number): Buffer[] {
  assertWithin(nodes, to);
  if (!Number.isSafeInteger(from) || from < 0 || from > to) throw new RangeError(`No tree of ${from} within ${to}.`);
  if (from === 0 || from === to) return [];
  const path: Buffer[] = [];
  let [low, high] = [0, to];
  while (high !== from) {
    const middle = low + split(high - low);
    if (from <= middle) {
      path.push(range(nodes, middle, high));
      high = middle;
    } else {
      path.push(range(nodes, low, middle));
      low = middle;
    }
  }
  if (low > 0) path.push(range(nodes, low, high));
  return path.reverse();
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeOf(left: Buffer, right: Buffer): Buffer {
  left.copy(PAIR, 1);
  right.copy(PAIR, 33);
  return hash('sha256', PAIR, 'buffer');
}

/** Hashed before anybody else can write to it. */
const PAIR = Buffer.alloc(65, 1);

/** Hash over leaves [low, high): a node that is kept, or made of some that are. */
function range(nodes: Nodes, low: number, high: number): Buffer {
  const count = high - low;
  const half = split(count);
  if (count === 1 || count === 2 * half) {
    const level = Math.log2(count);
    return nodes.node(level, low / count);
  }
  return nodeOf(range(nodes, low, low + half), range(nodes, low + half, high));
}

/** The largest power of two below a count; 1 has none. */
function split(count: number): number {
  return count < 2 ? 0 : 2 ** Math.floor(Math.log2(count - 1));
}

function assertWithin(nodes: Nodes, size: number): void {
  if (!Number.isSafeInteger(size) || size < 0 || size > nodes.size)
    throw new RangeError(`No tree of ${size}; it has ${nodes.size} leaves.`);
}
