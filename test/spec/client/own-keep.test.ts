import { describe, expect, test } from 'vitest';
import { CommandQueue } from '../../../client/live/command-queue.ts';
import { KeepWriter } from '../../../client/live/keep-writer.ts';
import type { KeptCommand } from '../../../client/live/keep.ts';
import { needsConnection } from '../../../client/live/needs-connection.ts';
import { OwnKeep } from '../../../client/live/own-keep.ts';
import type { Keeping } from '../../../client/live/outside.ts';

const TEXT = 'txt_7_motivation';
const TOPIC = 'plan:pln_7';
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** One tab with a disk whose transactions the test ends one by one. */
async function opened(left: readonly KeptCommand[] = []) {
  const held = new Map<string, unknown>();
  const under: ((fails?: boolean) => void)[] = [];
  const queue = new CommandQueue();
  const told: string[] = [];
  const keep = new OwnKeep(queue, {
    open: async (_, tab, hears) => {
      const writer = new KeepWriter<string>(async (writes) => {
        await new Promise<void>((resolve, reject) =>
          under.push((fails) => (fails ? reject(new Error('full')) : resolve())),
        );
        for (const { store, key, value } of writes)
          if (value === undefined) held.delete(`${store} ${JSON.stringify(key)}`);
          else held.set(`${store} ${JSON.stringify(key)}`, value);
      }, hears);
      const keeping: Keeping = {
        tab,
        takeOver: async () => ({ commands: [...left], drafts: [] }),
        saveCommand: (kept) => writer.add({ store: 'command', key: kept.command.id, value: kept }),
        dropCommand: (id) => writer.add({ store: 'command', key: id }),
        saveDraft: (subject, draft, takenUp) =>
          writer.add(
            ...(takenUp ?? []).map((from) => ({ store: 'draft', key: `${subject} ${from}` })),
            ...[{ store: 'draft', key: `${subject} ${tab}`, value: draft }],
          ),
        saveTyped: () => undefined,
        typed: async () => '',
        written: () => writer.written(),
        close: async () => undefined,
        purge: async () => undefined,
      };
      return keeping;
    },
    changed: () => keep.keepQueue(),
    told: (safety) => told.push(safety),
  });
  await keep.open('act_noor', () => 'tab');
  /** Ends the transaction under way. */
  const end = async (fails?: boolean): Promise<void> => {
    await turn();
    under.shift()?.(fails);
    await turn();
  };
  /** As a text does: its command and what is not confirmed of it, in one turn. */
  const give = (id: string): void => {
    keep.keepFirst(id);
    queue.add({ id, type: 'EditText', subject: TEXT, data: {} }, TOPIC);
    keep.keepQueue();
    keep.keepDraft(TEXT, [{ sent: id }]);
  };
  return { keep, queue, held, told, end, give };
}

describe('a change of a text', () => {
  test('leaves only once it is on the disk with what is typed', async () => {
    const { keep, held, end, give } = await opened();
    give('c1');
    expect([keep.holdsBack('c1'), held.size]).toEqual([true, 0]);
    await end();
    expect([keep.holdsBack('c1'), [...held.keys()]]).toEqual([false, ['command "c1"', `draft "${TEXT} tab"`]]);
  });

  test('waits for its own transaction, not for the one before; a disk that takes nothing holds up nobody', async () => {
    const { keep, told, end, give } = await opened();
    keep.keepDraft(TEXT, ['t']);
    await turn();
    give('c1');
    await end();
    expect(keep.holdsBack('c1')).toBe(true);
    await end(true);
    expect([keep.holdsBack('c1'), told.at(-1)]).toEqual([false, 'tab']);
  });
});

describe('what a page leaves that is not confirmed', () => {
  test('stays kept for who opens the text next, who has it from then on', async () => {
    const { keep, held, end } = await opened();
    keep.keepDraft(TEXT, ['half a word']);
    await end();
    keep.leaveDraft(TEXT, ['half a word'], undefined);
    expect([keep.texts, keep.left, [...held.values()]]).toEqual([[TEXT], [TEXT], [['half a word']]]);
    expect(keep.takeDrafts(TEXT)).toEqual([['half a word']]);
    keep.keepDraft(TEXT, ['half a word and more']);
    await end();
    expect([keep.left, [...held.values()]]).toEqual([[], [['half a word and more']]]);
    keep.keepDraft(TEXT, undefined);
    await end();
    expect([keep.texts, held.size]).toEqual([[], 0]);
  });

  test('is forgotten once the command that carries all of it is confirmed', async () => {
    const { keep, queue, held, end, give } = await opened();
    give('c1');
    await end();
    keep.leaveDraft(TEXT, [{ sent: 'c1' }], 'c1');
    expect([keep.texts, keep.left]).toEqual([[TEXT], []]);
    queue.sent('c1');
    queue.seen(TOPIC, new Set(['c1']), 5);
    keep.keepQueue();
    await end();
    expect([keep.texts, held.size, keep.takeDrafts(TEXT)]).toEqual([[], 0, []]);
  });
});

test('what was refused in a window that is gone is not sent by who takes it over: the person is asked', async () => {
  const first = await opened();
  first.give('c1');
  first.queue.sent('c1');
  first.keep.keepQueue();
  first.queue.refuse('c1', needsConnection);
  first.keep.keepQueue();
  for (let turns = 0; turns < 3; turns++) await first.end();
  const kept = first.held.get('command "c1"') as KeptCommand;
  expect(kept).toMatchObject({ refused: true, left: true });
  const next = await opened([kept]);
  expect([next.queue.sendable(), next.queue.toReview.map(({ command }) => command.id)]).toEqual([[], ['c1']]);
  next.queue.reviewed(['c1'], true);
  next.keep.keepQueue();
  await next.end();
  expect(next.queue.sendable().map(({ command }) => command)).toEqual([kept.command]);
  expect(next.held.get('command "c1"')).toMatchObject({ refused: false, left: true });
});
