import { expect, test } from 'vitest';
import { Turns } from '../../../server/live/turns.ts';

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

test('work is done four at a time, in the order in which it came, and between two pieces others get their turn', async () => {
  const turns = new Turns(4);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  for (let n = 0; n < 10; n++) {
    turns.add(() => {
      begun.push(n);
      return new Promise((end) => ends.push(end));
    });
  }
  expect(begun).toEqual([]);
  await turn();
  await turn();
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.();
  await Promise.resolve();
  expect(begun).toHaveLength(4);
  await turn();
  await turn();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  while (begun.length < 10) {
    for (const end of ends.splice(0)) end();
    await turn();
  }
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const end of ends.splice(0)) end();
  await turn();
  turns.add(async () => void begun.push(10));
  await turn();
  await turn();
  expect(begun.at(-1)).toBe(10);
});
