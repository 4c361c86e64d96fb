import { isHidden, type RecordedEvent, type SubjectId, type VisibleEvent } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { PlanState } from '../../events/plan/state.ts';
import type { Repetition, Snapshots } from '../analysis/snapshots.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import { facts, subheading, text, type Block } from './blocks.ts';
import type { Telling } from './telling.ts';

/** A calculation on which a decision rests, and what came of doing it again when the dossier was made. */
export interface DossierSnapshot {
  readonly id: string;
  readonly planId: SubjectId;
  /** Log index of the event that recorded it. */
  readonly index: number;
  readonly event: VisibleEvent;
  /** Undefined: its outcome is not for this reader. */
  readonly again?: Repetition;
}

/** The events that recorded the calculations that a decision names, as far as the reader may see them. */
export function snapshotEvents(
  readModels: RunningReadModels,
  grants: GrantSet,
  ids: readonly string[],
): readonly RecordedEvent[] {
  if (ids.length === 0) return [];
  const named = new Set(ids);
  return readModels
    .ofType('CalculationSnapshotTaken')
    .filter((event) => named.has(String(event.data['snapshotId'])))
    .filter((event) => readModels.inHistory(event, grants) !== undefined);
}

/** Does each of them again from the log as it was then; of what the reader may not see nothing is said. */
export async function doneAgain(
  { readModels, snapshots }: { readonly readModels: RunningReadModels; readonly snapshots: Pick<Snapshots, 'again'> },
  grants: GrantSet,
  events: readonly RecordedEvent[],
): Promise<DossierSnapshot[]> {
  const done: DossierSnapshot[] = [];
  for (const recorded of events) {
    const event = readModels.inHistory(recorded, grants);
    const id = String(recorded.data['snapshotId']);
    const snapshot = (readModels.state(recorded.stream) as PlanState | undefined)?.snapshots[id];
    if (!event || !snapshot) continue;
    const planId = subjectOf(recorded.stream);
    const told = { id, planId, index: recorded.index, event };
    if (isHidden(event.data['outputs'])) done.push(told);
    else done.push({ ...told, again: await snapshots.again(planId, snapshot) });
  }
  return done;
}

/** A calculation as it was recorded, and whether it came out the same again. */
export function snapshotSection(snapshots: readonly DossierSnapshot[], say: Telling): Block[] {
  return snapshots.flatMap(({ id, event, again }) => {
    const { calc, inputIndex, paramVersion, outputs, hash } = event.data;
    const values = isHidden(outputs) ? [] : Object.entries(outputs as Record<string, unknown>);
    return [
      subheading(`${say.t('snapshot')}: ${String(calc)} (${id})`),
      text(
        `${say.t('moment')} ${String(inputIndex)} ${say.t('ofLog')}; ${say.t('parameterVersion')} ${String(paramVersion)}.`,
      ),
      facts([...values.map(([name, value]) => [name, say.value(value)] as const), [say.t('runHash'), say.value(hash)]]),
      text(again ? resultOf(again, say) : say.t('hidden')),
    ];
  });
}

function resultOf(again: Repetition, say: Telling): string {
  if (again.equal === true) return say.t('againEqual');
  if (again.equal === null) return `${say.t('againGone')} ${again.missing.join(', ')}.`;
  return `${say.t('againDiffers')} ${again.differs.join(', ')}.`;
}
