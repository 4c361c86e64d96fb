import { hash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Kinds of signature (C2SP signed-note): a plain Ed25519 one, and a witness's with its time. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;

/** A public key with its name, as a C2SP verifier key says it. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ "\n" ‖ type ‖ key). */
  readonly id: Buffer;
  readonly type: number;
  readonly key: KeyObject;
}

export interface SignatureLine {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
}

/** A key's verifier key: `name+hex(id)+base64(type ‖ key)`. */
export function verifierKeyText(name: string, type: number, key: KeyObject): string {
  const raw = rawKey(key);
  return `${name}+${keyId(name, type, raw).toString('hex')}+${Buffer.concat([Buffer.of(type), raw]).toString('base64')}`;
}

/** @throws Error with a sentence when the text is no verifier key */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, id, material] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(material ?? '', 'base64');
  const type = bytes[0];
  if (name === undefined || bytes.length !== 33 || (type !== ED25519 && type !== COSIGNATURE))
    throw new Error(`"${text}" is no verifier key: give one like name+1a2b3c4d+AbCd….`);
  const raw = bytes.subarray(1);
  if (keyId(name, type, raw).toString('hex') !== id)
    throw new Error(`The id in the verifier key of ${name} does not fit.`);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
  return { name, id: Buffer.from(id, 'hex'), type, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(signatureLine).join('')}`;
}

export function signatureLine({ name, id, signature }: SignatureLine): string {
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** @throws Error with a sentence when this is no signed note */
export function parseNote(note: string): SignedNote {
  const at = note.lastIndexOf('\n\n');
  // eslint-disable-next-line no-control-regex
  if (at < 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.isWellFormed())
    throw new Error('This is no signed note: text, an empty line and signatures are expected.');
  const lines = note.slice(at + 2, -1).split('\n');
  if (lines.length > 64) throw new Error('A note of more than 64 signatures is not read.');
  return { text: note.slice(0, at + 1), signatures: lines.map(parseSignature) };
}

/** A signature of a text by a key of ours. */
export function signNote(text: string, name: string, privateKey: KeyObject): SignatureLine {
  return {
    name,
    id: keyId(name, ED25519, rawKey(publicOf(privateKey))),
    signature: sign(null, Buffer.from(text), privateKey),
  };
}

/** Does the line carry this key's name and id? Then the signature must be good. */
export function isBy(line: SignatureLine, key: VerifierKey): boolean {
  return line.name === key.name && line.id.equals(key.id);
}

export function isGood(text: string, line: SignatureLine, { type, key }: VerifierKey): boolean {
  if (type === ED25519) return verify(null, Buffer.from(text), key, line.signature);
  if (line.signature.length !== 72) return false;
  const time = line.signature.readBigUInt64BE(0);
  return verify(null, Buffer.from(cosigned(text, time)), key, line.signature.subarray(8));
}

/** What a witness signs (C2SP tlog-cosignature v1). */
export function cosigned(text: string, time: bigint): string {
  return `cosignature/v1\ntime ${time}\n${text}`;
}

export function publicOf(privateKey: KeyObject): KeyObject {
  return createPublicKey(privateKey);
}

function parseSignature(line: string): SignatureLine {
  const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (name === undefined || name.includes('+') || bytes.length < 5 || bytes.toString('base64') !== encoded)
    throw new Error(`"${line.slice(0, 80)}" is no signature of a note.`);
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function keyId(name: string, type: number, raw: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), raw]), 'buffer').subarray(0, 4);
}

function rawKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32);
}
