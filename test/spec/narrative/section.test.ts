import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesAt, Section } from './harness.ts';

describe('a narrative section', () => {
  test('comes into being with its first change', () => {
    const section = new Section();
    section.edit(0, 0, 'Warmte delen');
    section.edit(6, 0, ' samen');
    expect(section.text).toBe('Warmte samen delen');
    expect(section.state).toMatchObject({ exists: true, section: 'approach', revision: 2, length: 18 });
  });

  test('a change on an older text is mapped over what came since', () => {
    const section = new Section();
    section.edit(0, 0, 'one two');
    section.edit(0, 0, 'zero ', 'act_daan');
    section.edit(7, 0, ' three', 'act_noor', 1);
    expect(section.text).toBe('zero one two three');
  });

  test('two who put in at one place both keep their text, who came first before', () => {
    const section = new Section();
    section.edit(0, 0, '[]');
    section.edit(1, 0, 'A', 'act_daan', 1);
    section.edit(1, 0, 'B', 'act_noor', 1);
    expect(section.text).toBe('[AB]');
  });

  test('two who replace the same words both keep their text, and it is marked', () => {
    const section = new Section();
    section.edit(0, 0, 'the old words stay');
    section.edit(4, 9, 'new terms', 'act_daan', 1);
    const second = section.edit(4, 9, 'better words', 'act_noor', 1);
    expect(section.text).toBe('the new termsbetter words stay');
    expect(second).toMatchObject({ events: [{ data: { besides: [2] } }] });
    expect(section.state.besides).toEqual([[2, 3]]);
  });

  test('what is not of this text is refused with what it should have been', () => {
    const section = new Section();
    section.edit(0, 0, 'abc');
    expect(section.give('EditText', { textRevision: 1, changes: [9] })).toMatchObject({
      refused: { code: 'TEXT_DIFFERS', values: { expected: 3, given: 9 } },
    });
    expect(section.give('EditText', { textRevision: 7, changes: [3] })).toMatchObject({ refused: { code: 'AHEAD' } });
    section.parked = true;
    expect(section.edit(0, 0, 'x')).toMatchObject({ refused: { code: 'PLAN_PARKED' } });
  });

  test('nothing to do: the same words removed twice', () => {
    const section = new Section();
    section.edit(0, 0, 'abc');
    section.edit(0, 3, '', 'act_daan', 1);
    expect(section.edit(0, 3, '', 'act_noor', 1)).toMatchObject({ nothing: true });
  });

  test('a sign of two code units is not cut through', () => {
    const section = new Section();
    section.edit(0, 0, 'a🔥b');
    expect(section.edit(2, 0, 'x')).toMatchObject({ refused: { code: 'TEXT_BROKEN' } });
    expect(section.edit(1, 1, '')).toMatchObject({ refused: { code: 'TEXT_BROKEN' } });
    expect(section.edit(1, 2, '💧')).toHaveProperty('events');
    expect(section.text).toBe('a💧b');
  });

  test('the text is recorded whole every 128 changes, and what is long past still maps', () => {
    const section = new Section();
    for (let n = 0; n < 600; n++) section.edit(0, 0, `${n % 10}`);
    const snapshots = section.events.filter((event) => event.type === 'TextSnapshotTaken');
    expect(snapshots.map((event) => event.data['textRevision'])).toEqual([128, 256, 384, 512]);
    expect(snapshots.at(-1)?.data['text']).toHaveLength(512);
    expect(section.state.recent.length).toBeLessThan(300);
    section.edit(3, 0, '<here>', 'act_daan', 3);
    expect(section.text.slice(-9)).toBe('210<here>');
  });
});

describe('undo and redo', () => {
  test('take back the own change and leave the others’ in it', () => {
    const section = new Section();
    const { command } = section.edit(0, 0, 'hello world');
    section.edit(5, 0, ' wide', 'act_daan');
    const undone = section.revert([command]);
    expect(section.text).toBe(' wide');
    section.revert([undone.command]);
    expect(section.text).toBe('hello wide world');
    expect(section.authors().filter((author) => author === 'act_daan')).toHaveLength(5);
  });

  test('text put back keeps its first author', () => {
    const section = new Section();
    section.edit(0, 0, 'Daan wrote this', 'act_daan');
    const { command } = section.edit(5, 5, 'did', 'act_noor');
    section.revert([command], 'act_noor');
    expect(section.text).toBe('Daan wrote this');
    expect(new Set(section.authors())).toEqual(new Set(['act_daan']));
    expect(section.events.at(-1)?.data['restores']).toMatchObject([
      { range: [5, 10], by: 'act_daan', textRevision: 1 },
    ]);
  });

  test('only one’s own can be undone', () => {
    const section = new Section();
    const { command } = section.edit(0, 0, 'mine', 'act_daan');
    expect(section.revert([command], 'act_noor')).toMatchObject({ refused: { code: 'NOT_OWN_TEXT' } });
  });

  test('what is long past can still be undone, and is given back to who wrote it', () => {
    const section = new Section();
    section.edit(0, 0, 'Daan. End', 'act_daan');
    const { command } = section.edit(0, 6, '');
    for (let n = 0; n < 400; n++) section.edit(section.text.length, 0, 'x', 'act_fatima');
    section.revert([command]);
    expect(section.text.startsWith('Daan. Endx')).toBe(true);
    expect(section.authors().slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'act_daan'));
    expect(section.text).toBe(section.textByCodeMirror());
  });

  test('undoing everything and redoing it returns to the present state exactly, whatever others did', () => {
    fc.assert(
      fc.property(steps, (edits) => {
        const section = new Section();
        const mine = play(section, edits);
        const before = { text: section.text, authors: section.authors() };
        const undone: string[] = [];
        for (const command of mine.toReversed()) {
          const undo = section.revert([command]);
          if ('events' in undo) undone.push(undo.command);
        }
        expect(section.authors().every((author) => author !== 'act_noor')).toBe(true);
        for (const command of undone.toReversed()) section.revert([command]);
        expect({ text: section.text, authors: section.authors() }).toEqual(before);
        expect(section.text).toBe(section.textByCodeMirror());
      }),
      { numRuns: 500 },
    );
  });
});

describe('the fold', () => {
  test('says of every text what CodeMirror says, with one author for each character', () => {
    fc.assert(
      fc.property(steps, (edits) => {
        const section = new Section();
        play(section, edits);
        expect(section.text).toBe(section.textByCodeMirror());
        expect(section.state.length).toBe(section.text.length);
        expect(section.authors()).toHaveLength(section.text.length);
        expect(section.authors()).not.toContain('nobody');
        expect(section.whole().length).toBe(section.text.length);
      }),
      { numRuns: 500 },
    );
  });
});

interface Step {
  actor: string;
  at: number;
  del: number;
  insert: string;
  behind: number;
  undo: boolean;
}
const steps = fc.array(
  fc.record({
    actor: fc.constantFrom('act_noor', 'act_daan', 'act_fatima'),
    at: fc.nat(1000),
    del: fc.nat(4),
    insert: fc.constantFrom('', 'a', 'bc', 'def\ng', ' '),
    behind: fc.nat(4),
    undo: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** Everybody edits on a text that may be some changes old, and now and then takes something back. */
function play(section: Section, edits: readonly Step[]): string[] {
  const given = new Map<string, string[]>();
  for (const { actor, at, del, insert, behind, undo } of edits) {
    const own = given.get(actor) ?? [];
    const last = own.at(-1);
    if (undo && last !== undefined && actor !== 'act_noor') {
      section.revert([last], actor);
      own.pop();
      continue;
    }
    const textRevision = Math.max(0, section.state.revision - behind);
    const length = section.lengthAt(textRevision);
    const from = at % (length + 1);
    const changes = changesAt(length, from, Math.min(del, length - from), insert);
    const outcome = section.give('EditText', { textRevision, changes }, actor);
    if ('events' in outcome) given.set(actor, [...own, outcome.command]);
  }
  return given.get('act_noor') ?? [];
}
