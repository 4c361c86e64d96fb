import { ChangeSet, Text } from '@codemirror/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changed, lengthsOf, sameChanges, type ChangesJson } from '../../../events/narrative/changes.ts';

/** A text, and a change of it as CodeMirror makes it. */
const change = fc
  .record({
    text: fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 20 }),
    places: fc.array(
      fc.record({ at: fc.nat(20), del: fc.nat(4), ins: fc.string({ unit: fc.constantFrom('x', '\n'), maxLength: 4 }) }),
      { maxLength: 4 },
    ),
  })
  .map(({ text, places }) => {
    let set = ChangeSet.empty(text.length);
    for (const { at, del, ins } of places) {
      const from = Math.min(at, set.newLength);
      const to = Math.min(from + del, set.newLength);
      set = set.compose(ChangeSet.of({ from, to, insert: Text.of(ins.split('\n')) }, set.newLength));
    }
    return { text, set };
  });
const written = (set: ChangeSet): ChangesJson => set.toJSON() as ChangesJson;

test('a change read without CodeMirror makes the same text, of the same length', () => {
  fc.assert(
    fc.property(change, ({ text, set }) => {
      const made = set.apply(Text.of(text.split('\n'))).toString();
      expect(changed(text, written(set))).toBe(made);
      expect(lengthsOf(written(set))).toEqual({ before: text.length, after: made.length });
    }),
  );
});

test('two changes are the same when they are written alike', () => {
  fc.assert(
    fc.property(change, change, ({ set: a }, { set: b }) => {
      expect(sameChanges(written(a), written(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(sameChanges(written(a), JSON.parse(JSON.stringify(a)) as ChangesJson)).toBe(true);
    }),
  );
});
