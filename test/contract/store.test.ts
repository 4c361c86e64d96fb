import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventStore } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { examples, type Opened } from './examples.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function inMemory(): Opened {
  const store = openMemoryStore();
  return { store, reopen: () => Promise.resolve(store) };
}

function onFile(): Opened {
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-store-'));
  const file = join(directory, 'log.db');
  let store: EventStore = openSqliteStore(file);
  cleanups.push(
    () => rmSync(directory, { recursive: true, force: true }),
    () => store.close(),
  );
  const reopen = async (): Promise<EventStore> => {
    await store.close();
    return (store = openSqliteStore(file));
  };
  return { store, reopen };
}

/** Does everything it is asked, and nothing. */
const nothing: EventStore = {
  append: () => Promise.resolve({ revision: 0, repeated: false }),
  read: () => Promise.resolve([]),
  readAll: () => Promise.resolve({ events: [], next: undefined }),
  subscribe: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

for (const [name, open] of [
  ['in memory', inMemory],
  ['on a file (SQLite)', onFile],
] as const) {
  describe(`a store ${name}`, () => {
    for (const example of examples) test(example.name, () => example.run(open()), 30_000);
  });
}

describe('a store that does nothing fails every example', () => {
  for (const example of examples) {
    test(example.name, async () => {
      await expect(example.run({ store: nothing, reopen: () => Promise.resolve(nothing) })).rejects.toBeDefined();
    });
  }
});
