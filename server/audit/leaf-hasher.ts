import { Worker } from 'node:worker_threads';
import { leafOf } from './entry.ts';
import type { StoredEvent } from './stored.ts';

/** From this many events on, hashing is worth a thread of its own. */
const WORTH_A_THREAD = 64;

/**
 * Makes leaves of events: a few of them here and now, many in a thread beside, so that answers do not wait for it.
 * The thread lives for as long as batches keep coming.
 */
export class LeafHasher {
  readonly #waiting = new Map<number, { resolve: (leaves: Buffer[]) => void; reject: (error: Error) => void }>();
  #worker: Worker | undefined;
  #asked = 0;

  async leaves(events: readonly StoredEvent[]): Promise<Buffer[]> {
    if (events.length < WORTH_A_THREAD) {
      await this.stop();
      return events.map(leafOf);
    }
    const worker = (this.#worker ??= this.#start());
    const number = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      worker.postMessage({ number, events });
    });
  }

  async stop(): Promise<void> {
    if (this.#waiting.size > 0) return;
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
