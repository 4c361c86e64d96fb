import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VisibleEvent } from '../../../events/envelope.ts';
import { piecesOf, weigher } from '../../../server/live/pieces.ts';

const meta = {
  ...{ recordedAt: '2026-01-01T00:00:00.000Z', actor: 'act_a', organisation: 'org_a', role: 'COMPANY' as const },
  ...{ command: 'c', $correlationId: 'c', $causationId: 'c' },
};
const event = (index: number, signs: number): VisibleEvent => ({
  ...{ id: String(index), stream: 'plan-a', type: 'X', version: 1, index, meta },
  data: { text: 'é'.repeat(signs) },
});

test('pieces hold every event once, in order, chained, none of more than 500 events or 256 KB but an event alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(200), fc.integer({ min: 100_000, max: 300_000 })), { maxLength: 12 }),
      fc.constantFrom(1, 700),
      (sizes, times) => {
        const events = Array.from({ length: sizes.length * times }, (_, n) =>
          event(7 + 2 * n, (sizes[n % sizes.length] ?? 0) / times),
        );
        const pieces = piecesOf(3, events);
        expect(pieces.flatMap((piece) => piece.events)).toEqual(events);
        let prev = 3;
        for (const piece of pieces) {
          expect(piece.prev).toBe(prev);
          expect(piece.index).toBe(piece.events.at(-1)?.index);
          expect(piece.events.length).toBeLessThanOrEqual(500);
          const bytes = piece.events.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)), 0);
          if (piece.events.length > 1) expect(bytes).toBeLessThanOrEqual(256 * 1024);
          prev = piece.index;
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a message is weighed when somebody asks, in bytes', () => {
  let asked = 0;
  const weigh = weigher({ toJSON: () => (asked++, 'é') });
  expect(asked).toBe(0);
  expect([weigh(), weigh(), asked]).toEqual([4, 4, 1]);
});
