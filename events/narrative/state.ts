import type { CommandId, EventId, Instant, SubjectId, VisibleEvent } from '../envelope.ts';
import { subjectOf } from '../ids.ts';
import type { Sees } from '../visibility.ts';
import { lengthsOf, type ChangesJson } from './changes.ts';
import type { NarrativeEventData as D } from './events.ts';
import { editRuns, forgetRuns, revertRuns, type RunChunk } from './runs.ts';
import { planOfText, sectionOfText, type NarrativeSection } from './sections.ts';

/** A change of the text that may still be mapped over or undone. */
export interface TextChange {
  n: number;
  command: CommandId;
  event: EventId;
  by: string;
  organisation: string;
  at: Instant;
  changes: ChangesJson;
  /** The changes that it undoes. */
  reverts?: readonly number[];
}

/** A narrative section: its characters with who put them in, and its latest changes. */
export interface NarrativeState {
  exists: boolean;
  planId: SubjectId;
  section: NarrativeSection;
  /** Count of changes so far. */
  revision: number;
  length: number;
  /** The text in order, what was removed lately still in its place. */
  chunks: RunChunk[];
  /** Who put in what a change put in, and when: by the count of that change, for what still stands. */
  origins: Record<number, readonly [by: string, at: Instant, event: EventId]>;
  /** Changes after the snapshot before the last one, oldest first. */
  recent: TextChange[];
  /** Pairs of changes that replaced the same words at the same time. */
  besides: (readonly [number, number])[];
  /** Text revisions of the last two snapshots. */
  snapshots: number[];
  /** Never forgets what was removed: for undoing what is long past. */
  whole?: true;
}

export function initial(): NarrativeState {
  return {
    exists: false,
    planId: '',
    section: 'motivation',
    revision: 0,
    length: 0,
    chunks: [],
    origins: {},
    recent: [],
    besides: [],
    snapshots: [],
  };
}

/** Folds one event into the state; what collections hold is replaced, never changed in its place. */
export function evolve(state: NarrativeState, event: VisibleEvent): NarrativeState {
  if (event.type === 'TextEdited') return edited(state, event);
  if (event.type === 'TextSnapshotTaken') return snapshotTaken(state, event.data as D['TextSnapshotTaken']);
  return state;
}

/** A text is seen whole or not at all. */
export function view(state: NarrativeState, sees: Sees): NarrativeState {
  return state.exists && sees('P2') ? state : initial();
}

/** The text as it stands. */
export function textOf(state: NarrativeState): string {
  return state.chunks
    .flatMap(({ runs }) => runs)
    .map((run) => (run.d === undefined ? run.t : ''))
    .join('');
}

/** The changes after a text revision, oldest first; undefined when they are no longer held. */
export function changesSince(state: NarrativeState, revision: number): readonly TextChange[] | undefined {
  if (revision === state.revision) return [];
  const first = state.recent[0]?.n ?? Infinity;
  return revision + 1 >= first ? state.recent.slice(revision + 1 - first) : undefined;
}

function edited(state: NarrativeState, event: VisibleEvent): NarrativeState {
  const { changes, textRevision: n, restores = [], besides = [], reverts } = event.data as D['TextEdited'];
  if (!state.exists) {
    const subject = subjectOf(event.stream);
    state.exists = true;
    state.planId = planOfText(subject) ?? '';
    state.section = sectionOfText(subject) ?? 'motivation';
  }
  const { meta, id } = event;
  state.revision = n;
  state.origins[n] = [meta.actor, meta.recordedAt, id];
  for (const piece of restores) state.origins[piece.textRevision] ??= [piece.by, piece.at, piece.event];
  state.chunks =
    reverts === undefined
      ? editRuns(state.chunks, changes, n)
      : revertRuns(state.chunks, changes, { n, pieces: restores, reverts });
  const { before, after } = lengthsOf(changes);
  state.length += after - before;
  state.recent.push({
    ...{ n, command: meta.command, event: id, by: meta.actor, organisation: meta.organisation },
    ...{ at: meta.recordedAt, changes, ...(reverts === undefined ? {} : { reverts }) },
  });
  for (const other of besides) state.besides.push([other, n]);
  return state;
}

/** Between snapshots everything can be undone; what was removed before the one before the last is let go. */
function snapshotTaken(state: NarrativeState, { textRevision }: D['TextSnapshotTaken']): NarrativeState {
  const horizon = state.snapshots.at(-1) ?? 0;
  state.snapshots = [...state.snapshots, textRevision].slice(-2);
  if (state.whole || horizon === 0) return state;
  state.recent = state.recent.filter((change) => change.n > horizon);
  state.chunks = forgetRuns(state.chunks, horizon, new Set(state.recent.flatMap(({ reverts }) => reverts ?? [])));
  state.besides = state.besides.filter(([, later]) => later > horizon);
  const standing = new Set<number>();
  for (const { runs } of state.chunks) for (const run of runs) standing.add(run.n);
  for (const change of state.recent) standing.add(change.n);
  const origins: NarrativeState['origins'] = {};
  for (const n of standing) {
    const origin = state.origins[n];
    if (origin) origins[n] = origin;
  }
  state.origins = origins;
  return state;
}
