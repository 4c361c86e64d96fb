import type { RecordedEvent } from '../../events/envelope.ts';
import type { Cursor, EventStore } from '../store/port.ts';

export interface FeedOptions {
  readonly store: EventStore;
  readonly after: Cursor | undefined;
  /** Handles a batch in log order; back-pressure: the next batch waits for it. */
  readonly onBatch: (events: readonly RecordedEvent[], cursor: Cursor) => void | Promise<void>;
  /** Told of every loss of the subscription, before it is taken up again. */
  readonly onInterruption: (error: unknown, retryInMilliseconds: number) => void;
  readonly random: () => number;
}

/**
 * The one tail of the store in this process. Hands every event on exactly once, in order; when the subscription is
 * lost it resumes after the last event handled, with back-off (0.1 s to 30 s) and jitter. Settles when aborted.
 */
export async function runFeed(options: FeedOptions, signal: AbortSignal): Promise<void> {
  let cursor = options.after;
  let attempt = 0;
  while (!signal.aborted) {
    try {
      await options.store.subscribe(
        cursor === undefined ? {} : { after: cursor },
        async (page) => {
          attempt = 0;
          if (page.next === undefined || page.events.length === 0) return;
          await options.onBatch(page.events, page.next);
          cursor = page.next;
        },
        signal,
      );
    } catch (error) {
      if (signal.aborted) return;
      const wait = Math.min(30_000, 100 * 2 ** attempt++) * (0.5 + options.random() / 2);
      options.onInterruption(error, wait);
      await pause(wait, signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
