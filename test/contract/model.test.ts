import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { RevisionConflict, type EventStore, type NewEvent } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { event } from './an-event.ts';

/** What a store is, in a few lines: a log, and the revision of each stream. Every engine must answer as this does. */
class Model {
  readonly log: { stream: string; revision: number; id: string }[] = [];

  revision(stream: string): number {
    return this.log.filter((one) => one.stream === stream).length - 1;
  }

  append(stream: string, expected: number | 'none', events: readonly NewEvent[]): string {
    const actual = this.revision(stream);
    const wanted = expected === 'none' ? -1 : expected;
    if (actual === wanted) {
      for (const [at, { id }] of events.entries()) this.log.push({ stream, revision: actual + 1 + at, id });
      return `at ${actual + events.length}`;
    }
    const there = this.log.filter((one) => one.stream === stream).slice(wanted + 1, wanted + 1 + events.length);
    const same = there.length === events.length && there.every((one, at) => one.id === events[at]?.id);
    return same ? `repeated at ${wanted + events.length}` : `conflict at ${actual}`;
  }
}

const streams = fc.constantFrom('plan-a', 'plan-b', 'site-c');
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      stream: streams,
      off: fc.constantFrom(0, 0, 0, 0, -1, 1, 3),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('at once' as const),
      streams: fc.array(streams, { minLength: 2, maxLength: 6 }),
    }),
  },
);

async function said(
  store: EventStore,
  stream: string,
  expected: number | 'none',
  events: readonly NewEvent[],
): Promise<string> {
  try {
    const { revision, repeated } = await store.append(stream, expected, events);
    return `${repeated ? 'repeated ' : ''}at ${revision}`;
  } catch (error) {
    if (error instanceof RevisionConflict) return `conflict at ${error.actual === 'none' ? -1 : error.actual}`;
    throw error;
  }
}

async function compare(open: (directory: string) => EventStore, lasts: boolean, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const directory = mkdtempSync(join(tmpdir(), 'regiotafel-model-'));
      let store = open(directory);
      const model = new Model();
      const sent: [string, number | 'none', NewEvent[]][] = [];
      const next = (stream: string, off = 0): number | 'none' => {
        const wanted = model.revision(stream) + off;
        return wanted < 0 ? 'none' : wanted;
      };
      for (const one of steps) {
        if (one.do === 'append') {
          const events = Array.from({ length: one.count }, () => event());
          const expected = next(one.stream, one.off);
          sent.push([one.stream, expected, events]);
          expect(await said(store, one.stream, expected, events)).toBe(model.append(one.stream, expected, events));
        } else if (one.do === 'again') {
          const before = sent[one.which % Math.max(1, sent.length)];
          if (before) expect(await said(store, ...before)).toBe(model.append(...before));
        } else if (one.do === 'at once') {
          // in one tick, in order: each keeps its own check
          const calls = one.streams.map((stream) => [stream, next(stream), [event()]] as const);
          const answers = await Promise.all(calls.map((call) => said(store, ...call)));
          expect(answers).toEqual(calls.map((call) => model.append(...call)));
        } else if (lasts) {
          await store.close();
          store = open(directory);
        }
      }
      const { events } = await store.readAll({ limit: 1_000 });
      expect(events.map(({ stream, revision, id }) => ({ stream, revision, id }))).toEqual(model.log);
      expect(events.map((one) => one.index)).toEqual(model.log.map((_, index) => index));
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    }),
    { numRuns },
  );
}

describe('any sequence of calls is answered as the model answers it', () => {
  test('in memory', () => compare(() => openMemoryStore(), false, 150));
  test('on a file (SQLite)', { timeout: 60_000 }, () =>
    compare((directory) => openSqliteStore(join(directory, 'log.db')), true, 40),
  );

  test('on EventStoreDB', { timeout: 300_000 }, async () => {
    const real = process.env['TEST_EVENTSTORE_URL'];
    const standIn = real === undefined ? await new StandIn().start() : undefined;
    const url = real ?? standIn?.url ?? '';
    const run = randomUUID();
    await compare((directory) => openEventStoreDb(url, { prefix: `model-${run}-${basename(directory)}` }), true, 40);
    standIn?.kill();
  });
});
