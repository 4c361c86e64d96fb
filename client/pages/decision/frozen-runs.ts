import type { VisibleEvent } from '../../../events/envelope.ts';
import { ask } from '../../app/ask.ts';

/** The runs that were frozen for any of these regions: what came of each, and that it was frozen. */
export async function frozenRuns(subjectIds: readonly string[]): Promise<VisibleEvent[]> {
  const { selections } = await ask<{ selections: { id: string; regions: string[]; frozen: string | null }[] }>(
    '/api/selections',
  ).catch(() => ({ selections: [] }));
  const about = selections.filter(
    ({ regions, frozen }) => frozen !== null && regions.some((region) => subjectIds.includes(region)),
  );
  const found = await Promise.all(
    about.flatMap(({ id, frozen }) =>
      ['SelectionRunExecuted', 'SelectionFrozen'].map((type) =>
        ask<{ entries: { event: VisibleEvent }[] }>(`/api/history?subject=${id}&type=${type}&limit=50`).then(
          ({ entries }) => entries.map(({ event }) => event).filter(({ data }) => data['runId'] === frozen),
          () => [],
        ),
      ),
    ),
  );
  return found.flat();
}
