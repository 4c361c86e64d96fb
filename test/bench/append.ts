import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { randomUUID } from 'node:crypto';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventStore, NewEvent } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { median, perSecond, round, type Bench, type Result, type Scale } from './measure.ts';

const APPENDS = { 1: 4_000, 64: 40_000 } as const;
type Width = keyof typeof APPENDS;

/** The engine alone: 1 and 64 appenders at once, each with its own stream, events of 1 KB. */
export const append: Bench = async (scale) => {
  const server = await eventStoreDb();
  const names = { sqlite: 'sqlite', memory: 'memory', eventstoredb: server.name };
  const results: Result[] = [];
  for (const width of [1, 64] as const) {
    const rates: Record<'sqlite' | 'memory' | 'eventstoredb' | 'client' | 'floor', number[]> = {
      client: [],
      sqlite: [],
      memory: [],
      eventstoredb: [],
      floor: [],
    };
    for (let run = 0; run < scale.runs; run++) {
      rates.floor.push(inDirectory((directory) => floorRate(directory, width, scale)));
      rates.sqlite.push(await inDirectory((dir) => engineRate(openSqliteStore(join(dir, 'log.db')), width, scale)));
      rates.memory.push(await engineRate(openMemoryStore(), width, scale));
      const remote = { ...scale, part: scale.part / 4 };
      rates.client.push(await clientRate(server.url, width, remote));
      const store = openEventStoreDb(server.url, { prefix: `bench-${randomUUID()}` });
      rates.eventstoredb.push(await engineRate(store, width, remote));
    }
    for (const engine of ['sqlite', 'memory', 'eventstoredb'] as const) {
      const ours = median(rates[engine]);
      const remote = engine === 'eventstoredb';
      const floor = median(remote ? rates.client : rates.floor);
      const what = remote ? 'its client alone' : `SQLite, prepared inserts, one transaction per ${width}`;
      results.push({
        name: `append, ${names[engine]}, ${width} at once`,
        ours: perSecond(ours),
        floor: `${perSecond(floor)} (${what})`,
        ratio: round(ours / floor),
        goal: '≥ 0.7 × floor',
        met: ours >= 0.7 * floor,
      });
    }
  }
  server.stop();
  return results;
};

/** The real server that TEST_EVENTSTORE_URL names; else the stand-in, in this process and in memory: then only our own part is measured. */
async function eventStoreDb(): Promise<{ url: string; name: string; stop: () => void }> {
  const real = process.env['TEST_EVENTSTORE_URL'];
  if (real !== undefined) return { url: real, name: 'EventStoreDB', stop: () => undefined };
  const standIn = await new StandIn().start();
  return { url: standIn.url, name: 'EventStoreDB (stand-in)', stop: () => standIn.kill() };
}

async function engineRate(store: EventStore, width: Width, scale: Scale): Promise<number> {
  const each = Math.ceil((APPENDS[width] * scale.part) / width);
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      const stream = `plan-${randomUUID()}`;
      for (let revision = -1; revision < each - 1; revision++)
        await store.append(stream, revision < 0 ? 'none' : revision, [event()]);
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  await store.close();
  return (each * width) / seconds;
}

/** The official client without our engine: the same appends to the same server. */
async function clientRate(url: string, width: Width, scale: Scale): Promise<number> {
  const client = EventStoreDBClient.connectionString(url);
  const each = Math.ceil((APPENDS[width] * scale.part) / width);
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      const stream = `bench-${randomUUID()}`;
      for (let revision = -1; revision < each - 1; revision++) {
        const { id, type, data, meta } = event();
        const expectedRevision = revision < 0 ? NO_STREAM : BigInt(revision);
        await client.appendToStream(stream, jsonEvent({ id, type, data, metadata: { ...meta } }), { expectedRevision });
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  await client.dispose();
  return (each * width) / seconds;
}

/** The least that keeps streams: each row inserted, and found again by stream and revision. Nothing is checked. */
function floorRate(directory: string, width: Width, scale: Scale): number {
  const db = new DatabaseSync(join(directory, 'floor.db'));
  db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;
    CREATE TABLE event (idx INTEGER PRIMARY KEY, stream INTEGER, revision INTEGER, id TEXT, type TEXT, data TEXT, salt TEXT,
      meta TEXT, UNIQUE (stream, revision))`);
  const insert = db.prepare(
    'INSERT INTO event (idx, stream, revision, id, type, data, salt, meta) VALUES (?,?,?,?,?,?,?,?)',
  );
  const rounds = Math.ceil((APPENDS[width] * scale.part) / width);
  const begun = performance.now();
  let index = 0;
  for (let round = 0; round < rounds; round++) {
    db.exec('BEGIN IMMEDIATE');
    for (let n = 0; n < width; n++) {
      const { id, type, data, salt, meta } = event();
      insert.run(index++, n, round, id, type, JSON.stringify(data), salt, JSON.stringify(meta));
    }
    db.exec('COMMIT');
  }
  const seconds = (performance.now() - begun) / 1000;
  db.close();
  return (rounds * width) / seconds;
}

const text = 'x'.repeat(560);

function event(): NewEvent {
  const command = randomUUID();
  return {
    id: randomUUID(),
    type: 'PlanDetailSet',
    version: 1,
    data: { field: 'note', value: text },
    salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    meta: {
      recordedAt: '2026-01-01T00:00:00.000Z',
      actor: 'act_somebody',
      organisation: 'org_0190a000-0000-7000-8000-000000000001',
      role: 'COMPANY',
      command,
      $correlationId: command,
      $causationId: command,
      body: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
  };
}

function inDirectory<T>(work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-bench-'));
  const clean = (): void => rmSync(directory, { recursive: true, force: true });
  const result = work(directory);
  if (result instanceof Promise) return result.finally(clean) as T;
  clean();
  return result;
}
