import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from 'vitest';
import { proofOfEvent } from '../../../server/audit/proof.ts';
import type { StoredEvent } from '../../../server/audit/stored.ts';
import { bundleVerifier } from '../../../server/audit/verifier-bundle.ts';
import { openSqliteStore } from '../../../server/store/sqlite.ts';
import { redact, seesAll, noFacts } from '../../../events/visibility.ts';
import type { EventProof, ShownEvent } from '../../../verify/proofs.ts';
import { runVerify } from '../../../verify/run.ts';
import { anEvent, sealing } from './events.ts';
import { AuditedLog, folder } from './log-harness.ts';

const SIZE = 300;
let log: AuditedLog;
let checkpoint: string;
const key = (): string => log.keys.public()[0]!.key;

beforeAll(async () => {
  log = new AuditedLog();
  await log.grow(SIZE);
  checkpoint = (await log.own.latest())!.note;
});

/** What the verifier says of these arguments, and its exit code. */
async function verify(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await runVerify(args, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

/** A backup: keys, events and the newest checkpoint, one a line. */
function backup(
  events: readonly StoredEvent[],
  more: readonly object[] = [{ kind: 'checkpoint', note: checkpoint }],
): string {
  const file = join(folder(), 'backup.jsonl');
  const keys = { kind: 'keys', origin: log.keys.origin, keys: log.keys.public() };
  writeFileSync(file, [keys, ...events, ...more].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}

describe('a backup', () => {
  test('that is whole is right, and the key that was believed is named', async () => {
    const { code, said } = await verify(backup(log.events));
    expect(said).toContain('300 events, each hashed anew');
    expect(said).toContain(`--key ${key()}`);
    expect(code).toBe(0);
    expect((await verify(backup(log.events), '--key', key())).said).not.toContain('--key');
  });

  const bad: Record<string, [(events: StoredEvent[]) => StoredEvent[], RegExp]> = {
    'an event is changed': [
      (events) => events.with(211, { ...events[211]!, data: {} }),
      /event 211 \(stream plan-1, revision 30\): it is not the one that was signed/,
    ],
    'two lines are swapped': [(events) => events.with(17, events[18]!).with(18, events[17]!), /order swapped at 17–18/],
    'two events are swapped and renumbered': [
      (events) => events.with(17, { ...events[18]!, index: 17 }).with(18, { ...events[17]!, index: 18 }),
      /order swapped at 17–18/,
    ],
    'the last three are gone': [(events) => events.slice(0, -3), /log is 3 events shorter than checkpoint of 300/],
    'one is gone': [(events) => events.toSpliced(40, 1), /event 40 is missing from the log/],
    'one is gone and the gap closed': [
      (events) => events.toSpliced(40, 1).map((event, index) => ({ ...event, index })),
      /event 40 was removed/,
    ],
    'one is put in': [
      (events) => events.toSpliced(40, 0, anEvent(999)).map((event, index) => ({ ...event, index })),
      /event 40 was inserted/,
    ],
    'one is there twice': [(events) => events.toSpliced(41, 0, events[40]!), /event 40 .*: its index is there twice/],
    'one has half a character': [
      (events) => events.with(3, { ...events[3]!, data: { value: '\ud800' } }),
      /event 3 .*it cannot be read: half a character/,
    ],
    'a salt is another spelling of the same bytes': [
      (events) => events.with(3, { ...events[3]!, salt: `${events[3]!.salt}=` }),
      /event 3 .*its salt is not 16 bytes/,
    ],
  };
  test.each(Object.entries(bad))('in which %s is wrong, and it is said where', async (_name, [change, said]) => {
    const file = backup(change(log.events));
    copyFolder(log.own.path, join(file, '..'));
    const outcome = await verify(file, '--key', key());
    expect(outcome.said).toMatch(said);
    expect(outcome.code).toBe(1);
    const headsAlone = await verify(backup(change(log.events)), '--key', key());
    expect(headsAlone.code).toBe(1);
  });

  test('with sealed fields: a ciphertext or an open field that was overwritten is named', async () => {
    const sealed = log.events.map((event) =>
      event.index === 7 ? sealing(event, ['/data/value', '/data/changes/typed']) : event,
    );
    const file = (events: StoredEvent[]): string => backup(events, []);
    expect(await verify(file(sealed))).toMatchObject({ code: 0 });
    const at = sealed[7]!;
    const broken = {
      ...at,
      proof: { ...at.proof!, ciphertexts: { ...at.proof!.ciphertexts, '/data/value': 'rubbish' } },
    };
    expect((await verify(file(sealed.with(7, broken)))).said).toContain(
      'event 7 (stream plan-0, revision 1): ciphertext of /data/value, /data/changes/typed was overwritten',
    );
    const changed = { ...at, data: { ...at.data, amount: 1 } };
    expect((await verify(file(sealed.with(7, changed)))).said).toContain(
      'event 7 (stream plan-0, revision 1, field /data/amount): its digest does not fit',
    );
  });

  test('signed by a stranger is wrong, and which key it was is said', async () => {
    const other = new AuditedLog();
    const { code, said } = await verify(backup(log.events), '--key', other.keys.public()[0]!.key);
    expect(said).toContain(`signature by unknown key (${key().split('+').slice(0, 2).join('+')})`);
    expect(code).toBe(1);
  });
});

type Proven = Omit<EventProof, 'event'> & { event: ShownEvent };

describe('a pack of proofs', () => {
  const pack = async (change: (proof: Proven) => void = () => undefined): Promise<string> => {
    const latest = (await log.own.latest())!;
    const proofs = [5, 299].map((index) => {
      const event = log.events[index]!;
      const visible = redact(event, { '*': 'P0', amount: 'P4' }, (cls) => cls !== 'P4', noFacts)!;
      const proof = proofOfEvent(event, visible, latest, log.tree, () => new Map());
      return { kind: 'proof', ...structuredClone(proof), event: structuredClone(visible) };
    });
    change(proofs[0] as unknown as Proven);
    return backup([], proofs);
  };

  test('is right by itself, and holds nothing that was hidden', async () => {
    const file = await pack();
    expect(await verify(file, '--key', key())).toMatchObject({ code: 0 });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('"amount":{"hidden":true}');
    expect(text).not.toContain(String(log.events[5]!.data['amount']));
    expect(text).not.toContain(log.events[5]!.salt);
  });

  test.each([
    [
      'a disclosed value',
      (proof: Proven) => (proof.disclosures['/data/value']!.value = 'x'),
      'event 5 (stream plan-5, field /data/value): its digest does not fit',
    ],
    [
      'a value that is shown',
      (proof: Proven) => (proof.event.data.value = 'x'),
      'it is shown otherwise than it was recorded',
    ],
    [
      'a value shown and not proven',
      (proof: Proven) => (proof.event.data.amount = 9),
      'it is shown, and not disclosed in the proof',
    ],
    ['its place', (proof: Proven) => void proof.index++, 'it is not under the checkpoint of 300 events'],
    [
      'its entry',
      (proof: Proven) => (proof.entry = proof.entry.replace('PlanDetailSet', 'PlanDetailGot')),
      'it is not under the checkpoint',
    ],
    ['its path', (proof: Proven) => void proof.hashes.reverse(), 'it is not under the checkpoint'],
    [
      'its checkpoint',
      (proof: Proven) => (proof.checkpoint = proof.checkpoint.replace('\n300\n', '\n299\n')),
      'does not fit',
    ],
  ])('in which %s was changed is wrong', async (_name, change, said) => {
    const outcome = await verify(await pack(change), '--key', key());
    expect(outcome.said).toContain(said);
    expect(outcome.code).toBe(1);
  });

  test('an event that may be seen whole discloses all but what never leaves', () => {
    const event = log.events[5]!;
    const visible = redact(event, {}, seesAll, noFacts)!;
    const head = { origin: '', size: SIZE, root: Buffer.alloc(32), note: '' };
    const { disclosures } = proofOfEvent(event, visible, head, log.tree, () => new Map());
    expect(Object.keys(disclosures)).toEqual(expect.arrayContaining(['/data/amount', '/meta/actor']));
    expect(Object.keys(disclosures)).not.toContain('/meta/body');
    expect(Object.keys(disclosures)).not.toContain('/revision');
  });
});

describe('the file of a stopped server, by the one-file verifier and plain node', () => {
  const verifier = join(folder(), 'verify.mjs');
  const bundled = (...args: string[]): { code: number; said: string } => {
    try {
      return {
        code: 0,
        said: execFileSync(process.execPath, [verifier, ...args], { encoding: 'utf8', stdio: 'pipe' }),
      };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, said: stdout };
    }
  };

  test('whole, changed, no log at all, and nothing', async () => {
    writeFileSync(verifier, bundleVerifier(fileURLToPath(new URL('../../../verify', import.meta.url))));
    const directory = folder();
    const file = join(directory, 'log.db');
    const store = openSqliteStore(file);
    for (const { stream, revision, index, ...event } of log.events) {
      void index;
      await store.append(stream, revision === 0 ? 'none' : revision - 1, [event]);
    }
    await store.close();
    copyFolder(log.own.path, join(directory, 'checkpoints'));
    const whole = bundled(directory, '--key', key());
    expect(whole.said).toContain('held against the checkpoint of 300 events of example.nl/log');
    expect(whole.code).toBe(0);

    const db = new DatabaseSync(file);
    db.exec(`UPDATE event SET data = replace(data, '"note"', '"nose"') WHERE idx = 123`);
    db.close();
    const changed = bundled(file, '--checkpoints', log.follower.path, '--key', key());
    expect(changed.said).toContain('event 123 (stream plan-4, revision 17): it is not the one that was signed');
    expect(changed.code).toBe(1);

    expect(bundled(join(directory, 'nothing')).code).toBe(2);
    expect(bundled('--nonsense').code).toBe(2);
    const foreign = join(folder(), 'log.db');
    new DatabaseSync(foreign).exec('CREATE TABLE a (b)');
    expect(bundled(foreign)).toMatchObject({ code: 2, said: expect.stringContaining('is no log of Regiotafel') });
  });
});

function copyFolder(from: string, to: string): void {
  mkdirSync(join(to, 'tile/0/001.p'), { recursive: true });
  for (const name of ['checkpoint', 'checkpoints.jsonl', 'keys.json', 'tile/0/000', 'tile/0/001.p/44'])
    copyFileSync(join(from, name), join(to, name));
}
