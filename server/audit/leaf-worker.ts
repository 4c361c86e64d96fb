import { parentPort } from 'node:worker_threads';
import { leafOf } from './entry.ts';
import type { StoredEvent } from './stored.ts';

/** The thread of leaf-hasher.ts: events in, their leaves out, 32 bytes each. */
parentPort?.on('message', ({ number, events }: { number: number; events: readonly StoredEvent[] }) => {
  try {
    const hashes = new Uint8Array(events.length * 32);
    for (const [at, event] of events.entries()) hashes.set(leafOf(event), at * 32);
    parentPort?.postMessage({ number, hashes }, [hashes.buffer]);
  } catch (error) {
    parentPort?.postMessage({ number, error: error instanceof Error ? error.message : String(error) });
  }
});
