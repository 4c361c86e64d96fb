import { afterEach, expect, test } from 'vitest';
import { NATIONAL } from '../../events/release/subject.ts';
import type { Core } from '../../server/composition/core.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { StoreUnavailable, type EventStore } from '../../server/store/port.ts';
import { wrapped } from '../faults/store-wrapper.ts';
import { askerIn, coreAt, freshDirectory } from './core-harness.ts';
import { Clock, countryOn, places, type Place } from './country.ts';
import { newCommandId } from './ids.ts';

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

test('how many projects cannot go on is told where both parts are enough, and of no region that would give one away', async () => {
  const { clock, core, told, region, site, owner, give, id } = await country();
  /** In the name of a site's owner. */
  const givenBy = async (place: Place, nth: number, type: string, subject: string, data: object): Promise<void> => {
    const actor = `act_owner-${place.toLowerCase()}-${nth % 5}`;
    const command = { id: newCommandId(), type, subject, data };
    const answer = await core.commands.execute(command, () => askerIn(core, actor));
    expect(answer.ok, JSON.stringify(answer)).toBe(true);
  };
  const [area, operator] = [id('inf', 'grid'), id('org', 'grid')];
  await give('RegisterOrganisation', operator, { name: 'Net', kinds: ['DSO'] });
  await give('RegisterInfrastructure', area, { kind: 'GRID_AREA', name: 'Net', operatorId: operator, geometry: null });
  const capacity = { direction: 'OFFTAKE', unit: 'MW', asOf: '2026-01-01', sourceRef: 'kaart' };
  const years = Object.fromEntries([2030, 2031, 2032].map((year) => [year, { firm: 9 }]));
  await give('PublishCapacity', area, { ...capacity, years });
  for (const [place, sites] of Object.entries(places) as [Place, number][])
    for (let nth = 0; nth < sites; nth++) {
      const project = id('prj', `${place} ${nth}`);
      const about = { title: 'Oven op stroom', route: 'ELECTRIFICATION', phase: 'STUDY', startYear: 2030 };
      const need = { carrier: 'ELECTRICITY', direction: 'OFFTAKE', amount: 1, unit: 'MW', fromYear: 2030 };
      if (nth < 5)
        await give('GrantMembership', owner(place, nth), {
          ...{ actorId: `act_owner-${place.toLowerCase()}-${nth}`, role: 'COMPANY', regionIds: [], from: '2020-01-01' },
        });
      await give('AssignCluster', site(place, nth), { cluster: 'CLUSTER_6', basis: 'lijst', from: '2020-01-01' });
      await givenBy(place, nth, 'ProposeProject', project, { siteId: site(place, nth), ...about, reduction: { t2030: 1, t2035: 1, t2040: 1 } }); // prettier-ignore
      await givenBy(place, nth, 'StateInfraNeed', project, {
        needId: id('ned', `${place} ${nth}`),
        ...need,
        areaId: area,
      });
    }
  const end = core.readModels.head();
  clock.days(1);
  await core.release();
  expect(told(NATIONAL)).toMatchObject({
    'PROJECTS PARTNERS': [[17, end]],
    'PROJECTS/HINDERED PARTNERS': [[8, end]],
  });
  // all of Waard go on: with how many there are one would know how it is with the one of Heuvel that does
  for (const place of Object.keys(places) as Place[])
    expect(Object.keys(told(region(place))).filter((key) => key.startsWith('PROJECTS'))).toEqual([]);
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
