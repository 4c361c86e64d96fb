import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EventStore } from '../../server/store/port.ts';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import type { Base } from './base.ts';
import { runUntil } from './clock.ts';

export const engines = ['memory', 'sqlite', 'eventstoredb'] as const;
export type EngineName = (typeof engines)[number];

/** A log that holds the example, which processes open and leave. */
export interface Engine {
  /** Several processes may write at once. */
  readonly shared: boolean;
  /** Its lines are real ones: the simulation's time waits for them. */
  readonly real: boolean;
  /** File of the read models of the n-th server; it survives its process. */
  readModelFile(server: number): string;
  open(): EventStore;
  close(): Promise<void>;
}

export async function openEngine(name: EngineName, base: Base): Promise<Engine> {
  if (name === 'memory') return memory(base);
  if (name === 'sqlite') return sqlite(base);
  return eventStoreDb(base);
}

async function memory(base: Base): Promise<Engine> {
  const store = openMemoryStore();
  await fill(store, base);
  const line = { close: async () => undefined };
  return {
    shared: true,
    real: false,
    readModelFile: () => ':memory:',
    open: () => new Proxy(store, { get: (target, name) => (name === 'close' ? line.close : bound(target, name)) }),
    close: () => store.close(),
  };
}

/** The file with the example is made once and copied. */
let example: string | undefined;

async function sqlite(base: Base): Promise<Engine> {
  if (example === undefined) {
    const made = join(mkdtempSync(join(tmpdir(), 'regiotafel-simulation-')), 'log.db');
    const first = openSqliteStore(made);
    await runUntil(() => fill(first, base));
    await first.close();
    example = made;
  }
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-simulation-'));
  const file = join(directory, 'log.db');
  copyFileSync(example, file);
  return {
    shared: false,
    real: false,
    readModelFile: (server) => join(directory, `readmodels-${server}.db`),
    open: () => openSqliteStore(file),
    close: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** One stand-in for all: each simulation has a prefix of its own. */
let standIn: Promise<StandIn> | undefined;
let prefixes = 0;

async function eventStoreDb(base: Base): Promise<Engine> {
  standIn ??= new StandIn().start();
  const { url } = await standIn;
  const prefix = `simulation-${prefixes++}`;
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-simulation-'));
  const open = (): EventStore => openEventStoreDb(url, { prefix });
  const first = open();
  await fill(first, base);
  await first.close();
  return {
    shared: true,
    real: true,
    readModelFile: (server) => join(directory, `readmodels-${server}.db`),
    open,
    close: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Ends what the engines hold beyond one simulation. */
export async function closeEngines(): Promise<void> {
  (await standIn)?.kill();
  if (example !== undefined) rmSync(dirname(example), { recursive: true, force: true });
}

async function fill(store: EventStore, { batches }: Base): Promise<void> {
  const revisions = new Map<string, number>();
  for (const { stream, event } of batches) {
    const before = revisions.get(stream);
    const { revision } = await store.append(stream, before ?? 'none', [event]);
    revisions.set(stream, revision);
  }
}

function bound(target: EventStore, name: string | symbol): unknown {
  const found = Reflect.get(target, name) as unknown;
  return typeof found === 'function' ? (found.bind(target) as unknown) : found;
}
