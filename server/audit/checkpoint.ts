import { isBy, isGood, parseNote, type SignedNote, type VerifierKey } from './note.ts';

/** A head of the log's tree (C2SP tlog-checkpoint). */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** A checkpoint as it is kept: the head, and the whole signed note. */
export interface Checkpoint extends TreeHead {
  readonly note: string;
}

/** The text of a checkpoint that is signed. */
export function headText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** @throws Error with a sentence when the note is no checkpoint */
export function parseCheckpoint(note: string): Checkpoint & { readonly signed: SignedNote } {
  const signed = parseNote(note);
  const [origin, size, root, ...rest] = signed.text.split('\n');
  const bytes = Buffer.from(root ?? '', 'base64');
  if (!origin || !/^(0|[1-9]\d{0,14})$/.test(size ?? '') || bytes.length !== 32 || bytes.toString('base64') !== root)
    throw new Error('This is no checkpoint: origin, size and root are expected, one a line.');
  if (rest.pop() !== '' || rest.includes('')) throw new Error('A checkpoint holds no empty lines.');
  return { origin, size: Number(size), root: bytes, note, signed };
}

/**
 * Is a checkpoint signed by at least one of these keys, and by none of them badly? Signatures of others are not looked
 * at.
 */
export function isSignedBy({ text, signatures }: SignedNote, keys: readonly VerifierKey[]): boolean {
  const known = signatures.flatMap((line) =>
    keys.filter((key) => isBy(line, key)).map((key) => isGood(text, line, key)),
  );
  return known.length > 0 && known.every((good) => good);
}

/** The name of a log, as the first line of its checkpoints: without scheme, spaces and plus signs. */
export function originOf(address: string): string {
  const name = address.replace(/^[a-z]+:\/\//, '').replace(/\/+$/, '');
  return name.replaceAll(/[\s+]+/gu, '-') || 'regiotafel';
}
