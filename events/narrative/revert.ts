import { changesOf, type ChangesJson, type Splice } from './changes.ts';
import type { NarrativeEventData as D } from './events.ts';
import { placedRuns, type TextRun } from './runs.ts';
import type { NarrativeState, TextChange } from './state.ts';

type Restored = NonNullable<D['TextEdited']['restores']>[number];

/**
 * What undoes some changes, on the text as it stands. A change counts unless one that undoes it counts; a character
 * stands when the edit that put it in counts and none that removed it does. So undoing an undoing redoes, in any
 * order, and what comes back are the same characters in the same place; what others did stays done. No changes: there
 * is nothing left to undo.
 */
export function revertOf(
  state: NarrativeState,
  revisions: ReadonlySet<number>,
): { changes: ChangesJson | undefined; restores: Restored[] } {
  const splices: Splice[] = [];
  const restores: Restored[] = [];
  const before = undoneBy(state.recent);
  const after = undoneBy([...state.recent, { n: state.revision + 1, reverts: [...revisions] }]);
  for (const { run, from } of placedRuns(state.chunks)) {
    const stands = standsWith(run, after);
    if (stands === standsWith(run, before) || stands === (run.d === undefined)) continue;
    if (!stands) {
      add(splices, { from, del: run.t.length, ins: '' });
    } else {
      const origin = state.origins[run.n];
      if (!origin) continue;
      const [by, at, event] = origin;
      add(splices, { from, del: 0, ins: run.t });
      restores.push({ event, textRevision: run.n, range: [run.o, run.o + run.t.length], by, at });
    }
  }
  return { changes: splices.length === 0 ? undefined : changesOf(splices, state.length), restores };
}

/** What undoing some commands would make of the text as it stands. */
export function undoingOf(state: NarrativeState, commands: readonly string[]): ChangesJson | undefined {
  const chosen = state.recent.filter(({ command }) => commands.includes(command));
  return revertOf(state, new Set(chosen.map(({ n }) => n))).changes;
}

/** Joins what lies side by side: the places of a change stand apart. */
function add(splices: Splice[], next: Splice): void {
  const last = splices.at(-1);
  if (last && last.from + last.del === next.from) {
    splices[splices.length - 1] = { from: last.from, del: last.del + next.del, ins: last.ins + next.ins };
  } else {
    splices.push(next);
  }
}

/** Somebody's last edit of which something is left to undo; `except`: commands that are being undone. */
export function lastEdit(state: NarrativeState, actor: string, except: readonly string[] = []): TextChange | undefined {
  return state.recent.findLast(
    (change) => change.by === actor && !change.reverts && !except.includes(change.command) && undoes(state, change),
  );
}

/** Somebody's last undoing of an edit, as long as he has typed nothing since. */
export function lastUndoing(state: NarrativeState, actor: string): TextChange | undefined {
  const own = state.recent.filter((change) => change.by === actor);
  const edits = new Set(own.filter((change) => !change.reverts).map((change) => change.n));
  const typed = Math.max(0, ...edits);
  return own.findLast(
    (change) => change.n > typed && change.reverts?.every((n) => edits.has(n)) === true && undoes(state, change),
  );
}

const undoes = (state: NarrativeState, { n }: TextChange): boolean =>
  revertOf(state, new Set([n])).changes !== undefined;

function standsWith({ n, x }: TextRun, undone: ReadonlySet<number>): boolean {
  return !undone.has(n) && (x?.every((by) => undone.has(by)) ?? true);
}

/** The changes that do not count: those that one which counts undoes. */
function undoneBy(changes: readonly Pick<TextChange, 'n' | 'reverts'>[]): ReadonlySet<number> {
  const undone = new Set<number>();
  for (const { n, reverts } of changes.toReversed()) {
    if (reverts && !undone.has(n)) for (const other of reverts) undone.add(other);
  }
  return undone;
}
