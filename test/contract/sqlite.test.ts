import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventStore } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { event } from './an-event.ts';

const opened: EventStore[] = [];
const directories: string[] = [];
const fresh = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-sqlite-'));
  directories.push(directory);
  return directory;
};
const open = (file: string, options: Parameters<typeof openSqliteStore>[1] = {}) => {
  const store = openSqliteStore(file, options);
  opened.push(store);
  return store;
};
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});
const refusal = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};
const unavailable = (reason: string, words: RegExp) =>
  expect.objectContaining({
    code: 'STORE_UNAVAILABLE',
    reason,
    message: expect.stringMatching(words) as string,
  }) as unknown;

describe('a file that cannot be used says why and what to do', () => {
  test('in use by another', () => {
    const file = join(fresh(), 'log.db');
    open(file);
    expect(refusal(() => open(file))).toEqual(unavailable('locked', /in use by another process: stop that server/));
  });
  test('a file of another kind is left as it is', () => {
    const file = join(fresh(), 'log.db');
    writeFileSync(file, 'Dear diary, today I am no database.');
    expect(refusal(() => open(file))).toEqual(unavailable('not-ours', /no log of Regiotafel/));
    expect(readFileSync(file, 'utf8')).toBe('Dear diary, today I am no database.');
  });
  test('a database of somebody else', () => {
    const file = join(fresh(), 'log.db');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE recipe (name TEXT)');
    other.close();
    expect(refusal(() => open(file))).toEqual(unavailable('not-ours', /no log of Regiotafel/));
  });
  test('written by a newer program', async () => {
    const file = join(fresh(), 'log.db');
    await open(file).close();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version=99');
    newer.close();
    expect(refusal(() => open(file))).toEqual(unavailable('too-old', /newer Regiotafel \(format 99\)/));
  });
  test('written before events had proofs: it is read on, and written to', async () => {
    const file = join(fresh(), 'log.db');
    const older = new DatabaseSync(file);
    older.exec(`PRAGMA application_id=1382503526; PRAGMA user_version=1;
      CREATE TABLE stream (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
      CREATE TABLE event (idx INTEGER PRIMARY KEY, stream INTEGER NOT NULL REFERENCES stream (key), revision INTEGER NOT NULL,
        id TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, salt TEXT NOT NULL, meta TEXT NOT NULL,
        UNIQUE (stream, revision)) STRICT;
      INSERT INTO stream VALUES (1, 'plan-a'); INSERT INTO event VALUES (0, 1, 0, 'old', 'SomethingHappened', 1, '{"n":1}', 'c2FsdA', '{}')`);
    older.close();
    const store = open(file);
    await store.append('plan-a', 0, [{ ...event(), proof: { digests: {}, sealed: null, keys: {} } }]);
    expect((await store.read('plan-a')).map(({ id, proof }) => [id === 'old', proof !== undefined])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
  test('read-only', async () => {
    const file = join(fresh(), 'log.db');
    await open(file).close();
    chmodSync(file, 0o444);
    if (process.getuid?.() === 0) {
      // root may write everything: the refusal comes from a directory in which nothing can be made at all
      expect(refusal(() => open('/proc/regiotafel.db'))).toEqual(
        expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
      );
    } else {
      expect(refusal(() => open(file))).toEqual(unavailable('read-only', /write access/));
    }
  });
  test('a full disk refuses writes, reads go on, and nothing is half there', async () => {
    const file = join(fresh(), 'log.db');
    const store = open(file, { maxPages: 24 });
    let written = 0;
    let failure: unknown;
    for (let revision: number | 'none' = 'none'; written < 200; written++) {
      try {
        ({ revision } = await store.append('plan-full', revision, [event({ text: 'x'.repeat(3_000) })]));
      } catch (error) {
        failure = error;
        break;
      }
    }
    expect(failure).toEqual(unavailable('full', /make room/));
    expect(await store.read('plan-full')).toHaveLength(written);
    await expect(store.append('plan-other', 'none', [event({ text: 'x'.repeat(3_000) })])).rejects.toEqual(
      unavailable('full', /make room/),
    );
    expect((await store.readAll()).events).toHaveLength(written);
  });
});

describe('durability', () => {
  test('the writing connection synchronises fully, in a write-ahead log', () => {
    const store = open(join(fresh(), 'log.db'));
    expect(store.pragma('synchronous')).toBe(2);
    expect(store.pragma('journal_mode')).toBe('wal');
  });

  const strace = findStrace();
  if (!strace)
    console.warn(
      'left out: counting fsync before each acknowledgement, as strace is not here (Debian: apt-get install strace)',
    );
  const APPENDS = 20;
  /** Appends in a process of its own; gives for each acknowledgement how many syncs came since the one before. */
  const syncsBefore = (synchronous: 'FULL' | 'NORMAL'): number[] => {
    const directory = fresh();
    const trace = join(directory, 'trace');
    const program = fileURLToPath(new URL('append-and-say.ts', import.meta.url));
    execFileSync(
      strace ?? '',
      [
        '-f',
        '-o',
        trace,
        '-e',
        'trace=fsync,fdatasync,write',
        '-s',
        '16',
        process.execPath,
        program,
        join(directory, 'log.db'),
        String(APPENDS),
        synchronous,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const counts: number[] = [];
    let since = 0;
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/\b(fsync|fdatasync)\(/.test(line)) since++;
      if (/write\(1, "ack /.test(line)) {
        counts.push(since);
        since = 0;
      }
    }
    return counts;
  };
  test.skipIf(!strace)('an fsync comes before each acknowledgement; with NORMAL it would not', () => {
    const full = syncsBefore('FULL');
    expect(full).toHaveLength(APPENDS);
    expect(Math.min(...full)).toBeGreaterThanOrEqual(1);
    expect(Math.min(...syncsBefore('NORMAL'))).toBe(0);
  });

  test('what was acknowledged survives SIGKILL', async () => {
    for (let trial = 0; trial < 10; trial++) {
      const file = join(fresh(), 'log.db');
      const program = fileURLToPath(new URL('append-and-say.ts', import.meta.url));
      const child = spawn(process.execPath, [program, file, '100000', 'FULL'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (part: Buffer) => {
          said += part.toString();
          if (said.split('\n').length > 30 + trial * 7) child.kill('SIGKILL');
        });
        child.once('exit', () => resolve());
      });
      const acknowledged = said
        .split('\n')
        .filter((line) => /^ack \S{36}$/.test(line))
        .map((line) => line.slice(4));
      const store = open(file);
      const there = (await store.read('plan-killed')).map((one) => one.id);
      await store.close();
      expect(acknowledged.length).toBeGreaterThan(20);
      expect(there.slice(0, acknowledged.length)).toEqual(acknowledged);
      expect(new Set(there).size).toBe(there.length);
    }
  });
});

/** strace, installed where that is allowed (root on Debian). */
function findStrace(): string | undefined {
  const has = (): string | undefined => {
    try {
      return execFileSync('sh', ['-c', 'command -v strace'], { encoding: 'utf8' }).trim() || undefined;
    } catch {
      return undefined;
    }
  };
  const there = has();
  if (there || process.getuid?.() !== 0) return there;
  try {
    execFileSync(
      'sh',
      ['-c', 'apt-get install -y -qq strace || (apt-get update -qq && apt-get install -y -qq strace)'],
      { stdio: 'ignore' },
    );
  } catch {
    return undefined;
  }
  return has();
}
