import { createSecretKey, type KeyObject } from 'node:crypto';

/** What sealing needs of the vault's data keys. */
export interface KeyStore {
  current(scope: string): Promise<StoredKey | undefined>;
  make(key: {
    readonly key: string;
    readonly wrapped: Uint8Array;
    readonly subjects: readonly string[];
    readonly scope: string;
    readonly retainUntil?: string;
  }): Promise<StoredKey>;
  get(ids: readonly string[]): Promise<readonly StoredKey[]>;
  states(since: number): Promise<{
    readonly mark: number;
    readonly changed: readonly { readonly key: string; readonly scope: string; readonly state: StoredKey['state'] }[];
  }>;
}

export type StoredKey = { readonly key: string; readonly scope: string } & (
  { readonly state: 'open' | 'closed'; readonly wrapped: Uint8Array } | { readonly state: 'destroyed' }
);

/** Wraps data keys under the key that lies apart from the vault's database. */
export interface Wrapping {
  wrap(key: string, secret: Uint8Array): Uint8Array;
  /** @throws Error when it was wrapped under another key */
  unwrap(key: string, wrapped: Uint8Array): Uint8Array;
}

export interface KeyringOptions {
  readonly keys: KeyStore;
  readonly wrapping: Wrapping;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => number;
  /** The last day on which a key made now for a scope must be there. */
  readonly retainUntil?: (scope: string) => string | undefined;
}

/** A key whose state was read longer ago than this seals nothing: whoever closes a key waits longer before he restates. */
export const READ_WITHIN_MS = 5_000;
const KEPT = 50_000;

type Held = { readonly scope: string; readonly secret: KeyObject | undefined };

/**
 * The data keys that this process has at hand. What is at hand is given without waiting, so that sealing does not take
 * an append out of its tick.
 */
export class Keyring {
  readonly #with: KeyringOptions;
  readonly #held = new Map<string, Held>();
  readonly #open = new Map<string, string>();
  readonly #unknown = new Set<string>();
  #mark = 0;
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;

  constructor(options: KeyringOptions) {
    this.#with = options;
  }

  /** Sees to an open key for each of these scopes; undefined when all are at hand. */
  prepare(scopes: ReadonlyMap<string, readonly string[]>): Promise<void> | undefined {
    if (scopes.size === 0) return undefined;
    const missing = [...scopes].filter(([scope]) => !this.#open.has(scope));
    if (missing.length === 0 && this.#isFresh()) return undefined;
    return this.#prepare(scopes);
  }

  /** The key that seals a scope; {@link prepare} has seen to it. */
  sealing(scope: string): { id: string; secret: KeyObject } {
    const id = this.#open.get(scope);
    const secret = id === undefined ? undefined : this.#held.get(id)?.secret;
    if (id === undefined || secret === undefined) throw new Error(`No key for ${scope} is at hand.`);
    return { id, secret };
  }

  /** Fetches keys that are not at hand; undefined when all are. */
  load(ids: Iterable<string>): Promise<void> | undefined {
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const held = this.#held.get(id);
      if (!held) missing.push(id);
      else if (this.#held.size > KEPT / 2) this.#put(id, held.scope, held.secret);
    }
    return missing.length === 0 ? undefined : this.#load(missing);
  }

  /** The secret of a key that has been loaded; undefined when it was destroyed or is missing. */
  readonly secretOf = (id: string): KeyObject | undefined => {
    const held = this.#held.get(id);
    if (!held) throw new Error(`The key ${id} is not at hand.`);
    return held.secret;
  };

  /** Keys that events name and that the vault has never heard of: somebody took them away without a record. */
  missing(): readonly string[] {
    return [...this.#unknown];
  }

  /** Takes in what has changed in the vault; call it every second or two. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Forgets keys that were destroyed. */
  forget(ids: Iterable<string>): void {
    for (const id of ids) this.#put(id, this.#held.get(id)?.scope ?? '', undefined);
  }

  async #prepare(scopes: ReadonlyMap<string, readonly string[]>): Promise<void> {
    if (!this.#isFresh()) await this.refresh();
    for (const [scope, subjects] of scopes) {
      if (this.#open.has(scope)) continue;
      this.#take((await this.#with.keys.current(scope)) ?? (await this.#make(scope, subjects)));
    }
  }

  async #make(scope: string, subjects: readonly string[]): Promise<StoredKey> {
    const { keys, wrapping, random, retainUntil } = this.#with;
    const until = retainUntil?.(scope);
    const key = `key_${Buffer.from(random(16)).toString('base64url')}`;
    const wrapped = wrapping.wrap(key, random(32));
    return keys.make({ key, wrapped, subjects, scope, ...(until === undefined ? {} : { retainUntil: until }) });
  }

  async #load(ids: readonly string[]): Promise<void> {
    for (const key of await this.#with.keys.get(ids)) this.#take(key, false);
    for (const id of ids) {
      if (this.#held.has(id)) continue;
      this.#unknown.add(id);
      this.#put(id, '', undefined);
    }
  }

  #take(stored: StoredKey, opens = true): void {
    const { key, scope } = stored;
    const secret =
      stored.state === 'destroyed' ? undefined : createSecretKey(this.#with.wrapping.unwrap(key, stored.wrapped));
    this.#put(key, scope, secret);
    if (opens && stored.state === 'open') this.#open.set(scope, key);
  }

  #put(id: string, scope: string, secret: KeyObject | undefined): void {
    if (this.#open.get(scope) === id && secret === undefined) this.#open.delete(scope);
    this.#held.delete(id);
    this.#held.set(id, { scope, secret });
    if (this.#held.size <= KEPT) return;
    for (const [oldest, held] of this.#held) {
      if (this.#open.get(held.scope) === oldest) continue;
      this.#held.delete(oldest);
      break;
    }
  }

  async #read(): Promise<void> {
    const before = this.#with.now();
    const { mark, changed } = await this.#with.keys.states(this.#mark);
    for (const { key, scope, state } of changed) {
      if (state !== 'open' && this.#open.get(scope) === key) this.#open.delete(scope);
      if (state === 'destroyed' && this.#held.has(key)) this.#put(key, scope, undefined);
      if (this.#unknown.delete(key) && state !== 'destroyed') this.#held.delete(key);
    }
    this.#mark = mark;
    this.#readAt = before;
  }

  #isFresh(): boolean {
    return this.#with.now() - this.#readAt <= READ_WITHIN_MS;
  }
}
