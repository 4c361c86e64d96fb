import { expect, test, vi } from 'vitest';
import { later } from '../../../client/live/later.ts';
import type { LiveConnection } from '../../../client/live/outside.ts';

/** A line that notes what is asked of it. */
function line() {
  const heard: string[] = [];
  const made = {
    connected: true,
    on: (name: string) => heard.push(`on ${name}`),
    emit: (name: string) => heard.push(`emit ${name}`),
    disconnect: () => heard.push('disconnect'),
  };
  return { heard, make: () => made as unknown as LiveConnection };
}

test('until it is there it is not connected: it keeps who listens, and drops what is said', async () => {
  const { heard, make } = line();
  const there = Promise.withResolvers<() => LiveConnection>();
  const connection = later(() => there.promise);
  connection.on('connect', () => undefined);
  connection.emit('unwatch', { topic: 'region:x' });
  expect([connection.connected, heard]).toEqual([false, []]);
  there.resolve(make);
  await vi.waitFor(() => expect(connection.connected).toBe(true));
  connection.on('disconnect', () => undefined);
  connection.emit('unwatch', { topic: 'region:x' });
  expect(heard).toEqual(['on connect', 'on disconnect', 'emit unwatch']);
});

test('let go of before it is there, it is never made', async () => {
  const { heard, make } = line();
  const made = vi.fn(make);
  const there = Promise.withResolvers<() => LiveConnection>();
  const connection = later(() => there.promise);
  connection.disconnect();
  there.resolve(made);
  await there.promise;
  expect([made.mock.calls.length, heard]).toEqual([0, []]);
});

test('what cannot be fetched is told as no connection, and fetched again', async () => {
  vi.useFakeTimers();
  const { make } = line();
  let tries = 0;
  const connection = later(() => (++tries < 3 ? Promise.reject(new Error('gone')) : Promise.resolve(make)));
  const told = vi.fn();
  connection.on('connect_error', told);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([tries, told.mock.calls.length, connection.connected]).toEqual([3, 2, true]);
  vi.useRealTimers();
});
