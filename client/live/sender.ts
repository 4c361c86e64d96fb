import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { CommandQueue, Pending } from './command-queue.ts';
import type { LiveConnection } from './outside.ts';

const ACK_MS = 8_000;
const RETRY_MS = 700;

export interface SenderOptions {
  readonly connection: () => LiveConnection | undefined;
  /** Has a command to wait for something else than its turn? */
  readonly holdsBack: (pending: Pending) => boolean;
  /** Called before what may be sent is looked for. */
  readonly before: () => void;
  /** Told when the state of a command has changed. */
  readonly changed: () => void;
  /** Told when a command has been answered for good. */
  readonly answered: () => void;
}

/** Sends what of the queue may be sent, and notes what the server answers. */
export class Sender {
  readonly #queue: CommandQueue;
  readonly #with: SenderOptions;

  constructor(queue: CommandQueue, options: SenderOptions) {
    this.#queue = queue;
    this.#with = options;
  }

  flush(): void {
    const connection = this.#with.connection();
    if (!connection?.connected) return;
    this.#with.before();
    for (const pending of this.#queue.sendable()) {
      if (this.#with.holdsBack(pending)) continue;
      const { command } = pending;
      this.#queue.sent(command.id);
      connection.timeout(ACK_MS).emit('command', command, (late: Error | null, answer: CommandAnswer) => {
        if (late) this.#queue.again(command.id);
        else this.#answered(command.id, answer);
        this.#with.changed();
        if (late) this.flush();
      });
    }
    this.#with.changed();
  }

  #answered(id: string, answer: CommandAnswer): void {
    if (this.#queue.answered(id, answer) === 'again') {
      setTimeout(() => this.flush(), RETRY_MS);
      return;
    }
    this.#with.answered();
    this.flush();
  }
}
