import { fromBase64, hex } from './hashing.ts';
import type { TreeHead } from './tree.ts';

/** A signed head of the log (C2SP checkpoint). */
export interface Head extends TreeHead {
  readonly origin: string;
  readonly note: string;
}

/** @throws Error when it is no checkpoint */
export function readHead(note: string): Head {
  const [origin = '', size = '', root = ''] = note.split('\n');
  if (origin === '' || !/^[1-9]\d{0,15}$/.test(size)) throw new Error('no checkpoint');
  return { origin, size: Number(size), root: fromBase64(root), note };
}

/**
 * Is a note signed by a key (`name+id+base64`)? Undefined: this browser knows no Ed25519, or is not on https, and cannot
 * tell.
 */
export async function isSignedBy(note: string, key: string): Promise<boolean | undefined> {
  const cut = note.lastIndexOf('\n\n');
  const text = new TextEncoder().encode(note.slice(0, cut + 1));
  const [name, id, ...material] = key.split('+');
  const secretless = fromBase64(material.join('+')).slice(1);
  let verifier: CryptoKey;
  try {
    verifier = await crypto.subtle.importKey('raw', secretless, 'Ed25519', false, ['verify']);
  } catch {
    return undefined;
  }
  for (const line of note.slice(cut + 2).split('\n')) {
    const [, by, said = ''] = line.split(' ');
    const bytes = fromBase64(said);
    if (by !== name || hex(bytes.slice(0, 4)) !== id) continue;
    if (await crypto.subtle.verify('Ed25519', verifier, bytes.slice(4), text)) return true;
  }
  return false;
}
