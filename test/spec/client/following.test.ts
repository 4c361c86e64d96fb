import { describe, expect, test } from 'vitest';
import { endsFollowing, inPlan, onScreen } from '../../../client/presence/places.ts';
import type { Pointer, PresentPerson } from '../../../events/live-protocol.ts';
import { Presence, type Tab } from '../../../server/live/presence.ts';

const REGION = 'region:reg_1';
const place = (pointer: Pointer | null, topic = REGION) => onScreen({ topic, pointer, state: 'active' });

describe('the page that goes along', () => {
  test('is the plan and its field, the text, or else the region', () => {
    expect(place({ subject: 'pln_7', field: 'pipeDN' })).toEqual({ page: 'plan', id: 'pln_7', field: 'pipeDN' });
    expect(place({ subject: 'pln_7' })).toEqual({ page: 'plan', id: 'pln_7' });
    expect(place({ subject: 'txt_7_risks', anchor: 1, head: 1, textRevision: 3 })).toEqual({
      ...{ page: 'plan', id: 'pln_7', section: 'risks' },
    });
    expect(place(null)).toEqual({ page: 'region', id: 'reg_1' });
    expect(place(null, 'national')).toBeUndefined();
  });

  test('typing, scrolling by keys and Escape end it; going through the controls does not', () => {
    const press = (key: string, onControl = false, ctrlKey = false) =>
      endsFollowing({ key, ctrlKey, metaKey: false }, onControl);
    for (const key of ['a', 'Escape', 'PageDown', 'ArrowUp', ' ', 'Enter', 'Backspace'])
      expect(press(key), key).toBe(true);
    for (const key of ['Tab', 'Shift', 'Control', 'Alt']) expect(press(key), key).toBe(false);
    expect([press('Enter', true), press(' ', true), press('a', true)]).toEqual([false, false, true]);
    expect(press('c', false, true)).toBe(false);
  });

  test('who is in a plan’s text is in the plan', () => {
    const person = (actor: string, subject: string): PresentPerson => ({
      ...{ actor, name: actor, organisation: '', state: 'active', pointers: [{ subject }] },
    });
    const people = [person('a', 'pln_7'), person('b', 'txt_7_risks'), person('c', 'pln_8')];
    expect(inPlan(people, 'pln_7').map(({ actor }) => actor)).toEqual(['a', 'b']);
  });
});

describe('where somebody is', () => {
  const tab = (more: Partial<Tab> = {}): Tab => ({
    ...{ topic: REGION, actor: 'act_noor', name: 'Noor', organisation: '', pointer: null, state: 'active', ...more },
  });
  const everything = () => true;

  test('is the window in which he moved last, before those that are idle or hidden', () => {
    const presence = new Presence('p');
    presence.hear('one', tab({ pointer: { subject: 'pln_1' } }), 0);
    presence.hear('two', tab({ pointer: { subject: 'pln_2' } }), 1_000);
    presence.hear('one', tab({ pointer: { subject: 'pln_1' } }), 5_000);
    expect(presence.placeOf('act_noor', everything)?.pointer?.subject).toBe('pln_2');
    presence.hear('two', tab({ pointer: { subject: 'pln_2' }, state: 'away' }), 6_000);
    expect(presence.placeOf('act_noor', everything)?.pointer?.subject).toBe('pln_1');
  });

  test('is told without what may not be seen, and never of a topic of his own', () => {
    const presence = new Presence('p');
    presence.hear('one', tab({ pointer: { subject: 'pln_1', field: 'pipeDN' } }), 0);
    expect(presence.placeOf('act_noor', () => false)).toEqual({ topic: REGION, pointer: null, state: 'active' });
    presence.hear('one', tab({ topic: 'person:act_noor' }), 1);
    expect(presence.placeOf('act_noor', everything)).toBeNull();
  });

  test('who follows is told once per person, also of another process, until he goes', () => {
    const presence = new Presence('p');
    const daan = tab({ actor: 'act_daan', name: 'Daan', following: 'act_noor' });
    presence.hear('one', daan, 0);
    presence.hear('two', daan, 0);
    presence.hearProcess('q', { three: tab({ actor: 'act_sanne', name: 'Sanne', following: 'act_noor' }) }, true, 0);
    expect(
      presence
        .followers()
        .get('act_noor')
        ?.map(({ name }) => name),
    ).toEqual(['Daan', 'Sanne']);
    presence.forget('one');
    presence.lose('two', 1);
    presence.forgetProcess('q');
    expect(presence.followers().size).toBe(0);
  });
});
