import type { StreamName } from '../../events/envelope.ts';

interface Stand {
  readonly state: unknown;
  readonly revision: number;
}

/**
 * Every stream's state and revision. What a snapshot holds is read from it when it is first asked for, so that a start
 * does not wait for streams that nobody looks at.
 */
export class Facts {
  readonly #standing = new Map<StreamName, Stand>();
  readonly #unread = new Set<StreamName>();
  readonly #read: (stream: StreamName) => string | undefined;

  /** @param read gives what {@link textOf} gave when the snapshot was taken */
  constructor(read: (stream: StreamName) => string | undefined) {
    this.#read = read;
  }

  /** These streams stand in the snapshot. */
  takeUp(streams: Iterable<StreamName>): void {
    for (const stream of streams) {
      // a place of its own in the order of streams
      this.#standing.set(stream, { state: undefined, revision: -1 });
      this.#unread.add(stream);
    }
  }

  state(stream: StreamName): unknown {
    return this.#stand(stream)?.state;
  }

  revision(stream: StreamName): number | undefined {
    return this.#stand(stream)?.revision;
  }

  set(stream: StreamName, state: unknown, revision: number): void {
    this.#unread.delete(stream);
    this.#standing.set(stream, { state, revision });
  }

  streams(): Iterable<StreamName> {
    return this.#standing.keys();
  }

  /** States are plain JSON: they are sent as such. */
  textOf(stream: StreamName): string {
    return JSON.stringify(this.#stand(stream));
  }

  #stand(stream: StreamName): Stand | undefined {
    if (this.#unread.has(stream)) {
      const text = this.#read(stream);
      if (text === undefined) throw new Error(`The snapshot of ${stream} is gone.`);
      const { state, revision } = JSON.parse(text) as Stand;
      this.set(stream, state, revision);
    }
    return this.#standing.get(stream);
  }
}
