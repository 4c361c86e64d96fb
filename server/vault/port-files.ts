import type { Milliseconds } from './port.ts';

/** A file as ciphertext; its id is the SHA-256 (hex) of the bytes. */
export interface SealedFile {
  readonly id: string;
  /** The data key under which it is sealed. */
  readonly key: string;
  readonly bytes: Uint8Array;
  /** What it is called and what it is, as ciphertext under the same key. */
  readonly about: Uint8Array;
}

/** A file without its content. */
export type FileEntry = Omit<SealedFile, 'bytes'> & {
  /** When it was kept, by the vault's clock. */
  readonly at: Milliseconds;
};

/** Files, content-addressed, as ciphertext alone. */
export interface Files {
  /**
   * Keeps a file, whole or not at all; the same bytes again are the same file, and what was said about it first stays.
   * @throws VaultMisuse when the id is not that of the bytes
   */
  put(file: SealedFile): Promise<void>;
  /** @throws Error when what lies there is not what was put */
  get(id: string): Promise<SealedFile | undefined>;
  entry(id: string): Promise<FileEntry | undefined>;
  /** Files that were kept before a time, by id, after one. */
  before(at: Milliseconds, after: string, limit: number): Promise<readonly FileEntry[]>;
  /** Removes it for good. */
  remove(id: string): Promise<void>;
  /** Removes every file that is sealed under one of these keys; they are destroyed, so that nobody can read what the database has not overwritten yet. */
  removeUnder(keys: readonly string[]): Promise<void>;
}
