import { canonical } from './canonical.ts';
import { fieldSalts, leafHash, sha256 } from './hashing.ts';

/** An event as the log and backups hold it. */
export interface LogEvent {
  id: string;
  stream: string;
  type: string;
  version: number;
  revision: number;
  index: number;
  data: Record<string, unknown>;
  salt: string;
  meta: Record<string, unknown>;
  proof?: {
    digests: Record<string, string>;
    sealed: string | null;
    keys: Record<string, string>;
    /** What is sealed stands here alone: it is a member of neither data nor meta. */
    ciphertexts?: Record<string, string>;
  };
}

export interface CheckedEvent {
  /** Undefined when the event is too broken to have one. */
  leaf: Buffer | undefined;
  wrong: { field?: string; what: string }[];
}

/** Computes an event's leaf and holds its fields against the digests stored with it. */
export function checkEvent(event: LogEvent): CheckedEvent {
  const wrong: CheckedEvent['wrong'] = [];
  try {
    const salt = Buffer.from(event.salt, 'base64url');
    if (salt.length !== 16 || salt.toString('base64url') !== event.salt)
      wrong.push({ what: 'its salt is not 16 bytes' });
    const proof = event.proof ?? { digests: digestsOfAll(event, salt), sealed: null, keys: {} };
    if (event.proof) wrong.push(...wrongFields(event, salt, event.proof), ...wrongSeals(event.proof));
    return { leaf: leafHash(entryText(event, proof)), wrong };
  } catch (error) {
    wrong.push({ what: `it cannot be read: ${(error as Error).message}` });
    return { leaf: undefined, wrong };
  }
}

/** base64url SHA-256(0x02 ‖ JCS([salt, pointer, value])). */
export function fieldDigest(salt: string, pointer: string, value: unknown): string {
  return sha256(`\u0002${canonical([salt, pointer, value])}`).toString('base64url');
}

function entryText(event: LogEvent, { digests, sealed, keys }: NonNullable<LogEvent['proof']>): string {
  const { id, stream, type, version, meta } = event;
  return canonical({ v: 1, id, stream, type, version, recordedAt: meta['recordedAt'], digests, sealed, keys });
}

function digestsOfAll(event: LogEvent, salt: Buffer): Record<string, string> {
  const saltOf = fieldSalts(salt);
  const digests: Record<string, string> = {};
  for (const [pointer, value] of topFields(event)) digests[pointer] = fieldDigest(saltOf(pointer), pointer, value);
  return digests;
}

function topFields({ data, meta, revision }: LogEvent): [string, unknown][] {
  const under = (root: string, members: Record<string, unknown>): [string, unknown][] =>
    Object.entries(members).map(([name, value]) => [below(root, name), value]);
  return [...under('/data', data), ...under('/meta', meta), ['/revision', revision]];
}

function below(parent: string, name: string): string {
  return `${parent}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

function wrongFields(
  event: LogEvent,
  salt: Buffer,
  { digests, keys }: NonNullable<LogEvent['proof']>,
): CheckedEvent['wrong'] {
  const wrong: CheckedEvent['wrong'] = [];
  const saltOf = fieldSalts(salt);
  const fields = new Map(topFields(event));
  for (const [field, value] of fields) {
    const digest = digests[field];
    if (keys[field] !== undefined) wrong.push({ field, what: 'something stands in the place of a sealed value' });
    else if (digest === undefined) wrong.push({ field, what: 'it has no digest' });
    else if (fieldDigest(saltOf(field), field, value) !== digest)
      wrong.push({ field, what: 'its digest does not fit' });
  }
  for (const field of Object.keys(digests)) {
    if (!fields.has(field) && keys[field] === undefined) wrong.push({ field, what: 'it is gone' });
  }
  return wrong;
}

function wrongSeals({
  sealed,
  keys,
  digests,
  ciphertexts = {},
}: NonNullable<LogEvent['proof']>): CheckedEvent['wrong'] {
  const pointers = Object.keys(ciphertexts);
  const wrong: CheckedEvent['wrong'] = [];
  const hash = pointers.length === 0 ? null : sha256(canonical(ciphertexts)).toString('base64url');
  if (hash !== sealed) {
    const which = Object.keys(keys).join(', ');
    wrong.push({ what: `ciphertext of ${which === '' ? 'nothing that is sealed' : which} was overwritten` });
  } else if (canonical(pointers.sort()) !== canonical(Object.keys(keys).sort())) {
    wrong.push({ what: 'its ciphertexts and keys are not of the same fields' });
  }
  for (const pointer of Object.keys(keys)) {
    if (digests[pointer] === undefined) wrong.push({ field: pointer, what: 'it is sealed and has no digest' });
  }
  return wrong;
}
