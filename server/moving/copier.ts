import type { EventStore } from '../store/port.ts';
import { copyLog, type CopyReport } from './copy-log.ts';

export type CopyState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly done: number; readonly of: number }
  | { readonly state: 'done'; readonly report: CopyReport }
  | { readonly state: 'failed'; readonly problem: string };

export interface CopierDependencies {
  readonly source: EventStore;
  readonly open: (url: string) => EventStore;
  /** From then on no command is taken, and those under way have been answered. */
  readonly makeReadOnly: () => Promise<void>;
  readonly head: () => number;
}

/** Copies the log of the running server, which takes no command from then on: it is about to move. */
export class Copier {
  readonly #with: CopierDependencies;
  #state: CopyState = { state: 'none' };

  constructor(dependencies: CopierDependencies) {
    this.#with = dependencies;
  }

  get state(): CopyState {
    return this.#state;
  }

  /** Begins, unless one is under way. @throws Error when the address is none */
  start(to: string): void {
    if (this.#state.state === 'running') return;
    const target = this.#with.open(to);
    this.#state = { state: 'running', done: 0, of: this.#with.head() + 1 };
    this.#run(target)
      .then((report) => (this.#state = { state: 'done', report }))
      .catch((error: unknown) => {
        this.#state = { state: 'failed', problem: error instanceof Error ? error.message : String(error) };
      });
  }

  async #run(target: EventStore): Promise<CopyReport> {
    try {
      await this.#with.makeReadOnly();
      const of = this.#with.head() + 1;
      return await copyLog(this.#with.source, target, (done) => (this.#state = { state: 'running', done, of }));
    } finally {
      await target.close();
    }
  }
}
