import { splicesOf, type ChangesJson } from './changes.ts';

/**
 * Characters that stand side by side and share their fate. Each character is named by the change that put it in and
 * its offset there, for good: what is removed stays in its place for a while, so that undoing puts it back exactly
 * there, as the character that it was.
 */
export interface TextRun {
  /** The change that put them in. */
  readonly n: number;
  /** Offset of the first of them in what that change put in. */
  readonly o: number;
  readonly t: string;
  /** The change since which they no longer stand; absent while they do. */
  readonly d?: number;
  /** The edits that removed them: as long as one of these is not undone they stay away. */
  readonly x?: readonly number[];
}

/** Some runs and how many of their characters stand: so that a place is found without going through all. */
export interface RunChunk {
  readonly v: number;
  readonly runs: readonly TextRun[];
}

/** A piece of what is put back: characters `range[0]` to `range[1]` of what change `textRevision` put in. */
export interface PutBack {
  readonly textRevision: number;
  readonly range: readonly [number, number];
}

const CHUNK_MOST = 64;

/** Applies a change that puts in new text only. */
export function editRuns(chunks: readonly RunChunk[], changes: ChangesJson, n: number): RunChunk[] {
  const out = chunks.slice();
  const splices = splicesOf(changes);
  const offsets: number[] = [];
  let offset = 0;
  for (const { ins } of splices) {
    offsets.push(offset);
    offset += ins.length;
  }
  // from right to left, so that positions to the left stay as they are
  for (let i = splices.length - 1; i >= 0; i--) {
    const splice = splices[i];
    if (!splice) continue;
    if (splice.del > 0) removeAt(out, splice.from, splice.del, n, true);
    if (splice.ins !== '') insertAt(out, splice.from, { n, o: offsets[i] ?? 0, t: splice.ins });
  }
  return out;
}

/**
 * Applies a change that undoes others: characters that are still held stand up in their own place; those that were
 * let go are put in again, as the ones that they were.
 */
export function revertRuns(
  chunks: readonly RunChunk[],
  changes: ChangesJson,
  { n, pieces, reverts }: { n: number; pieces: readonly PutBack[]; reverts: readonly number[] },
): RunChunk[] {
  const out = chunks.slice();
  const splices = splicesOf(changes);
  const queue = pieces.slice();
  const lost: { from: number; run: TextRun }[] = [];
  const found: PutBack[] = [];
  for (const { from, ins } of splices) {
    let rest = ins;
    while (rest !== '') {
      const piece = queue.shift();
      if (!piece) break;
      const [start, end] = piece.range;
      const text = rest.slice(0, end - start);
      rest = rest.slice(end - start);
      if (holds(out, piece)) found.push(piece);
      else lost.push({ from, run: { n: piece.textRevision, o: start, t: text, x: reverts } });
    }
  }
  for (let i = splices.length - 1; i >= 0; i--) {
    const splice = splices[i];
    if (!splice) continue;
    if (splice.del > 0) removeAt(out, splice.from, splice.del, n, false);
    for (const { run } of lost.filter(({ from }) => from === splice.from).reverse()) insertAt(out, splice.from, run);
  }
  for (const piece of found) standUp(out, piece);
  return out;
}

/**
 * Lets go of what was removed up to a change, and of who removed what stands; joins what lies side by side.
 * @param undone changes that later ones undo: these may be needed still
 */
export function forgetRuns(chunks: readonly RunChunk[], horizon: number, undone: ReadonlySet<number>): RunChunk[] {
  const kept: TextRun[] = [];
  for (const run of chunks.flatMap(({ runs }) => runs)) {
    if (run.d !== undefined && run.d <= horizon) continue;
    const { n, o, t, d } = run;
    const x = (run.x ?? []).filter((by) => by > horizon || undone.has(by));
    const last = kept.at(-1);
    const joins =
      last?.n === n && last.o + last.t.length === o && last.d === d && last.x?.join() === (x.join() || undefined);
    if (last && joins) kept[kept.length - 1] = { ...last, t: last.t + t };
    else kept.push({ n, o, t, ...(d === undefined ? {} : { d }), ...(x.length === 0 ? {} : { x }) });
  }
  const out: RunChunk[] = [];
  for (let at = 0; at < kept.length; at += CHUNK_MOST / 2) out.push(chunkOf(kept.slice(at, at + CHUNK_MOST / 2)));
  return out;
}

/** The runs in order, each with the place where it stands, or would stand, in the text. */
export function* placedRuns(chunks: readonly RunChunk[]): Generator<{ run: TextRun; from: number }> {
  let from = 0;
  for (const { runs } of chunks) {
    for (const run of runs) {
      yield { run, from };
      if (run.d === undefined) from += run.t.length;
    }
  }
}

/** The code unit at a place of the text; undefined outside it. */
export function unitAt(chunks: readonly RunChunk[], at: number): string | undefined {
  let rest = at;
  for (const { v, runs } of chunks) {
    if (rest < 0) return undefined;
    if (rest < v) {
      for (const { d, t } of runs) {
        if (d !== undefined) continue;
        if (rest < t.length) return t[rest];
        rest -= t.length;
      }
    }
    rest -= v;
  }
  return undefined;
}

/** The text from a place up to another, without going through what lies before and after. */
export function textBetween(chunks: readonly RunChunk[], from: number, to: number): string {
  let text = '';
  let at = 0;
  for (const { v, runs } of chunks) {
    if (at >= to) break;
    if (at + v > from) {
      let place = at;
      for (const { d, t } of runs) {
        if (d !== undefined) continue;
        text += t.slice(Math.max(0, from - place), Math.max(0, to - place));
        place += t.length;
      }
    }
    at += v;
  }
  return text;
}

function removeAt(chunks: RunChunk[], from: number, count: number, n: number, byEdit: boolean): void {
  let at = 0;
  const to = from + count;
  for (let c = 0; c < chunks.length && at < to; c++) {
    const chunk = chunks[c];
    if (!chunk) continue;
    const end = at + chunk.v;
    if (end > from) {
      let place = at;
      const runs = chunk.runs.flatMap((run): TextRun[] => {
        if (run.d !== undefined) return [run];
        const start = place;
        place += run.t.length;
        if (place <= from || start >= to) return [run];
        const [left, middle, right] = cut(run, Math.max(0, from - start), Math.min(run.t.length, to - start));
        return [left, { ...middle, d: n, ...(byEdit ? { x: [...(run.x ?? []), n] } : {}) }, right].filter(
          (part) => part.t !== '',
        );
      });
      put(chunks, c, runs);
    }
    at = end;
  }
}

/** Right after the character that stands before this place, and before what was removed there. */
function insertAt(chunks: RunChunk[], from: number, fresh: TextRun): void {
  let at = 0;
  for (let c = 0; c < chunks.length; c++) {
    const chunk = chunks[c];
    if (!chunk) continue;
    if (from > at + chunk.v) {
      at += chunk.v;
      continue;
    }
    const runs: TextRun[] = [];
    let placed = false;
    for (const run of chunk.runs) {
      const size = run.d === undefined ? run.t.length : 0;
      if (!placed && at === from) {
        runs.push(fresh, run);
        placed = true;
      } else if (!placed && at + size > from) {
        const [left, middle] = cut(run, from - at, run.t.length);
        runs.push(left, fresh, middle);
        placed = true;
      } else {
        runs.push(run);
      }
      at += size;
    }
    if (!placed) runs.push(fresh);
    put(chunks, c, runs);
    return;
  }
  chunks.push(chunkOf([fresh]));
}

function holds(chunks: readonly RunChunk[], { textRevision, range: [start, end] }: PutBack): boolean {
  let held = 0;
  for (const { runs } of chunks) {
    for (const run of runs) {
      if (run.n !== textRevision || run.d === undefined) continue;
      held += Math.max(0, Math.min(end, run.o + run.t.length) - Math.max(start, run.o));
    }
  }
  return held === end - start;
}

function standUp(chunks: RunChunk[], { textRevision, range: [start, end] }: PutBack): void {
  for (let c = 0; c < chunks.length; c++) {
    const chunk = chunks[c];
    if (!chunk?.runs.some((run) => run.n === textRevision && run.d !== undefined)) continue;
    const runs = chunk.runs.flatMap((run): TextRun[] => {
      const [from, to] = [Math.max(start, run.o), Math.min(end, run.o + run.t.length)];
      if (run.n !== textRevision || run.d === undefined || from >= to) return [run];
      const [left, { d, ...standing }, right] = cut(run, from - run.o, to - run.o);
      void d;
      return [left, standing, right].filter((part) => part.t !== '');
    });
    put(chunks, c, runs);
  }
}

function cut(run: TextRun, from: number, to: number): [TextRun, TextRun, TextRun] {
  return [
    { ...run, t: run.t.slice(0, from) },
    { ...run, o: run.o + from, t: run.t.slice(from, to) },
    { ...run, o: run.o + to, t: run.t.slice(to) },
  ];
}

function put(chunks: RunChunk[], at: number, runs: readonly TextRun[]): void {
  if (runs.length <= CHUNK_MOST) {
    chunks[at] = chunkOf(runs);
    return;
  }
  const half = runs.length >> 1;
  chunks.splice(at, 1, chunkOf(runs.slice(0, half)), chunkOf(runs.slice(half)));
}

function chunkOf(runs: readonly TextRun[]): RunChunk {
  return { v: runs.reduce((sum, run) => sum + (run.d === undefined ? run.t.length : 0), 0), runs };
}
