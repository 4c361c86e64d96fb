import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindFunctions } from '../../../events/catalogue.ts';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { kindOf } from '../../../events/ids.ts';
import { liveKind } from '../../../events/kinds.ts';
import { Past } from '../../../server/readmodels/past.ts';
import { sharedFork } from '../../../server/readmodels/shared-fork.ts';
import { histories } from '../projections/histories.ts';

const copies = <T>(value: T): T => structuredClone(value);

/** A log that hands out copies, as a file does. */
function logOf(log: readonly RecordedEvent[]) {
  return (streams: readonly string[], { after, upTo, limit }: { after: number; upTo: number; limit: number }) => {
    const fit = log.filter(({ stream, index }) => streams.includes(stream) && index > after && index <= upTo);
    return copies(limit < 0 ? fit : fit.slice(0, limit));
  };
}

const placesIn = (log: readonly RecordedEvent[]) => (indexes: readonly number[]) =>
  copies(log.filter(({ index }) => indexes.includes(index)));

function replayed(log: readonly RecordedEvent[], streams: readonly string[], at: number): Record<string, unknown> {
  const states: Record<string, unknown> = {};
  for (const event of copies(log)) {
    if (event.index > at || !streams.includes(event.stream) || !liveKind(kindOf(event.stream))) continue;
    const { initial, evolve } = kindFunctions(kindOf(event.stream));
    states[event.stream] = evolve(states[event.stream] ?? initial(), event);
  }
  return states;
}

test('a topic as it was is what a replay from nothing gives, whatever was looked at before', () => {
  let looked = 0;
  fc.assert(
    fc.property(
      histories,
      fc.array(fc.record({ at: fc.nat(), without: fc.nat() }), { minLength: 5, maxLength: 25 }),
      fc.integer({ min: 1, max: 4 }),
      (events, looks, every) => {
        const log = events.map((event, index) => ({ ...event, index }));
        const past = new Past({ events: logOf(log), at: placesIn(log), every, most: 30 });
        const all = [...new Set(log.map(({ stream }) => stream))];
        for (const { at: n, without } of looks) {
          const at = n % (log.length + 1);
          // streams come into a topic, and leave it
          const streams = all.filter((_, which) => which !== without % (all.length + 3));
          expect(past.at(`topic ${without % 2}`, streams, at)).toEqual(replayed(log, streams, at));
          looked++;
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(looked).toBeGreaterThan(750);
});

test('what is kept shares what has not changed since', () => {
  const now = { title: 'a', details: { heat: [{ n: 1 }], loss: [{ n: 2 }] }, comments: { c: { n: 3 } }, list: [1] };
  const kept = sharedFork(undefined, now);
  expect(sharedFork(kept, now)).toBe(kept);
  now.details.heat.push({ n: 4 });
  const later = sharedFork(kept, now);
  expect(later).toEqual(now);
  expect(kept.details.heat).toEqual([{ n: 1 }]);
  expect(later.details.loss).toBe(kept.details.loss);
  expect(later.comments).toBe(kept.comments);
  expect(later.list).toBe(kept.list);
});

test('after an erasure nothing of before is answered', () => {
  const stream = `plan-0190a000-0000-7000-8000-000000000001`;
  let text = 'geheim';
  const event = (index: number, data: Record<string, unknown>): RecordedEvent => ({
    ...{ id: `e${index}`, stream, type: 'PlanDetailSet', version: 1, revision: index, index, data, salt: '' },
    meta: {
      ...{ recordedAt: '2026-03-01T10:00:00.000Z', actor: 'act_noor', organisation: 'org_a', role: 'COMPANY' },
      ...{ command: `c${index}`, $correlationId: '', $causationId: '', body: '' },
    },
  });
  const log = () => [0, 1, 2, 3, 4, 5].map((n) => event(n, { field: 'note', value: n === 0 ? text : n }));
  const past = new Past({
    every: 2,
    events: (_, range) => logOf(log())([stream], range),
    at: (indexes) => placesIn(log())(indexes),
  });
  const noteAt = (at: number) => JSON.stringify(past.at('t', [stream], at));
  expect(noteAt(4)).toContain('geheim');
  text = 'weg';
  past.forget();
  expect(noteAt(4)).not.toContain('geheim');
  expect(noteAt(4)).toContain('weg');
});
