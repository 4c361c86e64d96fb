import { afterEach, expect, test } from 'vitest';
import { streamOf } from '../../events/ids.ts';
import type { SuggestionState } from '../../events/suggestion/state.ts';
import { Calculator } from '../../server/analysis/calculator.ts';
import type { Core } from '../../server/composition/core.ts';
import { suggestionsOn } from '../../server/composition/suggestions.ts';
import type { Suggestions } from '../../server/reactions/suggestions.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { StoreUnavailable, type EventStore } from '../../server/store/port.ts';
import { wrapped } from '../faults/store-wrapper.ts';
import { coreAt, freshDirectory } from './core-harness.ts';
import { Clock, countryOn } from './country.ts';

/** Suggestions are looked for by a reaction: once a day as of its end, the same by whoever does it, once. */

const open: Core[] = [];
const calculator = new Calculator();
const told: string[] = [];
afterEach(async () => {
  for (const core of open.splice(0)) await core.stop().catch(() => undefined);
  await calculator.stop();
  expect(told.splice(0)).toEqual([]);
});

const noFiles = { entry: () => Promise.resolve(undefined), content: () => Promise.resolve(undefined) };
async function coreOn(store: EventStore, clock: Clock, directory: string): Promise<[Core, Suggestions]> {
  const held = wrapped(store, { close: () => Promise.resolve() });
  const core = await coreAt(directory, held, 'anything', ':memory:', clock.now);
  open.push(core);
  return [
    core,
    suggestionsOn(core, calculator, noFiles, {
      now: clock.now,
      report: (message, details) => told.push(`${message} ${JSON.stringify(details)}`),
    }),
  ];
}
function standing(core: Core): Record<string, number> {
  const all = core.readModels.streams('suggestion').map((stream) => {
    const state = core.readModels.state(stream) as SuggestionState;
    const score = state.exact && 'score' in state.exact.value ? state.exact.value.score : -1;
    return [`${state.kind} ${state.siteIds.join(' ')}`, Math.round(score * 100) / 100] as const;
  });
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('of what the log held at the end of a day, and by two processes as by one', async () => {
  const [clock, store, directory] = [new Clock(), openMemoryStore(), freshDirectory()];
  const [core, suggestions] = await coreOn(store, clock, directory);
  const { found, uses, site, give } = countryOn(core);
  await found();
  await suggestions.daily();
  expect(standing(core)).toEqual({});
  clock.days(1);
  await uses('Waard', 0, 400_000);
  await suggestions.daily();
  const first = standing(core);
  expect(Object.keys(first).length).toBeGreaterThan(6);
  // each site is in one of a kind at most, with another owner's
  for (const kind of ['HYDROGEN_HUB', 'GREEN_GAS_HUB']) {
    const sites = Object.keys(first).flatMap((name) => (name.startsWith(kind) ? name.split(' ').slice(1) : []));
    expect(new Set(sites).size).toBe(sites.length);
  }
  const head = core.readModels.head();
  await suggestions.daily();
  const [other, again] = await coreOn(store, clock, directory);
  await again.daily();
  expect(other.readModels.head()).toBe(head);
  expect(standing(other)).toEqual(first);
  // what was filled in on that day counts from the next
  clock.days(1);
  await Promise.all([suggestions.daily(), again.daily()]);
  await core.readModels.waitFor(other.readModels.head());
  const second = standing(core);
  const pair = Object.keys(second).find((name) => name.startsWith('HYDROGEN_HUB') && name.includes(site('Waard', 0)));
  expect(second[pair ?? '']).toBeGreaterThan(first[pair ?? ''] ?? 0);
  const events = core.readModels.ofType('SynergySuggested');
  expect(new Set(events.map(({ stream, data }) => `${stream} ${JSON.stringify(data)}`)).size).toBe(events.length);
  // a site that closes is in none
  clock.days(1);
  await give('CloseSite', site('Waard', 0), { date: '2026-03-02', reason: 'gesloten' });
  clock.days(1);
  await suggestions.daily();
  const left = Object.entries(standing(core)).filter(([name]) => name.includes(site('Waard', 0)));
  expect(left.map(([, score]) => score)).toEqual(left.map(() => 0));
});

test('what the log did not take is tried again, and nothing twice', async () => {
  const [clock, store] = [new Clock(), openMemoryStore()];
  let full = false;
  let appended = 0;
  const faulty = wrapped(store, {
    append: async (stream, expected, events) => {
      if (full && ++appended > 3) throw new StoreUnavailable('full', 'the disk is full');
      return store.append(stream, expected, events);
    },
  });
  const [core, suggestions] = await coreOn(faulty, clock, freshDirectory());
  const { found } = countryOn(core);
  await found();
  clock.days(1);
  full = true;
  await suggestions.daily();
  expect(core.readModels.streams('suggestion')).toHaveLength(3);
  full = false;
  await suggestions.daily();
  expect(core.readModels.streams('suggestion').length).toBeGreaterThan(6);
  for (const stream of core.readModels.streams('suggestion'))
    expect(core.readModels.eventsIn(stream), streamOf(stream)?.stream ?? stream).toHaveLength(1);
});
