import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { DataKeys } from './port-keys.ts';

/**
 * Wrapped bytes: one byte of format (1), 8 of the wrapping key's name, 12 of nonce, the ciphertext, 16 of tag.
 * AES-256-GCM with the data key's id as additional data, so that no wrapped key passes for another.
 */
const FORMAT = 1;
const NAME = 8;
const NONCE = 12;
const TAG = 16;

/** A wrapped key does not open: another wrapping key, another data key's bytes, or damage. The message says what to do. */
export class WrappingFailed extends Error {
  readonly code = 'WRAPPING_FAILED';
}

/** Wraps data keys under one wrapping key of 32 bytes; opens what this one and earlier ones wrapped. */
export class Wrapping {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  /** Names the wrapping key without telling it: the beginning of its hash, in hex. */
  readonly name: string;

  /** @param keys the one that wraps, then those before it */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]]) {
    for (const key of keys)
      if (key.length !== 32) throw new WrappingFailed(`A wrapping key has 32 bytes, not ${key.length}.`);
    this.#keys = new Map(keys.map((key) => [nameOf(key), key]));
    this.name = nameOf(keys[0]);
  }

  wrap(keyId: string, dataKey: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#keys.get(this.name) ?? new Uint8Array(), nonce);
    cipher.setAAD(Buffer.from(keyId));
    const sealed = Buffer.concat([cipher.update(dataKey), cipher.final()]);
    return Buffer.concat([Buffer.of(FORMAT), Buffer.from(this.name, 'hex'), nonce, sealed, cipher.getAuthTag()]);
  }

  /** @throws WrappingFailed */
  unwrap(keyId: string, wrapped: Uint8Array): Uint8Array {
    const name = wrappingNameOf(wrapped);
    const key = this.#keys.get(name);
    if (!key)
      throw new WrappingFailed(
        `The data key ${keyId} is wrapped under the wrapping key ${name}, and the key file holds ${[...this.#keys.keys()].join(', ')}: put back the file that belongs to this vault.`,
      );
    const bytes = Buffer.from(wrapped);
    const nonce = bytes.subarray(1 + NAME, 1 + NAME + NONCE);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.from(keyId));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(1 + NAME + NONCE, bytes.length - TAG)), decipher.final()]);
    } catch (error) {
      throw new WrappingFailed(
        `The wrapped bytes of the data key ${keyId} are damaged or another key’s: restore the vault from its backup.`,
        { cause: error },
      );
    }
  }
}

/** The name of the wrapping key under which something is wrapped. @throws WrappingFailed */
export function wrappingNameOf(wrapped: Uint8Array): string {
  if (wrapped[0] !== FORMAT || wrapped.length < 1 + NAME + NONCE + TAG)
    throw new WrappingFailed('What the vault holds as a wrapped key is none: restore the vault from its backup.');
  return Buffer.from(wrapped.subarray(1, 1 + NAME)).toString('hex');
}

/**
 * Puts every data key under the wrapping's first key; servers that know both keys may run meanwhile. Cut off, it goes
 * on where it was. @returns how many were put under it now
 */
export async function rewrapAll(keys: DataKeys, wrapping: Wrapping): Promise<number> {
  const PAGE = 500;
  let rewrapped = 0;
  for (let after = ''; ;) {
    const page = await keys.page(after, PAGE);
    for (const key of page) {
      if (key.state === 'destroyed' || wrappingNameOf(key.wrapped) === wrapping.name) continue;
      const again = wrapping.wrap(key.key, wrapping.unwrap(key.key, key.wrapped));
      if (await keys.rewrap(key.key, key.wrapped, again)) rewrapped++;
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.key;
  }
  await keys.forgetOldWrappings();
  return rewrapped;
}

function nameOf(key: Uint8Array): string {
  return createHash('sha256')
    .update('regiotafel wrapping key')
    .update(key)
    .digest('hex')
    .slice(0, 2 * NAME);
}
