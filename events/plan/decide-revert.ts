import { draft, editConflict, happened, nothingToDo, refuse } from '../decision.ts';
import type { Command, DecideContext, Decision } from '../decision.ts';
import { isHidden } from '../envelope.ts';
import type { EventDraft } from '../envelope.ts';
import type { DetailValue } from '../details.ts';
import type { Entry } from '../timeline.ts';
import type { PlanCommandData as C } from './commands.ts';
import { unfitTogether } from './decide-detail.ts';
import { detailFields } from './details.ts';
import type { PlannedRoute, PlanState } from './state.ts';

/** A field with everything that was ever recorded of it, and the event that records a value. */
interface Recorded {
  readonly field: string;
  readonly entries: readonly Entry<unknown>[];
  readonly record: (before: Entry<unknown> | undefined) => EventDraft | undefined;
}

/**
 * RevertChange: what a field held before an event is put back, as long as that event still sets it; else it is an
 * edit on a field that somebody changed meanwhile, as with any other.
 */
export function decideRevert(state: PlanState, command: Command, context: DecideContext): Decision {
  const { event } = command.data as C['RevertChange'];
  for (const { field, entries, record } of recordedFields(state, command)) {
    const at = entries.findIndex((entry) => entry.event === event);
    if (at < 0) continue;
    const before = entries[at - 1];
    const standing = entries.at(-1);
    const made = record(before);
    if (!made || !standing || isHidden(before?.value)) return refuse('NOT_REVERTIBLE', {});
    if (JSON.stringify(standing.value) === JSON.stringify(before?.value)) return nothingToDo(standing.command);
    const untouched = standing.event === event && !standing.corrected;
    const conflict = untouched ? undefined : editConflict(command, field, before?.value ?? null, standing);
    if (conflict) return conflict;
    const value = (before?.value ?? undefined) as DetailValue | undefined;
    return unfitTogether(state, context.today, { [field]: value }) ?? happened(made);
  }
  return refuse('NOT_REVERTIBLE', {});
}

function* recordedFields(state: PlanState, command: Command): Generator<Recorded> {
  // a route brings its length along: both are of one event, and the route comes first
  yield {
    field: 'route',
    entries: state.routes,
    record: (before) => {
      if (!before) return undefined;
      const { lineString, lengthKm, DN } = before.value as PlannedRoute;
      return draft('RouteDrawn', { LineString: lineString, length_km: lengthKm, DN });
    },
  };
  for (const [field, entries] of Object.entries(state.details)) {
    const { unit } = detailFields[state.kind][field] ?? {};
    yield {
      field,
      entries,
      record: (before) => {
        if (before === undefined && field === 'title') return undefined;
        return draft('PlanDetailSet', { field, value: before?.value ?? null, unit });
      },
    };
  }
  for (const [direction, entries] of Object.entries(state.capacityTargets)) {
    const { fromYear } = entries.at(-1)?.value as { fromYear: number };
    yield {
      field: `capacityTarget.${direction}`,
      entries,
      record: (before) =>
        draft('CapacityTargetSet', { direction, MW: null, fromYear, ...(before?.value as object | undefined) }),
    };
  }
  for (const { id, forecasts } of Object.values(state.milestones)) {
    yield {
      field: `milestone.${id}.forecast`,
      entries: forecasts,
      record: (before) =>
        before &&
        draft('MilestoneForecastMoved', {
          milestoneId: id,
          old: forecasts.at(-1)?.value,
          new: before.value,
          reason: command.reason ?? 'Ongedaan gemaakt',
        }),
    };
  }
}
