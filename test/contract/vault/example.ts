import type { Vault } from '../../../server/vault/port.ts';

/** What every engine of the vault promises and refuses, as examples. One is a vault when it passes them all. */
export interface OpenedVault {
  readonly vault: Vault;
  /** A second process on the same vault. */
  readonly other: () => Promise<Vault>;
  /** Closes and opens again on what is there. */
  readonly reopen: () => Promise<Vault>;
  /** SQL as somebody with the vault's own rights at its database would give it. */
  readonly sql: (text: string) => Promise<unknown>;
  /** Does this text stand anywhere in the files of the tables? */
  readonly holdsText: (text: string) => Promise<boolean>;
}

export interface VaultExample {
  readonly name: string;
  readonly run: (opened: OpenedVault) => Promise<void>;
}
