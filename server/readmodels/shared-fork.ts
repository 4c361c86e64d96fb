import { fork } from './fork.ts';

/**
 * A copy of a stream's state for keeping: like {@link fork}, but what has not changed since the copy before is that
 * copy's own, so that many copies of a long stream take little room.
 */
export function sharedFork<S>(before: S | undefined, now: S): S {
  const copy = fork(now);
  return before === undefined ? copy : (sharing(before, copy, (a, b) => sharing(a, b, sharing)) as S);
}

/** The earlier one if both hold the same; else the later, with those parts of the earlier that `part` finds the same. */
function sharing(before: unknown, now: unknown, part?: (before: unknown, now: unknown) => unknown): unknown {
  if (before === now || typeof before !== 'object' || typeof now !== 'object' || !before || !now) return now;
  if (Array.isArray(before) !== Array.isArray(now)) return now;
  const [earlier, later] = [before as Record<string, unknown>, now as Record<string, unknown>];
  const names = Object.keys(later);
  let same = names.length === Object.keys(earlier).length;
  for (const name of names) {
    if (part && later[name] !== earlier[name]) later[name] = part(earlier[name], later[name]);
    same &&= later[name] === earlier[name];
  }
  return same ? before : now;
}
