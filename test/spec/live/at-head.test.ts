import { expect, test } from 'vitest';
import { AtHead } from '../../../server/live/at-head.ts';

test('what was made is given again until the log has moved', () => {
  const made: string[] = [];
  const cache = new AtHead<string>();
  const ask = (head: number, key: string): string =>
    cache.of(head, key, () => {
      made.push(`${key} at ${head}`);
      return `${key} at ${head}`;
    });
  expect([ask(7, 'region'), ask(7, 'region'), ask(7, 'plan')]).toEqual(['region at 7', 'region at 7', 'plan at 7']);
  expect(ask(8, 'region')).toBe('region at 8');
  expect(ask(8, 'plan')).toBe('plan at 8');
  expect(made).toEqual(['region at 7', 'plan at 7', 'region at 8', 'plan at 8']);
});

test('of many keys the oldest goes', () => {
  const cache = new AtHead<number>();
  let made = 0;
  for (let key = 0; key < 1_000; key++) cache.of(1, String(key), () => ++made);
  cache.of(1, '999', () => ++made);
  expect(made).toBe(1_000);
  cache.of(1, '0', () => ++made);
  expect(made).toBe(1_001);
});
