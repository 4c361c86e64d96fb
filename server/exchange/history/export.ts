import type { Writable } from 'node:stream';
import type { GrantSet } from '../../identity/viewer.ts';
import type { HistoryEntry, HistoryQuery, ReadModels } from '../../readmodels/port.ts';

/** Writes a history in some format, page by page. */
export interface Writer {
  begin(): string | Uint8Array;
  entries(entries: readonly HistoryEntry[]): string | Uint8Array;
  end(): string | Uint8Array;
}

const PAGE = 500;

/**
 * Writes a whole history, newest first, as far as somebody may see it. A page is read when the one before has gone out,
 * with the rights of that moment, and others are answered in between.
 * @param grants what he may see now
 */
export async function exportHistory(
  readModels: ReadModels,
  query: Omit<HistoryQuery, 'limit' | 'before'>,
  grants: () => GrantSet,
  writer: Writer,
  out: Writable,
): Promise<void> {
  await put(out, writer.begin());
  for (let before: number | undefined; !out.destroyed;) {
    const range = before === undefined ? {} : { before };
    const { entries, cursor } = readModels.history({ ...query, ...range, limit: PAGE }, grants());
    await put(out, writer.entries(entries));
    if (cursor === undefined) break;
    before = cursor;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await put(out, writer.end());
  out.end();
}

/** Resolves once the reader has taken enough of it, or has gone. */
function put(out: Writable, part: string | Uint8Array): Promise<void> | undefined {
  if (part.length === 0 || out.destroyed || out.write(part)) return undefined;
  return new Promise((resolve) => {
    const done = (): void => {
      out.off('drain', done).off('close', done);
      resolve();
    };
    out.on('drain', done).on('close', done);
  });
}
