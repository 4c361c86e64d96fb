/** What came in for one stream is handed on together, one batch after another; streams go side by side. */
export class StreamQueues<T> {
  readonly #waiting = new Map<string, T[]>();
  readonly #work: (batch: readonly T[]) => Promise<void>;
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();

  /** @param work must not reject: each piece of work has its own outcome */
  constructor(work: (batch: readonly T[]) => Promise<void>, most: number) {
    this.#work = work;
    this.#most = most;
  }

  add(stream: string, item: T): void {
    const waiting = this.#waiting.get(stream);
    if (waiting) return void waiting.push(item);
    this.#waiting.set(stream, [item]);
    const running = this.#drain(stream).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #drain(stream: string): Promise<void> {
    // whatever else comes in this turn of the event loop goes along
    await Promise.resolve();
    for (let waiting = this.#waiting.get(stream); waiting && waiting.length > 0; waiting = this.#waiting.get(stream)) {
      await this.#work(waiting.splice(0, this.#most));
    }
    this.#waiting.delete(stream);
  }
}
