import type { LogIndex } from '../../events/envelope.ts';

const MOST = 128;

/**
 * What has been worked out at this very head of the log, for the next who asks for the same: when a server comes back,
 * colleagues come back all at once. Every event lets go of it, and so whatever changes what anybody may see: rights,
 * consents and erasing are events. What changes with the day alone belongs in the key.
 */
export class AtHead<T> {
  readonly #made = new Map<string, T>();
  #head: LogIndex = -1;

  /** The value of a key at a head; made when it is not there. */
  of(head: LogIndex, key: string, make: () => T): T {
    if (head !== this.#head) this.#made.clear();
    this.#head = head;
    const there = this.#made.get(key);
    if (there !== undefined) return there;
    const made = make();
    const [oldest] = this.#made.keys();
    if (this.#made.size >= MOST && oldest !== undefined) this.#made.delete(oldest);
    this.#made.set(key, made);
    return made;
  }
}
