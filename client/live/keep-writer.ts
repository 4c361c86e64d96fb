/** A change of what is kept: a value to put under a key, or nothing: what stands there goes. */
export interface Write<Store extends string> {
  readonly store: Store;
  readonly key: IDBValidKey;
  readonly value?: unknown;
}

/** `kept`: all that was said is on the disk · `keeping`: being written · `failed`: it could not be. */
export type KeepState = 'kept' | 'keeping' | 'failed';

/**
 * Gathers what is to be kept and writes it in order: what is said in one turn of the page goes in one transaction, so
 * that a crash leaves all of it or nothing; what is said while a transaction is under way goes with the next, the
 * newest value of a key only.
 */
export class KeepWriter<Store extends string> {
  readonly #write: (writes: readonly Write<Store>[]) => Promise<void>;
  readonly #told: (state: KeepState) => void;
  #waiting = new Map<string, Write<Store>>();
  #running = false;
  /** Who waits for what goes with the next transaction. */
  #after: (() => void)[] = [];

  /**
   * @param write writes them all or none, and returns when they are on the disk
   * @param told hears whether all that was said is on the disk
   */
  constructor(write: (writes: readonly Write<Store>[]) => Promise<void>, told: (state: KeepState) => void) {
    this.#write = write;
    this.#told = told;
  }

  add(...writes: readonly Write<Store>[]): void {
    for (const write of writes) this.#waiting.set(`${write.store} ${JSON.stringify(write.key)}`, write);
    if (this.#running || this.#waiting.size === 0) return;
    this.#running = true;
    this.#told('keeping');
    queueMicrotask(() => void this.#run());
  }

  /** Resolves when what has been said until now is on the disk, or could not be put there. */
  async written(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => this.#after.push(resolve));
  }

  /** Resolves when nothing waits and nothing is under way. */
  async settled(): Promise<void> {
    while (this.#running) await this.written();
  }

  async #run(): Promise<void> {
    let failed = false;
    while (this.#waiting.size > 0 && !failed) {
      const [writes, after] = [this.#waiting, this.#after];
      this.#waiting = new Map();
      this.#after = [];
      try {
        await this.#write([...writes.values()]);
      } catch {
        // kept for the next attempt, which the next change makes; what came since is newer
        failed = true;
        this.#waiting = new Map([...writes, ...this.#waiting]);
      }
      for (const resolve of after) resolve();
    }
    this.#running = false;
    this.#told(failed ? 'failed' : 'kept');
    for (const resolve of this.#after.splice(0)) resolve();
  }
}
