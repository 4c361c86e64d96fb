import { createHash, type Hash } from 'node:crypto';
import type { RecordedEvent } from '../../events/envelope.ts';
import { canonicalJson } from '../hashing/canonical.ts';
import type { Cursor, EventStore } from '../store/port.ts';

export interface CopyReport {
  /** Events that source and target hold now. */
  readonly events: number;
  /** Events that the target held before: the beginning of the same log. */
  readonly alreadyThere: number;
  readonly written: number;
  /** SHA-256 over the canonical JSON of every event, a line each, in log order: the same on both sides. */
  readonly hash: string;
}

/** The copy cannot be made, for a reason that the sentence names. Nothing of the target was changed that was not ours. */
export class CopyRefused extends Error {}

const PAGE = 5_000;
const RUN = 200;
const RUN_BYTES = 500_000;

/**
 * Copies a log to another store with ids, order and metadata. A target that holds the beginning of the same log is
 * gone on with; one that holds anything else is refused. Afterwards both are read whole and compared.
 * @throws CopyRefused
 */
export async function copyLog(
  source: EventStore,
  target: EventStore,
  onProgress: (done: number) => void = () => undefined,
): Promise<CopyReport> {
  // as far as the source goes now: one that is still written would be followed for ever
  const { events: until } = await digestOf(source);
  const alreadyThere = await commonBeginning(source, target);
  let done = 0;
  for await (const run of runsOf(source, alreadyThere, until)) {
    const [first] = run;
    if (!first) continue;
    await target.append(first.stream, first.revision === 0 ? 'none' : first.revision - 1, run);
    done += run.length;
    onProgress(alreadyThere + done);
  }
  const [there, here] = [await digestOf(target), await digestOf(source)];
  if (here.events !== alreadyThere + done)
    throw new CopyRefused(
      `The source has been written to meanwhile (${here.events} events, ${alreadyThere + done} copied): stop its servers and run the same command again; it goes on from here.`,
    );
  if (there.hash !== here.hash || there.events !== here.events)
    throw new CopyRefused(
      `The copy differs from the source (${there.events} events ${there.hash}, there ${here.events} ${here.hash}): use another target, and keep the source.`,
    );
  return { events: here.events, alreadyThere, written: done, hash: here.hash };
}

/** How many events the target holds already, all of them the source's first. */
async function commonBeginning(source: EventStore, target: EventStore): Promise<number> {
  const ours = eventsOf(source);
  let count = 0;
  for await (const theirs of eventsOf(target)) {
    const next = await ours.next();
    if (next.done === true)
      throw new CopyRefused(
        `The target holds more than the source: its event ${count} (${theirs.type}) is not in the source. Choose an empty target.`,
      );
    if (lineOf(next.value) !== lineOf(theirs))
      throw new CopyRefused(
        `The target holds another log: its event ${count} is ${theirs.type} of ${theirs.stream}, the source’s is ${next.value.type} of ${next.value.stream}. Choose an empty target.`,
      );
    count++;
  }
  return count;
}

/** Events of one stream that stand next to each other go in one append. */
async function* runsOf(source: EventStore, from: number, until: number): AsyncGenerator<RecordedEvent[]> {
  let run: RecordedEvent[] = [];
  let bytes = 0;
  for await (const event of eventsOf(source)) {
    if (event.index < from) continue;
    if (event.index >= until) break;
    const size = JSON.stringify(event).length * 3;
    const last = run.at(-1);
    if (last && (last.stream !== event.stream || run.length >= RUN || bytes + size > RUN_BYTES)) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

/** The number of a log's events, and the hash that names them all. */
export async function digestOf(store: EventStore): Promise<{ events: number; hash: string }> {
  const hash: Hash = createHash('sha256');
  let events = 0;
  for await (const event of eventsOf(store)) {
    hash.update(`${lineOf(event)}\n`);
    events++;
  }
  return { events, hash: hash.digest('hex') };
}

function lineOf({ id, stream, type, version, revision, index, data, salt, meta, proof }: RecordedEvent): string {
  return canonicalJson({ id, stream, type, version, revision, index, data, salt, meta, proof });
}

async function* eventsOf(store: EventStore): AsyncGenerator<RecordedEvent> {
  let after: Cursor | undefined;
  for (;;) {
    const page = await store.readAll({ ...(after ? { after } : {}), limit: PAGE });
    if (page.events.length === 0) return;
    yield* page.events;
    after = page.next;
  }
}
