import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindFunctions } from '../../../events/catalogue.ts';
import { kindOf } from '../../../events/ids.ts';
import { fork } from '../../../server/readmodels/fork.ts';
import { standsAlone } from '../../../server/commands/decider.ts';
import { histories } from '../projections/histories.ts';

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}

test('what is folded on a fork leaves the state as it was, and gives what folding on it would', () => {
  let ahead = 0;
  fc.assert(
    fc.property(histories, (events) => {
      const states = new Map<string, unknown>();
      for (const event of events) {
        const { initial, evolve } = kindFunctions(kindOf(event.stream));
        const before = states.get(event.stream) ?? initial();
        const after = evolve(structuredClone(before), structuredClone(event));
        if (!standsAlone(event.stream, event.type)) {
          ahead++;
          const kept = frozen(structuredClone(before));
          // a write to what is shared would throw: it is frozen
          expect(evolve(fork(kept), structuredClone(event))).toEqual(after);
        }
        states.set(event.stream, after);
      }
    }),
    { numRuns: 300 },
  );
  expect(ahead).toBeGreaterThan(500);
});
