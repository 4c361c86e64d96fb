import { ChangeSet } from '@codemirror/state';
import { placedRuns } from '../../events/narrative/runs.ts';
import { changesSince, type NarrativeState } from '../../events/narrative/state.ts';
import type { TextSession } from './text-session.ts';

/** Who put in the character at a place of the confirmed text, when, and by which event. */
export function originAt(
  { chunks, origins }: NarrativeState,
  place: number,
): { by: string; at: string; event: string } | undefined {
  for (const { run, from } of placedRuns(chunks)) {
    if (run.d !== undefined || place < from || place >= from + run.t.length) continue;
    const origin = origins[run.n];
    return origin && { by: origin[0], at: origin[1], event: origin[2] };
  }
  return undefined;
}

/** A stretch of text by the characters it begins and ends with, which keep their names wherever they go. */
export function anchorOf({ chunks }: NarrativeState, from: number, to: number): string | undefined {
  const nameAt = (place: number): string | undefined => {
    for (const { run, from: start } of placedRuns(chunks))
      if (run.d === undefined && place >= start && place < start + run.t.length)
        return `${run.n}:${run.o + place - start}`;
    return undefined;
  };
  const [first, last] = [nameAt(from), nameAt(to - 1)];
  return first === undefined || last === undefined ? undefined : `${first}-${last}`;
}

/** Where an anchored stretch stands now; undefined when its characters are gone. */
export function placeOfAnchor({ chunks }: NarrativeState, anchor: string): { from: number; to: number } | undefined {
  const [first, last] = anchor.split('-').map((name) => name.split(':').map(Number));
  let from: number | undefined;
  let to: number | undefined;
  for (const { run, from: start } of placedRuns(chunks)) {
    const holds = ([n, o]: number[] = []) => n === run.n && (o ?? -1) >= run.o && (o ?? -1) < run.o + run.t.length;
    if (holds(first)) from = run.d === undefined ? start + ((first?.[1] ?? 0) - run.o) : start;
    if (holds(last)) to = run.d === undefined ? start + ((last?.[1] ?? 0) - run.o) + 1 : start;
  }
  return from === undefined || to === undefined ? undefined : { from, to: Math.max(from, to) };
}

/** The stretches where two wrote over the same words at once, with the changes that did. */
export function bothEdited({
  chunks,
  besides,
  origins,
}: NarrativeState): { from: number; to: number; who: string[] }[] {
  return besides.flatMap(([a, b]) => {
    const places = [...placedRuns(chunks)].filter(({ run }) => run.d === undefined && (run.n === a || run.n === b));
    if (new Set(places.map(({ run }) => run.n)).size < 2) return [];
    const from = Math.min(...places.map((place) => place.from));
    const to = Math.max(...places.map((place) => place.from + place.run.t.length));
    return [{ from, to, who: [a, b].flatMap((n) => origins[n]?.[0] ?? []) }];
  });
}

/** A place of the confirmed text on the screen; `side`: before (-1) or behind (1) what is typed right there. */
export function onScreen(session: TextSession, place: number, side: -1 | 1 = 1): number {
  return session.ahead.mapPos(Math.min(place, session.confirmed.length), side);
}

/** A place on the screen in the confirmed text. */
export function inConfirmed(session: TextSession, place: number): number {
  const { ahead } = session;
  return ahead.invertedDesc.mapPos(Math.min(place, ahead.newLength), -1);
}

/** Where somebody is who named a place in the text as it was some changes ago; undefined when that is too long ago. */
export function placeSince(
  state: NarrativeState,
  session: TextSession,
  place: number,
  textRevision: number,
): number | undefined {
  if (textRevision > session.revision) return undefined;
  const changes = changesSince(state, textRevision);
  if (!changes) return undefined;
  let at = place;
  for (const { n, changes: json } of changes) {
    if (n > session.revision) break;
    const change = ChangeSet.fromJSON(json);
    if (at > change.length) return undefined;
    at = change.mapPos(at, 1);
  }
  return at > session.confirmed.length ? undefined : onScreen(session, at);
}
