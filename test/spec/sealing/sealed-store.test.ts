import { createHash, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ERASED, type EventProof } from '../../../events/envelope.ts';
import { uuidV7 } from '../../../events/ids.ts';
import { splicesOf, type ChangesJson } from '../../../events/narrative/changes.ts';
import { canonicalJson } from '../../../server/hashing/canonical.ts';
import { Keyring, READ_WITHIN_MS } from '../../../server/sealing/keyring.ts';
import { open } from '../../../server/sealing/open.ts';
import { SealedStore } from '../../../server/sealing/sealed-store.ts';
import { openMemoryStore } from '../../../server/store/memory.ts';
import type { EventInStream, NewEvent } from '../../../server/store/port.ts';
import { event } from '../../contract/an-event.ts';
import { KeysInMemory, random, unwrapped } from './keys-in-memory.ts';

const uuid = (): string => uuidV7(Date.now(), randomBytes(10));

function house() {
  const keys = new KeysInMemory();
  const clock = { now: 1_000_000 };
  const engine = openMemoryStore();
  const keyring = () => new Keyring({ keys, wrapping: unwrapped, random, now: () => clock.now });
  const on = (ring: Keyring) =>
    new SealedStore({ store: engine, keyring: ring, classFacts: () => ({ ets: 'NONE' }), random });
  const ring = keyring();
  return { keys, clock, engine, ring, on, log: on(ring), anotherProcess: () => on(keyring()) };
}

const comment = (text: string, actor = 'act_noor'): NewEvent => ({
  ...event({}, { actor, organisation: 'org_a' }),
  type: 'CommentPlaced',
  data: { commentId: 'cmt_1', threadId: 'cmt_1', target: 'title', text, mentions: [] },
});
const typed = (changes: ChangesJson, textRevision = 1): NewEvent => ({
  ...event({}, { actor: 'act_noor', organisation: 'org_a' }),
  type: 'TextEdited',
  data: { section: 'risks', textRevision, changes },
});
const contract = (offtakeMW: number): NewEvent => ({
  ...event({}, { actor: 'act_noor', organisation: 'org_a', reason: 'the contract of March' }),
  type: 'ConnectionContractRecorded',
  data: { connectionId: 'con_1', offtakeMW, right: 'FIRM', from: '2027-01-01' },
});
const stored = async (engine: ReturnType<typeof openMemoryStore>, stream: string): Promise<EventInStream[]> => [
  ...(await engine.read(stream)),
];
const withoutProof = ({ proof, ...rest }: EventInStream): Omit<EventInStream, 'proof'> => {
  void proof;
  return rest;
};

describe('what is appended comes back as it was, and stands sealed in the engine', () => {
  test('free text of any class, values of class P3, reasons', async () => {
    const { log, engine, anotherProcess } = house();
    const [plan, site] = [`plan-${uuid()}`, `site-${uuid()}`];
    const [said, agreed] = [comment('Jan is <ziek>'), contract(12.5)];
    await log.append(plan, 'none', [said]);
    await log.append(site, 'none', [agreed]);
    for (const reader of [log, anotherProcess()]) {
      expect((await reader.read(plan)).map(withoutProof)).toEqual([{ ...said, stream: plan, revision: 0 }]);
      expect((await reader.read(site)).map(withoutProof)).toEqual([{ ...agreed, stream: site, revision: 0 }]);
    }
    const bytes = JSON.stringify([await stored(engine, plan), await stored(engine, site)]);
    for (const secret of ['ziek', '12.5', 'FIRM', 'the contract of March']) expect(bytes).not.toContain(secret);
    expect(bytes).toContain('cmt_1');
  });

  test('numbers that everybody at the table sees, and names, are open', async () => {
    const { log, engine } = house();
    const stream = `plan-${uuid()}`;
    const detail = { ...event(), type: 'PlanDetailSet', data: { field: 'pipeLengthKm', value: 3.5 } };
    const words = { ...event(), type: 'PlanDetailSet', data: { field: 'title', value: 'Warmte van Jan' } };
    await log.append(stream, 'none', [detail, words]);
    const [open, sealed] = await stored(engine, stream);
    expect([open?.data, open?.proof?.keys]).toEqual([detail.data, {}]);
    expect([sealed?.data, Object.keys(sealed?.proof?.keys ?? {})]).toEqual([{ field: 'title' }, ['/data/value']]);
  });

  test('a change of a text keeps its places and lengths for all to read', async () => {
    const { log, engine } = house();
    const stream = `narrative-${uuid()}_risks`;
    const edit = typed([4, [2, 'één', 'twee'], 1, [3]]);
    await log.append(stream, 'none', [edit]);
    expect((await stored(engine, stream))[0]?.data['changes']).toEqual([4, [2, 8], 1, [3]]);
    expect((await log.read(stream))[0]?.data).toEqual(edit.data);
  });

  test('whatever is typed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.nat(50),
            fc.tuple(fc.nat(5)),
            fc
              .tuple(fc.nat(5), fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 3 }))
              .map(([del, lines]): [number, ...string[]] => [del, ...lines.map((line) => line.replaceAll('\n', ' '))]),
          ),
          { maxLength: 6 },
        ),
        async (changes) => {
          const { log, engine } = house();
          const stream = `narrative-${uuid()}_risks`;
          const edit = typed(changes);
          await log.append(stream, 'none', [edit]);
          expect((await log.read(stream))[0]?.data).toEqual(edit.data);
          for (const { ins } of splicesOf(changes).filter(({ ins }) => ins.length > 4))
            expect(JSON.stringify((await stored(engine, stream))[0]?.data)).not.toContain(JSON.stringify(ins));
        },
      ),
      { numRuns: 60 },
    ));
});

describe('digests', () => {
  test('of every open field are those of the definition, computed another way', async () => {
    const { log, engine } = house();
    const stream = `site-${uuid()}`;
    await log.append(stream, 'none', [contract(7), contract(8)]);
    for (const one of await stored(engine, stream)) {
      const { digests, keys, sealed, ciphertexts } = one.proof as EventProof;
      const open: Record<string, unknown> = { '/revision': one.revision };
      for (const [name, value] of Object.entries(one.data)) open[`/data/${name}`] = value;
      for (const [name, value] of Object.entries(one.meta)) open[`/meta/${name}`] = value;
      expect(Object.keys(digests).sort()).toEqual([...Object.keys(open), ...Object.keys(keys)].sort());
      for (const [pointer, value] of Object.entries(open)) {
        const salt = createHmac('sha256', Buffer.from(one.salt, 'base64url')).update(pointer).digest('base64url');
        const digest = createHash('sha256')
          .update(Buffer.from([2]))
          .update(canonicalJson([salt, pointer, value]));
        expect(digests[pointer]).toBe(digest.digest('base64url'));
      }
      expect(sealed).toBe(createHash('sha256').update(canonicalJson(ciphertexts)).digest('base64url'));
    }
  });

  test('an event that nothing is sealed of has none over ciphertexts', async () => {
    const { log, engine } = house();
    await log.append('plan-a', 'none', [{ ...event(), type: 'CommentResolved', data: { commentId: 'cmt_1' } }]);
    expect((await stored(engine, 'plan-a'))[0]?.proof).toMatchObject({ sealed: null, keys: {} });
  });
});

describe('keys', () => {
  test('one for a person’s words of a year, a company’s values of a kind and year, a stretch of a text', async () => {
    const { log, keys } = house();
    await log.append('plan-a', 'none', [comment('one'), comment('two'), comment('three', 'act_daan')]);
    await log.append('site-a', 'none', [contract(1), contract(2)]);
    const text = `narrative-${uuid()}_risks`;
    await log.append(text, 'none', [typed([[0, 'a']], 1), typed([1, [0, 'b']], 128), typed([2, [0, 'c']], 129)]);
    const subject = text.replace('narrative-', 'txt_');
    expect([...keys.rows.values()].map(({ scope }) => scope).sort()).toEqual(
      [
        ...['organisation:org_a:site:2026', 'person:act_daan:2026', 'person:act_noor:2026'],
        ...[`text:${subject}:1`, `text:${subject}:2`],
      ].sort(),
    );
  });

  test('a value whose key was destroyed reads as erased; a text keeps its length', async () => {
    const { log, keys, ring } = house();
    const text = `narrative-${uuid()}_risks`;
    await log.append('site-a', 'none', [contract(12)]);
    await log.append(text, 'none', [typed([2, [1, 'Jan', 'Jansen']])]);
    for (const key of [...keys.rows.keys()]) keys.destroy(key);
    await ring.refresh();
    const [secret] = await log.read('site-a');
    expect(secret?.data).toEqual({ connectionId: ERASED, offtakeMW: ERASED, right: ERASED, from: ERASED });
    expect(secret?.meta.reason).toBe('\uFFFD');
    expect((await log.read(text))[0]?.data['changes']).toEqual([2, [1, '\uFFFD'.repeat(10)]]);
    expect(ring.missing()).toEqual([]);
  });

  test('a key that is gone without a word is told', async () => {
    const { log, keys, clock, on } = house();
    await log.append('site-a', 'none', [contract(12)]);
    keys.rows.clear();
    const other = new Keyring({ keys, wrapping: unwrapped, random, now: () => clock.now });
    const [event] = await on(other).read('site-a');
    expect(event?.data['offtakeMW']).toEqual(ERASED);
    expect(other.missing()).toHaveLength(1);
  });

  test('nothing is sealed under a closed key: not after its state was read, nor after five seconds', async () => {
    const { log, keys, clock } = house();
    await log.append('site-a', 'none', [contract(1)]);
    const [first] = keys.rows.keys();
    keys.close(first ?? '');
    clock.now += READ_WITHIN_MS + 1;
    await log.append('site-a', 0, [contract(2)]);
    const used = (await log.read('site-a')).map(({ proof }) => proof?.keys['/data/offtakeMW']);
    expect(used[0]).toBe(first);
    expect(used[1]).not.toBe(first);
    expect((await log.read('site-a')).map(({ data }) => data['offtakeMW'])).toEqual([1, 2]);
  });

  test('what is at hand is not asked for again', async () => {
    const { log, keys } = house();
    await log.append('site-a', 'none', [contract(1)]);
    const { asked } = keys;
    for (let revision = 0; revision < 20; revision++) await log.append('site-a', revision, [contract(revision)]);
    await log.read('site-a');
    expect(keys.asked).toBe(asked);
  });
});

test('a ciphertext that was put beside another event, or in another field, is refused', async () => {
  const { log, engine, ring } = house();
  await log.append('site-a', 'none', [contract(1), contract(2)]);
  const [first, second] = await stored(engine, 'site-a');
  const moved: [EventInStream, EventProof][] = [];
  if (first?.proof && second?.proof) {
    moved.push([first, second.proof]);
    const { '/data/right': right = '' } = first.proof.ciphertexts ?? {};
    moved.push([first, { ...first.proof, ciphertexts: { ...first.proof.ciphertexts, '/data/from': right } }]);
  }
  expect(moved).toHaveLength(2);
  for (const [event, proof] of moved) expect(() => open({ ...event, proof }, ring.secretOf)).toThrow();
});
