import type { Cursor } from '../store/port.ts';
import { LeafHasher } from './leaf-hasher.ts';
import type { StoredEvent } from './stored.ts';
import type { TreeFile } from './tree-file.ts';

/**
 * Keeps the tree behind the log: takes batches in log order, each event once, off the path of answers. What the tree
 * has already is passed over, so that a batch may come again.
 */
export class TreeFollower {
  readonly #tree: TreeFile;
  readonly #hasher = new LeafHasher();
  readonly #grown: () => void;
  #turn: Promise<void> = Promise.resolve();

  /** `grown` is told after every batch. */
  constructor(tree: TreeFile, grown: () => void = () => undefined) {
    this.#tree = tree;
    this.#grown = grown;
  }

  /** Resolves when the batch is in the tree. @throws RangeError when events between are missing */
  take(events: readonly StoredEvent[], cursor: Cursor): Promise<void> {
    const taken = this.#turn.then(() => this.#add(events, cursor));
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  async stop(): Promise<void> {
    await this.#turn;
    await this.#hasher.stop();
  }

  async #add(events: readonly StoredEvent[], cursor: Cursor): Promise<void> {
    const fresh = events.filter((event) => event.index >= this.#tree.size);
    if (fresh.length === 0) return;
    const gap = fresh.findIndex((event, at) => event.index !== this.#tree.size + at);
    if (gap >= 0)
      throw new RangeError(`Event ${this.#tree.size + gap} of the log did not come; ${fresh[gap]?.index} came.`);
    this.#tree.append(fresh, await this.#hasher.leaves(fresh), cursor);
    this.#grown();
  }
}
