/**
 * What a stand-in for EventStoreDB keeps, and by which rules: those that a real server showed. It outlives the server
 * that serves it, as a disk does, and several servers may share it, as a cluster does.
 */
export interface Stored {
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly position: bigint;
  readonly created: number;
}

export type Proposed = Pick<Stored, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = bigint | 'no_stream' | 'any' | 'stream_exists';

export type AppendOutcome =
  | { readonly is: 'written' | 'there already'; readonly next: bigint; readonly position: bigint }
  | { readonly is: 'wrong'; readonly current: bigint }
  | { readonly is: 'deleted' | 'too large' | 'bad request' };

export const MAX_APPEND = 1_048_576;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export class Shelf {
  readonly log: Stored[] = [];
  readonly #streams = new Map<string, Stored[]>();
  readonly #deleted = new Set<string>();
  readonly #tombstoned = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #position = 0n;

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): AppendOutcome {
    if (stream === '' || proposed.some(({ id }) => !uuid.test(id))) return { is: 'bad request' };
    if (this.#tombstoned.has(stream)) return { is: 'deleted' };
    const bytes = proposed.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (bytes > MAX_APPEND) return { is: 'too large' };
    const held = this.#streams.get(stream) ?? [];
    const current = BigInt(held.length) - 1n;
    if (proposed.length === 0) return { is: 'written', next: current < 0n ? 0n : current, position: this.#position };
    const again = this.#thereAlready(held, expected, current, proposed);
    if (again) return again;
    const open = expected === 'no_stream' && (current < 0n || this.#deleted.has(stream));
    const fits = open || expected === 'any' || (expected === 'stream_exists' && current >= 0n) || expected === current;
    if (!fits) return { is: 'wrong', current };
    for (const one of proposed) {
      this.#position += BigInt(one.data.length + one.metadata.length + 171);
      const stored = { ...one, id: one.id.toLowerCase(), stream, position: this.#position };
      const event = { ...stored, revision: BigInt(held.length), created: Date.now() };
      held.push(event);
      this.log.push(event);
    }
    this.#streams.set(stream, held);
    this.#deleted.delete(stream);
    for (const tell of [...this.#listeners]) tell();
    return { is: 'written', next: BigInt(held.length) - 1n, position: this.#position };
  }

  /** A stream as it is read: undefined when there is none to see. */
  stream(name: string): readonly Stored[] | 'tombstoned' | undefined {
    if (this.#tombstoned.has(name)) return 'tombstoned';
    const held = this.#streams.get(name);
    if (!held || this.#deleted.has(name)) return undefined;
    const { $maxCount: most, $tb: before } = this.#metadataOf(name);
    const kept = before === undefined ? held : held.filter((one) => one.revision >= BigInt(before));
    return most === undefined ? kept : kept.slice(-most);
  }

  lastOf(name: string): bigint {
    return BigInt(this.#streams.get(name)?.length ?? 0) - 1n;
  }

  /** @returns false when there is nothing to delete */
  remove(name: string, forEver: boolean): boolean {
    if (!this.#streams.has(name)) return false;
    (forEver ? this.#tombstoned : this.#deleted).add(name);
    return true;
  }

  /** Tells of every append until the returned function is called. */
  listen(tell: () => void): () => void {
    this.#listeners.add(tell);
    return () => void this.#listeners.delete(tell);
  }

  #metadataOf(name: string): { $maxCount?: number; $tb?: number } {
    const last = this.#streams.get(`$$${name}`)?.at(-1);
    return last ? (JSON.parse(Buffer.from(last.data).toString()) as { $maxCount?: number; $tb?: number }) : {};
  }

  /** The same ids in the same order at the place where they were first written: answered as then, and not written. */
  #thereAlready(
    held: readonly Stored[],
    expected: Expected,
    current: bigint,
    proposed: readonly Proposed[],
  ): AppendOutcome | undefined {
    const loose = expected === 'any' || expected === 'stream_exists';
    if (!loose && (expected === 'no_stream' ? -1n : expected) === current) return undefined;
    const at = loose
      ? held.findIndex((one) => one.id === proposed[0]?.id.toLowerCase())
      : Number(expected === 'no_stream' ? 0n : expected + 1n);
    if (at < 0) return undefined;
    const there = held.slice(at, at + proposed.length);
    const same = there.length === proposed.length && there.every((one, n) => one.id === proposed[n]?.id.toLowerCase());
    const last = there.at(-1);
    return same && last ? { is: 'there already', next: last.revision, position: last.position } : undefined;
  }
}
