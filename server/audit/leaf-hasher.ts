import { Worker } from 'node:worker_threads';
import { leafOf } from './entry.ts';
import type { StoredEvent } from './stored.ts';

/** From this many events on, hashing is worth a thread of its own. */
const WORTH_A_THREAD = 512;
/** A thread takes longer to start than thousands of events to hash: it is kept for a while. */
const KEPT_MS = 30_000;

/**
 * Makes leaves of events: a few of them here and now, many in a thread beside, so that answers do not wait for it.
 * The thread ends when none came for a while.
 */
export class LeafHasher {
  readonly #waiting = new Map<number, { resolve: (leaves: Buffer[]) => void; reject: (error: Error) => void }>();
  #worker: Worker | undefined;
  #asked = 0;
  #idle: NodeJS.Timeout | undefined;

  async leaves(events: readonly StoredEvent[]): Promise<Buffer[]> {
    if (events.length < WORTH_A_THREAD) return events.map(leafOf);
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.stop(), KEPT_MS).unref();
    const worker = (this.#worker ??= this.#start());
    const number = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      worker.postMessage({ number, events });
    });
  }

  async stop(): Promise<void> {
    if (this.#waiting.size > 0) return;
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./leaf-worker.ts', import.meta.url));
    worker.unref();
    worker.on('message', ({ number, hashes, error }: { number: number; hashes?: Uint8Array; error?: string }) => {
      const asked = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (hashes)
        asked?.resolve(
          Array.from({ length: hashes.length / 32 }, (_, at) => Buffer.from(hashes.subarray(at * 32, at * 32 + 32))),
        );
      else asked?.reject(new Error(error ?? 'The events could not be hashed.'));
    });
    const lost = (reason: Error): void => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(reason);
      this.#waiting.clear();
    };
    worker.on('error', lost);
    worker.on('exit', () => lost(new Error('The thread that hashes events has ended.')));
    return worker;
  }
}
