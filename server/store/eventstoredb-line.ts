import { START, streamNameFilter, type AllStreamSubscription, type ResolvedEvent } from '@eventstore/db-client';
import type { Connection } from './eventstoredb-client.ts';
import { isAfter, positionOf, positionText, received, type Position } from './eventstoredb-format.ts';
import type { Cursor, LogPage } from './port.ts';

/** Events that may wait for a slow follower before the line is told to wait. */
const MOST_WAITING = 2_000;
const BATCH = 1_000;

/** One subscription of the client: what has come and not been handled yet, and how it ended. */
export class Line {
  readonly #subscription: AllStreamSubscription;
  readonly #prefix: string;
  #cursor: Cursor | undefined;
  readonly #waiting: LogPage['events'][number][] = [];
  readonly #cursors: Cursor[] = [];
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;
  #heardAt = Date.now();
  /** Position of the last event that has come. */
  reached: Position | undefined;
  /** False while a batch is being handled. */
  idle = true;

  constructor(client: Connection['client'], prefix: string, after: Cursor | undefined) {
    this.#prefix = prefix;
    this.#cursor = after;
    this.reached = after && positionOf(after);
    this.#subscription = client.subscribeToAll({
      fromPosition: after ? positionOf(after) : START,
      filter: streamNameFilter({
        prefixes: [prefix],
        checkpointInterval: 10,
        checkpointReached: () => void (this.#heardAt = Date.now()),
      }),
    });
    this.#subscription.on('data', (resolved: ResolvedEvent) => this.#take(resolved));
    this.#subscription.on('error', (error: unknown) => this.fail(error));
    this.#subscription.on('confirmation', () => (this.#heardAt = Date.now()));
  }

  /** What comes, in batches, until the signal says stop. @throws what broke the line */
  async *batches(signal: AbortSignal): AsyncGenerator<{ events: LogPage['events']; next: Cursor }> {
    const stop = (): void => this.#wake();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        if (this.#waiting.length > 0) {
          const events = this.#waiting.splice(0, BATCH);
          const next = this.#cursors.splice(0, events.length).at(-1);
          if (this.#subscription.isPaused() && this.#waiting.length < MOST_WAITING / 2) this.#subscription.resume();
          if (!next) continue;
          this.idle = false;
          yield { events, next };
          this.idle = true;
          continue;
        }
        if (this.#failure) throw this.#failure.error;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  silentFor(): number {
    return Date.now() - this.#heardAt;
  }

  close(): void {
    this.#subscription.on('error', () => undefined);
    this.#subscription.unsubscribe().catch(() => undefined);
  }

  #take(resolved: ResolvedEvent): void {
    this.#heardAt = Date.now();
    const position = resolved.event?.position;
    const event = received(resolved, this.#prefix);
    if (!position || !event || this.#failure) return;
    if (this.#cursor && !isAfter(position, positionOf(this.#cursor))) return;
    this.#cursor = { index: (this.#cursor?.index ?? -1) + 1, position: positionText(position) };
    this.#waiting.push({ ...event, index: this.#cursor.index });
    this.#cursors.push(this.#cursor);
    this.reached = position;
    if (this.#waiting.length > MOST_WAITING) this.#subscription.pause();
    this.#wake();
  }
}

/** Keeps the follower's own error apart from those of the line. */
export class FollowerFailed extends Error {}

/** Hands a batch on; what the follower itself throws is a {@link FollowerFailed}. */
export async function handedOn(onBatch: (batch: LogPage) => void | Promise<void>, batch: LogPage): Promise<void> {
  try {
    await onBatch(batch);
  } catch (error) {
    throw new FollowerFailed('The follower failed.', { cause: error });
  }
}
