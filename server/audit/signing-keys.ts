import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import {
  ED25519,
  formatNote,
  parseVerifierKey,
  publicOf,
  signNote,
  verifierKeyText,
  type SignatureLine,
  type VerifierKey,
} from './note.ts';

const shape = z.strictObject({
  origin: z.string().min(1),
  keys: z
    .array(
      z.strictObject({
        /** PKCS #8, PEM. */
        secret: z.string(),
        from: z.int().min(0),
        to: z.int().min(0).optional(),
        /** An old key signs along until then (ms since 1970). */
        until: z.number().optional(),
        endorsement: z.string().optional(),
      }),
    )
    .min(1),
});
type KeyFile = z.infer<typeof shape>;

/** A public key as it is told to others. */
export interface PublicKey {
  /** C2SP verifier key. */
  readonly key: string;
  /** Size of the first checkpoint that it may sign. */
  readonly from: number;
  /** Size of the last one; absent: it still signs. */
  readonly to?: number;
  /** A note in which the key before it names this one as its successor; absent: it is the first. */
  readonly endorsement?: string;
}

/** The log's signing keys in a file that only the server's user may read. */
export class SigningKeys {
  readonly #path: string;
  #file: KeyFile;

  /** Opens the key file, or makes it with a first key. @throws Error with a sentence when it cannot be read */
  static open(path: string, origin: string): SigningKeys {
    if (!existsSync(path)) write(path, { origin, keys: [{ secret: newSecret(), from: 0 }] });
    chmodSync(path, 0o600);
    try {
      return new SigningKeys(path, shape.parse(JSON.parse(readFileSync(path, 'utf8'))));
    } catch (error) {
      throw new Error(
        `${path} cannot be read as signing keys: restore it from a backup. Without it the log needs a new key.`,
        { cause: error },
      );
    }
  }

  private constructor(path: string, file: KeyFile) {
    this.#path = path;
    this.#file = file;
  }

  /** The log's name, as at the making of its first key. */
  get origin(): string {
    return this.#file.origin;
  }

  /** Every key that ever signed, oldest first. */
  public(): PublicKey[] {
    return this.#file.keys.map(({ secret, from, to, endorsement }) => ({
      key: verifierKeyText(this.origin, ED25519, publicOf(createPrivateKey(secret))),
      from,
      ...(to === undefined ? {} : { to }),
      ...(endorsement === undefined ? {} : { endorsement }),
    }));
  }

  /** The keys by which a checkpoint of this size may be signed. */
  verifiers(size: number): VerifierKey[] {
    return this.public()
      .filter(({ from, to }) => from <= size && size <= (to ?? Infinity))
      .map(({ key }) => parseVerifierKey(key));
  }

  /** Signs by the newest key, and by an older one while its overlap lasts. */
  sign(text: string, size: number, now: number): SignatureLine[] {
    this.#retire(size, now);
    return this.#file.keys
      .filter(({ from, to }) => from <= size && to === undefined)
      .map(({ secret }) => signNote(text, this.origin, createPrivateKey(secret)));
  }

  /** Brings a new key into use from the next checkpoint on; the old one signs along for the overlap (ms). */
  rotate(size: number, now: number, overlap: number): void {
    const secret = newSecret();
    const old = this.#file.keys.at(-1);
    const text = successorText(
      this.origin,
      verifierKeyText(this.origin, ED25519, publicOf(createPrivateKey(secret))),
      size,
    );
    const signatures = old ? [signNote(text, this.origin, createPrivateKey(old.secret))] : [];
    const keys = this.#file.keys.map((key) => (key === old ? { ...key, until: now + overlap } : key));
    this.#save({
      ...this.#file,
      keys: [...keys, { secret, from: size, endorsement: formatNote({ text, signatures }) }],
    });
  }

  /** An old key whose overlap is over has signed for the last time below this size. */
  #retire(size: number, now: number): void {
    const over = ({ until, to }: KeyFile['keys'][number]): boolean =>
      to === undefined && until !== undefined && until <= now;
    if (!this.#file.keys.some(over)) return;
    const keys = this.#file.keys.map((key) => (over(key) ? { ...key, to: Math.max(key.from, size - 1) } : key));
    this.#save({ ...this.#file, keys });
  }

  #save(file: KeyFile): void {
    write(this.#path, file);
    this.#file = file;
  }
}

/** What an old key signs to name its successor. */
export function successorText(origin: string, key: string, from: number): string {
  return `regiotafel key succession v1\n${origin}\n${key}\n${from}\n`;
}

function newSecret(): string {
  const { privateKey }: { privateKey: KeyObject } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function write(path: string, file: KeyFile): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
