import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { typedText } from '../../../events/narrative/changes.ts';
import { evolve, initial, textOf, type NarrativeState } from '../../../events/narrative/state.ts';
import { charactersBetween, masked } from '../../../server/erasing/text-passage.ts';
import { Section } from '../narrative/harness.ts';

/** The text and the author of each of its characters, as the events read once only some of their text is left. */
function foldedAfter(events: readonly RecordedEvent[], from: number, to: number) {
  const { changes, snapshots } = masked(events, charactersBetween(events, from, to));
  const anew = events.map((event) => {
    const taken = event.type === 'TextEdited' ? typedText.split(event.data['changes']) : undefined;
    const said = changes.get(Number(event.data['textRevision']));
    return taken ? { ...event, data: { ...event.data, changes: typedText.join(taken.open, said?.text) } } : event;
  });
  return { state: fold(anew), snapshots, anew };
}
const fold = (events: readonly RecordedEvent[]): NarrativeState =>
  events.reduce<NarrativeState>((state, event) => evolve(state, event), initial());
const authors = ({ chunks }: NarrativeState) =>
  chunks.flatMap(({ runs }) => runs.filter((run) => run.d === undefined).map(({ n, o, t }) => [n, o, t.length]));

describe('a passage of a text goes, and the rest stays', () => {
  test('words of two authors, from the middle of one to the middle of the other', () => {
    const section = new Section();
    section.edit(0, 0, 'De heer Jansen\nwoont hier.', 'act_noor');
    section.edit(8, 0, 'Piet ', 'act_daan');
    expect(section.text).toBe('De heer Piet Jansen\nwoont hier.');
    const at = section.text.indexOf('Piet');
    const { state } = foldedAfter(section.events, at, at + 'Piet Jansen'.length);
    expect(textOf(state)).toBe(section.text.replace('Piet Jansen', '\uFFFD'.repeat(11)));
    expect(authors(state)).toEqual(authors(fold(section.events)));
  });

  test('… also where it was taken out and put back since', () => {
    const section = new Section();
    section.edit(0, 0, 'Jansen woont hier.', 'act_noor');
    const { command } = section.edit(0, 6, '', 'act_noor');
    section.revert([command]);
    expect(section.text).toBe('Jansen woont hier.');
    const { state, anew } = foldedAfter(section.events, 0, 6);
    expect(textOf(state)).toBe(`${'\uFFFD'.repeat(6)} woont hier.`);
    expect(JSON.stringify(anew)).not.toContain('Jansen');
  });

  test('whatever was written, undone and snapshotted', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            who: fc.constantFrom('act_noor', 'act_daan'),
            undo: fc.boolean(),
            at: fc.double({ min: 0, max: 1, noNaN: true }),
            del: fc.nat(4),
            ins: fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 5 }),
          }),
          { minLength: 1, maxLength: 150, size: 'max' },
        ),
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        (steps, [a, b]) => {
          const section = new Section();
          const given: Record<string, string[]> = { act_noor: [], act_daan: [] };
          for (const { who, undo, at, del, ins } of steps) {
            const last = given[who]?.pop();
            if (undo && last !== undefined) section.revert([last], who);
            else {
              const from = Math.floor(at * section.text.length);
              const { command } = section.edit(from, Math.min(del, section.text.length - from), ins, who);
              given[who]?.push(command);
            }
          }
          const text = section.text;
          const [from, to] = [Math.floor(a * text.length), Math.floor(b * text.length)].sort((x, y) => x - y) as [
            number,
            number,
          ];
          const { state, snapshots } = foldedAfter(section.events, from, to);
          const expected = text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, '\uFFFD') + text.slice(to);
          // characters are one and the same wherever they stand: only those of the passage may differ
          expect(textOf(state)).toBe(expected);
          expect(authors(state)).toEqual(authors(fold(section.events)));
          const [last] = [...snapshots.entries()].slice(-1);
          if (last) {
            const upTo = section.events.findIndex(({ id }) => id === last[0]);
            expect(last[1].text).toBe(textOf(fold(foldedAfter(section.events, from, to).anew.slice(0, upTo))));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
