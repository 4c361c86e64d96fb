import type { Cursor, EventStore } from '../store/port.ts';
import type { StoredEvent } from './stored.ts';

export type ReadableLog = Pick<EventStore, 'readAll'>;

export interface LeafPage {
  readonly events: readonly StoredEvent[];
  readonly leaves: readonly Buffer[];
  /** Cursor from which this page was read. */
  readonly before: Cursor | undefined;
  readonly next: Cursor;
}

/** Hashes events, here or in a thread beside. */
export type LeavesOf = (events: readonly StoredEvent[]) => readonly Buffer[] | Promise<readonly Buffer[]>;

/** Small, so that reading a page holds up no answer for long. */
const PAGE = 250;

/** The log from a cursor to its end as it is then, hashed anew page by page. */
export async function* hashedPages(
  store: ReadableLog,
  leavesOf: LeavesOf,
  { after, limit = PAGE }: { after?: Cursor | undefined; limit?: number } = {},
): AsyncGenerator<LeafPage> {
  let before = after;
  for (;;) {
    const { events, next } = await store.readAll({ ...(before ? { after: before } : {}), limit });
    if (events.length === 0 || next === undefined) return;
    yield { events, leaves: await leavesOf(events), before, next };
    before = next;
  }
}
