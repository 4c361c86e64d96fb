import { ChangeSet } from '@codemirror/state';
import { draft, happened, notKnownHere, nothingToDo, refuse } from '../decision.ts';
import type { Command, DecideContext, Decision } from '../decision.ts';
import type { EventDraft } from '../envelope.ts';
import { changed, lengthsOf, splicesOf, type ChangesJson } from './changes.ts';
import type { NarrativeCommandData as C } from './commands.ts';
import { TEXT_MOST, type NarrativeEventData as D } from './events.ts';
import { revertOf } from './revert.ts';
import { unitAt } from './runs.ts';
import { planOfText, sectionOfText } from './sections.ts';
import { changesSince, textOf, type NarrativeState, type TextChange } from './state.ts';

/** A snapshot of the text is taken once this many changes have come since the last. */
export const SNAPSHOT_AFTER = 128;

/** Decides what becomes of a narrative section. Rights are checked before. */
export function decide(state: NarrativeState, command: Command, context: DecideContext): Decision {
  if (command.type === 'RestateText') return happened(draft('TextRestated', { ...command.data }));
  const plan = context.around.plan?.(planOfText(command.subject) ?? '');
  if (plan === undefined) return notKnownHere;
  const section = sectionOfText(command.subject);
  if (!plan.exists || section === undefined) return refuse('NOT_FOUND', { subject: command.subject });
  if (plan.stopped) return refuse('PLAN_STOPPED', {});
  if (plan.parked) return refuse('PLAN_PARKED', {});
  const decision =
    command.type === 'EditText' ? decideEdit(state, command, context) : decideRevert(state, command, context);
  return 'events' in decision ? withSnapshot(state, section, decision.events) : decision;
}

function decideEdit(state: NarrativeState, command: Command, context: DecideContext): Decision {
  const { textRevision, changes } = command.data as C['EditText'];
  if (textRevision > state.revision) return refuse('AHEAD', { at: textRevision });
  const later = changesSince(state, textRevision) ?? longPast(state, textRevision, command, context);
  if (!later) return notKnownHere;
  const [next] = later;
  const expected = next ? lengthsOf(next.changes).before : state.length;
  const { before, after } = lengthsOf(changes);
  if (before !== expected) return refuse('TEXT_DIFFERS', { expected, given: before, textRevision });
  if (after > TEXT_MOST) return refuse('TEXT_LENGTH', { field: 'text', min: 0, max: TEXT_MOST });
  const { mapped, besides } = mapOver(ChangeSet.fromJSON(changes), later, context.actor);
  if (mapped.empty) return nothingToDo(later.at(-1)?.command);
  if (mapped.newLength > TEXT_MOST) return refuse('TEXT_LENGTH', { field: 'text', min: 0, max: TEXT_MOST });
  const made = mapped.toJSON() as ChangesJson;
  if (breaksSign(state, made)) return refuse('TEXT_BROKEN', {});
  return happened(
    draft('TextEdited', {
      section: sectionOfText(command.subject),
      textRevision: state.revision + 1,
      changes: made,
      besides: besides.length > 0 ? besides : undefined,
    }),
  );
}

/** What is no longer held here, then what has been decided since it was recorded. */
function longPast(
  state: NarrativeState,
  textRevision: number,
  { subject }: Command,
  { around }: DecideContext,
): readonly TextChange[] | undefined {
  const whole = around.wholeText?.(subject);
  const recorded = whole && changesSince(whole, textRevision);
  return recorded && [...recorded, ...(changesSince(state, whole.revision) ?? [])];
}

function decideRevert(state: NarrativeState, command: Command, context: DecideContext): Decision {
  const { commands } = command.data as C['RevertText'];
  const holdsAll = (one: NarrativeState) => commands.every((id) => one.recent.some((change) => change.command === id));
  const standing = holdsAll(state) ? state : context.around.wholeText?.(command.subject);
  if (!standing) return notKnownHere;
  if (standing.revision !== state.revision) return refuse('BUSY', {});
  const chosen = standing.recent.filter((change) => commands.includes(change.command));
  if (chosen.length < commands.length) return refuse('NOT_FOUND', { subject: commands.join(', ') });
  const foreign = chosen.find((change) => change.by !== context.actor);
  if (foreign) return refuse('NOT_OWN_TEXT', {});
  const reverts = chosen.map((change) => change.n);
  const { changes, restores } = revertOf(standing, new Set(reverts));
  if (changes === undefined) return nothingToDo(chosen.at(-1)?.command);
  if (lengthsOf(changes).after > TEXT_MOST) return refuse('TEXT_LENGTH', { field: 'text', min: 0, max: TEXT_MOST });
  return happened(
    draft('TextEdited', {
      section: sectionOfText(command.subject),
      textRevision: state.revision + 1,
      changes,
      reverts,
      restores: restores.length > 0 ? restores : undefined,
    }),
  );
}

/** Maps a change over those that came before it; notes which of them, by others, replaced the same words. */
function mapOver(
  change: ChangeSet,
  later: readonly TextChange[],
  actor: string,
): { mapped: ChangeSet; besides: number[] } {
  const besides: number[] = [];
  let mapped = change;
  for (const { n, by, changes } of later) {
    if (by !== actor && replacesSame(mapped.toJSON() as ChangesJson, changes)) besides.push(n);
    mapped = mapped.map(ChangeSet.fromJSON(changes).desc);
  }
  return { mapped, besides: besides.slice(-100) };
}

function replacesSame(mine: ChangesJson, theirs: ChangesJson): boolean {
  const replaced = (changes: ChangesJson) => splicesOf(changes).filter(({ del, ins }) => del > 0 && ins !== '');
  const others = replaced(theirs);
  return replaced(mine).some((a) => others.some((b) => a.from < b.from + b.del && b.from < a.from + a.del));
}

/** Would a sign that takes two code units be cut through? */
function breaksSign({ chunks }: NarrativeState, changes: ChangesJson): boolean {
  return splicesOf(changes).some(({ from, del, ins }) => {
    const before = unitAt(chunks, from - 1);
    const after = unitAt(chunks, from + del);
    if (ins === '') return isHigh(before) !== isLow(after);
    return isHigh(before) !== isLow(ins[0]) || isHigh(ins.at(-1)) !== isLow(after);
  });
}

const isHigh = (unit: string | undefined): boolean => unit !== undefined && /[\uD800-\uDBFF]/.test(unit);
const isLow = (unit: string | undefined): boolean => unit !== undefined && /[\uDC00-\uDFFF]/.test(unit);

/** The text whole, every so many changes: so that nobody has to fold from its beginning. */
function withSnapshot(state: NarrativeState, section: string, events: readonly EventDraft[]): Decision {
  if (state.revision + 1 - (state.snapshots.at(-1) ?? 0) < SNAPSHOT_AFTER) return { events };
  const [edit] = events;
  if (!edit) return { events };
  const { textRevision, changes } = edit.data as D['TextEdited'];
  const text = changed(textOf(state), changes);
  return happened(edit, draft('TextSnapshotTaken', { section, textRevision, text }));
}
