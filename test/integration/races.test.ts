import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import { fullEffectT } from '../../events/project/reduction.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import { freeEUR, type ProgrammeState } from '../../events/programme/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import type { Core } from '../../server/composition/core.ts';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { StoreUnavailable, type EventStore } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { wrapped } from '../faults/store-wrapper.ts';
import { coreAt, freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';

/** Two commands for the last megawatt, euro, share or tonne, given to two processes at the same instant. */

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean().catch(() => undefined);
});

/** A log that several processes open: one file or memory that they share, or lines of their own to a server. */
const engines: Record<string, () => Promise<() => EventStore>> = {
  memory: () => Promise.resolve(sharing(openMemoryStore())),
  sqlite: () => Promise.resolve(sharing(openSqliteStore(join(freshDirectory(), 'log.db')))),
  eventstoredb: async () => {
    const server = await new StandIn().start();
    cleanups.push(async () => server.kill());
    const prefix = `races-${randomUUID()}`;
    return () => openEventStoreDb(server.url, { prefix });
  },
};
function sharing(store: EventStore): () => EventStore {
  cleanups.push(() => store.close());
  return () => wrapped(store, { close: () => Promise.resolve() });
}

async function processOn(store: EventStore, directory: string): Promise<Core> {
  const core = await coreAt(directory, store, 'anything', ':memory:', undefined, true);
  cleanups.push(() => core.stop());
  return core;
}

const KILN = 'kiln';
const day = { from: '2025-01-01' };
/** A site of 10 MW that emitted 1,000 t, its company, a plan at which it sits, and a programme with 1,000 EUR. */
async function table(open: () => EventStore) {
  const directory = freshDirectory();
  const [one, two] = [await processOn(open(), directory), await processOn(open(), directory)];
  const id = nameIds(one.seed());
  const give = (core: Core, type: string, subject: string, data: Record<string, unknown>): Promise<CommandAnswer> =>
    core.commands.executeAsSystem(
      { id: newCommandId(), type, subject, data },
      { organisation: id('org', KILN), role: 'COMPANY' },
    );
  const made = async (...wish: [type: string, subject: string, data: Record<string, unknown>]): Promise<void> => {
    const answer = await give(one, ...wish);
    expect(answer.ok, `${wish[0]} ${JSON.stringify(answer)}`).toBe(true);
  };
  const ring = [
    [5, 52],
    [5.1, 52],
    [5.1, 52.1],
    [5, 52],
  ];
  await made('DefineRegion', id('reg', 'region'), {
    ...{ name: 'Waard', kind: 'CUSTOM', geometry: { type: 'MultiPolygon', coordinates: [[ring]] } },
    ...{ provinceCodes: ['PV24'], municipalityCodes: [] },
  });
  await made('RegisterOrganisation', id('org', KILN), { name: 'Oven', kinds: ['COMPANY'] });
  await made('RegisterSite', id('sit', KILN), {
    ...{ orgId: id('org', KILN), name: 'Oven', address: { city: 'Waard' }, sector: 'CERAMICS', location: 'ONSHORE' },
    point: [5.05, 52.02],
  });
  await made('RecordConnectionContract', id('sit', KILN), {
    ...{ connectionId: id('con', KILN), offtakeMW: 10, feedInMW: 0, physicalMVA: 20, voltageKV: 10, right: 'FIRM' },
    ...day,
  });
  await made('ReportVerifiedEmissions', id('sit', KILN), { sourceRef: 'NEa', years: [{ year: 2021, t: 1000 }] });
  await made('StartSynergyPlan', id('pln', 'heat'), {
    ...{ regionId: id('reg', 'region'), kind: 'SHARED_HEAT', title: 'Samen warm', initiatorOrg: id('org', KILN) },
  });
  await made('JoinPlan', id('pln', 'heat'), { orgId: id('org', KILN), role: 'SINK', siteIds: [id('sit', KILN)] });
  const caughtUp = async (): Promise<void> => {
    await two.readModels.waitFor(one.readModels.head());
    await one.readModels.waitFor(two.readModels.head());
  };
  await caughtUp();
  const state = (core: Core, prefix: string, name: string): unknown =>
    core.readModels.state(id(prefix, name).replace(/^[a-z]+_/, streams[prefix] ?? ''));
  /** Two wishes at once, one in each process. @returns their answers, when everything that follows has been done */
  const race = async (
    type: string,
    subjects: readonly [string, string],
    data: (racer: 'one' | 'two') => Record<string, unknown>,
  ): Promise<CommandAnswer[]> => {
    const answers = await Promise.all([
      give(one, type, subjects[0], data('one')),
      give(two, type, subjects[1], data('two')),
    ]);
    for (const core of [one, two]) await core.settled();
    await caughtUp();
    for (const core of [one, two]) await core.settled();
    return answers;
  };
  return { one, two, directory, id, made, give, race, state, caughtUp };
}
const streams: Record<string, string> = {
  sit: 'site-',
  prj: 'project-',
  bud: 'programme-',
  dec: 'decision-',
};
const attributedIn = ({ attributions }: ProjectState): number =>
  Object.values(attributions).reduce((sum, { value }) => sum + (typeof value === 'number' ? value : 0), 0);
const codes = (answers: CommandAnswer[]): string[] =>
  answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code)).sort();

const project = (site: string, t: number) => ({
  ...{ siteId: site, title: 'Elektrische oven', route: 'ELECTRIFICATION', phase: 'IDEA', startYear: 2030 },
  reduction: { t2030: t, t2035: t, t2040: t },
});
/** Tonnes that a site's projects save together, as a process knows it. */
const savedT = (core: Core): number =>
  core.readModels.streams('project').reduce((sum, stream) => {
    const value = lastRecorded((core.readModels.state(stream) as ProjectState).reduction)?.value;
    return sum + (value && 't2030' in value ? fullEffectT(value) : 0);
  }, 0);

describe.each(Object.keys(engines))('on %s, two processes', (engine) => {
  test('cannot both have the last megawatts of a site or the rest of a share', async () => {
    const { one, two, id, made, race, state } = await table((await engines[engine]?.()) as () => EventStore);
    const pledge = (racer: string) => ({
      ...{ contributionId: id('ctr', racer), planId: id('pln', 'heat'), kind: 'CAPACITY_MW', amount: 6 },
      ...{ from: '2030-01-01', to: '2031-12-31' },
    });
    expect(codes(await race('PledgeContribution', [id('sit', KILN), id('sit', KILN)], pledge))).toEqual([
      'CONTRIBUTION_EXCEEDS_SITE',
      'ok',
    ]);
    await made('ProposeProject', id('prj', 'share'), project(id('sit', KILN), 100));
    const attribute = () => ({ planId: id('pln', 'heat'), share: 0.6 });
    await made('StartSynergyPlan', id('pln', 'other'), {
      ...{ regionId: id('reg', 'region'), kind: 'SHARED_HEAT', title: 'Nog warmer', initiatorOrg: id('org', KILN) },
    });
    const both = await race('AttributeReduction', [id('prj', 'share'), id('prj', 'share')], (racer) =>
      racer === 'one' ? attribute() : { planId: id('pln', 'other'), share: 0.6 },
    );
    expect(codes(both)).toEqual(['DOUBLE_COUNTED', 'ok']);
    for (const core of [one, two]) {
      const { reservations } = state(core, 'sit', KILN) as SiteState;
      expect(Object.values(reservations).map(({ MW }) => MW)).toEqual([6]);
      expect(attributedIn(state(core, 'prj', 'share') as ProjectState)).toBe(0.6);
    }
  });

  test('cannot both have the last euros; nor decide on a mandate that the other has just taken back', async () => {
    const { one, two, id, made, give, race, state, caughtUp } = await table(
      (await engines[engine]?.()) as () => EventStore,
    );
    const lotte = { actor: 'act_lotte', organisation: id('org', 'province'), role: 'PROVINCE' } as const;
    const asLotte = (core: Core, type: string, name: string, data: Record<string, unknown>, basis?: string) =>
      core.commands.executeAsSystem(
        {
          ...{ id: newCommandId(), type, subject: id('dec', name), data },
          ...(basis === undefined ? {} : { basis: { content: basis } }),
        },
        lotte,
      );
    await made('RegisterOrganisation', lotte.organisation, { name: 'Provincie', kinds: ['PROVINCE'] });
    await made('GrantMembership', lotte.organisation, {
      ...{ actorId: lotte.actor, role: lotte.role, regionIds: [id('reg', 'region')], ...day },
    });
    await made('GrantMandate', lotte.organisation, {
      ...{ mandateId: id('mnd', 'money'), actorId: lotte.actor, subject: 'BUDGET', maxEUR: 5000, ...day },
    });
    const take = async (core: Core, name: string): Promise<CommandAnswer> => {
      const question = 'Leggen we dit geld vast?';
      const subjectIds = [id('reg', 'region'), id('pln', 'heat')];
      await asLotte(one, 'DraftDecision', name, { type: 'BUDGET', question, subjectIds });
      for (const [label, doNothing] of [
        ['Niets doen', true],
        ['Vastleggen', false],
      ] as const)
        await asLotte(one, 'AddAlternative', name, { alternativeId: id('alt', `${name} ${label}`), label, doNothing });
      await caughtUp();
      const { content } = state(one, 'dec', name) as DecisionState;
      const taken = {
        ...{ chosen: id('alt', `${name} Vastleggen`), mandateId: id('mnd', 'money'), effectiveDate: '2026-06-01' },
        motivation: 'Omdat het net er moet liggen voordat de eerste oven op stroom over kan gaan.',
      };
      if (name === 'late')
        await made('RevokeMandate', lotte.organisation, {
          ...{ mandateId: id('mnd', 'money'), reason: 'Andere portefeuille', from: '2026-01-01' },
        });
      return asLotte(core, 'TakeDecision', name, taken, content?.command);
    };
    expect(await take(one, 'early')).toMatchObject({ ok: true });
    await made('AllocateBudget', id('bud', 'pot'), {
      ...{ EUR: 1000, source: 'Klimaatfonds', period: { fromYear: 2026, toYear: 2030 }, docRef: 'Kamerbrief' },
    });
    await caughtUp();
    const commit = (racer: string) => ({
      ...{ commitmentId: id('cmm', racer), targetId: id('pln', 'heat'), EUR: 700, decisionId: id('dec', 'early') },
    });
    expect(codes(await race('CommitFunds', [id('bud', 'pot'), id('bud', 'pot')], commit))).toEqual([
      'BUDGET_EXCEEDED',
      'ok',
    ]);
    for (const core of [one, two]) expect(freeEUR(state(core, 'bud', 'pot') as ProgrammeState)).toBe(300);
    // the second process reads the mandate from the store: its own tail need not have come so far
    expect(codes([await take(two, 'late')])).toEqual(['NO_MANDATE']);
    expect(
      (await give(two, 'CommitFunds', id('bud', 'pot'), { ...commit('late'), decisionId: id('dec', 'late') })).ok,
    ).toBe(false);
  });

  test('cannot both save the last tonnes of a site: what the log holds later is taken back', async () => {
    const { one, two, id, race, made } = await table((await engines[engine]?.()) as () => EventStore);
    const SITE = id('sit', KILN);
    const answers = await race('ProposeProject', [id('prj', 'one'), id('prj', 'two')], () => project(SITE, 600));
    expect(codes(answers)).toContain('ok');
    for (const core of [one, two]) expect(savedT(core)).toBe(600);
    // what still fits is not touched, and what was taken back can be asked for again, as far as it fits
    await made('ProposeProject', id('prj', 'small'), project(SITE, 400));
    await one.settled();
    expect(savedT(one)).toBe(1000);
  });

  test('killed before it is taken back, the next start does it, once', async () => {
    const open = (await engines[engine]?.()) as () => EventStore;
    const { one, two, directory, id, give } = await table(open);
    // the first process dies when it wants to take back; the other is stopped before it could
    await two.stop();
    let dead = false;
    const inner = open();
    const dying = await processOn(
      wrapped(inner, {
        append: (stream, expected, events) =>
          dead || events.some(({ type }) => type === 'ProjectRescoped')
            ? ((dead = true), Promise.reject(new StoreUnavailable('unreachable', 'gone')))
            : inner.append(stream, expected, events),
      }),
      directory,
    );
    await one.stop();
    const SITE = id('sit', KILN);
    // both are decided before either is known: within one process, too
    const answers = await Promise.all(
      ['one', 'two'].map((name) => give(dying, 'ProposeProject', id('prj', name), project(SITE, 600))),
    );
    expect(codes(answers)).toEqual(['ok', 'ok']);
    expect(savedT(dying)).toBe(1200);
    await dying.stop();
    const next = await processOn(open(), directory);
    await next.settled();
    expect(savedT(next)).toBe(600);
    const head = next.readModels.head();
    await next.stop();
    const again = await processOn(open(), directory);
    await again.settled();
    expect(again.readModels.head()).toBe(head);
  });
});
