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
import { decideSetDetail, unfitFor, type DetailValue } from '../details.ts';
import { same } from '../same.ts';
import { entryOn, lastRecorded } from '../timeline.ts';
import type { PlanCommandData as C } from './commands.ts';
import { DEFAULT_EXCHANGER_DELTA_K, detailFields, type PlanKind } from './details.ts';
import type { PlanState } from './state.ts';

/** SetPlanDetail: what any detail must obey, then what its kind of plan asks of the values together. */
export function decideDetail(state: PlanState, command: Command, context: DecideContext): Decision {
  const { field, value } = command.data as C['SetPlanDetail'];
  const set = decideSetDetail(detailFields[state.kind], state.details, command, 'PlanDetailSet');
  if (!('events' in set)) return set;
  return unfitTogether(state, command.effectiveOn ?? context.today, { [field]: value }) ?? set;
}

/** Refused when values do not go together; only looked at when one of them changes. */
export function unfitTogether(
  state: PlanState,
  on: string,
  change: Readonly<Record<string, DetailValue | undefined>>,
): Decision | undefined {
  const valueOf = (field: string): unknown =>
    field in change ? change[field] : state.details[field] && entryOn(state.details[field], on)?.value;
  const touched = (...fields: string[]): boolean => fields.some((field) => field in change);
  switch (state.kind) {
    case 'SHARED_HEAT':
      return touched('sourceTemperatureC', 'requiredTemperatureC', 'exchangerDeltaK', 'upgradeHeatPump')
        ? temperatureTooLow(valueOf)
        : touched('backupMW', 'sinkPeakMW')
          ? backupTooSmall(valueOf('backupMW'), valueOf('sinkPeakMW'))
          : undefined;
    case 'JOINT_GRID_CABLE_POOLING': {
      const old = valueOf('legalBasis') === 'ELEKTRICITEITSWET_1998';
      const other = valueOf('otherGenerationMW');
      return old && typeof other === 'number' && other > 0 && touched('legalBasis', 'otherGenerationMW')
        ? refuse('ONLY_WIND_AND_SOLAR', { otherMW: other })
        : undefined;
    }
    default:
      return undefined;
  }
}

/** I2: the source must be warm enough for the sink through two exchangers, or a heat pump lifts it. */
function temperatureTooLow(valueOf: (field: string) => unknown): Decision | undefined {
  const source = valueOf('sourceTemperatureC');
  const required = valueOf('requiredTemperatureC');
  const delta = valueOf('exchangerDeltaK') ?? DEFAULT_EXCHANGER_DELTA_K;
  if (valueOf('upgradeHeatPump') === true) return undefined;
  if (typeof source !== 'number' || typeof required !== 'number' || typeof delta !== 'number') return undefined;
  const needed = required + 2 * delta;
  return source >= needed ? undefined : refuse('HEAT_TEMPERATURE_TOO_LOW', { source, required, needed });
}

/** When a source is out, the backup carries the sinks. */
function backupTooSmall(backupMW: unknown, sinkPeakMW: unknown): Decision | undefined {
  if (typeof backupMW !== 'number' || typeof sinkPeakMW !== 'number' || backupMW >= sinkPeakMW) return undefined;
  return refuse('BACKUP_TOO_SMALL', { backupMW, sinkPeakMW });
}

/** Undefined when the value fits the field, else why not. */
export function checkDetail(kind: PlanKind, field: string, value: unknown): ReturnType<typeof unfitFor> {
  const declared = detailFields[kind][field];
  return declared ? unfitFor(declared, field, value) : { code: 'UNKNOWN_FIELD', values: { field } };
}

export function decideTarget(state: PlanState, command: Command): Decision {
  const { direction, MW, fromYear } = command.data as C['SetCapacityTarget'];
  const standing = lastRecorded(state.capacityTargets[direction]);
  if (standing && same(standing.value, { MW, fromYear })) return nothingToDo(standing.command);
  const conflict = editConflict(command, `capacityTarget.${direction}`, { MW, fromYear }, standing);
  return conflict ?? happened(draft('CapacityTargetSet', { direction, MW, fromYear }));
}

export function decideRoute(state: PlanState, command: Command): Decision {
  const data = command.data as C['DrawRoute'];
  const standing = state.route;
  const drawn = { lineString: data.LineString, lengthKm: data.length_km, DN: data.DN };
  if (standing && same(standing.value, drawn)) return nothingToDo(standing.command);
  return editConflict(command, 'route', data, standing) ?? happened(draft('RouteDrawn', { ...data }));
}
