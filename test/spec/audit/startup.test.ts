import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { BackgroundCheck } from '../../../server/audit/background-check.ts';
import { leafOf } from '../../../server/audit/entry.ts';
import { openFields } from '../../../server/audit/fields.ts';
import { root } from '../../../server/audit/merkle.ts';
import { checkAtStart, LogDamaged } from '../../../server/audit/startup.ts';
import type { StoredEvent } from '../../../server/audit/stored.ts';
import { TreeFile } from '../../../server/audit/tree-file.ts';
import { SigningKeys } from '../../../server/audit/signing-keys.ts';
import { anEvent, sealing } from './events.ts';
import { AuditedLog, folder } from './log-harness.ts';
import { join } from 'node:path';

const SIZE = 900;

async function signedLog(): Promise<AuditedLog> {
  const log = new AuditedLog();
  await log.grow(SIZE);
  return log;
}

function change(log: AuditedLog, index: number): void {
  log.events[index] = { ...log.events[index]!, data: { changed: true } };
}

describe('at start', () => {
  test('a log that is what was signed is taken, also when it has grown since', async () => {
    const log = await signedLog();
    await checkAtStart(log.startOptions());
    log.events.push(...new AuditedLogOf(SIZE + 5).events.slice(SIZE));
    await checkAtStart(log.startOptions());
    expect(log.tree.size).toBe(SIZE + 5);
  });

  test('without a checkpoint there is nothing to refuse', async () => {
    const log = new AuditedLogOf(10);
    await checkAtStart(log.startOptions());
    expect(log.tree.size).toBe(0);
  });

  test('a tree that is gone, or is another one’s, is built anew', async () => {
    const log = await signedLog();
    const before = root(log.tree, SIZE);
    log.tree = TreeFile.open(':memory:');
    await checkAtStart(log.startOptions());
    expect(root(log.tree, SIZE)).toEqual(before);

    log.tree.clear();
    log.tree.append(
      log.events,
      log.events.map(() => Buffer.alloc(32)),
      { index: SIZE - 1, position: '' },
    );
    await checkAtStart(log.startOptions());
    expect(root(log.tree, SIZE)).toEqual(before);
  });

  const damages: Record<string, [(log: AuditedLog) => void, RegExp]> = {
    'a shorter log': [
      (log) => log.events.splice(SIZE - 7),
      /holds 893 events, and it had 900 .* the last 7 are missing, from index 893 on/,
    ],
    'a log shorter than its tree, with a checkpoint from before': [
      (log) => {
        const more = new AuditedLogOf(SIZE + 9).events.slice(SIZE);
        log.tree.append(more, more.map(leafOf), { index: SIZE + 8, position: '' });
      },
      /holds 900 events, and it had 909/,
    ],
    'an empty log': [(log) => log.events.splice(0), /holds 0 events, and it had 900/],
    'a changed event': [(log) => change(log, 417), /It differs from index 417 on/],
    'the tree rewritten with it': [
      (log) => {
        change(log, 417);
        log.tree.clear();
      },
      /It differs from index 417 on/,
    ],
    'an event cut out': [(log) => log.events.splice(500, 1), /Event 500 is missing/],
    'an event cut out, the others moved up': [
      (log) => (log.events = log.events.toSpliced(500, 1).map((event, index) => ({ ...event, index }))),
      /holds 899 events, and it had 900|differs from index 500/,
    ],
    'a stored digest': [
      (log) => (log.events[30] = broken(sealing(log.events[30]!, ['/data/value']))),
      /Event 30 .*a ciphertext was overwritten/,
    ],
  };
  test.each(Object.entries(damages))('%s is refused, and it is said what to do', async (_name, [damage, said]) => {
    const log = await signedLog();
    damage(log);
    const refused = checkAtStart(log.startOptions());
    await expect(refused).rejects.toThrow(LogDamaged);
    await expect(refused).rejects.toThrow(said);
    await expect(refused).rejects.toThrow('Put back a backup');
  });

  test('a checkpoint by another key is refused', async () => {
    const log = await signedLog();
    const keys = SigningKeys.open(join(folder(), 'keys.json'), 'example.nl/log');
    await expect(checkAtStart({ ...log.startOptions(), keys })).rejects.toThrow('signed by no key of this log');
  });

  test('only what came after the last full check is hashed again; a log cut before it is still seen', async () => {
    const log = await signedLog();
    await log.mark.put({ index: 749, position: '749' });
    const read: number[] = [];
    await checkAtStart({ ...log.startOptions(), onProgress: (index) => read.push(index) });
    expect(read).toEqual([899]);
    log.events.splice(600);
    await expect(checkAtStart(log.startOptions())).rejects.toThrow('holds 600 events, and it had 900');
  });
});

describe('in the background', () => {
  let clock = 0;
  const pauses: number[] = [];
  const check = (log: AuditedLog): BackgroundCheck =>
    new BackgroundCheck({
      ...{ store: log.store, tree: log.tree, mark: log.mark, open: openFields },
      latest: () => undefined,
      onIncident: (sentence) => log.incidents.push(sentence),
      pause: async (milliseconds) => {
        pauses.push(milliseconds);
        await setImmediate();
      },
      elapsed: () => (clock += 10), // a page takes ten
    });
  const running = new AbortController().signal;

  test('the whole log is hashed again, and it is said and kept how far', async () => {
    const log = await signedLog();
    const checking = check(log);
    expect(await checking.round(running)).toBeUndefined();
    expect(checking.progress()).toEqual({ verifiedTo: SIZE - 1, rounds: 1 });
    // little at a time, and four fifths of the processor are left to answers
    expect(pauses).toEqual(Array<number>(Math.ceil(SIZE / 64)).fill(40));
    expect((await log.mark.get())?.index).toBeLessThan(SIZE - 1);
    expect((await log.mark.get())?.index).toBeGreaterThan(SIZE / 2);
  });

  test.each([
    ['a changed event', (log: AuditedLog) => change(log, 100), 'Event 100 (stream plan-2, revision 14) was changed'],
    ['a missing event', (log: AuditedLog) => log.events.splice(444, 1), 'Event 444 is missing'],
    ['a cut log', (log: AuditedLog) => log.events.splice(880), 'The log ends at index 879, and it had 900 events'],
  ])('%s is an incident', async (_name, damage, said) => {
    const log = await signedLog();
    damage(log);
    const checking = check(log);
    await checking.run(running);
    expect(log.incidents).toEqual([expect.stringContaining(said)]);
    expect(checking.progress().rounds).toBe(0);
  });
});

const broken = (event: StoredEvent): StoredEvent => ({
  ...event,
  proof: { ...event.proof!, ciphertexts: { '/data/value': 'x' } },
});

class AuditedLogOf extends AuditedLog {
  constructor(size: number) {
    super();
    this.events = Array.from({ length: size }, (_, index) => anEvent(index));
  }
}
