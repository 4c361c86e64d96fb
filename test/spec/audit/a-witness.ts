import { generateKeyPairSync, sign } from 'node:crypto';
import {
  COSIGNATURE,
  cosigned,
  parseVerifierKey,
  publicOf,
  signatureLine,
  verifierKeyText,
} from '../../../server/audit/note.ts';
import { readNote } from '../../../verify/notes.ts';

/** A witness with a key of its own. */
export function aWitness(name: string) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = verifierKeyText(name, COSIGNATURE, publicOf(privateKey));
  const { id } = parseVerifierKey(key);
  const line = (text: string, time = 1_700_000_000n): string => {
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(time);
    const signature = Buffer.concat([stamp, sign(null, Buffer.from(cosigned(text, time)), privateKey)]);
    return signatureLine({ name, id, signature });
  };
  /** Its signature under a whole signed note. */
  return { key, line, cosignature: (note: string): string => line(readNote(note).text) };
}
