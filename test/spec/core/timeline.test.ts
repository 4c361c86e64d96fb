import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correct, entryOf, entryOn, lastRecorded, type Entry, type Timeline } from '../../../events/timeline.ts';
import { recorded } from '../given.ts';

/** Answers are kept from call to call: they must be those of somebody who looks at every entry each time. */

function naiveOn(timeline: Timeline<number>, on: string): Entry<number> | undefined {
  const holds = timeline.filter((entry) => entry.from <= on && (entry.to === undefined || entry.to >= on));
  return holds.toSorted((a, b) => a.from.localeCompare(b.from) || a.index - b.index).at(-1);
}
const naiveLast = (timeline: Timeline<number>): Entry<number> | undefined =>
  timeline.toSorted((a, b) => (a.corrected?.index ?? a.index) - (b.corrected?.index ?? b.index)).at(-1);

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-01-${String(n).padStart(2, '0')}`);
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), from: day, to: fc.option(day, { nil: undefined }) }),
  fc.record({ do: fc.constant('correct' as const), at: fc.nat(60) }),
  fc.record({ do: fc.constant('ask' as const), on: day }),
);

test('which entry holds and which was recorded last, however often it was asked before', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const timeline: Timeline<number> = [];
      for (const [index, one] of steps.entries()) {
        const event = recorded('plan-x', index, { type: 'PlanDetailSet', data: {} });
        if (one.do === 'set') timeline.push(entryOf(event, index, { from: one.from, to: one.to }));
        else if (one.do === 'correct') {
          const entry = timeline[one.at % Math.max(1, timeline.length)];
          if (entry) correct(entry, event, -index);
        } else {
          expect(entryOn(timeline, one.on)).toBe(naiveOn(timeline, one.on));
          expect(lastRecorded(timeline)).toBe(naiveLast(timeline));
        }
      }
      for (const on of ['2026-01-01', '2026-01-14', '2026-01-28'])
        expect(entryOn(timeline, on)).toBe(naiveOn(timeline, on));
      expect(lastRecorded(timeline)).toBe(naiveLast(timeline));
    }),
    { numRuns: 400 },
  );
});
