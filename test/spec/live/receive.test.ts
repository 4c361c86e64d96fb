import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { LiveDependencies, LiveSocket } from '../../../server/live/parts.ts';
import { receive } from '../../../server/live/receive.ts';
import { problem } from '../../integration/core-harness.ts';

/** A socket, as far as messages are received from it. */
function hearing(commandsPerSecond: number) {
  const clock = { now: 0 };
  const socket = Object.assign(new EventEmitter(), { data: { tokens: 2 * commandsPerSecond, refilledAt: 0 } });
  const heard: unknown[] = [];
  const note = (name: string) => (message: unknown) => void heard.push([name, message]);
  const dependencies = { problem, limits: { commandsPerSecond }, now: () => clock.now } as unknown as LiveDependencies;
  receive(socket as unknown as LiveSocket, dependencies, {
    hello: (message, answer) => {
      note('hello')(message);
      answer?.({ ok: true });
    },
    ...{ watch: note('watch'), unwatch: note('unwatch'), command: note('command'), presence: note('presence') },
  });
  const say = (name: string, message?: unknown): unknown => {
    let answered: unknown;
    socket.emit(name, message, (answer: unknown) => (answered = answer));
    return answered;
  };
  return { clock, socket, heard, say };
}

test('a message that fits is heard; one that does not is answered with what is wrong, and heard by nobody', () => {
  const { say, heard } = hearing(50);
  expect(say('hello', { build: 'any' })).toEqual({ ok: true });
  expect(heard).toEqual([['hello', { build: 'any' }]]);
  for (const [name, message, what] of [
    ['hello', { build: 'any', extra: 1 }, /extra/],
    ['watch', { topic: 'region', after: 1.5 }, /after/],
    ['watch', { topic: 'Region:X', after: null }, /topic/],
    ['unwatch', undefined, /unwatch/],
    ['command', { id: 'x' }, /id/],
    ['presence', { topic: 'national', pointer: null, state: 'asleep' }, /state/],
  ] as const)
    expect(say(name, message)).toMatchObject({
      ok: false,
      problem: { code: 'INVALID_REQUEST', values: { problem: expect.stringMatching(what) } },
    });
  expect(heard).toHaveLength(1);
});

test('an acknowledgement that is no function is not called', () => {
  const { socket, heard } = hearing(50);
  socket.emit('hello', { build: 'any' }, 'answer');
  socket.emit('hello', 3, { call: 1 });
  expect(heard).toHaveLength(1);
});

test('twice the rate at once, then as much as the rate allows; bad messages count, too', () => {
  const { say, clock, heard } = hearing(10);
  const codes = (times: number) =>
    Array.from(
      { length: times },
      () => (say('hello', { build: 'any' }) as { problem?: { code: string } }).problem?.code,
    );
  say('hello', 'bad');
  expect(codes(19)).toEqual(Array(19).fill(undefined));
  expect(codes(2)).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
  clock.now = 500;
  expect(codes(6)).toEqual([...Array<undefined>(5).fill(undefined), 'TOO_MANY_REQUESTS']);
  clock.now = 100_000;
  expect(codes(21).filter((code) => code === undefined)).toHaveLength(20);
  expect(heard).toHaveLength(44);
});

test('a refusal is short, whatever was sent', () => {
  const { say } = hearing(50);
  const key = '🌷'.repeat(10_000);
  const answer = JSON.stringify(say('hello', { build: 'any', [key]: 1 }));
  expect(answer).toContain('INVALID_REQUEST');
  expect(answer.length).toBeLessThan(4_000);
  expect(answer.isWellFormed()).toBe(true);
});
