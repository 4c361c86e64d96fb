import { isHidden } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import type { Parameter, ParameterState } from '../../../events/parameter/state.ts';
import { entryOn, lastRecorded, type Entry } from '../../../events/timeline.ts';
import { defaultParameters } from '../../../projections/analysis/default-parameters.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';

/** A parameter as it holds on a day: what was set, else what is assumed until then. */
export interface ParameterRow {
  readonly key: string;
  readonly value: string | number | boolean;
  readonly unit: string;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** What is credible: beyond it a calculation refuses. Absent: no calculation uses it. */
  readonly bounds: { readonly least: number; readonly most: number } | undefined;
  readonly source: string;
  /** Undefined: nobody has set it. */
  readonly entry: Entry<Parameter> | undefined;
  /** Everything that was set, the last first. */
  readonly history: readonly Entry<Parameter>[];
  /** The command that an edit is based on. */
  readonly basis: string | undefined;
}

export const parametersIn = (state: TopicState): ParameterState | undefined =>
  streamState(state, 'parameter', streamOf(PARAMETERS_SUBJECT)?.stream ?? '');

export function parameterRows(state: TopicState, on: string): ParameterRow[] {
  const set = parametersIn(state)?.values ?? {};
  const usual: Readonly<Record<string, { value: number; unit: string; least: number; most: number; source: string }>> =
    defaultParameters;
  return [...new Set([...Object.keys(usual), ...Object.keys(set)])].sort().map((key): ParameterRow => {
    const entry = entryOn(set[key] ?? [], on);
    const holds = entry && !isHidden(entry.value) ? entry.value : undefined;
    const assumed = usual[key];
    return {
      ...{ key, value: holds?.value ?? assumed?.value ?? '', unit: holds?.unit ?? assumed?.unit ?? '' },
      ...{ low: holds?.low, high: holds?.high, source: holds?.sourceRef ?? assumed?.source ?? '' },
      bounds: assumed && { least: assumed.least, most: assumed.most },
      ...{ entry, history: [...(set[key] ?? [])].reverse(), basis: lastRecorded(set[key])?.command },
    };
  });
}
