import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { PlanState } from '../../events/plan/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import type { Core } from '../../server/composition/core.ts';
import { StoreUnavailable } from '../../server/store/port.ts';
import { ServerProcess } from '../browser/harness.ts';
import { askerIn, coreAt, freshDirectory, withExample } from '../integration/core-harness.ts';
import { newCommandId } from '../integration/ids.ts';
import { Person } from '../integration/server-harness.ts';
import { storeAt } from '../integration/store-under-test.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import { wrapped } from './store-wrapper.ts';

/** A pledge writes the site's stream, and a reaction writes the plan's: what if something breaks in between? */

const open: Core[] = [];
afterEach(async () => {
  for (const core of open.splice(0)) await core.stop().catch(() => undefined);
});
const stream = (subject: string, kind: string): string => subject.replace(/^[a-z]+_/, `${kind}-`);
const pledge = (id: (prefix: string, name: string) => string, name: string, amount: number) => ({
  id: newCommandId(),
  type: 'PledgeContribution',
  subject: id('sit', 'klinker'),
  data: {
    contributionId: id('ctr', name),
    planId: id('pln', 'heat'),
    kind: 'HEAT_MW',
    amount,
    from: '2030-01-01',
    to: '2031-12-31',
    firmness: 'FIRM',
  },
});
const dropReadModels = (directory: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `readmodels.db${suffix}`), { force: true });
};

describe('between the site and the plan', () => {
  test('stopped in between, the next start completes it; from empty read models nothing is done twice', async () => {
    const directory = freshDirectory();
    let plansAreDown = false;
    const file = storeAt(directory);
    const first = await coreAt(
      directory,
      wrapped(file, {
        append: (name, expected, events) =>
          plansAreDown && name.startsWith('plan-')
            ? Promise.reject(new StoreUnavailable('full', 'no room'))
            : file.append(name, expected, events),
      }),
    );
    open.push(first);
    const id = await withExample(first);
    plansAreDown = true;
    const answer = await first.commands.execute(pledge(id, 'between', 1), () => askerIn(first, 'act_demo-noor'));
    expect(answer).toMatchObject({ ok: true });
    const site = () => first.readModels.state(stream(id('sit', 'klinker'), 'site')) as SiteState;
    expect(site().reservations[id('ctr', 'between')]?.MW).toBe(1);
    const planIn = (core: Core) => core.readModels.state(stream(id('pln', 'heat'), 'plan')) as PlanState;
    expect(planIn(first).contributions[id('ctr', 'between')]).toBeUndefined();
    await first.stop();

    const second = await coreAt(directory);
    open.push(second);
    await second.settled();
    expect(planIn(second).contributions[id('ctr', 'between')]?.amount.value).toBe(1);
    const head = second.readModels.head();
    await second.stop();

    dropReadModels(directory);
    const third = await coreAt(directory);
    open.push(third);
    await third.settled();
    expect(third.readModels.head()).toBe(head);
    expect(planIn(third).contributions[id('ctr', 'between')]?.amount.value).toBe(1);
  });

  test('killed at once after the answer, again and again: each pledge is in the plan, once', async () => {
    const server = new ServerProcess();
    await server.start();
    let id: ReturnType<typeof nameIds> | undefined;
    for (let round = 0; round < 4; round++) {
      const noor = await Person.signIn(server.url, 'act_demo-noor');
      if (!id) {
        const { body } = await noor.get('/api/history?type=LogCreated');
        id = nameIds((body['entries'] as { event: { id: string } }[])[0]?.event.id ?? '');
      }
      const command = pledge(id, `round ${round}`, 0.25);
      const answer = await noor.post('/api/commands', command);
      await server.kill();
      expect(answer.status, answer.text).toBe(200);
      await server.start();
      const again = await Person.signIn(server.url, 'act_demo-noor');
      expect((await again.post('/api/commands', command)).body).toMatchObject({ ok: true, repeated: true });
      const names = id;
      const shown = async (): Promise<number> => {
        const { body } = await again.get(`/api/plans/${names('pln', 'heat')}`);
        const all = body['contributions'] as { id: string }[];
        return all.filter((one) => one.id === names('ctr', `round ${round}`)).length;
      };
      await expect.poll(shown).toBe(1);
    }
    await server.kill();
  });
});
