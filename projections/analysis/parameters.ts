import { isHidden, type CalendarDay, type LogIndex } from '../../events/envelope.ts';
import type { ParameterState } from '../../events/parameter/state.ts';
import { entryOn } from '../../events/timeline.ts';
import { defaultParameters, type ParameterKey } from './default-parameters.ts';
import { refused, type Refused } from './refused.ts';

/** The parameters as they hold on a day, at a moment of the log. */
export interface Parameters {
  /** How many had been set: what a result names as its parameter version. */
  readonly version: number;
  /** Log index up to which they, and whatever else goes into a calculation, were read. */
  readonly index: LogIndex;
  readonly on: CalendarDay;
  readonly values: Readonly<Partial<Record<string, ParameterValue>>>;
}

/** A parameter that was set, with the bounds between which it lies when it is not certain. */
export interface ParameterValue {
  readonly value: unknown;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  readonly source?: string;
}

/** What was set, as it holds on a day. */
export function parametersOn(state: ParameterState | undefined, on: CalendarDay, index: LogIndex): Parameters {
  const values: Record<string, ParameterValue> = {};
  for (const [key, timeline] of Object.entries(state?.values ?? {})) {
    const value = entryOn(timeline, on)?.value;
    if (value === undefined || isHidden(value)) continue;
    const { low, high } = value;
    const bounds = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
    values[key] = { value: value.value, unit: value.unit, ...bounds, source: value.sourceRef };
  }
  return { version: state?.version ?? 0, index, on, values };
}

/**
 * The values of some parameters: what was set, else the default. Refused (PARAMETER_UNFIT) when one that is needed was
 * set as something else than a number, in another unit, or beyond what is credible: nothing is converted in silence.
 */
export function valuesOf<K extends ParameterKey>(
  keys: readonly K[],
  parameters: Parameters,
): { values: Readonly<Record<K, number>> } | Refused {
  const values: Partial<Record<K, number>> = {};
  for (const key of keys) {
    const usual = defaultParameters[key];
    const set = parameters.values[key] ?? usual;
    const { value } = set;
    const fits = typeof value === 'number' && value >= usual.least && value <= usual.most && set.unit === usual.unit;
    if (!fits) {
      const fill = `≥ ${usual.least}, ≤ ${usual.most} ${usual.unit}`;
      return refused('PARAMETER_UNFIT', { key, given: `${String(value)} ${set.unit}`, fill });
    }
    values[key] = value;
  }
  return { values: values as Record<K, number> };
}
