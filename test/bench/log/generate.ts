import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidV7 } from '../../../events/ids.ts';
import { noFacts } from '../../../events/visibility.ts';
import { recordable } from '../../../server/commands/record.ts';
import { Keyring } from '../../../server/sealing/keyring.ts';
import { SealedStore } from '../../../server/sealing/sealed-store.ts';
import type { NewEvent } from '../../../server/store/port.ts';
import { openSqliteStore } from '../../../server/store/sqlite.ts';
import { openSqliteVault } from '../../../server/vault/sqlite.ts';
import { openWrapping } from '../../../server/vault/wrapping-file.ts';
import { changesOf, type Change } from './mix.ts';

/** A directory with a log and its vault, as a server holds them. */
export interface BenchLog {
  readonly directory: string;
  readonly size: number;
}

/** Says that a log that is kept was finished. */
const WHOLE = 'whole';
const TOGETHER = 2_000;
const BEGUN = Date.parse('2024-01-01T08:00:00Z');
const YEARS_MS = 2 * 365 * 86_400_000;

const logs = new Map<number, Promise<BenchLog>>();

/** A log of this many events: made once, and gone with the process unless BENCH_LOGS names a directory to keep it in. */
export function logOf(size: number): Promise<BenchLog> {
  let log = logs.get(size);
  if (!log) logs.set(size, (log = generate(size)));
  return log;
}

/** Sealed and written by the product's own store and engine; only decisions and doors are left out. */
async function generate(size: number): Promise<BenchLog> {
  const kept = process.env['BENCH_LOGS'];
  const directory = kept === undefined ? mkdtempSync(join(tmpdir(), 'regiotafel-bench-log-')) : join(kept, `${size}`);
  if (existsSync(join(directory, WHOLE))) return { directory, size };
  if (kept === undefined) process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(directory, { recursive: true });
  const begun = performance.now();
  const vault = await openSqliteVault(join(directory, 'vault.db'));
  const store = openSqliteStore(join(directory, 'log.db'));
  const wrapping = await openWrapping(join(directory, 'vault.key'), vault.settings);
  const keyring = new Keyring({ keys: vault.keys, wrapping, random: randomBytes, now: Date.now });
  const log = new SealedStore({ store, keyring, classFacts: () => noFacts, random: pages() });
  const revisions = new Map<string, number>();
  const waiting = new Map<string, NewEvent[]>();
  const write = async (): Promise<void> => {
    await Promise.all(
      [...waiting].map(async ([stream, events]) => {
        const { revision } = await log.append(stream, revisions.get(stream) ?? 'none', events);
        revisions.set(stream, revision);
      }),
    );
    waiting.clear();
  };
  const random = pages();
  const salt = (): string => random(16).toString('base64url');
  let count = 0;
  let together = 0;
  for (const change of changesOf(size)) {
    if (count >= size) break;
    const at = BEGUN + (count / size) * YEARS_MS;
    const made = recordedOf(change, at, random, salt);
    const events = waiting.get(change.stream);
    if (events) events.push(...made);
    else waiting.set(change.stream, made);
    count += made.length;
    together += made.length;
    // the log begins with its own event
    if (together < TOGETHER && count > 1) continue;
    together = 0;
    await write();
  }
  await write();
  await store.close();
  await vault.close();
  writeFileSync(join(directory, WHOLE), '');
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.error(`a log of ${count.toLocaleString('en')} events made in ${seconds} s`);
  return { directory, size };
}

function recordedOf(
  { stream, events, actor, organisation, role }: Change,
  at: number,
  random: (bytes: number) => Buffer,
  salt: () => string,
): NewEvent[] {
  const command = { id: uuidV7(at, random(10)), type: 'Bench', subject: stream, data: events[0]?.data ?? {} };
  const recordedAt = new Date(at).toISOString();
  const made = recordable(events, command, stream, { actor, organisation, role }, recordedAt, salt);
  if ('refused' in made) throw new Error(JSON.stringify(made.refused));
  return made.events;
}

function pages(): (bytes: number) => Buffer {
  let page = Buffer.alloc(0);
  return (bytes) => {
    if (page.length < bytes) page = randomBytes(65_536);
    const drawn = page.subarray(0, bytes);
    page = page.subarray(bytes);
    return drawn;
  };
}
