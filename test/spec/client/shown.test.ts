import { expect, test } from 'vitest';
import type { Pending } from '../../../client/live/command-queue.ts';
import { CommandQueue } from '../../../client/live/command-queue.ts';
import { Shown } from '../../../client/live/shown.ts';
import type { TopicState } from '../../../projections/topic/topic.ts';

const TOPIC = 'region:x';
const noPending: readonly Pending[] = [];

test('what is shown of a topic is the same object until something of it changes', () => {
  const shown = new Shown(() => undefined);
  const state: TopicState = { streams: {} };
  const first = shown.of(TOPIC, 1, state, noPending);
  expect(shown.of(TOPIC, 2, state, noPending).state).toBe(first.state);
  const queue = new CommandQueue();
  queue.add({ id: 'c1', type: 'EditText', subject: 'txt_1_risks', data: {} }, 'plan:pln_1');
  // waits for another topic
  expect(shown.of(TOPIC, 3, state, queue.pending).outcomes).toBe(first.outcomes);
  queue.add({ id: 'c2', type: 'ParkPlan', subject: 'pln_1', data: {} }, TOPIC);
  const waiting = shown.of(TOPIC, 4, state, queue.pending);
  expect([...waiting.outcomes.keys()]).toEqual(['c2']);
  expect(shown.of(TOPIC, 5, state, queue.pending).outcomes).toBe(waiting.outcomes);
  const changed: TopicState = { streams: {} };
  expect(shown.of(TOPIC, 6, changed, noPending).state).toBe(changed);
});
