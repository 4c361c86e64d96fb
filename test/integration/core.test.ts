import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { planView } from '../../projections/plan-view/plan-view.ts';
import { regionOverview } from '../../projections/region-overview/region-overview.ts';
import type { Core } from '../../server/composition/core.ts';
import { toText } from '../../server/readmodels/snapshot.ts';
import { askerIn, coreAt, freshDirectory, withExample } from './core-harness.ts';
import { newCommandId } from './ids.ts';

const open: Core[] = [];
const start = async (directory: string): Promise<Core> => {
  const core = await coreAt(directory);
  open.push(core);
  return core;
};
afterEach(async () => {
  for (const core of open.splice(0)) await core.stop().catch(() => undefined);
});

/** Everything the read models hold, as one text. */
const dump = (core: Core): string =>
  (['log', 'organisation', 'region', 'site', 'plan', 'import'] as const)
    .flatMap((kind) => core.readModels.streams(kind))
    .sort()
    .map((stream) => `${stream} ${toText(core.readModels.stand(stream))} ${core.readModels.topicsOf(stream).join()}`)
    .join('\n');

describe('the example region', () => {
  test('is made by ordinary commands and shows a lively plan', async () => {
    const core = await start(freshDirectory());
    const id = await withExample(core);
    const region = id('reg', 'region');
    const overview = regionOverview(core.readModels.topicState(`region:${region}`), region, '2026-06-01');
    expect(overview?.sites).toHaveLength(5);
    expect(overview?.plans).toHaveLength(3);
    expect(overview?.example).toBe(true);
    const view = planView(core.readModels.topicState(`region:${region}`), id('pln', 'heat'), '2026-06-01');
    expect(view?.totalsMW).toEqual({ HEAT_MW: 5.5, CAPACITY_MW: 0.8 });
    expect(view?.participants.filter((p) => p.state === 'joined')).toHaveLength(4);
    expect(view?.milestones).toHaveLength(4);
  });

  test('made again, nothing happens twice', async () => {
    const core = await start(freshDirectory());
    await withExample(core);
    const before = core.readModels.head();
    await withExample(core);
    expect(core.readModels.head()).toBe(before);
  });
});

describe('read models', () => {
  test('a deleted file is rebuilt and equals the old one; so does a restart from snapshots', async () => {
    const directory = freshDirectory();
    const first = await start(directory);
    await withExample(first);
    const before = dump(first);
    await first.stop();
    const again = await start(directory);
    expect(dump(again)).toBe(before);
    await again.stop();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `readmodels.db${suffix}`), { force: true });
    const rebuilt = await start(directory);
    expect(dump(rebuilt)).toBe(before);
  });

  test('any moment can be seen again', async () => {
    const core = await start(freshDirectory());
    const id = await withExample(core);
    const topic = `region:${id('reg', 'region')}`;
    const events = core.readModels.history(
      { stream: id('pln', 'heat').replace('pln_', 'plan-'), limit: 200 },
      { key: 'all', has: () => true },
    ).entries;
    const dn = events.find((entry) => entry.event.data['field'] === 'pipeDN');
    const at = (index: number) =>
      planView(core.readModels.topicState(topic, index), id('pln', 'heat'), '2026-12-31')?.fields.find(
        (f) => f.name === 'pipeDN',
      )?.value;
    expect(at(dn?.index ?? 0)).toBe(200);
    expect(at((dn?.index ?? 0) - 1)).toBeUndefined();
  });
});

describe('the command path', () => {
  const setup = async () => {
    const core = await start(freshDirectory());
    const id = await withExample(core);
    const as = (actor: string) => (command: Record<string, unknown>) =>
      core.commands.execute({ id: newCommandId(), ...command }, () => askerIn(core, actor));
    return { core, id, as, plan: id('pln', 'heat') };
  };

  test('the same id again is answered as the first time, also when the stream moved on and after a restart', async () => {
    const directory = freshDirectory();
    const core = await start(directory);
    const id = await withExample(core);
    const command = {
      id: newCommandId(),
      type: 'SetPlanDetail',
      subject: id('pln', 'heat'),
      data: { field: 'lossHours', value: 7000 },
    };
    const noor = (c: Core) => () => askerIn(c, 'act_demo-noor');
    const first = await core.commands.execute(command, noor(core));
    expect(first).toMatchObject({ ok: true });
    await core.commands.execute(
      { ...command, id: newCommandId(), data: { field: 'pipeDN', value: 250 }, basis: {} },
      noor(core),
    );
    const other = {
      id: newCommandId(),
      type: 'PlaceComment',
      subject: id('pln', 'heat'),
      data: { commentId: id('cmt', 'x'), threadId: id('cmt', 'x'), target: 'title', text: 'On' },
    };
    await core.commands.execute(other, noor(core));
    const head = core.readModels.head();
    expect(await core.commands.execute(command, noor(core))).toMatchObject({
      ok: true,
      repeated: true,
      index: 'index' in first ? first.index : -1,
    });
    await core.stop();
    const again = await start(directory);
    expect(await again.commands.execute(command, noor(again))).toMatchObject({ ok: true, repeated: true });
    expect(again.readModels.head()).toBe(head);
    const changed = { ...command, data: { field: 'lossHours', value: 1 } };
    expect(await again.commands.execute(changed, noor(again))).toMatchObject({
      ok: false,
      problem: { code: 'COMMAND_ID_REUSED' },
    });
    expect(await again.commands.execute(command, () => askerIn(again, 'act_demo-daan'))).toMatchObject({
      ok: false,
      problem: { code: 'COMMAND_ID_REUSED' },
    });
  });

  test('one id for two subjects at once has one effect', async () => {
    const { core, id } = await setup();
    const shared = newCommandId();
    const set = (plan: string) => ({
      id: shared,
      type: 'SetPlanDetail',
      subject: id('pln', plan),
      data: { field: 'lossHours', value: 7000 },
    });
    const answers = await Promise.all(
      ['heat', 'harbour'].map((plan) => core.commands.execute(set(plan), () => askerIn(core, 'act_demo-noor'))),
    );
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true]);
    expect(core.readModels.eventsOf(shared)).toHaveLength(1);
  });

  test('two pledges that race for the last megawatt cannot both win', async () => {
    const { core, id, as } = await setup();
    const pledge = (n: number) =>
      as('act_demo-noor')({
        type: 'PledgeContribution',
        subject: id('sit', 'klinker'),
        data: {
          contributionId: id('ctr', `race${n}`),
          planId: id('pln', 'heat'),
          kind: 'HEAT_MW',
          amount: 2,
          from: '2029-01-01',
          to: '2030-12-31',
          firmness: 'FIRM',
        },
      });
    const answers = await Promise.all([pledge(1), pledge(2), pledge(3)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(
      answers.filter((answer) => !answer.ok).every((a) => !a.ok && a.problem.code === 'CONTRIBUTION_EXCEEDS_SITE'),
    ).toBe(true);
    await core.settled();
  });

  test('a pledge that the plan refuses comes free again, with the code as reason', async () => {
    const { core, id, as } = await setup();
    const answer = await as('act_demo-daan')({
      type: 'PledgeContribution',
      subject: id('sit', 'polderwit'),
      data: {
        contributionId: id('ctr', 'stranger'),
        planId: id('pln', 'harbour'),
        kind: 'CAPACITY_MW',
        amount: 1,
        from: '2029-01-01',
        to: '2030-12-31',
        firmness: 'FIRM',
      },
    });
    expect(answer.ok).toBe(true);
    await core.settled();
    const site = core.readModels.state(id('sit', 'polderwit').replace('sit_', 'site-'));
    expect(site).toMatchObject({
      reservations: expect.not.objectContaining({ [id('ctr', 'stranger')]: expect.anything() }),
    });
    const [last] = core.readModels.history(
      { stream: id('sit', 'polderwit').replace('sit_', 'site-'), limit: 1 },
      { key: 'all', has: () => true },
    ).entries;
    expect(last?.event).toMatchObject({ type: 'SiteCapacityReleased', data: { reason: 'NOT_PARTICIPANT' } });
  });

  test('withdrawing a contribution and leaving set the megawatts free', async () => {
    const { core, id, as } = await setup();
    await as('act_demo-noor')({
      type: 'WithdrawContribution',
      subject: id('pln', 'heat'),
      data: { contributionId: id('ctr', 'klinker'), reason: 'kiln is rebuilt' },
    });
    await as('act_demo-daan')({
      type: 'LeavePlan',
      subject: id('pln', 'heat'),
      data: { orgId: id('org', 'polderwit'), reason: 'other route' },
    });
    await core.settled();
    for (const key of ['klinker', 'polderwit']) {
      expect(core.readModels.state(id('sit', key).replace('sit_', 'site-'))).toMatchObject({ reservations: {} });
    }
  });

  test('answered commands are seen by whoever asks next', async () => {
    const { core, id, as, plan } = await setup();
    for (let value = 100; value < 110; value++) {
      const standing = core.readModels.topicState(`region:${id('reg', 'region')}`);
      const basis =
        planView(standing, plan, '2099-01-01')?.fields.find((field) => field.name === 'lossHours')?.last?.command ??
        null;
      const answer = await as('act_demo-noor')({
        type: 'SetPlanDetail',
        subject: plan,
        data: { field: 'lossHours', value },
        basis: { lossHours: basis },
      });
      expect(answer).toMatchObject({ ok: true });
      expect(
        planView(core.readModels.topicState(`region:${id('reg', 'region')}`), plan, '2099-01-01')?.fields.find(
          (f) => f.name === 'lossHours',
        )?.value,
      ).toBe(value);
    }
  });

  test.each([
    [null],
    [42],
    [[]],
    ['text'],
    [{}],
    [{ id: 'x' }],
    [{ id: newCommandId(), type: 'Nope', subject: 'pln_1', data: {} }],
    [{ id: newCommandId(), type: '__proto__', subject: `pln_${newCommandId()}`, data: {} }],
    [
      {
        id: newCommandId(),
        type: 'SetPlanDetail',
        subject: `pln_${newCommandId()}`,
        data: { field: 'title', value: 'abc', extra: 1 },
      },
    ],
    [
      {
        id: newCommandId(),
        type: 'SetPlanDetail',
        subject: `pln_${newCommandId()}`,
        data: { field: '__proto__', value: 'abc' },
        extra: true,
      },
    ],
    [
      {
        id: newCommandId(),
        type: 'SetPlanDetail',
        subject: `pln_${newCommandId()}`,
        data: { field: 'title', value: 'a\ud800b' },
      },
    ],
  ])('bad input %j is a problem with a code and sentences', async (input) => {
    const { core } = await setup();
    const answer = await core.commands.execute(input, () => askerIn(core, 'act_demo-noor'));
    expect(answer).toMatchObject({
      ok: false,
      problem: {
        code: expect.stringMatching(/^[A-Z_]+$/),
        sentences: { nl: expect.any(String), en: expect.any(String) },
      },
    });
  });
});
