import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headText, isSignedBy, originOf, parseCheckpoint } from '../../../server/audit/checkpoint.ts';
import {
  COSIGNATURE,
  cosigned,
  formatNote,
  isGood,
  parseNote,
  parseVerifierKey,
  publicOf,
  verifierKeyText,
} from '../../../server/audit/note.ts';
import { SigningKeys } from '../../../server/audit/signing-keys.ts';
import { fits, readHead, readKey, readNote } from '../../../verify/notes.ts';
import { Report } from '../../../verify/report.ts';
import { Trust } from '../../../verify/trust.ts';

/** The example of C2SP signed-note. */
const key = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const note =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'regiotafel-keys-')), 'keys.json');
const head = (size: number) => ({ origin: 'example.nl/log', size, root: Buffer.alloc(32, size) });

function signedHead(keys: SigningKeys, size: number, now = 0): string {
  const text = headText(head(size));
  return formatNote({ text, signatures: keys.sign(text, size, now) });
}

describe('a signed note', () => {
  test('the example of the specification is good to both, and written as it was read', () => {
    const ours = parseNote(note);
    expect(isSignedBy(ours, [parseVerifierKey(key)])).toBe(true);
    expect(formatNote(ours)).toBe(note);
    const theirs = readNote(note);
    expect(fits(theirs.text, theirs.lines[0]!, readKey(key))).toBe(true);
    const parsed = parseVerifierKey(key);
    expect(verifierKeyText(parsed.name, parsed.type, parsed.key)).toBe(key);
  });

  test('every single byte that is changed makes both refuse it', () => {
    const bytes = Buffer.from(note);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 1;
      const text = changed.toString();
      expect(
        outcome(() => isSignedBy(parseNote(text), [parseVerifierKey(key)])),
        `byte ${at}`,
      ).toBe(false);
      const verifier = outcome(() => {
        const read = readNote(text);
        return read.lines.some(
          (line) => line.name === 'example.com/foo' && line.id === '530d903a' && fits(read.text, line, readKey(key)),
        );
      });
      expect(verifier, `byte ${at}`).toBe(false);
    }
  });

  test('a key whose id does not fit is refused', () => {
    for (const bad of [
      key.replace('530d', '530e'),
      key.replace('AekyeR', 'AekyeS'),
      'foo',
      key.replace('foo+', 'foo +'),
    ]) {
      expect(() => parseVerifierKey(bad)).toThrow();
      expect(() => readKey(bad)).toThrow();
    }
  });
});

describe('a checkpoint', () => {
  const keys = SigningKeys.open(fresh(), 'example.nl/log');

  test('is read by both as it was written', () => {
    const text = signedHead(keys, 12);
    expect(parseCheckpoint(text)).toMatchObject(head(12));
    expect(readHead(text)).toMatchObject(head(12));
    expect(originOf('https://example.nl/log/')).toBe('example.nl/log');
    expect(originOf('my host/./data+x')).toBe('my-host/./data-x');
  });

  test.each(['example.nl/log\n012\n', 'example.nl/log\n-1\n', '\n12\n', 'example.nl/log\nAAAA\n'])(
    'is none that begins with %j',
    (start) => {
      const bad = `${start}${Buffer.alloc(32).toString('base64')}\n\n${note.slice(note.indexOf('—'))}`;
      expect(() => parseCheckpoint(bad)).toThrow();
      expect(() => readHead(bad)).toThrow();
    },
  );

  test('openssl takes the signature, and takes no other', () => {
    const folder = mkdtempSync(join(tmpdir(), 'regiotafel-openssl-'));
    const { key: publicKey } = parseVerifierKey(keys.public()[0]!.key);
    writeFileSync(join(folder, 'key.der'), publicKey.export({ format: 'der', type: 'spki' }));
    for (const [text, good] of [
      [signedHead(keys, 12), true],
      [signedHead(keys, 12).replace('\n12\n', '\n13\n'), false],
    ] as const) {
      const parsed = parseNote(text);
      writeFileSync(join(folder, 'text'), parsed.text);
      writeFileSync(join(folder, 'signature'), parsed.signatures[0]!.signature);
      expect(opensslTakes(folder)).toBe(good);
      expect(isSignedBy(parsed, keys.verifiers(12))).toBe(good);
      const report = new Report();
      expect(new Trust([keys.public()[0]!.key], []).head(text, 'it', report) !== undefined).toBe(good);
      expect(report.findings.length === 0).toBe(good);
    }
  });

  test('a cosignature commits to its time', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const witness = verifierKeyText('partner.nl/w', COSIGNATURE, publicOf(privateKey));
    const { text } = parseNote(signedHead(keys, 3));
    const at = (time: bigint): Buffer => {
      const stamp = Buffer.alloc(8);
      stamp.writeBigUInt64BE(time);
      return Buffer.concat([stamp, sign(null, Buffer.from(cosigned(text, 1_700_000_000n)), privateKey)]);
    };
    for (const [time, good] of [
      [1_700_000_000n, true],
      [1_700_000_001n, false],
    ] as const) {
      const line = { name: 'partner.nl/w', id: parseVerifierKey(witness).id, signature: at(time) };
      expect(isGood(text, line, parseVerifierKey(witness))).toBe(good);
      expect(fits(text, { ...line, id: line.id.toString('hex') }, readKey(witness))).toBe(good);
    }
  });
});

describe('keys', () => {
  test('lie in a file that only the server’s user can read, and stay the same', () => {
    const path = fresh();
    const keys = SigningKeys.open(path, 'example.nl/log');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const again = SigningKeys.open(path, 'another.name');
    expect(again.origin).toBe('example.nl/log');
    expect(again.public()).toEqual(keys.public());
    expect(JSON.stringify(keys.public())).not.toContain('PRIVATE');
    writeFileSync(path, readFileSync(path, 'utf8').slice(10));
    expect(() => SigningKeys.open(path, 'x')).toThrow('restore it from a backup');
  });

  test('are changed with an overlap in which old and new sign, and the old names the new', () => {
    const keys = SigningKeys.open(fresh(), 'example.nl/log');
    const [first] = keys.public();
    const pinned = (): Trust => new Trust([first!.key], []);
    keys.rotate(100, 1_000, 500);
    const during = signedHead(keys, 100, 1_400);
    const after = signedHead(keys, 200, 1_500);
    expect(parseNote(during).signatures).toHaveLength(2);
    expect(parseNote(after).signatures).toHaveLength(1);
    expect(keys.public().map(({ from, to }) => [from, to])).toEqual([
      [0, 199],
      [100, undefined],
    ]);
    for (const text of [during, after])
      expect(isSignedBy(parseNote(text), keys.verifiers(parseCheckpoint(text).size))).toBe(true);

    const trust = pinned();
    trust.hear('example.nl/log', keys.public());
    const report = new Report();
    expect(trust.head(during, 'it', report)?.size).toBe(100);
    expect(trust.head(after, 'it', report)?.size).toBe(200);
    expect(report.findings).toEqual([]);
  });

  test('a key that no believed key has named is not believed', () => {
    const keys = SigningKeys.open(fresh(), 'example.nl/log');
    const other = SigningKeys.open(fresh(), 'example.nl/log');
    other.rotate(5, 0, 1);
    const trust = new Trust([keys.public()[0]!.key], []);
    const [stranger, successor] = other.public();
    trust.hear('example.nl/log', [...keys.public(), stranger!, successor!]);
    const report = new Report();
    expect(trust.head(signedHead(other, 9), 'it', report)).toBeUndefined();
    expect(report.lines().join('\n')).toContain('signature by unknown key (example.nl/log+');
  });

  test('an old key signs nothing that came after it', () => {
    const path = fresh();
    const keys = SigningKeys.open(path, 'example.nl/log');
    const stolen = SigningKeys.open(copyOf(path), 'example.nl/log');
    keys.rotate(100, 1_000, 0);
    signedHead(keys, 150, 1_001);
    const forged = signedHead(stolen, 300);
    expect(isSignedBy(parseNote(forged), keys.verifiers(300))).toBe(false);
    const trust = new Trust([stolen.public()[0]!.key], []);
    trust.hear('example.nl/log', keys.public());
    const report = new Report();
    expect(trust.head(forged, 'it', report)).toBeUndefined();
    expect(report.lines().join('\n')).toContain('which signs from 0 to 149 only');
  });
});

function copyOf(path: string): string {
  const copy = fresh();
  writeFileSync(copy, readFileSync(path));
  return copy;
}

function opensslTakes(folder: string): boolean {
  const file = (name: string): string => join(folder, name);
  const args = [
    'pkeyutl',
    '-verify',
    '-rawin',
    '-pubin',
    '-keyform',
    'DER',
    '-inkey',
    file('key.der'),
    '-in',
    file('text'),
    '-sigfile',
    file('signature'),
  ];
  try {
    execFileSync('openssl', args, { stdio: 'pipe' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error('This test asks for the program openssl (Debian: apt-get install openssl).', { cause: error });
    return false;
  }
}

function outcome(work: () => boolean): boolean {
  try {
    return work();
  } catch {
    return false;
  }
}
