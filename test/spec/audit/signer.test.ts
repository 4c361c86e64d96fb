import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { isSignedBy, parseCheckpoint } from '../../../server/audit/checkpoint.ts';
import { root } from '../../../server/audit/merkle.ts';
import { parseVerifierKey } from '../../../server/audit/note.ts';
import type { CheckpointFolder } from '../../../server/audit/checkpoint-folder.ts';
import { TreeFile } from '../../../server/audit/tree-file.ts';
import { TreeFollower } from '../../../server/audit/tree-follower.ts';
import { aWitness } from './a-witness.ts';
import { anEvent, someEvents } from './events.ts';
import { AuditedLog, folder } from './log-harness.ts';

const file = (directory: string, ...path: string[]): string => readFileSync(join(directory, ...path), 'utf8');

describe('checkpoints', () => {
  test('are signed, kept in both folders with their tiles, and every one is kept', async () => {
    const log = new AuditedLog();
    for (const size of [3, 300, 700]) await log.grow(size);
    for (const kept of [log.own, log.follower]) {
      const latest = (await kept.latest())!;
      expect(latest).toMatchObject({ origin: 'example.nl/log', size: 700, root: root(log.tree, 700) });
      expect(isSignedBy(parseCheckpoint(latest.note).signed, log.verifiers())).toBe(true);
      const all = [];
      for await (const one of kept.all()) all.push(one.size);
      expect(all).toEqual([3, 300, 700]);
      expect(existsSync(join(kept.path, 'tile/0/001'))).toBe(true);
      expect(existsSync(join(kept.path, 'tile/0/001.p'))).toBe(false);
      expect(existsSync(join(kept.path, 'tile/0/002.p/188'))).toBe(true);
      for (const index of [0, 255, 256, 699]) expect(await kept.leaf(index)).toEqual(log.tree.node(0, index));
      expect(await kept.leaf(700)).toBeUndefined();
      expect(file(kept.path, 'keys.json')).toContain(log.keys.public()[0]!.key);
    }
  });

  test('come at most one a second, soon after a change, and none without a change', async () => {
    vi.useFakeTimers();
    try {
      const log = new AuditedLog();
      const signed: number[] = [];
      const keeper = {
        path: '',
        latest: async () => undefined,
        keepKeys: async () => undefined,
        keep: async ({ size }: { size: number }) => void signed.push(size),
      };
      const signer = log.signer({ folders: [keeper as unknown as CheckpointFolder] });
      await signer.start();
      const follower = new TreeFollower(log.tree, () => signer.changed());
      for (let at = 0; at < 10; at++) {
        await follower.take([anEvent(at)], { index: at, position: '' });
        await vi.advanceTimersByTimeAsync(300);
      }
      await vi.advanceTimersByTimeAsync(60_000);
      expect(signed).toEqual([4, 8, 10]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('are signed only by who holds the lease; the others serve what it kept', async () => {
    const log = new AuditedLog();
    const other = log.signer({ lease: () => false });
    await log.grow(5, other);
    expect(other.latest()).toBeUndefined();
    await log.grow(6);
    await other.sign();
    expect(other.latest()?.size).toBe(6);
  });

  test('are never signed of a log that is no continuation of what was signed', async () => {
    const log = new AuditedLog();
    await log.grow(20);
    log.tree = TreeFile.open(':memory:');
    log.events = someEvents(30).map((event) => (event.index === 7 ? { ...event, type: 'Other' } : event));
    const follower = new TreeFollower(log.tree);
    await follower.take(log.events, { index: 29, position: '' });
    const signer = log.signer();
    await signer.start();
    await signer.sign();
    expect(log.incidents).toEqual([
      'The log of 30 events is no continuation of the checkpoint of 20: nothing is signed.',
    ]);
    expect((await log.own.latest())?.size).toBe(20);
    await signer.stop();
  });

  test('a folder that cannot be written keeps nothing from the other, and catches up', async () => {
    const log = new AuditedLog();
    const place = log.follower.path;
    rmSync(place, { recursive: true });
    writeFileSync(place, 'a file where the folder should be');
    await log.grow(300);
    expect((await log.own.latest())?.size).toBe(300);
    expect(log.logged.join()).toContain(place);
    rmSync(place);
    await log.grow(310);
    expect((await log.follower.latest())?.size).toBe(310);
    expect(await log.follower.leaf(5)).toEqual(log.tree.node(0, 5));
  });

  test('a checkpoint whose line was cut off by a crash is passed over', async () => {
    const log = new AuditedLog();
    await log.grow(3);
    const path = join(log.own.path, 'checkpoints.jsonl');
    chmodSync(path, 0o600);
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"kind":"checkpo`);
    const sizes = [];
    for await (const { size } of log.own.all()) sizes.push(size);
    expect(sizes).toEqual([3]);
  });
});

describe('witnesses', () => {
  const { key: told, line } = aWitness('partner.nl/w');
  const key = parseVerifierKey(told);

  test('those that are known may sign a recent checkpoint, and the signature is kept with it', async () => {
    const log = new AuditedLog();
    const signer = await log.grow(9, log.signer({ witnesses: [key] }));
    const { text } = parseCheckpoint(signer.latest()!.note).signed;
    expect(await signer.cosign(9, line(text))).toBeUndefined();
    expect(await signer.cosign(9, line(text))).toBeUndefined();
    for (const note of [signer.latest()!.note, file(log.follower.path, 'checkpoint')]) {
      const { signed } = parseCheckpoint(note);
      expect(signed.signatures).toHaveLength(2);
      expect(isSignedBy(signed, [key])).toBe(true);
    }
    expect(await signer.cosign(8, line(text))).toContain('no recent checkpoint of 8');
    expect(await signer.cosign(9, line(text.replace('\n9\n', '\n10\n')))).toContain('does not fit');
    const stranger = log.signer();
    await stranger.start();
    expect(await stranger.cosign(9, line(text))).toContain('by no witness');
  });
});

test('the harness can be trusted: equal events are made twice', () => {
  expect(someEvents(3)).toEqual([0, 1, 2].map((index) => anEvent(index)));
  expect(folder()).not.toBe(folder());
});
