import { afterEach, expect, test } from 'vitest';
import { NATIONAL } from '../../events/release/subject.ts';
import type { Core } from '../../server/composition/core.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { StoreUnavailable, type EventStore } from '../../server/store/port.ts';
import { wrapped } from '../faults/store-wrapper.ts';
import { coreAt, freshDirectory } from './core-harness.ts';
import { Clock, countryOn, type Place } from './country.ts';

/** Totals are told by a reaction: when enough changed and time has passed, the same by whoever does it, once. */

const open: Core[] = [];
afterEach(async () => {
  for (const core of open.splice(0)) await core.stop().catch(() => undefined);
});

const GAS = 'DEMAND NATURAL_GAS 2024 PARTNERS';

/** A process on a log, with the keys that lie in a directory. */
async function coreOn(store: EventStore, clock: Clock, directory = freshDirectory()): Promise<Core> {
  const core = await coreAt(directory, store, 'anything', ':memory:', clock.now);
  open.push(core);
  return core;
}
/** A store that is closed by one process while another has it. */
const held = (store: EventStore): EventStore => wrapped(store, { close: () => Promise.resolve() });

async function country() {
  const clock = new Clock();
  const store = openMemoryStore();
  const directory = freshDirectory();
  const core = await coreOn(held(store), clock, directory);
  const world = countryOn(core);
  await world.found();
  return { clock, store, core, directory, ...world };
}

test('told at the end of a day of what the log held then; a region whose rest would be too small is not', async () => {
  const { clock, core, told, region, uses } = await country();
  await core.release();
  expect(told(NATIONAL)).toEqual({});
  const end = core.readModels.head();
  clock.days(1);
  await uses('Waard', 0, 5000);
  await core.release();
  expect(told(NATIONAL)[GAS]).toEqual([[22_000, end]]);
  expect(told(region('Waard'))[GAS]).toEqual([[11_000, end]]);
  // with Heuvel the two sites of Eiland would be what is left of the country
  expect(told(region('Heuvel'))).toEqual({});
  expect(told(region('Eiland'))).toEqual({});
});

test('told again when a week has passed and enough of several owners have changed, in every part that is told', async () => {
  const { clock, core, told, region, uses } = await country();
  clock.days(1);
  await core.release();
  await uses('Waard', 0, 4000);
  for (const nth of [0, 1, 2, 3]) await uses('Heuvel', nth, 3000 + 50 * nth);
  const changed = core.readModels.head();
  clock.days(3);
  await core.release();
  expect(told(NATIONAL)[GAS]).toHaveLength(1);
  clock.days(5);
  await core.release();
  // what one site of Waard uses now is in no total yet, also not in that of the country
  expect(told(NATIONAL)[GAS]?.at(-1)).toEqual([30_000, changed]);
  expect(told(region('Waard'))[GAS]).toHaveLength(1);
  for (const nth of [1, 2, 3]) await uses('Waard', nth, 4000 + 50 * nth);
  clock.days(8);
  await core.release();
  expect(told(region('Waard'))[GAS]).toHaveLength(2);
  expect(told(NATIONAL)[GAS]).toHaveLength(3);
});

test('killed in the middle, the next start finishes the round as it was, on another day and after further changes', async () => {
  const clock = new Clock();
  const store = openMemoryStore();
  const directory = freshDirectory();
  let room = Infinity;
  const first = await coreOn(
    wrapped(store, {
      close: () => Promise.resolve(),
      append: (stream, expected, events) =>
        stream.startsWith('release-') && room-- <= 0
          ? Promise.reject(new StoreUnavailable('full', 'no room'))
          : store.append(stream, expected, events),
    }),
    clock,
    directory,
  );
  const before = countryOn(first);
  await before.found();
  const end = first.readModels.head();
  clock.days(1);
  room = 1;
  await first.release();
  expect(before.told(NATIONAL)[GAS]).toEqual([[22_000, end]]);
  expect(before.told(before.region('Waard'))).toEqual({});
  await before.uses('Waard', 0, 50_000);
  await first.stop();
  clock.days(2);
  const second = await coreOn(held(store), clock, directory);
  await second.release();
  const { told, region } = countryOn(second);
  expect(told(region('Waard'))[GAS]).toEqual([[11_000, end]]);
  const head = second.readModels.head();
  clock.days(1);
  await second.release();
  expect(second.readModels.head()).toBe(head);
});

test('two processes tell the same, and each total once', async () => {
  const { clock, store, core, directory, region, uses } = await country();
  const other = await coreOn(held(store), clock, directory);
  clock.days(1);
  // one of them knows more of today than the other
  await uses('Waard', 3, 9000);
  await Promise.all([core.release(), other.release()]);
  await other.readModels.waitFor(core.readModels.head());
  await core.readModels.waitFor(other.readModels.head());
  for (const one of [core, other]) {
    const { told } = countryOn(one);
    for (const scope of [NATIONAL, region('Waard' satisfies Place)]) {
      expect(told(scope)[GAS]).toHaveLength(1);
      expect(Object.values(told(scope)).every((entries) => entries.length === 1)).toBe(true);
    }
  }
});
