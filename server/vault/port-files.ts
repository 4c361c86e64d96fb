/** A file as ciphertext; its id is the SHA-256 (hex) of the bytes. */
export interface SealedFile {
  readonly id: string;
  /** The data key under which it is sealed. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Files, content-addressed, as ciphertext alone. */
export interface Files {
  /** Keeps a file; the same bytes again are the same file. @throws VaultMisuse when the id is not that of the bytes */
  put(file: SealedFile): Promise<void>;
  /** @throws Error when what lies there is not what was put */
  get(id: string): Promise<SealedFile | undefined>;
  /** Removes it for good. */
  remove(id: string): Promise<void>;
}
