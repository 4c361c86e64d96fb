import { z } from 'zod';
import type { Refusal } from '../../events/decision.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { day } from '../../events/fields.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

export const momentQuery = z.strictObject({
  /** Log index or instant: what we knew. */
  at: z
    .union(
      [z.string().regex(/^\d{1,15}$/), z.iso.datetime({ offset: true })],
      'must be a log index or an instant like 2026-03-01T10:00:00Z',
    )
    .optional(),
  /** Day: what holds in the world. */
  on: day.optional(),
});

/** A moment on both axes. */
export interface Moment {
  /** Log index; undefined: now. */
  readonly at: number | undefined;
  readonly on: string;
  /** True: other clocks may still write before this instant. */
  readonly provisional: boolean;
}

const SETTLED_MS = 10_000;

/** Finds the moment asked for; one ahead of this process's tail is waited for, up to 2 s. */
export async function momentOf(
  query: { at?: string | undefined; on?: string | undefined },
  readModels: RunningReadModels,
  now: number,
): Promise<Moment | { refused: Refusal }> {
  const today = amsterdamDay(new Date(now).toISOString());
  if (query.at === undefined) return { at: undefined, on: query.on ?? today, provisional: false };
  if (/^\d+$/.test(query.at)) {
    const at = Number(query.at);
    if (!(await readModels.waitFor(at, 2_000))) return { refused: { code: 'AHEAD', values: { at } } };
    return { at, on: query.on ?? dayOf(readModels, at) ?? today, provisional: false };
  }
  const instant = new Date(query.at);
  const at = readModels.indexAt(instant.toISOString());
  return { at, on: query.on ?? amsterdamDay(instant.toISOString()), provisional: instant.getTime() > now - SETTLED_MS };
}

function dayOf(readModels: RunningReadModels, index: number): string | undefined {
  const instant = readModels.instantOf(index);
  return instant && amsterdamDay(instant);
}
