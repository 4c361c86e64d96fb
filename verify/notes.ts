import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { sha256 } from './hashing.ts';

/** A checkpoint: head of a log's tree with the signatures under it. */
export interface Head {
  origin: string;
  size: number;
  root: Buffer;
  text: string;
  note: string;
  lines: NoteLine[];
}

export interface NoteLine {
  name: string;
  id: string;
  signature: Buffer;
}

export interface NoteKey {
  name: string;
  id: string;
  cosigns: boolean;
  key: KeyObject;
  /** As it was given. */
  said: string;
}

/** @throws Error when it is no signed note */
export function readNote(note: string): { text: string; lines: NoteLine[] } {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 1 || !note.endsWith('\n')) throw new Error('it is no signed note');
  const lines = note.slice(cut + 2, -1).split('\n');
  return {
    text: note.slice(0, cut + 1),
    lines: lines.map((line) => {
      const parts = line.split(' ');
      const bytes = Buffer.from(parts[2] ?? '', 'base64');
      if (
        parts.length !== 3 ||
        parts[0] !== '—' ||
        !parts[1] ||
        bytes.length < 5 ||
        bytes.toString('base64') !== parts[2]
      )
        throw new Error('a signature line cannot be read');
      return { name: parts[1], id: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) };
    }),
  };
}

/** @throws Error when it is no checkpoint */
export function readHead(note: string): Head {
  const { text, lines } = readNote(note);
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  const hash = Buffer.from(root, 'base64');
  if (
    origin === '' ||
    !/^(0|[1-9]\d*)$/.test(size) ||
    hash.length !== 32 ||
    hash.toString('base64') !== root ||
    rest.at(-1) !== ''
  )
    throw new Error('it is no checkpoint of origin, size and root');
  return { origin, size: Number(size), root: hash, text, note, lines };
}

/** A verifier key, `name+id+base64`. @throws Error when it is none */
export function readKey(said: string): NoteKey {
  const [, name, id, material] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(said.trim()) ?? [];
  const bytes = Buffer.from(material ?? '', 'base64');
  const type = bytes[0];
  if (name === undefined || id === undefined || bytes.length !== 33 || (type !== 1 && type !== 4))
    throw new Error(`"${said}" is no verifier key`);
  if (sha256(`${name}\n`, bytes).toString('hex', 0, 4) !== id)
    throw new Error(`the id in the key ${name} does not fit`);
  const x = bytes.toString('base64url', 1);
  return {
    name,
    id,
    cosigns: type === 4,
    key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    said,
  };
}

export const madeBy = (line: NoteLine, key: NoteKey): boolean => line.name === key.name && line.id === key.id;

export function fits(text: string, line: NoteLine, { key, cosigns }: NoteKey): boolean {
  if (!cosigns) return verify(null, Buffer.from(text), key, line.signature);
  if (line.signature.length !== 72) return false;
  const time = line.signature.readBigUInt64BE();
  return verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), key, line.signature.subarray(8));
}
