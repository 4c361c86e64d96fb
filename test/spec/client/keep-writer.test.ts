import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeepWriter, type Write } from '../../../client/live/keep-writer.ts';

/** A disk whose transactions the test ends one by one; a crash leaves what was ended. */
class Disk {
  readonly held = new Map<string, unknown>();
  readonly under: { writes: readonly Write<'a' | 'b'>[]; end: (fails: boolean) => void }[] = [];
  readonly told: string[] = [];
  readonly writer = new KeepWriter<'a' | 'b'>(
    (writes) =>
      new Promise((resolve, reject) => {
        this.under.push({
          writes,
          end: (fails) => {
            if (fails) return reject(new Error('full'));
            for (const { store, key, value } of writes)
              if (value === undefined) this.held.delete(`${store}${JSON.stringify(key)}`);
              else this.held.set(`${store}${JSON.stringify(key)}`, value);
            resolve();
          },
        });
      }),
    (state) => this.told.push(state),
  );

  async end(fails = false): Promise<void> {
    await turn();
    this.under.shift()?.end(fails);
    await turn();
  }
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('what is kept', () => {
  test('what is said in one turn goes in one transaction: a crash leaves all of it or nothing', async () => {
    const disk = new Disk();
    disk.writer.add({ store: 'a', key: 'command', value: 1 });
    disk.writer.add({ store: 'b', key: 'draft', value: 'sent' });
    await turn();
    expect(disk.under.map(({ writes }) => writes.length)).toEqual([2]);
    expect(disk.told).toEqual(['keeping']);
    await disk.end();
    expect([...disk.held]).toEqual([
      ['a"command"', 1],
      ['b"draft"', 'sent'],
    ]);
    expect(disk.told).toEqual(['keeping', 'kept']);
  });

  test('what comes while one is under way goes with the next, its newest value alone', async () => {
    const disk = new Disk();
    for (const text of ['a', 'ab']) disk.writer.add({ store: 'b', key: 'draft', value: text });
    await turn();
    for (const text of ['abc', 'abcd', 'abcde']) disk.writer.add({ store: 'b', key: 'draft', value: text });
    await disk.end();
    expect(disk.held.get('b"draft"')).toBe('ab');
    expect(disk.told).toEqual(['keeping']);
    expect(disk.under[0]?.writes.map(({ value }) => value)).toEqual(['abcde']);
    await disk.end();
    expect(disk.told).toEqual(['keeping', 'kept']);
  });

  test('a full disk is told, and the next change writes everything that is missing, the newest values', async () => {
    const disk = new Disk();
    disk.writer.add({ store: 'a', key: 1, value: 'old' }, { store: 'a', key: 2, value: 'two' });
    await disk.end(true);
    expect(disk.told).toEqual(['keeping', 'failed']);
    disk.writer.add({ store: 'a', key: 1, value: 'new' });
    await disk.end();
    expect([...disk.held.values()].sort()).toEqual(['new', 'two']);
    expect(disk.told.at(-1)).toBe('kept');
  });

  test('“kept” is only said of a disk that holds the last value of every key', async () => {
    const step = fc.oneof(
      fc.record({ key: fc.nat(3), value: fc.option(fc.nat(), { nil: undefined }) }),
      fc.constantFrom('end' as const, 'fail' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const disk = new Disk();
        const said = new Map<string, unknown>();
        const check = () => {
          if (disk.told.at(-1) === 'kept') expect(disk.held).toEqual(said);
        };
        for (const one of steps) {
          if (typeof one === 'string') await disk.end(one === 'fail');
          else {
            if (one.value === undefined) said.delete(`a${one.key}`);
            else said.set(`a${one.key}`, one.value);
            disk.writer.add({ store: 'a', key: one.key, value: one.value });
          }
          check();
        }
        disk.writer.add({ store: 'b', key: 'last', value: true });
        said.set('b"last"', true);
        while (disk.told.at(-1) !== 'kept') await disk.end();
        expect(disk.held).toEqual(said);
      }),
      { numRuns: 100 },
    );
  });
});
