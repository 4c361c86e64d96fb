import type { KeyStore, StoredKey, Wrapping } from '../../server/sealing/keyring.ts';

type Made = Parameters<KeyStore['make']>[0];

/** The data keys of a simulation, which all its processes share and none loses. */
export class SimulatedKeys implements KeyStore {
  readonly made: Made[];

  /** @param made keys that are there from the beginning */
  constructor(made: readonly Made[] = []) {
    this.made = [...made];
  }

  async current(scope: string): Promise<StoredKey | undefined> {
    const found = this.made.find((key) => key.scope === scope);
    return found && stored(found);
  }

  async make(key: Made): Promise<StoredKey> {
    const standing = await this.current(key.scope);
    if (standing) return standing;
    this.made.push(key);
    return stored(key);
  }

  async get(ids: readonly string[]): Promise<readonly StoredKey[]> {
    return this.made.filter(({ key }) => ids.includes(key)).map(stored);
  }

  async states(): ReturnType<KeyStore['states']> {
    return { mark: 0, changed: [] };
  }
}

/** Keys lie open: what a simulation hides from whom is not decided by them. */
export const noWrapping: Wrapping = { wrap: (_, secret) => secret, unwrap: (_, wrapped) => wrapped };

const stored = ({ key, scope, wrapped }: Made): StoredKey => ({ key, scope, wrapped, state: 'open' });
