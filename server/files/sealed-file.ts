import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, type KeyObject } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { profileFacts } from './profile-facts.ts';
import { fileTypes, type FileTypeName } from './types.ts';

const NONCE = 12;
const TAG = 16;

/** What a file is. Two files that differ in it are two, though their bytes are the same. */
const fileFacts = z.strictObject({
  type: z.enum(Object.keys(fileTypes) as [FileTypeName, ...FileTypeName[]]),
  /** Bytes. */
  size: z.int().min(1),
  /** SHA-256 of the content, hexadecimal. */
  hash: z.string(),
  profile: profileFacts.optional(),
});
const fileAbout = fileFacts.extend({ name: z.string() });

export type FileFacts = z.infer<typeof fileFacts>;
/** What a file is and what its sender called it. */
export type FileAbout = z.infer<typeof fileAbout>;

/** A file as the vault keeps it, without the name of its key. */
export interface SealedContent {
  /** SHA-256 (hex) of the sealed bytes. */
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly about: Uint8Array;
}

/**
 * Seals a file under a data key. The nonce follows from the content and the key, so that the same file under the same
 * key is the same bytes: the hash of these is an address that only who has the key could work out from the content.
 * @param random gives so many random bytes
 */
export function sealFile(
  secret: KeyObject,
  content: Buffer,
  about: Omit<FileAbout, 'size' | 'hash'>,
  random: (bytes: number) => Uint8Array,
): SealedContent & { readonly facts: FileAbout } {
  const keys = keysFrom(secret);
  const whole: FileAbout = { ...about, size: content.length, hash: hash('sha256', content) };
  const { name, ...facts } = whole;
  void name;
  const head = Buffer.from(JSON.stringify(facts));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const plain = Buffer.concat([length, head, fileTypes[about.type].compress ? deflateRawSync(content) : content]);
  const nonce = createHmac('sha256', keys.nonce).update(plain).digest().subarray(0, NONCE);
  const bytes = seal(keys.content, nonce, '', plain);
  const id = hash('sha256', bytes);
  return { id, bytes, about: seal(keys.about, random(NONCE), id, Buffer.from(JSON.stringify(whole))), facts: whole };
}

/** The content again. @throws Error when bytes and key do not belong together */
export function openFile(secret: KeyObject, bytes: Uint8Array): { facts: FileFacts; content: Buffer } {
  const plain = open(keysFrom(secret).content, '', bytes);
  const end = 4 + plain.readUInt32BE(0);
  const facts = fileFacts.parse(JSON.parse(plain.toString('utf8', 4, end)));
  const body = plain.subarray(end);
  const content = fileTypes[facts.type].compress ? inflateRawSync(body, { maxOutputLength: facts.size }) : body;
  if (hash('sha256', content) !== facts.hash) throw new Error('A file is not what it was when it was kept.');
  return { facts, content };
}

/** What was said about the file of this id. @throws Error when they do not belong together */
export function openAbout(secret: KeyObject, id: string, about: Uint8Array): FileAbout {
  return fileAbout.parse(JSON.parse(open(keysFrom(secret).about, id, about).toString('utf8')));
}

/** Keys for this alone, so that nothing that seals fields of the log seals files with the same nonce. */
function keysFrom(secret: KeyObject): { content: Buffer; nonce: Buffer; about: Buffer } {
  const derived = Buffer.from(hkdfSync('sha256', secret, '', 'regiotafel file', 96));
  return { content: derived.subarray(0, 32), nonce: derived.subarray(32, 64), about: derived.subarray(64) };
}

function seal(key: Buffer, nonce: Uint8Array, place: string, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
}
