import {
  draft,
  editConflict,
  happened,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { entryOn, lastRecorded } from '../timeline.ts';
import type { PlanCommandData as C } from './commands.ts';
import { DEFAULT_EXCHANGER_DELTA_K, detailFields, type PlanKind } from './details.ts';
import type { PlanState } from './state.ts';

/** SetPlanDetail: equal value → nothing; label → last writer wins; strict field changed meanwhile → EDIT_CONFLICT. */
export function decideDetail(state: PlanState, command: Command, context: DecideContext): Decision {
  const { field, value, unit } = command.data as C['SetPlanDetail'];
  const declared = detailFields[state.kind][field];
  if (!declared) return refuse('UNKNOWN_FIELD', { field, known: Object.keys(detailFields[state.kind]).join(', ') });
  const unfit = checkDetail(state.kind, field, value);
  if (unfit) return refuse(unfit.code, unfit.values);
  if (unit !== undefined && unit !== declared.unit)
    return refuse('UNIT_EXPECTED', { field, unit: declared.unit ?? '–' });

  const standing = lastRecorded(state.details[field]);
  const sameDay = command.effectiveOn === undefined || command.effectiveOn === standing?.from;
  if (standing && standing.value === value && sameDay) return nothingToDo(standing.command);
  if (declared.merge === 'strict') {
    const conflict = editConflict(command, field, value, standing);
    if (conflict) return conflict;
  }
  const tooCold = temperatureTooLow(state, command.effectiveOn ?? context.today, { [field]: value });
  if (tooCold) return tooCold;
  return happened(draft('PlanDetailSet', { field, value, unit: declared.unit }));
}

/** I2: the source must be warm enough for the sink through two exchangers, or a heat pump lifts it. */
export function temperatureTooLow(state: PlanState, on: string, change: Record<string, unknown>): Decision | undefined {
  if (state.kind !== 'SHARED_HEAT') return undefined;
  const valueOf = (field: string): unknown =>
    field in change ? change[field] : state.details[field] && entryOn(state.details[field], on)?.value;
  const source = valueOf('sourceTemperatureC');
  const required = valueOf('requiredTemperatureC');
  const delta = valueOf('exchangerDeltaK') ?? DEFAULT_EXCHANGER_DELTA_K;
  const touched = Object.keys(change).some((field) => temperatureFields.has(field));
  if (!touched || valueOf('upgradeHeatPump') === true) return undefined;
  if (typeof source !== 'number' || typeof required !== 'number' || typeof delta !== 'number') return undefined;
  const needed = required + 2 * delta;
  return source >= needed ? undefined : refuse('HEAT_TEMPERATURE_TOO_LOW', { source, required, needed });
}

const temperatureFields = new Set(['sourceTemperatureC', 'requiredTemperatureC', 'exchangerDeltaK', 'upgradeHeatPump']);

/** Undefined when the value fits the field, else why not. */
export function checkDetail(
  kind: PlanKind,
  field: string,
  value: unknown,
): { code: string; values: Record<string, unknown> } | undefined {
  const declared = detailFields[kind][field];
  if (!declared) return { code: 'UNKNOWN_FIELD', values: { field } };
  if (declared.type === 'boolean') {
    return typeof value === 'boolean' ? undefined : { code: 'WRONG_TYPE', values: { field, expected: 'boolean' } };
  }
  const { min = 0, max = Number.MAX_VALUE } = declared;
  if (declared.type === 'text') {
    if (typeof value !== 'string') return { code: 'WRONG_TYPE', values: { field, expected: 'text' } };
    const length = value.trim().length;
    return length >= min && length <= max ? undefined : { code: 'TEXT_LENGTH', values: { field, min, max } };
  }
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { code: 'WRONG_TYPE', values: { field, expected: 'number' } };
  return value >= min && value <= max
    ? undefined
    : { code: 'OUT_OF_RANGE', values: { field, value, min, max, unit: declared.unit } };
}

export function decideTarget(state: PlanState, command: Command): Decision {
  const { direction, MW, fromYear } = command.data as C['SetCapacityTarget'];
  const standing = lastRecorded(state.capacityTargets[direction]);
  const theirs = standing?.value as { MW: number | null; fromYear: number } | undefined;
  if (standing && theirs?.MW === MW && theirs.fromYear === fromYear) return nothingToDo(standing.command);
  const conflict = editConflict(command, `capacityTarget.${direction}`, { MW, fromYear }, standing);
  return conflict ?? happened(draft('CapacityTargetSet', { direction, MW, fromYear }));
}

export function decideRoute(state: PlanState, command: Command): Decision {
  const data = command.data as C['DrawRoute'];
  const standing = state.route;
  const drawn = {
    lineString: data.LineString,
    lengthKm: data.length_km,
    ...(data.DN === undefined ? {} : { DN: data.DN }),
  };
  if (standing && JSON.stringify(standing.value) === JSON.stringify(drawn)) {
    return nothingToDo(standing.command);
  }
  return editConflict(command, 'route', data, standing) ?? happened(draft('RouteDrawn', { ...data }));
}
