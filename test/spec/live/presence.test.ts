import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPresence } from '../../../server/live/presence-messages.ts';
import { Presence, type Tab } from '../../../server/live/presence.ts';

const topic = 'region:reg_a';
const tab = (actor: string, field?: string, more: Partial<Tab> = {}): Tab => ({
  ...{ topic, actor, name: actor.toUpperCase(), organisation: 'org_a', state: 'active' },
  pointer: field === undefined ? null : { subject: 'pln_a', field },
  ...more,
});
const people = (presence: Presence, shows = true) => presence.people(topic, () => shows);
const names = (presence: Presence): string[] => people(presence).map((person) => person.actor);

describe('tabs of this process', () => {
  test('are one person, as active as the most active of them, with a pointer for each', () => {
    const presence = new Presence('here');
    presence.hear('1', tab('noor', 'pipeDN', { state: 'away' }), 0);
    presence.hear('2', tab('noor', 'backupMW'), 0);
    presence.hear('3', tab('noor', undefined, { state: 'idle' }), 0);
    const [noor, ...others] = people(presence);
    expect(others).toEqual([]);
    expect(noor).toMatchObject({ actor: 'noor', name: 'NOOR', state: 'active' });
    expect(noor?.pointers.map(({ field }) => field)).toEqual(['pipeDN', 'backupMW']);
  });

  test('a pointer at what may not be shown leaves the person without it', () => {
    const presence = new Presence('here');
    presence.hear('1', tab('noor', 'pipeDN'), 0);
    expect(people(presence, false)).toEqual([expect.objectContaining({ actor: 'noor', pointers: [] })]);
  });

  test('a sign of life changes nothing; another place, field or state does, in both places', () => {
    const presence = new Presence('here');
    expect([...presence.hear('1', tab('noor', 'pipeDN'), 0)]).toEqual([topic]);
    expect(presence.hear('1', tab('noor', 'pipeDN'), 10).size).toBe(0);
    expect([...presence.hear('1', tab('noor', 'backupMW'), 10)]).toEqual([topic]);
    expect([...presence.hear('1', tab('noor', 'backupMW', { state: 'idle' }), 10)]).toEqual([topic]);
    const moved = presence.hear('1', tab('noor', undefined, { topic: 'national' }), 10);
    expect([...moved].sort()).toEqual(['national', topic]);
    expect(names(presence)).toEqual([]);
  });

  test('are gone 30 s after the last sign, and at once when they go themselves', () => {
    const presence = new Presence('here');
    presence.hear('1', tab('noor'), 0);
    presence.hear('2', tab('daan'), 10_000);
    expect(presence.expire(29_999).size).toBe(0);
    expect([...presence.expire(30_000)]).toEqual([topic]);
    expect(names(presence)).toEqual(['daan']);
    expect(presence.forget('2')).toBe(topic);
    expect(presence.forget('2')).toBeUndefined();
    expect(names(presence)).toEqual([]);
  });

  test('a lost connection has three seconds; back by then, its person was never away', () => {
    const presence = new Presence('here');
    presence.hear('1', tab('noor', 'pipeDN'), 0);
    presence.hear('2', tab('daan', 'backupMW'), 0);
    presence.lose('1', 1_000);
    presence.lose('2', 1_000);
    expect(presence.expire(3_999).size).toBe(0);
    presence.hear('3', tab('noor', 'pipeDN'), 3_999);
    expect(people(presence).map(({ actor, pointers }) => [actor, pointers.length])).toEqual([
      ['daan', 1],
      ['noor', 1],
    ]);
    expect([...presence.expire(4_000)]).toEqual([topic]);
    expect(names(presence)).toEqual(['noor']);
  });
});

describe('what is told to the other processes', () => {
  test('each tab that has changed, once: also one that was cut off, and those that its person’s return ended', () => {
    const presence = new Presence('here');
    presence.hear('1', tab('noor'), 0);
    presence.hear('2', tab('daan'), 0);
    expect(Object.keys(presence.changes())).toEqual(['1', '2']);
    expect(presence.changes()).toEqual({});
    presence.lose('1', 0);
    expect(presence.changes()).toEqual({});
    presence.expire(3_000);
    expect(presence.changes()).toEqual({ 1: null });
    presence.lose('2', 3_000);
    presence.hear('3', tab('daan', 'pipeDN'), 3_500);
    expect(presence.changes()).toEqual({ 3: tab('daan', 'pipeDN'), 2: null });
    presence.forget('3');
    expect(presence.own()).toEqual({});
    expect(presence.changes()).toEqual({});
  });

  test('never what another process has told', () => {
    const presence = new Presence('here');
    presence.hearProcess('there', { 9: tab('lotte') }, true, 0);
    presence.forgetProcess('there');
    expect([presence.own(), presence.changes()]).toEqual([{}, {}]);
  });
});

describe('tabs of another process', () => {
  test('a whole list replaces its tabs, a part of one only those named; one’s own are never touched', () => {
    const presence = new Presence('here');
    presence.hear('1', tab('noor'), 0);
    presence.hearProcess('there', { 2: tab('daan'), 3: tab('lotte'), 1: tab('mallory') }, true, 0);
    expect(names(presence)).toEqual(['noor', 'daan', 'lotte']);
    presence.hearProcess('there', { 2: null, 4: tab('sanne') }, false, 0);
    expect(names(presence)).toEqual(['noor', 'lotte', 'sanne']);
    expect([...presence.hearProcess('there', { 4: tab('sanne') }, true, 0)]).toEqual([topic]);
    expect(presence.hearProcess('there', { 4: tab('sanne') }, true, 0).size).toBe(0);
    presence.hearProcess('here', {}, true, 0);
    presence.forgetProcess('here');
    expect(names(presence)).toEqual(['noor', 'sanne']);
  });

  test('live as long as it speaks: silent for 12 s, or at its goodbye, it takes them along', () => {
    const presence = new Presence('here');
    expect(presence.isNew('there')).toBe(true);
    presence.hearProcess('there', { 2: tab('daan') }, true, 0);
    presence.hearProcess('yonder', { 3: tab('lotte') }, true, 0);
    expect(presence.isNew('there')).toBe(false);
    presence.hearProcess('there', {}, false, 11_000);
    expect([...presence.expire(12_000)]).toEqual([topic]);
    expect(names(presence)).toEqual(['daan']);
    expect([...presence.forgetProcess('there')]).toEqual([topic]);
    expect(names(presence)).toEqual([]);
    expect(presence.isNew('there')).toBe(true);
  });

  test('whatever is told in parts, the other ends up with the same as from a whole list', () => {
    const step = fc.record({
      do: fc.constantFrom('hear', 'lose', 'forget', 'expire'),
      tab: fc.constantFrom('1', '2', '3', '4'),
      actor: fc.constantFrom('noor', 'daan'),
      field: fc.constantFrom('pipeDN', 'backupMW', undefined),
      wait: fc.integer({ min: 0, max: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [here, parts, whole] = [new Presence('here'), new Presence('parts'), new Presence('whole')];
        let now = 0;
        for (const one of steps) {
          now += one.wait;
          if (one.do === 'hear') here.hear(one.tab, tab(one.actor, one.field), now);
          if (one.do === 'lose') here.lose(one.tab, now);
          if (one.do === 'forget') here.forget(one.tab);
          here.expire(now);
          parts.hearProcess('here', here.changes(), false, now);
        }
        whole.hearProcess('here', here.own(), true, now);
        const sorted = (presence: Presence) =>
          people(presence)
            .map(({ pointers, ...rest }) => ({ ...rest, pointers: pointers.map((p) => p.field).sort() }))
            .sort((a, b) => a.actor.localeCompare(b.actor));
        expect(sorted(parts)).toEqual(sorted(whole));
        expect(sorted(parts)).toEqual(sorted(here));
      }),
    );
  });
});

describe('messages between processes', () => {
  const good = tab('noor', 'pipeDN');

  test('a list is read as it was written', () => {
    const message = { kind: 'all', process: 'there', tabs: { 1: good, 2: tab('daan') } };
    expect(readPresence(JSON.parse(JSON.stringify(message)))).toEqual(message);
    expect(readPresence({ kind: 'bye', process: 'there' })).toEqual({ kind: 'bye', process: 'there' });
  });

  test.each([
    ['a name of 301 signs', { ...good, name: 'x'.repeat(301) }],
    ['a key of another build', { ...good, mood: 'fine' }],
    ['a state that is not known', { ...good, state: 'asleep' }],
    ['a caret before the text', { ...good, pointer: { subject: 'pln_a', head: -1 } }],
    ['nothing', undefined],
    ['a number', 3],
  ])('a tab with %s counts as gone, and the others stay', (_, bad) => {
    const tabs = { 1: good, 2: bad, 3: null, ['x'.repeat(65)]: good };
    expect(readPresence({ kind: 'some', process: 'there', tabs })).toEqual({
      ...{ kind: 'some', process: 'there' },
      tabs: { 1: good, 2: null, 3: null },
    });
  });

  test('anything else is passed over, and nothing throws', () => {
    for (const message of [
      undefined,
      null,
      'all',
      [],
      {},
      { kind: 'all' },
      { kind: 'bye' },
      { kind: 'x', process: 'y' },
    ])
      expect(readPresence(message)).toBeUndefined();
    expect(readPresence({ kind: 'bye', process: '' })).toBeUndefined();
    fc.assert(
      fc.property(fc.anything(), (message) => {
        expect(readPresence(message)).toBeUndefined();
      }),
    );
  });
});
