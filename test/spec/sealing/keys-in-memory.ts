import { randomBytes } from 'node:crypto';
import type { KeyStore, StoredKey, Wrapping } from '../../../server/sealing/keyring.ts';

/** Keys in memory, to watch what the keyring asks for. */
export class KeysInMemory implements KeyStore {
  readonly rows = new Map<string, StoredKey>();
  readonly #changes: { key: string; scope: string; state: StoredKey['state'] }[] = [];
  asked = 0;

  async current(scope: string): Promise<StoredKey | undefined> {
    this.asked++;
    return [...this.rows.values()].find((row) => row.scope === scope && row.state === 'open');
  }
  async make({ key, scope, wrapped }: { key: string; scope: string; wrapped: Uint8Array }): Promise<StoredKey> {
    const winner = await this.current(scope);
    if (winner) return winner;
    const row: StoredKey = { key, scope, wrapped, state: 'open' };
    this.#set(row);
    return row;
  }
  async get(ids: readonly string[]): Promise<StoredKey[]> {
    this.asked++;
    return ids.flatMap((id) => this.rows.get(id) ?? []);
  }
  async states(since: number): ReturnType<KeyStore['states']> {
    this.asked++;
    return { mark: this.#changes.length, changed: this.#changes.slice(since) };
  }
  close(id: string): void {
    const row = this.rows.get(id);
    if (row && row.state !== 'destroyed') this.#set({ ...row, state: 'closed' });
  }
  destroy(id: string): void {
    this.#set({ key: id, scope: this.rows.get(id)?.scope ?? '', state: 'destroyed' });
  }
  #set(row: StoredKey): void {
    this.rows.set(row.key, row);
    this.#changes.push({ key: row.key, scope: row.scope, state: row.state });
  }
}

/** Keeps a key as it is: wrapping has tests of its own. */
export const unwrapped: Wrapping = { wrap: (_, secret) => secret, unwrap: (_, wrapped) => wrapped };

export const random = (bytes: number): Uint8Array => randomBytes(bytes);
