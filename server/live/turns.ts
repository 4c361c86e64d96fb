/** Work that is done a few at a time; between two pieces the process answers others. */
export class Turns {
  readonly #atATime: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(atATime: number) {
    this.#atATime = atATime;
  }

  /** Adds a piece of work, which never fails; it begins when its turn comes. */
  add(work: () => Promise<void>): void {
    this.#waiting.push(work);
    if (this.#running >= this.#atATime) return;
    this.#running++;
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    for (let work = this.#waiting.shift(); work !== undefined; work = this.#waiting.shift()) {
      await work();
      await new Promise((next) => setImmediate(next));
    }
    this.#running--;
  }
}
