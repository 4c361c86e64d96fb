import type { SelectionEventData } from '../../events/selection/events.ts';
import type { SelectionState, Weighing } from '../../events/selection/state.ts';
import type { SmaaInput, SmaaOutput } from '../analysis/smaa/smaa.ts';
import { cut, modelOf, valueTable, type Value, type ValueTable } from './value-table.ts';

/** What is asked of a run, beside the scores as they stand. */
export interface AskedRun {
  readonly method: 'WEIGHTED_SUM' | 'SMAA';
  readonly N: number;
  readonly seed: number;
  readonly weighing: Weighing;
}

export type RunResult = SelectionEventData['SelectionRunExecuted']['results'][number];

/** Everything that goes into a run, from the selection as it stood at some moment; undefined: there is no model. */
export interface RunInput {
  readonly asked: AskedRun;
  readonly criteria: readonly string[];
  readonly regions: readonly string[];
  readonly table: ValueTable;
}

export function runInput(state: SelectionState, asked: AskedRun): RunInput | undefined {
  const model = modelOf(state);
  const table = valueTable(state);
  if (!model || !table) return undefined;
  return { asked, criteria: model.criteria.map(({ key }) => key), regions: model.regions, table };
}

/** The input of the calculation `smaa`: values may lie beyond 0 and 1 and are cut off once they are drawn. */
export function smaaOf({ asked, criteria, regions, table }: RunInput): SmaaInput {
  const { order, intervals } = asked.weighing;
  return {
    values: Object.fromEntries(
      regions.map((region) => [region, criteria.map((key) => cellOf(table.values[region]?.[key] ?? null))]),
    ),
    ...(order ? { weightOrder: criteria.map((key) => order.indexOf(key)) } : {}),
    ...(intervals ? { weightIntervals: criteria.map((key) => intervals[key] ?? [0, 1]) } : {}),
    clip: true,
    draws: asked.N,
    seed: asked.seed,
  };
}

/** What a run says of each region: its sum under the given weights, and what came of the draws. */
export function runResults(input: RunInput, drawn: SmaaOutput | undefined): RunResult[] {
  const { weights } = input.asked.weighing;
  return input.regions.map((regionId) => {
    const central = drawn?.centralWeights[regionId];
    return {
      regionId,
      score: weights ? weightedSum(input, regionId, weights) : null,
      rankAcceptability: [...(drawn?.rankAcceptability[regionId] ?? [])],
      confidence: drawn?.confidence[regionId] ?? null,
      centralWeights: central ? Object.fromEntries(input.criteria.map((key, n) => [key, central[n] ?? 0])) : null,
    };
  });
}

/** What the fingerprint of a run is of: everything that went in and came out, to the last bit. */
export function runText(input: RunInput, results: readonly RunResult[]): string {
  const { asked, criteria, regions, table } = input;
  const { weights, order, intervals } = asked.weighing;
  const weighing = {
    weights: weights ? criteria.map((key) => weights[key] ?? 0) : null,
    order: order ?? null,
    intervals: intervals ? criteria.map((key) => intervals[key] ?? null) : null,
  };
  return JSON.stringify({
    ...{ method: asked.method, N: asked.N, seed: asked.seed, weighing, criteria, regions },
    bounds: criteria.map((key) => table.bounds[key] ?? null),
    values: regions.map((region) =>
      criteria.map((key) => {
        const value = table.values[region]?.[key];
        return value ? [value.low, value.mid, value.high, value.even === true] : null;
      }),
    ),
    results: results.map(({ regionId, score, rankAcceptability, confidence, centralWeights }) => [
      ...[regionId, score, rankAcceptability, confidence],
      centralWeights ? criteria.map((key) => centralWeights[key] ?? 0) : null,
    ]),
  });
}

function weightedSum({ criteria, table }: RunInput, region: string, weights: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const key of criteria) sum += (weights[key] ?? 0) * cut(table.values[region]?.[key]?.mid ?? 0);
  return sum;
}

function cellOf(value: Value | null): SmaaInput['values'][string][number] {
  if (!value) return [0, 1];
  const { low, mid, high, even } = value;
  if (even) return [low, high];
  return low === high ? mid : [low, mid, high];
}
