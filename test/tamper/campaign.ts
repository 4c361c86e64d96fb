import type { KeptLog } from './log.ts';
import type { Random } from './tampering.ts';
import { trial, type Trial } from './trial.ts';

export interface Outcome {
  readonly trials: number;
  /** What was not found, or at another place, in words. */
  readonly missed: string[];
  readonly kinds: ReadonlyMap<string, number>;
}

/** Tampers so many times, and whole checks the given number of them besides. */
export function campaign(log: KeptLog, count: number, whole: number, random: Random): Outcome {
  const missed: string[] = [];
  const kinds = new Map<string, number>();
  for (let done = 0; done < count;) {
    const one = trial(log, random, done < whole);
    if (!one) continue;
    done++;
    const kind = one.what.replaceAll(/\d+/g, 'n');
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    missed.push(...wrongOf(log, one));
  }
  return { trials: count, missed, kinds };
}

/** A small generator whose every draw follows from the seed (mulberry32). */
export function drawing(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function wrongOf(log: KeptLog, { what, affected, found, rootTells, whole }: Trial): string[] {
  const first = affected[0];
  const wrong: string[] = [];
  if (found !== first) wrong.push(`${what}: found at ${found}, and it is at ${first}`);
  // the root stands on the digests: where they are stored, a value that does not fit them leaves it as it was
  if (!rootTells && !/^byte|^revision/.test(what)) wrong.push(`${what}: the root of a head does not tell`);
  if (!whole || first === undefined) return wrong;
  const at = new RegExp(`\\b${first}\\b`);
  if (!whole.located.some((sentence) => at.test(sentence)))
    wrong.push(`${what}: the whole check says ${whole.located.join('; ') || 'nothing'}`);
  if (whole.headsAlone.length === 0) wrong.push(`${what}: the heads alone do not tell`);
  const between = /differs somewhere at (\d+)–(\d+)/.exec(whole.headsAlone.join());
  if (between && !(Number(between[1]) <= first && first <= Number(between[2])))
    wrong.push(`${what}: the heads alone say ${between[0]}, and there are ${log.heads.length}`);
  return wrong;
}
