import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { event } from './an-event.ts';
import { uuidV7 } from '../../events/ids.ts';
import {
  AppendTooLarge,
  RevisionConflict,
  StoreMisuse,
  StoreUnavailable,
  type Cursor,
  type EventStore,
  type NewEvent,
} from '../../server/store/port.ts';

/** What every engine promises and refuses, as examples. An engine is a store when it passes them all; none is skipped. */

export interface Opened {
  store: EventStore;
  /** Closes and opens again on what is there; an engine that keeps nothing gives the same store. */
  reopen: () => Promise<EventStore>;
  /** Events in the longest example; 100,000 unless the engine is only stood in for. */
  many?: number;
}
export interface Example {
  name: string;
  run: (opened: Opened) => Promise<void>;
}

const events = (n: number): NewEvent[] => Array.from({ length: n }, () => event());
const stream = (): string => `plan-${uuidV7(Date.now(), randomBytes(10))}`;
const ids = (some: readonly { id: string }[]): string[] => some.map((one) => one.id);

/** Follows a log until `enough` events have come. */
async function follow(
  store: EventStore,
  enough: number,
  after?: Cursor,
): Promise<{ seen: { id: string; index: number }[]; cursor: Cursor | undefined }> {
  const ending = new AbortController();
  const seen: { id: string; index: number }[] = [];
  let cursor = after;
  await store.subscribe(
    after ? { after } : {},
    (page) => {
      seen.push(...page.events.map(({ id, index }) => ({ id, index })));
      cursor = page.next;
      if (seen.length >= enough) ending.abort();
    },
    ending.signal,
  );
  return { seen, cursor };
}
async function all(
  store: EventStore,
  limit = 1_000,
): Promise<{ id: string; index: number; stream: string; revision: number }[]> {
  const found: { id: string; index: number; stream: string; revision: number }[] = [];
  let after: Cursor | undefined;
  for (;;) {
    const page = await store.readAll({ ...(after ? { after } : {}), limit });
    if (page.events.length === 0) return found;
    found.push(...page.events);
    after = page.next;
  }
}

const revisions: Example[] = [
  {
    name: 'a new stream is appended to with "none"',
    run: async ({ store }) => {
      const s = stream();
      expect(await store.append(s, 'none', [event()])).toEqual({ revision: 0, repeated: false });
      expect(await store.read(s)).toHaveLength(1);
    },
  },
  {
    name: 'the answer is the revision of the last event',
    run: async ({ store }) => {
      const s = stream();
      expect(await store.append(s, 'none', events(3))).toMatchObject({ revision: 2 });
      expect(await store.append(s, 2, events(2))).toMatchObject({ revision: 4 });
    },
  },
  ...(
    [
      ['"none" on a stream that stands', 1, 'none', 0],
      ['a revision on a stream that does not', 0, 0, 'none'],
      ['too low a revision', 3, 1, 2],
      ['too high a revision', 1, 5, 0],
    ] as const
  ).map(([name, there, expected, actual]): Example => ({
    name: `${name} is a conflict that says where the stream is, and writes nothing`,
    run: async ({ store }) => {
      const s = stream();
      if (there > 0) await store.append(s, 'none', events(there));
      const refused = store.append(s, expected, [event()]);
      await expect(refused).rejects.toBeInstanceOf(RevisionConflict);
      await expect(refused).rejects.toMatchObject({ expected, actual });
      expect(await store.read(s)).toHaveLength(there);
      expect(await store.append(stream(), 'none', [event()])).toMatchObject({ revision: 0 });
    },
  })),
  {
    name: 'of two that race for a revision one wins',
    run: async ({ store }) => {
      const s = stream();
      await store.append(s, 'none', [event()]);
      const outcomes = await Promise.allSettled([store.append(s, 0, [event()]), store.append(s, 0, [event()])]);
      expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await store.read(s)).toHaveLength(2);
    },
  },
  {
    name: '64 appenders of one stream, each trying again, all get in once',
    run: async ({ store }) => {
      const s = stream();
      await store.append(s, 'none', [event()]);
      const wanted = events(64);
      await Promise.all(
        wanted.map(async (one) => {
          for (let expected = 0; ;) {
            try {
              return await store.append(s, expected, [one]);
            } catch (error) {
              if (!(error instanceof RevisionConflict)) throw error;
              expected = Number(error.actual);
            }
          }
        }),
      );
      expect(
        ids(await store.read(s))
          .slice(1)
          .sort(),
      ).toEqual(ids(wanted).sort());
    },
  },
  {
    name: 'a conflict of one spoils nothing of those beside it',
    run: async ({ store }) => {
      const streams = Array.from({ length: 10 }, stream);
      const outcomes = await Promise.allSettled(
        streams.map((s, n) => store.append(s, n % 2 === 0 ? 'none' : 7, events(2))),
      );
      expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(5);
      expect(await all(store)).toHaveLength(10);
    },
  },
];

const wholeness: Example[] = [
  {
    name: 'all events of an append are there, next to each other, or none',
    run: async ({ store }) => {
      const batches = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const s = stream();
          const batch = events(3);
          await store.append(s, 'none', batch);
          return { s, batch };
        }),
      );
      const log = await all(store);
      for (const { s, batch } of batches) {
        const own = log.filter((one) => one.stream === s);
        expect(ids(own)).toEqual(ids(batch));
        expect((own.at(-1)?.index ?? 0) - (own[0]?.index ?? 0)).toBe(2);
      }
    },
  },
  {
    name: 'the same batch at the same revision is answered as the first time and writes nothing',
    run: async ({ store }) => {
      const s = stream();
      const batch = events(2);
      await store.append(s, 'none', batch);
      expect(await store.append(s, 'none', batch)).toEqual({ revision: 1, repeated: true });
      expect(await store.read(s)).toHaveLength(2);
    },
  },
  {
    name: '… also when the stream has moved on since',
    run: async ({ store }) => {
      const s = stream();
      const [first, second] = [events(2), events(2)];
      await store.append(s, 'none', first);
      await store.append(s, 1, second);
      await store.append(s, 3, events(1));
      expect(await store.append(s, 1, second)).toEqual({ revision: 3, repeated: true });
      expect(await store.read(s)).toHaveLength(5);
    },
  },
  {
    name: '… also after opening again',
    run: async ({ store, reopen }) => {
      const s = stream();
      const batch = events(2);
      await store.append(s, 'none', batch);
      const again = await reopen();
      expect(await again.append(s, 'none', batch)).toEqual({ revision: 1, repeated: true });
    },
  },
  {
    name: 'a batch of one old and one new id is a conflict',
    run: async ({ store }) => {
      const s = stream();
      const [old, fresh] = [event(), event()];
      await store.append(s, 'none', [old]);
      await expect(store.append(s, 'none', [old, fresh])).rejects.toBeInstanceOf(RevisionConflict);
      expect(await store.read(s)).toHaveLength(1);
    },
  },
  {
    name: 'an id may stand in two streams',
    run: async ({ store }) => {
      const one = event();
      await store.append(stream(), 'none', [one]);
      expect(await store.append(stream(), 'none', [one])).toMatchObject({ repeated: false });
      expect(await all(store)).toHaveLength(2);
    },
  },
  {
    name: 'an old id at the present revision is stored again: recognising a repeat is not the store’s',
    run: async ({ store }) => {
      const s = stream();
      const one = event();
      await store.append(s, 'none', [one]);
      await store.append(s, 0, [event()]);
      expect(await store.append(s, 1, [one])).toEqual({ revision: 2, repeated: false });
    },
  },
  {
    name: 'an id twice in one append is our mistake',
    run: async ({ store }) => void (await expectMisuse(store, (one) => [one, one])),
  },
  { name: 'an empty append is our mistake', run: async ({ store }) => void (await expectMisuse(store, () => [])) },
  {
    name: 'a negative or broken revision is our mistake',
    run: async ({ store }) => {
      for (const expected of [-1, 0.5, Number.NaN])
        await expect(store.append(stream(), expected, [event()])).rejects.toBeInstanceOf(StoreMisuse);
      expect(await all(store)).toHaveLength(0);
      await store.append(stream(), 'none', [event()]);
      expect(await all(store)).toHaveLength(1);
    },
  },
  {
    name: 'a stream without a name is our mistake',
    run: async ({ store }) => {
      await expect(store.append('', 'none', [event()])).rejects.toBeInstanceOf(StoreMisuse);
      await store.append(stream(), 'none', [event()]);
      expect(await all(store)).toHaveLength(1);
    },
  },
];

async function expectMisuse(store: EventStore, batch: (one: NewEvent) => NewEvent[]): Promise<void> {
  const s = stream();
  await expect(store.append(s, 'none', batch(event()))).rejects.toBeInstanceOf(StoreMisuse);
  await store.append(s, 'none', [event()]);
  expect(await store.read(s)).toHaveLength(1);
}

const reading: Example[] = [
  {
    name: 'a stream reads forwards and backwards',
    run: async ({ store }) => {
      const s = stream();
      const batch = events(5);
      await store.append(s, 'none', batch);
      expect(ids(await store.read(s))).toEqual(ids(batch));
      expect(ids(await store.read(s, { direction: 'backwards' }))).toEqual(ids(batch).reverse());
    },
  },
  {
    name: '… from a revision, inclusive, and so many',
    run: async ({ store }) => {
      const s = stream();
      const batch = events(5);
      await store.append(s, 'none', batch);
      expect(ids(await store.read(s, { from: 2 }))).toEqual(ids(batch).slice(2));
      expect(ids(await store.read(s, { from: 1, limit: 2 }))).toEqual(ids(batch).slice(1, 3));
      expect(ids(await store.read(s, { from: 2, direction: 'backwards' }))).toEqual(ids(batch).slice(0, 3).reverse());
      expect(ids(await store.read(s, { direction: 'backwards', limit: 1 }))).toEqual(ids(batch).slice(4));
      expect(await store.read(s, { from: 5 })).toEqual([]);
    },
  },
  {
    name: 'a stream that is not there is empty, one beside it is not',
    run: async ({ store }) => {
      const s = stream();
      await store.append(s, 'none', [event()]);
      expect(await store.read(stream())).toEqual([]);
      expect(await store.read(s)).toHaveLength(1);
    },
  },
  {
    name: 'revisions count from 0 in each stream, indexes from 0 in the log, without a gap',
    run: async ({ store }) => {
      const streams = Array.from({ length: 7 }, stream);
      await Promise.all(streams.map((s) => store.append(s, 'none', events(3))));
      const log = await all(store);
      expect(log.map((one) => one.index)).toEqual([...log.keys()]);
      for (const s of streams)
        expect(log.filter((one) => one.stream === s).map((one) => one.revision)).toEqual([0, 1, 2]);
    },
  },
  {
    name: 'a refused append leaves no gap in the indexes',
    run: async ({ store }) => {
      await store.append(stream(), 'none', events(2));
      await store.append(stream(), 4, events(3)).catch(() => undefined);
      await store.append(stream(), 'none', events(2));
      expect((await all(store)).map((one) => one.index)).toEqual([0, 1, 2, 3]);
    },
  },
  {
    name: 'pages of the log join without loss or repetition, whatever their size',
    run: async ({ store }) => {
      for (let n = 0; n < 6; n++) await store.append(stream(), 'none', events(5));
      const whole = ids(await all(store));
      expect(whole).toHaveLength(30);
      for (const size of [1, 7, 30, 100]) expect(ids(await all(store, size))).toEqual(whole);
    },
  },
  {
    name: 'past the end a page is empty and its cursor stays',
    run: async ({ store }) => {
      await store.append(stream(), 'none', events(2));
      const { next } = await store.readAll();
      if (!next) throw new Error('a page with events has a cursor');
      expect(await store.readAll({ after: next })).toEqual({ events: [], next });
      expect(next.index).toBe(1);
    },
  },
  {
    name: 'the log is in the order in which appends were answered',
    run: async ({ store }) => {
      const order: string[] = [];
      for (let n = 0; n < 20; n++) {
        const one = event();
        await store.append(stream(), 'none', [one]);
        order.push(one.id);
      }
      expect(ids(await all(store))).toEqual(order);
    },
  },
];

const fidelity: Example[] = [
  {
    name: 'data, salt and the whole envelope come back as they were given',
    run: async ({ store }) => {
      const one = event(
        { a: { b: [1, 'two', null, true] } },
        { effectiveOn: '2027-01-01', reason: 'because', source: 'test', mandate: 'm' },
      );
      const s = stream();
      await store.append(s, 'none', [one]);
      expect(await store.read(s)).toEqual([{ ...one, stream: s, revision: 0 }]);
      expect((await store.readAll()).events).toEqual([{ ...one, stream: s, revision: 0, index: 0 }]);
    },
  },
  ...(
    [
      ['astral, combining and right-to-left signs', '𝒳 e\u0301 עברית 🏭👩‍🔧'],
      ['line separators and controls', 'a\u2028b\u2029c\u0000d\u001f\t\r\n'],
      ['quotes and backslashes', `'"\\\`;--`],
      ['a long text', 'ü'.repeat(100_000)],
    ] as const
  ).map(([name, text]): Example => ({
    name: `text comes back sign by sign: ${name}`,
    run: async ({ store, reopen }) => {
      const s = stream();
      await store.append(s, 'none', [event({ text })]);
      expect((await (await reopen()).read(s))[0]?.data['text']).toBe(text);
    },
  })),
  {
    name: 'a proof comes back as it was given, and none where none was',
    run: async ({ store, reopen }) => {
      const proof = {
        digests: { '/data/n': 'AAAA', '/meta/actor': 'BBBB', '/revision': 'CCCC' },
        sealed: 'DDDD',
        keys: { '/data/text': 'key_1' },
        ciphertexts: { '/data/text': 'EEEE' },
      };
      const where = stream();
      await store.append(where, 'none', [{ ...event(), proof }, event()]);
      for (const open of [() => Promise.resolve(store), reopen]) {
        const opened = await open();
        const [first, second] = await opened.read(where);
        expect(first?.proof).toEqual(proof);
        expect(second && 'proof' in second).toBe(false);
        expect((await opened.readAll()).events.find((one) => one.stream === where)?.proof).toEqual(proof);
      }
    },
  },
  {
    name: 'numbers come back exactly',
    run: async ({ store }) => {
      const numbers = [0.1 + 0.2, 1e-300, 1e300, Number.MAX_SAFE_INTEGER, -1, 5e-324, 123456789.12345679];
      const s = stream();
      await store.append(s, 'none', [event({ numbers })]);
      expect((await store.read(s))[0]?.data['numbers']).toEqual(numbers);
    },
  },
  {
    name: 'half a character is refused, and nothing is written',
    run: async ({ store }) => {
      await expect(store.append(stream(), 'none', [event({ text: 'a\ud800b' })])).rejects.toBeInstanceOf(StoreMisuse);
      await store.append(stream(), 'none', [event()]);
      expect(await all(store)).toHaveLength(1);
    },
  },
  {
    name: 'what JSON cannot hold is refused at once and does not hang',
    run: async ({ store }) => {
      const broken = [
        { ...event(), data: undefined },
        { ...event(), data: { n: 1n } },
        { ...event(), data: 'text' },
      ] as unknown as NewEvent[];
      for (const one of broken) await expect(store.append(stream(), 'none', [one])).rejects.toBeInstanceOf(StoreMisuse);
      await store.append(stream(), 'none', [event()]);
      expect(await all(store)).toHaveLength(1);
    },
  },
  {
    name: 'changing what was given or what came back does not change the log',
    run: async ({ store }) => {
      const s = stream();
      const data: Record<string, unknown> = { list: [1] };
      await store.append(s, 'none', [event(data)]);
      (data['list'] as number[]).push(2);
      const [read] = await store.read(s);
      (read?.data['list'] as number[]).push(3);
      expect((await store.read(s))[0]?.data['list']).toEqual([1]);
    },
  },
  {
    name: 'an append just within the limit is taken',
    run: async ({ store }) => {
      const s = stream();
      await store.append(s, 'none', [event({ text: 'x'.repeat(990_000) })]);
      expect(await store.read(s)).toHaveLength(1);
    },
  },
  {
    name: 'one beyond it is refused with its size, whole',
    run: async ({ store }) => {
      const s = stream();
      const refused = store.append(s, 'none', [event(), event({ text: 'é'.repeat(500_000) })]);
      await expect(refused).rejects.toBeInstanceOf(AppendTooLarge);
      await expect(refused).rejects.toMatchObject({ bytes: expect.any(Number) as number });
      expect(await store.read(s)).toEqual([]);
      expect(await store.append(s, 'none', [event()])).toMatchObject({ revision: 0 });
    },
  },
];

const following: Example[] = [
  {
    name: 'who follows gets what is there and what comes, each once, in order',
    run: async ({ store }) => {
      await store.append(stream(), 'none', events(5));
      const following = follow(store, 105);
      for (let n = 0; n < 50; n++) await store.append(stream(), 'none', events(2));
      expect((await following).seen.map((one) => one.index)).toEqual([...Array(105).keys()]);
    },
  },
  {
    name: '… while many append at once',
    run: async ({ store }) => {
      const following = follow(store, 400);
      await Promise.all(Array.from({ length: 200 }, () => store.append(stream(), 'none', events(2))));
      const { seen } = await following;
      expect(seen.map((one) => one.index)).toEqual([...Array(400).keys()]);
      expect(ids(seen)).toEqual(ids(await all(store)));
    },
  },
  {
    name: 'who resumes from a cursor gets what is after it and nothing again',
    run: async ({ store }) => {
      await store.append(stream(), 'none', events(10));
      const first = await follow(store, 10);
      await store.append(stream(), 'none', events(7));
      const second = await follow(store, 7, first.cursor);
      expect([...first.seen, ...second.seen].map((one) => one.index)).toEqual([...Array(17).keys()]);
    },
  },
  {
    name: '… also after opening again',
    run: async ({ store, reopen }) => {
      await store.append(stream(), 'none', events(3));
      const { cursor } = await follow(store, 3);
      const again = await reopen();
      const following = follow(again, 2, cursor);
      await again.append(stream(), 'none', events(2));
      expect((await following).seen.map((one) => one.index)).toEqual([3, 4]);
    },
  },
  {
    name: 'a slow follower loses nothing and is never called twice at once',
    run: async ({ store }) => {
      const ending = new AbortController();
      let busy = 0;
      let most = 0;
      const seen: number[] = [];
      const following = store.subscribe(
        {},
        async (page) => {
          most = Math.max(most, ++busy);
          await new Promise((resolve) => setTimeout(resolve, 5));
          seen.push(...page.events.map((one) => one.index));
          busy--;
          if (seen.length >= 60) ending.abort();
        },
        ending.signal,
      );
      for (let n = 0; n < 30; n++) await store.append(stream(), 'none', events(2));
      await following;
      expect(most).toBe(1);
      expect(seen).toEqual([...Array(60).keys()]);
    },
  },
  {
    name: 'several follow side by side',
    run: async ({ store }) => {
      const followers = [follow(store, 20), follow(store, 20), follow(store, 20)];
      for (let n = 0; n < 10; n++) await store.append(stream(), 'none', events(2));
      for (const { seen } of await Promise.all(followers)) expect(seen).toHaveLength(20);
    },
  },
  {
    name: 'a follower that throws ends with its error, and may resume',
    run: async ({ store }) => {
      await store.append(stream(), 'none', events(3));
      const failing = store.subscribe({}, () => Promise.reject(new Error('mine')), new AbortController().signal);
      await expect(failing).rejects.toThrow('mine');
      expect((await follow(store, 3)).seen).toHaveLength(3);
    },
  },
  {
    name: 'aborting settles a follower that waits',
    run: async ({ store }) => {
      const ending = new AbortController();
      const following = store.subscribe({}, () => undefined, ending.signal);
      setTimeout(() => ending.abort(), 5);
      await following;
      await store.append(stream(), 'none', [event()]);
      expect((await follow(store, 1)).seen).toHaveLength(1);
    },
  },
];

const living: Example[] = [
  {
    name: 'everything answered is there after opening again',
    run: async ({ store, reopen }) => {
      const batches = Array.from({ length: 10 }, () => ({ s: stream(), batch: events(3) }));
      await Promise.all(batches.map(({ s, batch }) => store.append(s, 'none', batch)));
      const log = ids(await all(store));
      const again = await reopen();
      expect(ids(await all(again))).toEqual(log);
      expect(log).toHaveLength(30);
    },
  },
  {
    name: 'a closed store says so',
    run: async ({ store }) => {
      await store.append(stream(), 'none', [event()]);
      await store.close();
      await expect(store.append(stream(), 'none', [event()])).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        reason: 'closed',
      });
      await expect(store.read(stream())).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.readAll()).rejects.toBeInstanceOf(StoreUnavailable);
    },
  },
  {
    name: 'a long log is held in order and counted',
    run: async ({ store, many = 100_000 }) => {
      const streams = Array.from({ length: 20 }, stream);
      const standing = new Map<string, number>();
      for (let n = 0; n < many / 500; n++) {
        const s = streams[n % streams.length] ?? '';
        const { revision } = await store.append(s, standing.get(s) ?? 'none', events(500));
        standing.set(s, revision);
      }
      let count = 0;
      let after: Cursor | undefined;
      for (;;) {
        const page = await store.readAll({ ...(after ? { after } : {}), limit: 5_000 });
        if (page.events.length === 0) break;
        for (const one of page.events) expect(one.index).toBe(count++);
        after = page.next;
      }
      expect(count).toBe(many);
    },
  },
];

export const examples: readonly Example[] = [
  ...revisions,
  ...wholeness,
  ...reading,
  ...fidelity,
  ...following,
  ...living,
];
