import { wrongIn } from './check-event.ts';
import type { Checkpoint } from './checkpoint.ts';
import { LeafHasher } from './leaf-hasher.ts';
import { hashedPages, type LeafPage, type ReadableLog } from './log-pages.ts';
import { root } from './merkle.ts';
import { damagedEvent, type CheckMark } from './startup.ts';
import type { OpenFields } from './stored.ts';
import { HASH, type TreeFile } from './tree-file.ts';

export interface BackgroundCheckOptions {
  readonly store: ReadableLog;
  readonly tree: TreeFile;
  readonly latest: () => Checkpoint | undefined;
  readonly mark: CheckMark;
  readonly open: OpenFields;
  /** The log differs from what is signed: what and where, in a sentence. */
  readonly onIncident: (sentence: string) => void;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds on a clock that only goes on. */
  readonly elapsed: () => number;
  /** Milliseconds between the end of one round and the next. */
  readonly betweenRounds?: number;
}

/** Few events at a time: what is looked at at once holds up the answers for that long. */
const PAGE = 64;
/** After each page it leaves the processor to answers, for this many times as long as it took. */
const RESTS = 4;
const RESTS_AT_LEAST_MS = 5;

/** Hashes the whole log again, round after round, in a thread beside, and holds it against the tree and the signature. */
export class BackgroundCheck {
  readonly #options: BackgroundCheckOptions;
  #verifiedTo = -1;
  #rounds = 0;

  constructor(options: BackgroundCheckOptions) {
    this.#options = options;
  }

  /** Log index up to which all was found well, and how many whole rounds were made. */
  progress(): { verifiedTo: number; rounds: number } {
    return { verifiedTo: this.#verifiedTo, rounds: this.#rounds };
  }

  /** Checks until aborted, or until something differs. */
  async run(signal: AbortSignal): Promise<void> {
    const { onIncident, pause, betweenRounds = 240_000 } = this.#options;
    while (!signal.aborted) {
      const wrong = await this.round(signal);
      if (wrong !== undefined) return onIncident(wrong);
      await pause(betweenRounds, signal);
    }
  }

  /** One round over what the tree has. Returns what differs, in a sentence. */
  async round(signal: AbortSignal): Promise<string | undefined> {
    const { store, tree, mark, pause, elapsed } = this.#options;
    const hasher = new LeafHasher();
    const known = tree.size;
    let reached = -1;
    let begun = elapsed();
    try {
      for await (const page of hashedPages(store, (events) => hasher.leaves(events), { limit: PAGE })) {
        if (signal.aborted) return undefined;
        const wrong = this.#wrongIn(page, reached + 1);
        if (wrong !== undefined) return wrong;
        reached = page.next.index;
        this.#verifiedTo = Math.max(this.#verifiedTo, reached);
        if (page.before && reached < tree.size) await mark.put(page.before);
        await pause(Math.max(RESTS_AT_LEAST_MS, RESTS * (elapsed() - begun)), signal);
        begun = elapsed();
      }
    } finally {
      await hasher.stop();
    }
    if (reached < known - 1)
      return `The log ends at index ${reached}, and it had ${known} events: the rest is gone. Put back a backup of it.`;
    const latest = this.#options.latest();
    if (latest && (latest.size > tree.size || !root(tree, latest.size).equals(latest.root)))
      return `The log is not the one whose ${latest.size} events were signed. Put back a backup of it.`;
    this.#rounds++;
    return undefined;
  }

  #wrongIn({ events, leaves }: LeafPage, from: number): string | undefined {
    const { tree, open } = this.#options;
    const known = tree.leaves(from, Math.max(0, Math.min(events.length, tree.size - from)));
    for (const [at, event] of events.entries()) {
      const expected = from + at;
      if (event.index !== expected) return `Event ${expected} is missing from the log. Put back a backup of it.`;
      const [wrong] = wrongIn(event, open);
      if (wrong !== undefined) return damagedEvent(event.index, event.stream, event.revision, wrong);
      const leaf = known.subarray(at * HASH, (at + 1) * HASH);
      if (leaf.length > 0 && !leaves[at]?.equals(leaf))
        return damagedEvent(event.index, event.stream, event.revision, 'its leaf is not the one in the tree');
    }
    return undefined;
  }
}
