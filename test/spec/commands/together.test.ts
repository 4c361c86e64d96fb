import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { PlanState } from '../../../events/plan/state.ts';
import { openMemoryStore } from '../../../server/store/memory.ts';
import { StoreUnavailable, type EventStore } from '../../../server/store/port.ts';
import type { Core } from '../../../server/composition/core.ts';
import { wrapped } from '../../faults/store-wrapper.ts';
import { askerIn, coreAt, freshDirectory, withExample } from '../../integration/core-harness.ts';
import { newCommandId } from '../../integration/ids.ts';

/** Commands of one stream that come at once are decided together: with the same outcome as one after another. */

const open: Core[] = [];
afterEach(async () => {
  for (const core of open.splice(0)) await core.stop().catch(() => undefined);
});

interface Setup {
  core: Core;
  appends: { stream: string; events: number }[];
  give: (command: Record<string, unknown>, actor?: string) => ReturnType<Core['commands']['execute']>;
  id: (prefix: string, name: string) => string;
  plan: () => PlanState;
}

async function setup(append?: (store: EventStore) => EventStore['append']): Promise<Setup> {
  const appends: Setup['appends'] = [];
  const store = openMemoryStore();
  const own = append?.(store) ?? ((...args: Parameters<EventStore['append']>) => store.append(...args));
  const core = await coreAt(
    freshDirectory(),
    wrapped(store, {
      append: (stream, expected, events) => {
        appends.push({ stream, events: events.length });
        return own(stream, expected, events);
      },
    }),
    'as they are',
  );
  open.push(core);
  const id = await withExample(core);
  const give: Setup['give'] = (command, actor = 'act_demo-noor') =>
    core.commands.execute({ id: newCommandId(), subject: id('pln', 'heat'), ...command }, () => askerIn(core, actor));
  const plan = () => core.readModels.state(id('pln', 'heat').replace('pln_', 'plan-')) as PlanState;
  appends.length = 0;
  return { core, appends, give, id, plan };
}

const set = (field: string, value: unknown, basis: string | null = null, id?: string) => ({
  ...(id === undefined ? {} : { id }),
  type: 'SetPlanDetail',
  data: { field, value },
  basis: { [field]: basis },
});
const comment = (text: string) => {
  const commentId = `cmt_${newCommandId()}`;
  return { type: 'PlaceComment', data: { commentId, threadId: commentId, target: 'title', text, mentions: [] } };
};

describe('commands that come at once', () => {
  test('go into one append, each with its own answer', async () => {
    const { appends, give, plan } = await setup();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => give(comment(`n ${n}`))));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(answers.map((answer) => answer.ok && answer.index)).size).toBe(20);
    expect(appends.map((one) => one.events)).toEqual([20]);
    expect(Object.keys(plan().comments)).toHaveLength(23);
  });

  test('a later one is decided on what the earlier makes: the second on the same field conflicts', async () => {
    const { give, plan } = await setup();
    const [first, second, third] = await Promise.all([
      give(set('lossHours', 7_000)),
      give(set('lossHours', 7_100), 'act_demo-daan'),
      give(set('lossHours', 7_000), 'act_demo-daan'),
    ]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, problem: { code: 'EDIT_CONFLICT', values: { theirs: 7_000 } } });
    expect(third).toMatchObject({ ok: true, nothing: true });
    expect(plan().details['lossHours']).toHaveLength(1);
  });

  test('a chain of edits, each based on the one before, is taken whole', async () => {
    const { appends, give, plan } = await setup();
    const ids = Array.from({ length: 10 }, newCommandId);
    const answers = await Promise.all(ids.map((id, n) => give(set('lossHours', 100 + n, ids[n - 1] ?? null, id))));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(plan().details['lossHours']?.at(-1)?.value).toBe(109);
    expect(appends).toHaveLength(1);
    // and the next batch goes on from what was kept ahead
    const next = Array.from({ length: 3 }, newCommandId);
    await Promise.all(next.map((id, n) => give(set('lossHours', 200 + n, next[n - 1] ?? ids.at(-1) ?? null, id))));
    expect(plan().details['lossHours']?.map((entry) => entry.value)).toEqual([
      ...ids.map((_, n) => 100 + n),
      200,
      201,
      202,
    ]);
  });

  test('after somebody left, what he gives in the same moment is judged by his rights of then', async () => {
    const { give, id } = await setup();
    const [left, after] = await Promise.all([
      give({ type: 'LeavePlan', data: { orgId: id('org', 'polderwit'), reason: 'Andere route' } }, 'act_demo-daan'),
      give(set('lossHours', 1), 'act_demo-daan'),
    ]);
    expect(left).toMatchObject({ ok: true });
    expect(after).toMatchObject({ ok: false, problem: { code: 'NOT_ALLOWED' } });
  });

  test('when the store refuses, each is told; when it comes back, each may be given again', async () => {
    let down = false;
    const { give } = await setup(
      (store) =>
        (...args) =>
          down ? Promise.reject(new StoreUnavailable('full', 'no room')) : store.append(...args),
    );
    down = true;
    const wishes = Array.from({ length: 5 }, (_, n) => ({ id: newCommandId(), ...comment(`n ${n}`) }));
    const refused = await Promise.all(wishes.map((wish) => give(wish)));
    expect(refused.map((answer) => !answer.ok && answer.problem.code)).toEqual(Array(5).fill('STORE_UNAVAILABLE'));
    down = false;
    const taken = await Promise.all(wishes.map((wish) => give(wish)));
    expect(taken.every((answer) => answer.ok && !('repeated' in answer))).toBe(true);
  });

  test('too much for one append goes in one by one', async () => {
    const { appends, give } = await setup();
    // 60 routes of 2,000 points, each drawn on the one before: some 2 MB
    const ids = Array.from({ length: 60 }, newCommandId);
    const route = (n: number) => Array.from({ length: 2_000 }, (_, at) => [5.1 + at / 1e5 + n / 1e8, 52.123_456_789]);
    const answers = await Promise.all(
      ids.map((id, n) =>
        give({
          id,
          type: 'DrawRoute',
          data: { LineString: route(n), length_km: 3 },
          basis: { route: ids[n - 1] ?? null },
        }),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual(Array(60).fill('ok'));
    expect(appends.some((one) => one.events > 1)).toBe(true);
  });

  test('the same command twice at once has one effect', async () => {
    const { give, plan } = await setup();
    const wish = { id: newCommandId(), ...comment('twice') };
    const answers = await Promise.all([give(wish), give(comment('between')), give(wish)]);
    expect(answers[2]).toMatchObject({ ok: true, repeated: true });
    expect(
      Object.values(plan().comments).filter((one) => 'value' in one.text && one.text.value === 'twice'),
    ).toHaveLength(1);
  });

  test('any mix comes out as given one after another', async () => {
    const at = fc.record({
      field: fc.constantFrom('lossHours', 'backupMW', 'title', 'sourceTemperatureC', 'requiredTemperatureC'),
      value: fc.integer({ min: 20, max: 140 }),
      based: fc.boolean(),
      by: fc.constantFrom('act_demo-noor', 'act_demo-daan', 'act_demo-bram'),
    });
    const outcome = async (
      { give, plan }: Setup,
      wishes: readonly { field: string; value: number; based: boolean; by: string }[],
      atOnce: boolean,
    ): Promise<unknown> => {
      const lasts = Object.fromEntries(Object.entries(plan().details).map(([f, t]) => [f, t.at(-1)?.command ?? null]));
      const commands = wishes.map(({ field, value, based, by }) => {
        const what = field === 'title' ? `Titel ${value}` : value;
        return () => give(set(field, what, based ? (lasts[field] ?? null) : null), by);
      });
      const answers: unknown[] = [];
      const codes = (answer: Awaited<ReturnType<Setup['give']>>) =>
        answer.ok ? ('nothing' in answer ? 'nothing' : 'recorded') : answer.problem.code;
      if (atOnce) answers.push(...(await Promise.all(commands.map((command) => command()))).map(codes));
      else for (const command of commands) answers.push(codes(await command()));
      const values = Object.fromEntries(
        Object.entries(plan().details).map(([f, t]) => [f, t.map((entry) => entry.value)]),
      );
      return { answers, values };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(at, { minLength: 3, maxLength: 16 }), async (wishes) => {
        const [together, apart] = [await setup(), await setup()];
        expect(await outcome(together, wishes, true)).toEqual(await outcome(apart, wishes, false));
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});
