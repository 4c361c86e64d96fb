import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventStore } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
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

/** On a real server when one is named, else on the stand-in; each example in a corner of its own. */
const real = process.env['TEST_EVENTSTORE_URL'];
const standIn = real === undefined ? await new StandIn().start() : undefined;
afterAll(() => standIn?.kill());

function onEventStoreDb(): Opened {
  const url = real ?? standIn?.url ?? '';
  const prefix = `contract-${randomUUID()}`;
  let store: EventStore = openEventStoreDb(url, { prefix });
  cleanups.push(() => store.close());
  const reopen = async (): Promise<EventStore> => {
    await store.close();
    return (store = openEventStoreDb(url, { prefix }));
  };
  return { store, reopen, ...(standIn === undefined ? {} : { many: 20_000 }) };
}

/** Does everything it is asked, and nothing. */
const nothing: EventStore = {
  place: 'nowhere',
  append: () => Promise.resolve({ revision: 0, repeated: false }),
  read: () => Promise.resolve([]),
  readAll: () => Promise.resolve({ events: [], next: undefined }),
  subscribe: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

for (const [name, open] of [
  ['in memory', inMemory],
  ['on a file (SQLite)', onFile],
  [`on EventStoreDB (${real === undefined ? 'stand-in' : 'real server'})`, onEventStoreDb],
] as const) {
  describe(`a store ${name}`, () => {
    for (const example of examples) test(example.name, () => example.run(open()), 120_000);
  });
}

describe('a store that does nothing fails every example', () => {
  for (const example of examples) {
    test(example.name, async () => {
      await expect(example.run({ store: nothing, reopen: () => Promise.resolve(nothing) })).rejects.toBeDefined();
    });
  }
});
