import type { EventId, Instant } from '../../events/envelope.ts';
import { placedRuns } from '../../events/narrative/runs.ts';
import type { NarrativeState } from '../../events/narrative/state.ts';
import { PAUSE_MS } from './text-history.ts';

/** A stretch of a text as it stands that one person put in, in one go. */
export interface AuthorStretch {
  readonly text: string;
  readonly by: string;
  /** Since when its last characters stand there, and the change that put them there. */
  readonly at: Instant;
  readonly event: EventId;
}

/** The whole text, from its beginning to its end, by who put it in; put together they are the text. */
export function authorStretches({ chunks, origins }: NarrativeState): AuthorStretch[] {
  const stretches: AuthorStretch[] = [];
  for (const { run } of placedRuns(chunks)) {
    const origin = origins[run.n];
    if (run.d !== undefined || !origin) continue;
    const [by, at, event] = origin;
    const last = stretches.at(-1);
    const joins = last?.by === by && Math.abs(Date.parse(at) - Date.parse(last.at)) < PAUSE_MS;
    if (!last || !joins) stretches.push({ text: run.t, by, at, event });
    else if (at > last.at) stretches[stretches.length - 1] = { text: last.text + run.t, by, at, event };
    else stretches[stretches.length - 1] = { ...last, text: last.text + run.t };
  }
  return stretches;
}
