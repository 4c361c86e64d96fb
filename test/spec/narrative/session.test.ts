import { ChangeSet, Text } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextSession } from '../../../client/texts/text-session.ts';
import { changesSince, type TextChange } from '../../../events/narrative/state.ts';
import { Section } from './harness.ts';

/** A person's side of a text, with a screen. */
class Writer {
  readonly name: string;
  session = new TextSession(0, '');
  screen = Text.empty;
  constructor(name: string) {
    this.name = name;
  }

  type(at: number, del: number, insert: string): void {
    const from = at % (this.screen.length + 1);
    const to = Math.min(this.screen.length, from + del);
    const changes = ChangeSet.of({ from, to, insert: Text.of(insert.split('\n')) }, this.screen.length);
    this.screen = changes.apply(this.screen);
    this.session.typed(changes);
  }

  hear(changes: readonly TextChange[]): void {
    for (const change of changes) {
      const effect = this.session.received(change);
      if (effect) this.screen = effect.apply(this.screen);
    }
  }
}

describe('a writer', () => {
  test('sees others come in around what is under way and what is typed since', () => {
    const noor = new Writer('act_noor');
    noor.type(0, 0, 'world');
    expect(noor.session.send('c1')).toEqual({ textRevision: 0, changes: [[0, 'world']] });
    noor.type(5, 0, '!');
    expect(noor.session.send('c2')).toBeUndefined();
    noor.hear([change(1, 'x', [[0, 'hello ']])]);
    expect(noor.screen.toString()).toBe('hello world!');
    noor.hear([change(2, 'c1', [6, [0, 'world']])]);
    expect(noor.session.send('c2')).toEqual({ textRevision: 2, changes: [11, [0, '!']] });
  });

  test('takes off the screen what is refused, keeps it at hand, and keeps what was typed since', () => {
    const noor = new Writer('act_noor');
    noor.type(0, 0, 'refused');
    noor.session.send('c1');
    noor.type(7, 0, ' kept');
    const refused = noor.session.refused();
    expect(refused?.inserted).toBe('refused');
    expect(refused?.changes.apply(noor.screen).toString()).toBe(' kept');
  });

  test('takes back what has not left, and undoing it leaves no trace on what others wrote', () => {
    const noor = new Writer('act_noor');
    noor.hear([change(1, 'x', [[0, 'van Daan']])]);
    noor.type(0, 4, '');
    noor.session.send('c1');
    noor.type(4, 0, '!');
    noor.session.takeBack();
    expect(noor.session.sent).toBeUndefined();
    const back = noor.session.undone(() => {
      noor.type(0, 0, 'van ');
      return true;
    });
    expect(back?.empty).toBe(true);
    expect(noor.screen.toString()).toBe('van Daan!');
    expect(noor.session.shown.toString()).toBe('van Daan!');
    // the words of another that were taken out and put back are no change: they stay his
    expect(noor.session.send('c2')).toEqual({ textRevision: 1, changes: [8, [0, '!']] });
  });

  test('does not put in again what another took out, too, when he undoes', () => {
    const noor = new Writer('act_noor');
    noor.hear([change(1, 'x', [[0, 'de warme oven van Daan']])]);
    noor.type(3, 11, 'kou ');
    noor.hear([change(2, 'y', [3, [6], 13])]);
    expect(noor.screen.toString()).toBe('de kou van Daan');
    const stays = noor.session.undone(() => {
      noor.type(3, 4, 'warme oven ');
      return true;
    });
    if (stays) noor.screen = stays.apply(noor.screen);
    expect([noor.screen.toString(), noor.session.shown.toString()]).toEqual(['de oven van Daan', 'de oven van Daan']);
    expect(noor.session.clean).toBe(true);
    expect(noor.session.undone(() => false)).toBeUndefined();
  });

  test('puts back at its place, when he undoes, what another has written into meanwhile', () => {
    const noor = new Writer('act_noor');
    noor.hear([change(1, 'x', [[0, 'een lange leiding']])]);
    noor.type(3, 6, '');
    noor.hear([change(2, 'y', [7, [0, ' rechte en'], 10])]);
    const moved = noor.session.undone(() => {
      noor.type(3, 0, ' lange');
      return true;
    });
    if (moved) noor.screen = moved.apply(noor.screen);
    expect(noor.screen.toString()).toBe('een lan rechte enge leiding');
    expect([noor.session.shown.toString(), noor.session.clean]).toEqual([noor.screen.toString(), true]);
  });

  test.each([
    ['behind', change(2, 'y', [9, [0, ' rechte'], 8]), 'een lange rechte leiding', 7],
    ['before', change(2, 'y', [3, [0, ' mooie'], 14]), 'een mooie lange leiding', 6],
  ])('puts back on its own side, when he undoes, of what another has written right %s it', (_, theirs, whole, wide) => {
    // the editor may put it on either side
    for (const at of [3, 3 + wide]) {
      const noor = new Writer('act_noor');
      noor.hear([change(1, 'x', [[0, 'een lange leiding']])]);
      noor.type(3, 6, '');
      noor.hear([theirs]);
      const moved = noor.session.undone(() => {
        noor.type(at, 0, ' lange');
        return true;
      });
      if (moved) noor.screen = moved.apply(noor.screen);
      expect([noor.screen.toString(), noor.session.shown.toString()]).toEqual([whole, whole]);
      expect(noor.session.clean).toBe(true);
    }
  });

  test('shows an undoing at once, and follows what the server makes of it', () => {
    const noor = new Writer('act_noor');
    noor.hear([change(1, 'c1', [[0, 'mijn zin']])]);
    const undone = ChangeSet.fromJSON([[8]]);
    noor.session.undoing('c2', undone);
    noor.screen = undone.apply(noor.screen);
    noor.hear([change(2, 'x', [8, [0, ' en die van Daan']])]);
    expect(noor.screen.toString()).toBe(' en die van Daan');
    noor.hear([change(3, 'c2', [[8], 16])]);
    expect(noor.screen.toString()).toBe(' en die van Daan');
    expect(noor.session.clean).toBe(true);
  });

  test('a gap is not folded over', () => {
    expect(() => new TextSession(0, '').received(change(2, 'x', [[0, 'a']]))).toThrow(RangeError);
  });

  test('takes up a draft after a crash, recorded meanwhile or not', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (recorded, others) => {
        const noor = new Writer('act_noor');
        noor.hear([change(1, 'x', [[0, 'base']])]);
        noor.type(4, 0, ' mine');
        noor.session.send('c1');
        noor.type(9, 0, ' and more');
        const draft = JSON.parse(JSON.stringify(noor.session.draft())) as NonNullable<ReturnType<TextSession['draft']>>;

        const again = TextSession.from(draft);
        let screen = again.shown;
        expect(screen.toString()).toBe('base mine and more');
        const log: TextChange[] = [];
        if (others) log.push(change(2, 'y', [[0, '>> '], 4]));
        if (recorded) log.push(change(log.length + 2, 'c1', others ? [7, [0, ' mine']] : [4, [0, ' mine']]));
        for (const one of log) screen = again.received(one)?.apply(screen) ?? screen;
        expect(screen.toString()).toBe(`${others ? '>> ' : ''}base mine and more`);
        expect(again.sent).toBe(recorded ? undefined : 'c1');
      }),
    );
  });
});

test('writers who type, send, hear and undo in any order all end with the text of the log', () => {
  const step = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom('type', 'type', 'send', 'send', 'hear', 'hear', 'undo', 'crash'),
    at: fc.nat(1000),
    del: fc.nat(3),
    insert: fc.constantFrom('', 'a', 'bc', '\n', 'lange zin '),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const section = new Section();
      const writers = ['act_noor', 'act_daan', 'act_fatima'].map((name) => new Writer(name));
      const given = new Map<string, string>();
      const hear = (writer: Writer, most = Infinity) => {
        const missing = changesSince(section.state, writer.session.revision) ?? [];
        writer.hear(missing.slice(0, most).map((one) => ({ ...one, command: given.get(one.command) ?? one.command })));
      };
      const send = (writer: Writer) => {
        const id = `own-${given.size}-${writer.name}`;
        const said = writer.session.send(id);
        if (!said) return;
        const outcome = section.give('EditText', { ...said }, writer.name);
        if ('events' in outcome) given.set(outcome.command, id);
        else if ('nothing' in outcome) {
          hear(writer);
          const left = writer.session.nothing();
          if (left) writer.screen = left.apply(writer.screen);
        } else throw new Error(JSON.stringify(outcome));
      };
      for (const { who, what, at, del, insert } of steps) {
        const writer = writers[who];
        if (!writer) continue;
        if (what === 'type') writer.type(at, del, insert);
        else if (what === 'send') send(writer);
        else if (what === 'hear') hear(writer, (at % 3) + 1);
        else if (what === 'undo') {
          const own = section.state.recent.filter((change) => change.by === writer.name).at(-1);
          if (own) section.revert([own.command], writer.name);
        } else {
          const draft = writer.session.draft();
          if (draft) writer.session = TextSession.from(draft);
          expect(writer.session.shown.toString()).toBe(writer.screen.toString());
        }
      }
      for (let round = 0; round < 3; round++) {
        for (const writer of writers) {
          hear(writer);
          send(writer);
          hear(writer);
        }
      }
      for (const writer of writers) hear(writer);
      for (const writer of writers) expect(writer.screen.toString()).toBe(section.text);
      expect(section.textByCodeMirror()).toBe(section.text);
    }),
    { numRuns: 500 },
  );
});

function change(n: number, command: string, changes: TextChange['changes']): TextChange {
  return { n, command, changes, event: '', by: '', organisation: '', at: '' };
}

describe('an erased passage', () => {
  test('goes from the screen; what is under way and what waits keeps its places', () => {
    const noor = new Writer('act_noor');
    noor.hear([change(1, 'x', [[0, 'Bij de heer Wiegersma thuis']])]);
    noor.type(0, 0, 'Overlast. ');
    noor.session.send('c1');
    noor.type(noor.screen.length, 0, ' gemeten');
    const signs = '\uFFFD'.repeat('Wiegersma'.length);
    const seen = noor.session.restated(`Bij de heer ${signs} thuis`);
    noor.screen = seen?.apply(noor.screen) ?? noor.screen;
    expect(noor.screen.toString()).toBe(`Overlast. Bij de heer ${signs} thuis gemeten`);
    expect(noor.session.shown.toString()).toBe(noor.screen.toString());
    expect(JSON.stringify(noor.session.draft())).not.toContain('Wiegersma');
    noor.hear([change(2, 'c1', [[0, 'Overlast. '], 27])]);
    expect(noor.session.send('c2')).toEqual({ textRevision: 2, changes: [37, [0, ' gemeten']] });
  });

  test('a text that reads the same is left alone', () => {
    expect(new TextSession(1, 'een\ntwee').restated('een\ntwee')).toBeUndefined();
  });
});
