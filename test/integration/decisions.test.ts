import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Command } from '../../events/decision.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { Core } from '../../server/composition/core.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventStore } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { revokedMandateUses } from '../../projections/revoked-mandates/revoked-mandates.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { wrapped } from '../faults/store-wrapper.ts';
import { askerIn, coreAt, freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';

/** A mandate and the decision under it lie in two streams: what comes of a race is the same on every engine. */

const standIn = await new StandIn().start();
afterAll(() => standIn.kill());
const open: Core[] = [];
afterEach(async () => {
  for (const core of open.splice(0)) await core.stop();
});

const engines: Record<string, () => EventStore> = {
  memory: () => openMemoryStore(),
  sqlite: () => openSqliteStore(`${freshDirectory()}/log.db`),
  eventstoredb: () => openEventStoreDb(standIn.url, { prefix: `race-${newCommandId()}` }),
};

const LOTTE = 'act_lotte';
const TODAY = '2026-06-01';
const motivation = 'Omdat de warmte er is, de vraag er is, en wachten geen euro goedkoper maakt.';

interface Table {
  core: Core;
  give: (
    type: string,
    subject: string,
    data: Record<string, unknown>,
    more?: Partial<Command>,
  ) => ReturnType<Core['commands']['execute']>;
  id: (prefix: string, name: string) => string;
  decision: (name?: string) => DecisionState;
  content: (name?: string) => { basis: Record<string, string> };
}

/** A region, the province with a mandate, and a proposal with its alternatives. */
async function table(store: EventStore, now?: () => number): Promise<Table> {
  const core = await coreAt(freshDirectory(), store, 'as they are', undefined, now);
  open.push(core);
  const id = nameIds(core.seed());
  const system = async (type: string, subject: string, data: Record<string, unknown>): Promise<void> => {
    const answer = await core.commands.executeAsSystem({ id: newCommandId(), type, subject, data });
    expect(answer.ok, JSON.stringify(answer)).toBe(true);
  };
  const ring = [
    [5, 52],
    [5.1, 52],
    [5.1, 52.1],
    [5, 52],
  ];
  await system('RegisterOrganisation', id('org', 'province'), { name: 'Provincie', kinds: ['PROVINCE'] });
  await system('DefineRegion', id('reg', 'region'), {
    ...{ name: 'Waard', kind: 'CUSTOM', geometry: { type: 'MultiPolygon', coordinates: [[ring]] } },
    ...{ provinceCodes: ['PV24'], municipalityCodes: [] },
  });
  const membership = { actorId: LOTTE, role: 'PROVINCE', regionIds: [id('reg', 'region')], from: '2025-01-01' };
  await system('GrantMembership', id('org', 'province'), membership);
  await system('GrantMandate', id('org', 'province'), {
    ...{ mandateId: id('mnd', 'priority'), actorId: LOTTE, subject: 'PRIORITY', from: '2025-01-01' },
  });
  const give: Table['give'] = (type, subject, data, more) =>
    core.commands.execute({ id: newCommandId(), type, subject, data, ...more }, () => askerIn(core, LOTTE));
  const decision: Table['decision'] = (name = 'decision') =>
    core.readModels.state(id('dec', name).replace('dec_', 'decision-')) as DecisionState;
  const content: Table['content'] = (name) => ({ basis: { content: decision(name).content?.command ?? '' } });
  return { core, give, id, decision, content };
}

async function propose({ give, id }: Table, name = 'decision', more: Record<string, unknown> = {}): Promise<void> {
  const drafted = await give('DraftDecision', id('dec', name), {
    ...{ type: 'PRIORITY', question: 'Welke bron krijgt voorrang?', subjectIds: [id('reg', 'region')], ...more },
  });
  expect(drafted.ok, JSON.stringify(drafted)).toBe(true);
  for (const [key, doNothing] of [
    ['nothing', true],
    ['heat', false],
  ] as const) {
    const alternative = { alternativeId: id('alt', `${name} ${key}`), label: key, doNothing };
    expect((await give('AddAlternative', id('dec', name), alternative)).ok).toBe(true);
  }
}
const take = ({ give, id, content }: Table, name = 'decision', more: Record<string, unknown> = {}) =>
  give(
    'TakeDecision',
    id('dec', name),
    {
      ...{ chosen: id('alt', `${name} heat`), motivation, mandateId: id('mnd', 'priority'), effectiveDate: TODAY },
      ...more,
    },
    content(name),
  );
const revoke = ({ core, id }: Table) =>
  core.commands.executeAsSystem({
    id: newCommandId(),
    type: 'RevokeMandate',
    subject: id('org', 'province'),
    data: { mandateId: id('mnd', 'priority'), from: '2026-01-01', reason: 'Andere functie' },
  });

async function logOf(store: EventStore): Promise<readonly RecordedEvent[]> {
  return (await store.readAll({ limit: 1_000 })).events;
}

/** The store, with a door that can be held shut before an append to one kind of stream. */
function doored(
  store: EventStore,
  kind: string,
): { store: EventStore; hold: () => { reached: Promise<void>; open: () => void } } {
  let waiting: { reached: () => void; opened: Promise<void> } | undefined;
  return {
    store: wrapped(store, {
      append: async (stream, expected, events) => {
        const door = waiting;
        if (door && stream.startsWith(`${kind}-`)) {
          waiting = undefined;
          door.reached();
          await door.opened;
        }
        return store.append(stream, expected, events);
      },
    }),
    hold: () => {
      let reached = (): void => undefined;
      let opens = (): void => undefined;
      const at = new Promise<void>((resolve) => (reached = resolve));
      const opened = new Promise<void>((resolve) => (opens = resolve));
      waiting = { reached, opened };
      return { reached: at, open: opens };
    },
  };
}

describe.each(Object.keys(engines))('a mandate and a decision on %s', (engine) => {
  const fresh = (): EventStore => engines[engine]?.() ?? openMemoryStore();

  test('the event that granted the mandate stands in the decision’s envelope, and does not leave the server', async () => {
    const store = fresh();
    const here = await table(store);
    await propose(here);
    const answer = await take(here);
    expect(answer).toMatchObject({ ok: true });
    const log = await logOf(store);
    const granted = log.find((event) => event.type === 'MandateGranted');
    expect(log.find((event) => event.type === 'DecisionTaken')?.meta.mandate).toBe(granted?.id);
    expect(log.filter((event) => event.meta.mandate !== undefined)).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain(granted?.id);
  });

  test('revoked first: the decision is refused', async () => {
    const here = await table(fresh());
    await propose(here);
    expect((await revoke(here)).ok).toBe(true);
    expect(await take(here)).toMatchObject({
      ok: false,
      problem: { code: 'NO_MANDATE', values: { person: LOTTE, subject: 'PRIORITY' } },
    });
  });

  test('revoked by another process, of which our tail has not heard: refused all the same', async () => {
    const store = fresh();
    let hears = Promise.resolve();
    let listen = (): void => undefined;
    const hardOfHearing = wrapped(store, {
      subscribe: (options, onBatch, signal) =>
        store.subscribe(options, async (batch) => hears.then(() => onBatch(batch)), signal),
    });
    const here = await table(hardOfHearing);
    await propose(here);
    const org = here.id('org', 'province').replace('org_', 'organisation-');
    const log = await logOf(store);
    const last = log.findLast((event) => event.stream === org);
    const granted = log.find((event) => event.type === 'MandateGranted');
    if (!last || !granted) throw new Error('no mandate');
    hears = new Promise((resolve) => (listen = resolve));
    await store.append(org, last.revision, [
      {
        ...{ type: 'MandateRevoked', version: 1, salt: granted.salt, id: granted.id.replace(/.{12}$/, '0123456789ab') },
        data: { mandateId: here.id('mnd', 'priority'), from: '2026-01-01', reason: 'Andere functie' },
        meta: { ...granted.meta, command: newCommandId() },
      },
    ]);
    const answer = await take(here);
    const known = here.core.readModels.state(org) as OrganisationState;
    expect(known.mandates[here.id('mnd', 'priority')]?.revoked).toBeUndefined();
    expect(answer).toMatchObject({ ok: false, problem: { code: 'NO_MANDATE' } });
    listen();
  });

  test('revoked between the reading and the append: recorded, and found by the read model', async () => {
    const door = doored(fresh(), 'decision');
    const here = await table(door.store);
    await propose(here);
    const { reached, open: let_ } = door.hold();
    const taking = take(here);
    await reached;
    expect((await revoke(here)).ok).toBe(true);
    let_();
    expect(await taking).toMatchObject({ ok: true });
    expect(revokedMandateUses(here.core.readModels.topicState('decisions'))).toMatchObject([
      { decision: here.id('dec', 'decision'), what: 'TAKEN', actor: LOTTE, revokedFrom: '2026-01-01' },
    ]);
  });

  test('at once: refused, or recorded before, or recorded after and found', async () => {
    const store = fresh();
    const here = await table(store);
    await propose(here);
    const [taken, revoked] = await Promise.all([take(here), revoke(here)]);
    expect(revoked.ok).toBe(true);
    const log = await logOf(store);
    const at = (type: string): number => log.findIndex((event) => event.type === type);
    const uses = revokedMandateUses(here.core.readModels.topicState('decisions'));
    if (!taken.ok) expect([taken.problem.code, at('DecisionTaken')]).toEqual(['NO_MANDATE', -1]);
    else expect(uses).toHaveLength(at('DecisionTaken') > at('MandateRevoked') ? 1 : 0);
  });
});

describe('a decision that replaces another', () => {
  test('ends it by a reaction, once; of two that would, the second is refused', async () => {
    const store = openMemoryStore();
    const here = await table(store);
    await propose(here);
    expect(await take(here)).toMatchObject({ ok: true });
    await propose(here, 'second', { supersedes: here.id('dec', 'decision') });
    await propose(here, 'third', { supersedes: here.id('dec', 'decision') });
    expect(here.decision().status).toBe('TAKEN');
    expect(await take(here, 'second')).toMatchObject({ ok: true });
    await here.core.settled();
    expect(here.decision()).toMatchObject({ status: 'SUPERSEDED', supersededBy: { value: here.id('dec', 'second') } });
    expect(await take(here, 'third')).toMatchObject({ ok: false, problem: { code: 'DECISION_NOT_STANDING' } });
    const ends = (await logOf(store)).filter((event) => event.type === 'DecisionSuperseded');
    expect(ends).toHaveLength(1);
    expect(ends[0]?.meta).toMatchObject({ actor: 'act_system', role: 'PROVINCE' });
  });

  test('both taken at once: one ends it, no step stays open', async () => {
    const store = openMemoryStore();
    const here = await table(store);
    await propose(here);
    await take(here);
    for (const name of ['second', 'third']) await propose(here, name, { supersedes: here.id('dec', 'decision') });
    await Promise.all([take(here, 'second'), take(here, 'third')]);
    await here.core.settled();
    expect(here.decision().status).toBe('SUPERSEDED');
    expect((await logOf(store)).filter((event) => event.type === 'DecisionSuperseded')).toHaveLength(1);
  });
});

describe('conditions that come due', () => {
  const day = (text: string) => Date.parse(`${text}T08:00:00Z`);
  const conditions = (id: Table['id']) => [{ conditionId: id('cnd', 'money'), text: 'Subsidie', due: '2026-09-01' }];

  test('are recorded as spoken of, once for each stage, whatever starts and processes there are', async () => {
    const store = openMemoryStore();
    let now = day('2026-08-01');
    const here = await table(store, () => now);
    await propose(here);
    await take(here, 'decision', { conditions: conditions(here.id) });
    const reminders = async () =>
      (await logOf(store)).filter((event) => event.type === 'ConditionReminded').map((event) => event.data['stage']);
    await here.core.remind();
    expect(await reminders()).toEqual([]);
    now = day('2026-08-20');
    // a second process on the same store, and each asked twice
    const other = await coreAt(
      freshDirectory(),
      wrapped(store, { close: async () => undefined }),
      'as they are',
      undefined,
      () => now,
    );
    await Promise.all([here.core.remind(), other.remind()]);
    await Promise.all([here.core.remind(), other.remind()]);
    expect(await reminders()).toEqual(['SOON']);
    now = day('2026-09-02');
    await here.core.remind();
    await other.stop();
    // a start after that: what it does by itself adds nothing
    const restarted = await coreAt(
      freshDirectory(),
      wrapped(store, { close: async () => undefined }),
      'as they are',
      undefined,
      () => now,
    );
    await restarted.remind();
    await restarted.stop();
    expect(await reminders()).toEqual(['SOON', 'OVERDUE']);
    const [first] = (await logOf(store)).filter((event) => event.type === 'ConditionReminded');
    const taken = (await logOf(store)).find((event) => event.type === 'DecisionTaken');
    expect(first?.meta).toMatchObject({ actor: 'act_system', $causationId: taken?.id, role: 'PROVINCE' });
  });
});

describe('what a decision rests on', () => {
  test('are facts that the decider can see, known at the moment it names', async () => {
    const store = openMemoryStore();
    const here = await table(store);
    await propose(here);
    const fact = (await logOf(store)).find((event) => event.type === 'RegionDefined');
    const inputIndex = here.core.readModels.head();
    const unknown = '0190a000-0000-8000-8000-000000000999';
    const wish = (more: Record<string, unknown>) => take(here, 'decision', { inputIndex, ...more });
    expect(await wish({ citedEventIds: [unknown] })).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
    expect(await wish({ citedEventIds: [fact?.id], inputIndex: 0 })).toMatchObject({
      ok: false,
      problem: { code: 'FACT_AFTER_INPUT' },
    });
    expect(await wish({ inputIndex: 9_999 })).toMatchObject({ ok: false, problem: { code: 'INPUT_AHEAD' } });
    expect(await wish({ citedEventIds: [fact?.id] })).toMatchObject({ ok: true });
    expect(here.decision().taken).toMatchObject({ inputIndex, citedEventIds: [fact?.id] });
  });
});
