import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandQueue } from '../../../client/live/command-queue.ts';
import { facetsMeet } from '../../../client/live/facets.ts';
import type { Command } from '../../../events/decision.ts';
import type { CommandAnswer, Problem } from '../../../events/live-protocol.ts';
import { id, recorded, uuid } from '../given.ts';

const TOPIC = 'region:x';
let number = 0;
const set = (field: string, value: unknown, basis: string | null = null, subject = id('pln')): Command => ({
  id: uuid(++number),
  type: 'SetPlanDetail',
  subject,
  data: { field, value },
  basis: { [field]: basis },
});
const problem = (code: string): Problem => ({
  type: 'urn:x',
  title: code,
  status: 422,
  code,
  detail: code,
  sentences: { nl: code, en: code },
  values: {},
});
const refused = (code: string): CommandAnswer => ({ ok: false, problem: problem(code) });
const done = (index: number): CommandAnswer => ({
  ok: true,
  index,
  events: [recorded('plan-x', index, { type: 'PlanDetailSet', data: {} })],
});
const ids = (commands: readonly { command: Command }[]): string[] => commands.map((one) => one.command.id);

describe('the queue of commands', () => {
  test('holds back what lost its connection twice, also when the wait for its answer ends after that', () => {
    const queue = new CommandQueue();
    const command = set('pipeDN', 1);
    queue.add(command, TOPIC);
    for (let time = 0; time < 2; time++) {
      queue.sent(command.id);
      queue.connectionLost();
      queue.again(command.id);
    }
    expect(queue.pending.map(({ state }) => state)).toEqual(['attention']);
    expect(queue.sendable()).toEqual([]);
  });

  test('lets go of what is recorded when its topic begins anew, and of nothing else', () => {
    const queue = new CommandQueue();
    const [recordedOne, waiting] = [set('pipeDN', 1), set('title', 'x')];
    for (const command of [recordedOne, waiting]) queue.add(command, TOPIC);
    queue.sent(recordedOne.id);
    queue.answered(recordedOne.id, done(9));
    queue.forget('region:y');
    expect(ids(queue.pending)).toEqual([recordedOne.id, waiting.id]);
    queue.forget(TOPIC);
    expect(ids(queue.pending)).toEqual([waiting.id]);
  });

  test('sends one per field at a time, fields side by side', () => {
    const queue = new CommandQueue();
    const [first, second, other] = [set('pipeDN', 1), set('pipeDN', 2), set('title', 'x')];
    for (const command of [first, second, other]) queue.add(command, TOPIC);
    expect(ids(queue.sendable())).toEqual([first.id, other.id]);
    queue.sent(first.id);
    expect(ids(queue.sendable())).toEqual([other.id]);
    queue.answered(first.id, done(5));
    expect(ids(queue.sendable())).toEqual([second.id, other.id]);
  });

  test('keeps what was recorded until the topic has shown it', () => {
    const queue = new CommandQueue();
    const command = set('pipeDN', 1);
    queue.add(command, TOPIC);
    queue.sent(command.id);
    queue.answered(command.id, done(5));
    expect(queue.pending).toHaveLength(1);
    queue.seen('region:other', new Set(), 9);
    expect(queue.pending).toHaveLength(1);
    queue.seen(TOPIC, new Set(), 5);
    expect(queue.pending).toEqual([]);
  });

  test('lets go of a command whose event came before its answer', () => {
    const queue = new CommandQueue();
    const command = set('pipeDN', 1);
    queue.add(command, TOPIC);
    queue.sent(command.id);
    queue.seen(TOPIC, new Set([command.id]), 5);
    expect(queue.pending).toEqual([]);
    expect(queue.answered(command.id, done(5))).toBe('done');
    expect(queue.pending).toEqual([]);
  });

  test('a refusal takes along what was typed on top of it, and nothing else', () => {
    const queue = new CommandQueue();
    const first = set('pipeDN', 1);
    const second = set('pipeDN', 2, first.id);
    const third = set('pipeDN', 3, second.id);
    const other = set('title', 'x');
    for (const command of [first, second, third, other]) queue.add(command, TOPIC);
    queue.sent(first.id);
    queue.answered(first.id, refused('EDIT_CONFLICT'));
    expect(queue.refused.map((one) => [one.command.id, one.joined.map((c) => c.id)])).toEqual([
      [first.id, [second.id, third.id]],
    ]);
    expect(ids(queue.pending)).toEqual([other.id]);
    queue.dismiss(first.id);
    expect(queue.refused).toEqual([]);
  });

  test('"it was so already" puts the holder into the basis of what waits', () => {
    const queue = new CommandQueue();
    const first = set('pipeDN', 1);
    const second = set('pipeDN', 2, first.id);
    queue.add(first, TOPIC);
    queue.add(second, TOPIC);
    queue.sent(first.id);
    queue.answered(first.id, { ok: true, nothing: true, index: 3, holder: uuid(77), events: [] });
    expect(queue.pending[0]?.command.basis).toEqual({ pipeDN: uuid(77) });
  });

  test.each(['BUSY', 'STARTING', 'AHEAD', 'OUTCOME_UNKNOWN', 'TOO_MANY_REQUESTS', 'STORE_UNAVAILABLE'])(
    'after %s the same is sent again',
    (code) => {
      const queue = new CommandQueue();
      const command = set('pipeDN', 1);
      queue.add(command, TOPIC);
      queue.sent(command.id);
      expect(queue.answered(command.id, refused(code))).toBe('again');
      expect(queue.sendable()[0]?.command).toBe(command);
    },
  );

  test('signed out, it is held and kept; tried again it goes', () => {
    const queue = new CommandQueue();
    const command = set('pipeDN', 1);
    queue.add(command, TOPIC);
    queue.sent(command.id);
    queue.answered(command.id, refused('NOT_SIGNED_IN'));
    expect(queue.pending[0]?.state).toBe('attention');
    expect(queue.sendable()).toEqual([]);
    queue.retry();
    expect(ids(queue.sendable())).toEqual([command.id]);
  });

  test('what loses its connection twice needs attention instead of being sent for ever', () => {
    const queue = new CommandQueue();
    const command = set('pipeDN', 1);
    queue.add(command, TOPIC);
    queue.sent(command.id);
    queue.connectionLost();
    expect(queue.pending[0]?.state).toBe('waiting');
    queue.sent(command.id);
    queue.connectionLost();
    expect(queue.pending[0]?.state).toBe('attention');
  });
});

describe('whatever happens', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('add' as const),
      field: fc.constantFrom('pipeDN', 'title', 'backupMW'),
      subject: fc.constantFrom(id('pln', 1), id('pln', 2)),
      whole: fc.boolean(),
    }),
    fc.record({ do: fc.constant('send' as const) }),
    fc.record({
      do: fc.constant('answer' as const),
      at: fc.nat(5),
      what: fc.constantFrom('done', 'nothing', 'BUSY', 'EDIT_CONFLICT'),
    }),
    fc.record({ do: fc.constant('lose' as const) }),
    fc.record({ do: fc.constant('see' as const), at: fc.nat(5) }),
    fc.record({ do: fc.constant('retry' as const) }),
  );

  test('nothing is lost, nothing goes twice at once, and what has left is never changed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new CommandQueue();
        const given = new Set<string>();
        const finished = new Set<string>();
        const left = new Map<string, string>();
        let index = 0;
        for (const one of steps) {
          if (one.do === 'add') {
            const basis = queue.lastOn(one.subject, one.field) ?? null;
            const command = one.whole
              ? { id: uuid(++number), type: 'ParkPlan', subject: one.subject, data: { reason: 'x' } }
              : set(one.field, ++number, basis, one.subject);
            queue.add(command, TOPIC);
            given.add(command.id);
          } else if (one.do === 'send') {
            for (const { command } of queue.sendable()) {
              queue.sent(command.id);
              left.set(command.id, left.get(command.id) ?? JSON.stringify(command));
            }
          } else if (one.do === 'answer') {
            const sent = queue.pending.filter((p) => p.state === 'sent');
            const chosen = sent[one.at % Math.max(1, sent.length)];
            if (!chosen) continue;
            const { id: command } = chosen.command;
            if (one.what === 'done') queue.answered(command, done(++index));
            else if (one.what === 'nothing') {
              queue.answered(command, { ok: true, nothing: true, index, holder: uuid(1), events: [] });
              finished.add(command);
            } else queue.answered(command, refused(one.what));
          } else if (one.do === 'lose') queue.connectionLost();
          else if (one.do === 'retry') queue.retry();
          else {
            const before = ids(queue.pending);
            queue.seen(TOPIC, new Set(), one.at);
            for (const gone of before) if (!ids(queue.pending).includes(gone)) finished.add(gone);
          }
          const under = queue.pending.filter((p) => p.state === 'sent');
          for (const [at, a] of under.entries())
            for (const b of under.slice(at + 1))
              if (a.command.subject === b.command.subject) expect(facetsMeet(a.facet, b.facet)).toBe(false);
          for (const p of queue.pending)
            if (left.has(p.command.id)) expect(JSON.stringify(p.command)).toBe(left.get(p.command.id));
          const kept = [
            ...ids(queue.pending),
            ...queue.refused.flatMap((r) => [r.command.id, ...r.joined.map((c) => c.id)]),
            ...finished,
          ];
          expect(new Set(kept)).toEqual(given);
        }
      }),
      { numRuns: 400 },
    );
  });
});
