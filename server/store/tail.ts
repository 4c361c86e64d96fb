import { StoreUnavailable, type Cursor, type LogPage } from './port.ts';

const BATCH = 1_000;

/**
 * Followers of a log that is read by pages and wakes them after each commit. Each has its own cursor: what is there is
 * paged, what comes is waited for, so that nothing is lost or repeated between the two.
 */
export class Tail {
  readonly #page: (after: Cursor | undefined, limit: number) => LogPage;
  readonly #sleepers = new Set<() => void>();
  #closed = false;

  constructor(page: (after: Cursor | undefined, limit: number) => LogPage) {
    this.#page = page;
  }

  async follow(
    after: Cursor | undefined,
    onBatch: (batch: LogPage) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    let cursor = after;
    while (!signal.aborted) {
      if (this.#closed) throw new StoreUnavailable('closed', 'The store has been closed.');
      const page = this.#page(cursor, BATCH);
      if (page.events.length === 0) {
        await this.#sleep(signal);
        continue;
      }
      await onBatch(page);
      cursor = page.next;
    }
  }

  /** Call after every commit. */
  wake(): void {
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const wake of sleepers) wake();
  }

  close(): void {
    this.#closed = true;
    this.wake();
  }

  #sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      if (signal.aborted) wake();
    });
  }
}
