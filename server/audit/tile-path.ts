import { WIDTH } from './tree-file.ts';

/** A tile of C2SP tlog-tiles: hashes of the complete subtrees of height 8·level, `width` of them from 256·n on. */
export interface Tile {
  readonly level: number;
  readonly n: number;
  /** 1–256; below 256 the tile is partial. */
  readonly width: number;
}

/** Path of a tile below `tile/`, as in `0/x001/x234/067` or `1/000.p/17`. */
export function tilePath({ level, n, width }: Tile): string {
  const groups = [String(n % 1000).padStart(3, '0')];
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return `${level}/${groups.join('/')}${width < WIDTH ? `.p/${width}` : ''}`;
}

/** The tile that a path names; undefined when it is written in any other than the one form. */
export function tileAt(path: string): Tile | undefined {
  const match = /^(\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return undefined;
  const [, level = '', groups = '', width] = match;
  const tile = { level: Number(level), n: Number(groups.replaceAll(/[x/]/g, '')), width: Number(width ?? WIDTH) };
  if (tile.level > 63 || tile.width < 1 || (width !== undefined && tile.width >= WIDTH)) return undefined;
  return tilePath(tile) === path ? tile : undefined;
}

/** The tiles that a tree of `size` has and one of `before` had not (yet, or not that wide). */
export function* tilesOf(size: number, before = 0): Generator<Tile> {
  for (let level = 0, count = size, known = before; count > 0; level++) {
    for (let n = Math.floor(known / WIDTH); n * WIDTH < count; n++) {
      const width = Math.min(WIDTH, count - n * WIDTH);
      if (n * WIDTH + width > known) yield { level, n, width };
    }
    count = Math.floor(count / WIDTH);
    known = Math.floor(known / WIDTH);
  }
}
