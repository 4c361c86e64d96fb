import { hex, sha256 } from './hashing.ts';

/** A head of the log's tree. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

const branch = (left: Uint8Array, right: Uint8Array): Promise<Uint8Array> => sha256(Uint8Array.of(1), left, right);
export const leafOf = (entry: string): Promise<Uint8Array> => sha256(Uint8Array.of(0), entry);

/** Does a path lead from a leaf to the head (RFC 9162, 2.1.3.2)? */
export async function isIncluded(
  index: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
  head: TreeHead,
): Promise<boolean> {
  if (index >= head.size) return false;
  let [place, last, hash] = [index, head.size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = await branch(sibling, hash);
      while (place % 2 === 0 && place > 0) [place, last] = halved(place, last);
    } else {
      hash = await branch(hash, sibling);
    }
    [place, last] = halved(place, last);
  }
  return last === 0 && isSame(hash, head.root);
}

/** Is the first head the beginning of the second (RFC 9162, 2.1.4.2)? */
export async function isBeginning(first: TreeHead, second: TreeHead, path: readonly Uint8Array[]): Promise<boolean> {
  if (first.size > second.size || first.size === 0) return false;
  if (first.size === second.size) return path.length === 0 && isSame(first.root, second.root);
  const [start, ...rest] = Number.isInteger(Math.log2(first.size)) ? [first.root, ...path] : path;
  if (!start) return false;
  let [place, last] = [first.size - 1, second.size - 1];
  while (place % 2 === 1) [place, last] = halved(place, last);
  let [old, now] = [start, start];
  for (const hash of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      old = await branch(hash, old);
      now = await branch(hash, now);
      while (place % 2 === 0 && place > 0) [place, last] = halved(place, last);
    } else {
      now = await branch(now, hash);
    }
    [place, last] = halved(place, last);
  }
  return last === 0 && isSame(old, first.root) && isSame(now, second.root);
}

const halved = (place: number, last: number): [number, number] => [Math.floor(place / 2), Math.floor(last / 2)];
const isSame = (one: Uint8Array, other: Uint8Array): boolean => hex(one) === hex(other);
